// Keys of a page: data-shortcut="Alt+S" clicks (or focuses) its element; ? lists them all.
export const typing = (node) => node.isContentEditable || node.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select");

const GENERAL = [["?", "显示这张表"], ["Enter", "采纳并到下一项（填表时）"], ["Ctrl+Enter", "采纳全部无疑问的识别值"], ["↑ ↓", "在列表中移动"]];

function pressed(event) {
  const keys = [];
  if (event.ctrlKey || event.metaKey) keys.push("Ctrl");
  if (event.altKey) keys.push("Alt");
  if (event.shiftKey && event.key.length > 1) keys.push("Shift");
  // With Alt some systems give another letter than the one on the key.
  const key = event.altKey && /^(Key|Digit)/.test(event.code) ? event.code.slice(-1) : event.key;
  keys.push(key.length === 1 ? key.toUpperCase() : key);
  return keys.join("+");
}

const targets = () => [...document.querySelectorAll("[data-shortcut]")].filter((each) => !each.disabled);

/** What the key does, in the words of its button, without the key printed on it. */
function words(node) {
  const said = node.dataset.shortcutName || node.getAttribute("aria-label");
  if (said) return said;
  const copy = node.cloneNode(true);
  copy.querySelectorAll("kbd, svg").forEach((each) => each.remove());
  return copy.textContent.trim();
}

function row([keys, meaning]) {
  const line = document.createElement("div");
  const term = line.appendChild(document.createElement("dt"));
  term.textContent = meaning;
  const detail = line.appendChild(document.createElement("dd"));
  keys.split("+").forEach((key, index) => {
    if (index) detail.append(" ");
    detail.appendChild(document.createElement("kbd")).textContent = key;
  });
  return line;
}

function showSheet() {
  const dialog = document.getElementById("shortcut-dialog");
  if (!dialog || document.querySelector("dialog[open]")) return;
  const own = targets().map((node) => [node.dataset.shortcut, words(node)]);
  dialog.querySelector("[data-list]").replaceChildren(...[...own, ...GENERAL].map(row));
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const combined = event.ctrlKey || event.altKey || event.metaKey || /^F\d+$/.test(event.key);
  if (typing(event.target) && !combined) return;
  if (event.key === "?") { event.preventDefault(); showSheet(); return; }
  const target = targets().find((node) => node.dataset.shortcut.toUpperCase() === pressed(event).toUpperCase());
  if (!target) return;
  event.preventDefault();
  if (target.matches("input, select, textarea")) target.focus();
  else target.click();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-show-shortcuts]")) showSheet();
});
