// Repeated groups: [data-rows="/children"] holds .rows-item and a <template>; names carry the index as a pointer part.
// Without this file the buttons name=add-row / name=remove-row go to the server, which draws the page again.
const DIGITS = (pointer) => new RegExp(`^(f?${pointer.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}/)(\\d+|__)(?=/|-|$)`);
const ATTRIBUTES = ["name", "id", "for", "aria-describedby", "value", "aria-labelledby"];

function renumber(item, pointer, index) {
  const pattern = DIGITS(pointer);
  for (const node of item.querySelectorAll("*")) {
    for (const name of ATTRIBUTES) {
      // The value of an ordinary field is what was typed, never an address; only buttons carry pointers there.
      if (name === "value" && !node.matches("button, input[name=confirm]")) continue;
      const old = node.getAttribute(name);
      if (old) node.setAttribute(name, old.split(" ").map((word) => word.replace(pattern, `$1${index}`)).join(" "));
    }
  }
  const number = item.querySelector("[data-row-number]");
  if (number) number.textContent = String(index + 1);
}

const items = (group) => [...group.querySelectorAll(":scope > .rows-item")];
const changed = (group) => group.dispatchEvent(new Event("input", { bubbles: true }));

function refresh(group) {
  items(group).forEach((item, index) => renumber(item, group.dataset.rows, index));
  const add = group.querySelector(":scope > .rows-foot [name=add-row]");
  if (add && group.dataset.max) add.disabled = items(group).length >= Number(group.dataset.max);
  changed(group);
}

function addTo(group) {
  const template = group.querySelector(":scope > template");
  const item = template.content.firstElementChild.cloneNode(true);
  const before = items(group).pop() ?? template;
  before.after(item);
  refresh(group);
  item.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

function removeFrom(group, button) {
  const item = button.closest(".rows-item");
  const next = item.nextElementSibling?.matches(".rows-item") ? item.nextElementSibling : item.previousElementSibling;
  item.remove();
  refresh(group);
  (next?.querySelector?.("input:not([type=hidden]), select, textarea") ?? group.querySelector("[name=add-row]"))?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[name=add-row], button[name=remove-row]");
  const group = button?.closest("[data-rows]");
  // Where rows decide what else is asked, the server must draw the page again.
  if (!group || "server" in group.dataset || !group.querySelector(":scope > template")) return;
  event.preventDefault();
  if (button.name === "add-row") addTo(group);
  else removeFrom(group, button);
});
