// data-confirm="what will happen" on a button or link asks first, in the one dialog of the page.
// data-confirm-title, data-confirm-yes name it; data-confirm-type demands that a word be typed.
const dialog = () => document.getElementById("confirm-dialog");

function fill(box, data) {
  box.querySelector("#confirm-title").textContent = data.confirmTitle || "请确认";
  box.querySelector("[data-body]").textContent = data.confirm;
  const yes = box.querySelector("[data-yes]");
  yes.textContent = data.confirmYes || "确认";
  const type = box.querySelector("[data-type]");
  const input = type.querySelector("input");
  type.hidden = !data.confirmType;
  type.querySelector("[data-type-word]").textContent = data.confirmType ?? "";
  input.value = "";
  yes.disabled = Boolean(data.confirmType);
  input.oninput = () => { yes.disabled = input.value.trim() !== data.confirmType; };
}

/** Asks; the answer is whether to go on. */
function ask(data) {
  const box = dialog();
  fill(box, data);
  box.returnValue = "no";
  box.showModal();
  return new Promise((resolve) => {
    box.addEventListener("close", () => resolve(box.returnValue === "yes"), { once: true });
  });
}

document.addEventListener("click", async (event) => {
  const target = event.target.closest?.("[data-confirm]");
  if (!target || !dialog() || target.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(target.dataset))) { target.focus(); return; }
  target.dataset.confirmed = "yes";
  target.click();
  delete target.dataset.confirmed;
}, true);
