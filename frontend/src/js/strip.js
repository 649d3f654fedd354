// Shows what the focused field is for in the strip under the form ([data-strip]), so that no line moves while typing;
// keeps the outline in step with the section being filled; puts the focus where the page asks for it.
document.addEventListener("focusin", (event) => {
  const field = event.target.closest?.(".field");
  const strip = field && field.closest(".has-strip")?.querySelector("[data-strip]");
  if (strip) {
    const label = field.querySelector(".field-label");
    strip.querySelector("strong").textContent = label?.firstChild?.textContent.trim() ?? "";
    strip.querySelector(".strip-text").textContent = field.querySelector(".field-why")?.textContent ?? "";
  }
  const section = event.target.closest?.("section[id]");
  if (!section) return;
  const link = document.querySelector(`.outline a[href="#${CSS.escape(section.id)}"]`);
  if (!link) return;
  document.querySelectorAll(".outline a[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
  link.setAttribute("aria-current", "true");
});

document.querySelector("[data-focus]")?.focus();
