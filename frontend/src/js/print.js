// data-print prints the page it stands on; on paper every folded part is open.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) window.print();
});

let folded = [];

window.addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("main details:not([open])")];
  folded.forEach((each) => { each.open = true; });
});

window.addEventListener("afterprint", () => folded.forEach((each) => { each.open = false; }));
