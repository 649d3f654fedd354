// Files onto a material: dropped, pasted while its row has the focus, or chosen. Sent one by one with their progress.
// [data-upload="URL"] takes files into field data-upload-field (default "file"); the page section named by
// data-upload-target (default the row itself) is then replaced by what the server answers.
import htmx from "htmx.org";
import { token } from "./csrf.js";

const row = (node) => node.closest?.("[data-upload]");

function state(target, text, kind = "") {
  let line = target.querySelector(".upload-state");
  if (!line) {
    line = document.createElement("span");
    line.className = "upload-state";
    line.setAttribute("role", "status");
    (target.querySelector(".material-files") ?? target).append(line);
  }
  line.dataset.state = kind;
  line.textContent = text;
}

function reason(request) {
  try { return JSON.parse(request.responseText).detail || "没有传上去，请重新选择文件。"; } catch { return "没有传上去，请重新选择文件。"; }
}

function send(target, file) {
  const body = new FormData();
  body.append(target.dataset.uploadField || "file", file, file.name || "粘贴的图片.png");
  const request = new XMLHttpRequest();
  request.open("POST", target.dataset.upload);
  request.setRequestHeader("X-CSRF-Token", token());
  request.setRequestHeader("HX-Request", "true");
  request.setRequestHeader("Accept", "text/html;q=0.9, application/problem+json");
  request.upload.onprogress = (event) => {
    if (event.lengthComputable) state(target, `正在上传 ${file.name} ${Math.round((100 * event.loaded) / event.total)}%`);
  };
  return new Promise((resolve) => {
    request.onloadend = () => resolve(request);
    request.send(body);
  });
}

async function take(target, files) {
  let last = null;
  for (const file of files) {
    last = await send(target, file);
    if (last.status < 200 || last.status >= 300) {
      state(target, last.status ? reason(last) : `${file.name} 没有传上去：网络中断。请在恢复后重新选择。`, "failed");
      return;
    }
  }
  const name = target.dataset.uploadTarget;
  const place = (name && document.querySelector(name)) || target;
  htmx.swap(place, last.responseText, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 });
}

for (const [name, on] of [["dragenter", true], ["dragover", true], ["dragleave", false], ["drop", false]]) {
  document.addEventListener(name, (event) => {
    const target = row(event.target);
    if (!target || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    target.classList.toggle("material--over", on);
    if (name === "drop") take(target, event.dataTransfer.files);
  });
}

document.addEventListener("paste", (event) => {
  const target = row(document.activeElement);
  if (target && event.clipboardData?.files.length) { event.preventDefault(); take(target, event.clipboardData.files); }
});

document.addEventListener("change", (event) => {
  const target = event.target.matches?.("input[type=file]") && row(event.target);
  if (target && event.target.files.length) take(target, event.target.files);
});
