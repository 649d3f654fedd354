// A list of rows (.row-link with one a.row-open each): a click anywhere opens, the arrow keys move.
const rows = () => [...document.querySelectorAll(".row-link .row-open")].filter((each) => each.offsetParent !== null);

document.addEventListener("click", (event) => {
  const row = event.target.closest?.(".row-link");
  if (!row || event.target.closest("a, button, input, label, select") || String(getSelection())) return;
  row.querySelector(".row-open")?.click();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (event.target.matches("input, select, textarea, [role=tab]") || event.altKey || event.ctrlKey) return;
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? all[0] : all[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
