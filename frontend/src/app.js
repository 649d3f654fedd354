// What pages do beyond plain HTML. Everything also works without this file.
import "htmx.org";
import "idiomorph/htmx";
import "./js/csrf.js";
import "./js/enter.js";
import "./js/shortcuts.js";
import "./js/strip.js";
import "./js/autosave.js";
import "./js/rows.js";
import "./js/upload.js";
import "./js/zone.js";
import "./js/list.js";
import "./js/confirm.js";
import "./js/print.js";

document.documentElement.classList.add("js");
