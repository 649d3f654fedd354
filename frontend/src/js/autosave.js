// Saves form[data-autosave=URL] 800 ms after the last key, at once after a choice, with the revision it was made from.
// Never loses a key stroke: unsent values stay on this computer and are sent again, slower and slower, until the server has them.
// The answer is JSON {"revision", "detail"}, or HTML with the header X-Revision whose parts are morphed by their ids.
import { Idiomorph } from "idiomorph/htmx";
import { offerKept } from "./restore.js";
import { clock, post, refusal, show } from "./saving.js";
import { forget, keep, valuesOf } from "./unsent.js";

const WAIT = 800;
const LONGEST = 60_000;
const CHOICES = "input[type=radio], input[type=checkbox], select";

function redraw(html) {
  const parts = document.createElement("template");
  parts.innerHTML = html;
  for (const part of parts.content.children) {
    const place = part.id && document.getElementById(part.id);
    if (place) Idiomorph.morph(place, part, { morphStyle: "outerHTML", ignoreActiveValue: true });
  }
}

class Saving {
  constructor(form) { Object.assign(this, { form, timer: 0, wait: WAIT, dirty: false, busy: null, failures: 0, stopped: false }); }

  touch(control) {
    keep(this.form, valuesOf(this.form));
    this.wait = control.matches(CHOICES) ? 0 : WAIT;
    this.dirty = true;
    if (!this.stopped) this.plan(this.wait);
  }

  plan(wait) { clearTimeout(this.timer); this.timer = setTimeout(() => this.save(), wait); }

  save() {
    clearTimeout(this.timer);
    if (this.busy) return this.busy;
    this.busy = this.attempt().finally(() => { this.busy = null; if (this.dirty && !this.failures && !this.stopped) this.plan(this.wait); });
    return this.busy;
  }

  async attempt() {
    this.dirty = false;
    if (!this.failures) show("saving", "正在保存");
    try {
      const answer = await post(this.form, valuesOf(this.form));
      if (answer.ok) return await this.saved(answer);
      if (answer.status >= 500 || answer.status === 429) return this.retry("服务器没有应答");
      return await this.refused(answer);
    } catch (error) {
      if (error instanceof TypeError) return this.retry("断线");
      throw error;
    }
  }

  retry(why) {
    this.dirty = true;
    this.failures += 1;
    show("offline", `未保存：${why}，正在重试`);
    this.plan(Math.min(1000 * 2 ** this.failures, LONGEST));
  }

  async saved(answer) {
    this.failures = 0;
    const json = (answer.headers.get("Content-Type") ?? "").includes("json");
    const content = json ? await answer.json() : await answer.text();
    const revision = answer.headers.get("X-Revision") ?? content.revision;
    if (revision !== undefined) document.querySelectorAll("input[name=revision]").forEach((each) => { each.value = revision; });
    show("saved", `已自动保存 ${clock()}`);
    if (this.dirty) { keep(this.form, valuesOf(this.form)); return; }
    forget(this.form);
    // Only when nothing was typed meanwhile may the answer redraw what is asked: each part in the place of its id.
    if (!json) redraw(content);
  }

  async refused(answer) {
    this.stopped = true;
    show("conflict", await refusal(answer));
  }
}

function attach(form) {
  const saving = new Saving(form);
  form.addEventListener("input", (event) => saving.touch(event.target));
  form.addEventListener("change", (event) => saving.touch(event.target));
  window.addEventListener("online", () => { if (saving.failures) saving.save(); });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    clearTimeout(saving.timer);
    // A save on its way will raise the revision: the form must carry the new one.
    if (saving.busy) { event.preventDefault(); saving.busy.then(() => form.requestSubmit(event.submitter)); return; }
    keep(form, valuesOf(form), true);
  });
  offerKept(form);
}

document.querySelectorAll("form[data-autosave]").forEach(attach);
