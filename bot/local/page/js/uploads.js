// Shows the files on their way: how far each is, and why one was not taken.

import { byId, h, name } from "./dom.js";
import { icon } from "./icons.js";
import { fileSign } from "./message.js";
import { t } from "./texts.js";

const rows = new Map();

export function drawUploads(state, onCancel) {
  const shown = state.uploads.filter((upload) => upload.channel === state.channel);
  // What goes into the open thread is shown in it.
  const listOf = ({ thread }) => byId(thread !== null && thread === state.thread ? "thread-uploads" : "uploads");
  for (const [upload, row] of rows) {
    if (shown.includes(upload)) continue;
    row.remove();
    rows.delete(upload);
  }
  for (const upload of shown) {
    if (!rows.has(upload)) addRow(upload, listOf(upload), onCancel);
    else if (rows.get(upload).parentElement !== listOf(upload)) listOf(upload).append(rows.get(upload));
    updateRow(rows.get(upload), upload);
  }
}

function addRow(upload, list, onCancel) {
  const row = h(
    "li",
    { class: "upload" },
    fileSign(upload.name),
    h(
      "div",
      { class: "upload-facts" },
      h("p", { class: "file-name", title: upload.name }, name(upload.name)),
      h("progress", { max: 1, value: 0, "aria-label": upload.name }),
      h("p", { class: "upload-status" }),
    ),
    h("button", { class: "icon-button", type: "button", onclick: () => onCancel(upload) }, icon("close")),
  );
  rows.set(upload, row);
  list.append(row);
  row.scrollIntoView({ block: "nearest" });
}

function updateRow(row, upload) {
  const failed = upload.status === "failed";
  const finishing = upload.status === "uploading" && upload.progress >= 1;
  const status = failed ? upload.error : t(finishing ? "finishing" : upload.status);
  const button = row.querySelector("button");
  const does = `${t(failed ? "dismiss" : "cancel")}: ${upload.name}`;
  row.classList.toggle("failed", failed);
  row.querySelector("progress").hidden = failed;
  row.querySelector("progress").value = upload.progress ?? 0;
  row.querySelector(".upload-status").textContent = status;
  if (button.getAttribute("aria-label") !== does) button.setAttribute("aria-label", does);
}
