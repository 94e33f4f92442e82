// Files on their way to Clerk: dropped anywhere on the page, chosen, or pasted.

import { drop } from "./api.js";
import { byId } from "./dom.js";
import { currentLanguage, explain, t, timeOf } from "./texts.js";

// Few at once: the browser keeps only a handful of connections, and one belongs to the live feed.
const AT_ONCE = 2;

export class Drops {
  #number = 0;

  constructor(state, { announce, onAdded, onArrived }) {
    this.state = state;
    this.onAdded = onAdded;
    this.announce = announce;
    this.onArrived = onArrived;
    this.#listenToDrags();
    byId("picker").addEventListener("change", (event) => {
      this.add([...event.target.files]);
      event.target.value = "";
    });
    window.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])].map(named);
      if (files.length > 0) event.preventDefault();
      this.add(files);
    });
  }

  choose() {
    byId("picker").click();
  }

  add(files) {
    const { channel, me } = this.state;
    const language = currentLanguage();
    const added = files.map((file) => ({
      id: (this.#number += 1),
      file,
      name: file.name,
      channel,
      facts: { user: me, language },
      alone: files.length === 1,
      status: "waiting",
      progress: 0,
      error: null,
      stop: new AbortController(),
    }));
    this.state.set({ uploads: [...this.state.uploads, ...added] });
    if (added.length > 0) this.onAdded();
    this.#next();
  }

  cancel(upload) {
    upload.stop.abort();
    this.#remove(upload);
    this.#next();
  }

  #next() {
    const { uploads } = this.state;
    const busy = uploads.filter((upload) => upload.status === "uploading").length;
    const waiting = uploads.filter((upload) => upload.status === "waiting");
    for (const upload of waiting.slice(0, Math.max(0, AT_ONCE - busy))) this.#send(upload);
  }

  async #send(upload) {
    this.#change(upload, { status: "uploading" });
    try {
      const onProgress = (progress) => this.#change(upload, { progress });
      const { signal } = upload.stop;
      const options = { onProgress, signal };
      const limit = this.state.maxUpload;
      const message = await drop(upload.channel, upload.facts, upload.file, limit, options);
      this.#remove(upload);
      this.announce(t("uploaded", { name: upload.name }));
      this.onArrived(message, upload.alone);
    } catch (error) {
      if (error.code !== "cancelled") this.#fail(upload, error);
    }
    this.#next();
  }

  #fail(upload, error) {
    this.#change(upload, { status: "failed", error: explain(error) });
    this.announce(t("failed", { name: upload.name, why: upload.error }));
  }

  #change(upload, values) {
    Object.assign(upload, values);
    this.state.changed();
  }

  #remove(upload) {
    this.state.set({ uploads: this.state.uploads.filter((one) => one !== upload) });
  }

  #listenToDrags() {
    const target = byId("drop-target");
    let depth = 0;
    const show = (shown) => {
      target.hidden = !shown;
      byId("drop-title").textContent = t("dropTitle", { channel: this.state.channel });
    };
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;
    const on = (kind, react) =>
      window.addEventListener(kind, (event) => {
        if (!carriesFiles(event)) return;
        // Without this the browser would leave the page and open the file.
        event.preventDefault();
        react(event);
      });
    on("dragenter", () => show((depth += 1) > 0));
    on("dragover", (event) => (event.dataTransfer.dropEffect = "copy"));
    on("dragleave", () => show((depth = Math.max(0, depth - 1)) > 0));
    on("drop", (event) => {
      depth = 0;
      show(false);
      this.#take(event.dataTransfer);
    });
  }

  #take(transfer) {
    const items = [...transfer.items].filter((item) => item.kind === "file");
    const folders = items.filter((item) => item.webkitGetAsEntry?.()?.isDirectory);
    const files = items.filter((item) => !folders.includes(item)).map((item) => item.getAsFile());
    for (const folder of folders) this.#refuseFolder(folder.webkitGetAsEntry().name);
    this.add(files.filter((file) => file !== null));
  }

  #refuseFolder(name) {
    const id = (this.#number += 1);
    const stop = new AbortController();
    const refused = { id, name, channel: this.state.channel, status: "failed", error: t("dropFolder"), stop };
    this.state.set({ uploads: [...this.state.uploads, refused] });
    this.announce(t("dropFolder"));
  }
}

// A pasted picture is always called image.png; the time tells one from the other.
function named(file) {
  if (file.name !== "image.png") return file;
  const time = timeOf(new Date()).replace(":", ".");
  return new File([file], `${t("pasted", { time })}.png`, { type: file.type });
}
