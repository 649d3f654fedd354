// Beside the form: lights the zone of the focused field on its scan and shows that crop enlarged.
// A field names its zone (data-zone="ID"); the zone is an SVG <rect id="ID"> drawn over the page's <image>.
const NS = "http://www.w3.org/2000/svg";

/** Draws the part of the page around `zone` into the crop window, wider than high. */
function enlarge(crop, zone) {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(zone.getAttribute(name)));
  const margin = height * 0.6;
  crop.setAttribute("viewBox", `${x - margin} ${y - margin} ${width + 2 * margin} ${height + 2 * margin}`);
  const page = zone.ownerSVGElement.querySelector("image");
  if (!page) return;
  const copy = document.createElementNS(NS, "image");
  for (const name of ["href", "x", "y", "width", "height"]) {
    if (page.hasAttribute(name)) copy.setAttribute(name, page.getAttribute(name));
  }
  crop.replaceChildren(copy);
}

document.addEventListener("focusin", (event) => {
  const field = event.target.closest?.("[data-zone]");
  if (!field) return;
  document.querySelectorAll(".zone--lit").forEach((each) => each.classList.remove("zone--lit"));
  const zone = document.getElementById(field.dataset.zone);
  if (!zone) return;
  document.querySelectorAll("[data-scan]").forEach((page) => { page.hidden = !page.contains(zone); });
  zone.classList.add("zone--lit");
  // A sheet that is closed at a phone's width must not pull the page along.
  if (zone.getBoundingClientRect().top < window.innerHeight) zone.scrollIntoView({ block: "nearest", inline: "nearest" });
  const crop = document.querySelector("svg[data-crop]");
  if (crop) enlarge(crop, zone);
});

document.addEventListener("click", (event) => {
  const tab = event.target.closest?.("[data-show-scan]");
  if (!tab) return;
  event.preventDefault();
  document.querySelectorAll("[data-scan]").forEach((page) => { page.hidden = page.id !== tab.dataset.showScan; });
  document.querySelectorAll("[data-show-scan]").forEach((each) => each.removeAttribute("aria-current"));
  tab.setAttribute("aria-current", "true");
});
