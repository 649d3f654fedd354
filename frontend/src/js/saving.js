// How a save is shown (every [data-save-state]) and sent.
import { token } from "./csrf.js";

export const clock = () => new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });

export function show(state, text) {
  document.querySelectorAll("[data-save-state]").forEach((each) => { each.dataset.state = state; each.textContent = text; });
}

/** Posts the values of a form to its autosave address; a redirect (to sign in) is not followed. */
export function post(form, body) {
  const headers = { "X-CSRF-Token": token(), Accept: "application/json, text/html;q=0.9", "X-Requested-With": "autosave" };
  return fetch(form.dataset.autosave, { method: "POST", body, headers, redirect: "manual", credentials: "same-origin" });
}

/** Why the server did not take it, and what becomes of what was typed. */
export async function refusal(answer) {
  const signedOut = answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;
  if (signedOut) return "未保存：登录已过期，填写内容留在本机，重新登录后自动恢复";
  const said = (await answer.json().catch(() => ({}))).detail;
  return `未保存：${said || "这份草稿已被改动，请刷新后核对"}`;
}
