// Files on their way to Clerk: dropped anywhere on the page, chosen, or pasted.

import { drop } from "./api.js";
import { byId } from "./dom.js";
import { gather, roleOf } from "./gathering.js";
import { channelName, currentLanguage, explain, t, timeOf } from "./texts.js";

// Few at once: the browser keeps only a handful of connections, and one belongs to the live feed.
const AT_ONCE = 2;

export class Drops {
  #number = 0;
  // The thread that the chosen files go into.
  #into = null;

  constructor(state, { announce, onAdded, onArrived }) {
    this.state = state;
    this.onAdded = onAdded;
    this.announce = announce;
    this.onArrived = onArrived;
    this.#listenToDrags();
    byId("picker").addEventListener("change", (event) => {
      this.add([...event.target.files], this.#into);
      event.target.value = "";
    });
    window.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])].map(named);
      if (files.length > 0) event.preventDefault();
      this.add(files, this.#threadOf(event));
    });
  }

  choose(thread = null) {
    this.#into = thread;
    byId("picker").click();
  }

  // Into a thread that is there; without one, files that belong together begin one.
  add(files, thread = null) {
    const groups = gather(files);
    const added = groups.flatMap((group) => {
      const together = { thread, lead: null };
      return group.map((file) => this.#upload(file, together, groups.length === 1));
    });
    this.state.set({ uploads: [...this.state.uploads, ...added] });
    if (added.length > 0) this.onAdded();
    this.#next();
  }

  #upload(file, together, alone) {
    return {
      id: (this.#number += 1),
      file,
      name: file.name,
      channel: this.state.channel,
      thread: together.thread,
      facts: { user: this.state.me, language: currentLanguage() },
      alone,
      together,
      status: "waiting",
      progress: 0,
      error: null,
      stop: new AbortController(),
    };
  }

  cancel(upload) {
    upload.stop.abort();
    this.#leave(upload);
    this.#remove(upload);
    this.#next();
  }

  // The first of those that belong together begins their thread, the others wait for it.
  #mayGo({ together }) {
    return together.thread !== null || together.lead === null;
  }

  // Where the first one fails, the next begins the thread.
  #leave(upload) {
    if (upload.together?.lead === upload) upload.together.lead = null;
  }

  #next() {
    const { uploads } = this.state;
    const busy = uploads.filter((upload) => upload.status === "uploading").length;
    let room = AT_ONCE - busy;
    for (const upload of uploads.filter(({ status }) => status === "waiting")) {
      if (room <= 0 || !this.#mayGo(upload)) continue;
      room -= 1;
      if (upload.together.thread === null) upload.together.lead = upload;
      this.#send(upload);
    }
  }

  async #send(upload) {
    this.#change(upload, { status: "uploading" });
    try {
      const onProgress = (progress) => this.#change(upload, { progress });
      const { signal } = upload.stop;
      const options = { onProgress, signal };
      const { maxRecording, maxUpload } = this.state;
      const limit = roleOf(upload.file) === "recording" ? maxRecording : maxUpload;
      const facts = { ...upload.facts, thread: upload.together.thread };
      const message = await drop(upload.channel, facts, upload.file, limit, options);
      upload.together.thread = message.thread ?? message.id;
      this.#remove(upload);
      this.announce(t("uploaded", { name: upload.name }));
      this.onArrived(message, upload.alone);
    } catch (error) {
      if (error.code !== "cancelled") this.#fail(upload, error);
    }
    this.#next();
  }

  #fail(upload, error) {
    this.#leave(upload);
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
    };
    const name = (event) => {
      const { channel } = this.state;
      const title = this.#threadOf(event) === null ? t("dropTitle", { channel: channelName(channel) }) : t("dropThread");
      if (byId("drop-title").textContent !== title) byId("drop-title").textContent = title;
    };
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;
    const on = (kind, react) =>
      window.addEventListener(kind, (event) => {
        if (!carriesFiles(event)) return;
        // Without this the browser would leave the page and open the file.
        event.preventDefault();
        react(event);
      });
    on("dragenter", (event) => {
      name(event);
      show((depth += 1) > 0);
    });
    on("dragover", (event) => {
      event.dataTransfer.dropEffect = "copy";
      name(event);
    });
    on("dragleave", () => show((depth = Math.max(0, depth - 1)) > 0));
    on("drop", (event) => {
      depth = 0;
      show(false);
      this.#take(event.dataTransfer, this.#threadOf(event));
    });
  }

  // The open thread, where something comes over it.
  #threadOf(event) {
    return event.target.closest?.("#thread") ? this.state.thread : null;
  }

  #take(transfer, thread) {
    const items = [...transfer.items].filter((item) => item.kind === "file");
    const folders = items.filter((item) => item.webkitGetAsEntry?.()?.isDirectory);
    const files = items.filter((item) => !folders.includes(item)).map((item) => item.getAsFile());
    for (const folder of folders) this.#refuseFolder(folder.webkitGetAsEntry().name);
    this.add(files.filter((file) => file !== null), thread);
  }

  #refuseFolder(name) {
    const id = (this.#number += 1);
    const stop = new AbortController();
    const refused = { id, name, channel: this.state.channel, thread: null, status: "failed", error: t("dropFolder"), stop };
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
