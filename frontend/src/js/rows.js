// Repeated groups: [data-rows="/children"] holds .rows-item and a <template>; names carry the index as a pointer part.
// Without this file the buttons name=add-row / name=remove-row go to the server, which draws the page again.
const ATTRIBUTES = ["name", "id", "for", "value", "data-rows", "aria-describedby", "aria-labelledby"];
// Marks of the server (yichuang.forms.decode) and buttons carry pointers as their value; all other values were typed.
const POINTERS = "button, input[name=confirm], input[name=_null], input[name=_present], input[name=_json]";
const DIGITS = (pointer) => new RegExp(`^(f?${pointer.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}/)(\\d+|__)(?=/|-|$)`);
// Ids have no spaces: they are escaped as in yichuang_renderers.ids.
const idOf = (pointer) => pointer.replace(/[%\s]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

function renumber(root, pointer, index) {
  const patterns = [DIGITS(pointer), DIGITS(idOf(pointer))];
  const moved = (word) => patterns.reduce((text, pattern) => text.replace(pattern, `$1${index}`), word);
  for (const node of root.querySelectorAll("*")) {
    for (const name of ATTRIBUTES) {
      const old = node.getAttribute(name);
      if (!old || (name === "value" && !node.matches(POINTERS))) continue;
      node.setAttribute(name, name.startsWith("aria-") ? old.split(" ").map(moved).join(" ") : moved(old));
    }
    if (node.content) renumber(node.content, pointer, index);
  }
}

function renumberItem(item, pointer, index) {
  renumber(item, pointer, index);
  const number = item.querySelector("[data-row-number]");
  if (number) number.textContent = String(index + 1);
}

const items = (group) => [...group.querySelectorAll(":scope > .rows-item")];
const changed = (group) => group.dispatchEvent(new Event("input", { bubbles: true }));

function refresh(group) {
  items(group).forEach((item, index) => renumberItem(item, group.dataset.rows, index));
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
