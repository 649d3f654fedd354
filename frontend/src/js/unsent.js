// What has been typed but not yet been saved stays on this computer: one entry a person and draft.
// Wiped when the person signs out, and when another person works here.
const PREFIX = "yichuang:unsent:";
const person = () => document.body.dataset.person ?? "";
const key = (form) => `${PREFIX}${person()}:${form.dataset.draft ?? form.dataset.autosave}`;

/** The values of a form as they would be posted, without files and without the token of the page. */
export function valuesOf(form) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "csrf_token") body.append(name, value);
  }
  return body;
}

/** Whether the form as drawn says the same as a kept body: then the save arrived and only its answer was lost. */
export function sameValues(form, body) {
  const plain = (values) => [...values].filter(([name]) => name !== "revision" && name !== "confirm").map(String).sort().join("\n");
  return plain(valuesOf(form)) === plain(new URLSearchParams(body));
}

export const revisionOf = (form) => form.querySelector("input[name=revision]")?.value ?? "";

/** Keeps the values; storage may be full or forbidden, then the page itself is the only copy. */
export function keep(form, body, sent = false) {
  const entry = { revision: revisionOf(form), body: body.toString(), at: Date.now(), sent };
  try { localStorage.setItem(key(form), JSON.stringify(entry)); } catch { /* the form still holds them */ }
}

export function kept(form) {
  try { return JSON.parse(localStorage.getItem(key(form))); } catch { return null; }
}

export function forget(form) {
  try { localStorage.removeItem(key(form)); } catch { /* nothing was kept */ }
}

function wipe(which) {
  try {
    Object.keys(localStorage).filter((each) => each.startsWith(PREFIX) && which(each)).forEach((each) => localStorage.removeItem(each));
  } catch { /* storage is forbidden: nothing was kept */ }
}

// Signed in as someone else: what the former person left here is not theirs to see.
if (person()) wipe((each) => !each.startsWith(`${PREFIX}${person()}:`));

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]")) wipe(() => true);
});
