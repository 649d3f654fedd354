// In [data-form=intake] Enter accepts the proposed value and moves on; while an input method composes it is left alone.
// Ctrl+Enter accepts every proposal that is not doubtful; doubtful ones are confirmed one by one.
import { typing } from "./shortcuts.js";

const CONTROLS = "input:not([type=hidden]):not([name=confirm]), select, textarea, button[data-next]";

function accept(field) {
  const box = field?.querySelector("input[name=confirm]");
  if (!box || box.checked) return;
  box.checked = true;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function settle(field) {
  delete field.dataset.open;
  field.querySelector(".source")?.classList.add("source--ok");
}

function visible(control) {
  return !control.disabled && !control.readOnly && control.offsetParent !== null;
}

/** The next control in reading order; a group of radios counts as one. */
function following(form, control) {
  const all = [...form.querySelectorAll(CONTROLS)].filter((each) => each === control || visible(each));
  const group = control.type === "radio" ? control.name : null;
  return all.slice(all.indexOf(control) + 1).find((each) => !group || each.name !== group);
}

document.addEventListener("change", (event) => {
  if (event.target.name === "confirm" && event.target.checked) settle(event.target.closest(".field"));
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-form=intake]");
  // keyCode 229: Safari reports the Enter that ends a composition as an ordinary one.
  if (!form || event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    form.querySelectorAll(".field[data-open=open]").forEach(accept);
    return;
  }
  if (event.target.matches("button, a, summary, input[type=file]") || (event.target.matches("textarea") && event.shiftKey)) return;
  if (!typing(event.target) && !event.target.matches("select, input")) return;
  event.preventDefault();
  accept(event.target.closest(".field"));
  const next = following(form, event.target);
  next?.focus();
  if (next?.matches("input.input")) next.select();
});

// Typing over a proposal makes the value the clerk's own: there is nothing left to accept.
document.addEventListener("input", (event) => {
  const field = event.target.closest?.(".field[data-open]");
  if (!field || event.target.name === "confirm") return;
  delete field.dataset.open;
  const source = field.querySelector(".source");
  if (source) { source.className = "source"; source.textContent = "填写"; }
});
