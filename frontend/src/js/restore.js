// Brings back what was typed but never reached the server: sent at once when the draft has not changed since,
// offered when it has. The page is then drawn anew by the server, so that rows and conditions are right too.
import { post, show } from "./saving.js";
import { forget, kept, revisionOf, sameValues } from "./unsent.js";

async function send(form, entry) {
  form.inert = true;
  show("saving", "正在恢复本机留存的填写");
  const body = new URLSearchParams(entry.body);
  body.set("revision", revisionOf(form));
  try {
    const answer = await post(form, body);
    if (answer.ok) { forget(form); location.reload(); return; }
    show("conflict", "本机留存的填写没有恢复，仍保留在这台电脑上");
    form.inert = false;
  } catch {
    show("offline", "未保存：断线，正在重试");
    setTimeout(() => send(form, entry), 4000);
  }
}

function button(text, act, kind = "") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn btn--s ${kind}`;
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function offer(form, entry) {
  const when = new Date(entry.at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
  const box = document.createElement("div");
  box.className = "flash flash--warning";
  const text = document.createElement("div");
  text.append(`这台电脑上还留着 ${when} 没有存上的填写，而这份草稿之后又被改动过。恢复会以您的填写覆盖同名的项。`);
  const choices = document.createElement("div");
  choices.className = "btn-row mt-1";
  choices.append(
    button("恢复我的填写", () => { box.remove(); send(form, entry); }, "btn--primary"),
    button("不要了", () => { forget(form); box.remove(); }),
  );
  text.append(choices);
  box.append(text);
  (document.getElementById("flashes") ?? form).prepend(box);
}

/** Looks for values kept for this form and deals with them. */
export function offerKept(form) {
  const entry = kept(form);
  if (!entry) return;
  const changed = entry.revision !== revisionOf(form);
  if (!changed) send(form, entry);
  else if (entry.sent || sameValues(form, entry.body)) forget(form);
  else offer(form, entry);
}
