// The recording itself, while it is kept and the browser can play it.

import { urlOf } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { sizeOf, t } from "./texts.js";

const ENDINGS = { "video/x-matroska": "MKV", "video/quicktime": "MOV", "video/mp4": "MP4", "video/webm": "WebM", "audio/mp4": "M4A", "audio/mpeg": "MP3", "audio/wav": "WAV", "audio/ogg": "Ogg", "audio/flac": "FLAC" };

export class Stage {
  #media = null;
  #trouble = null;

  constructor(meeting, playhead) {
    this.meeting = meeting;
    this.playhead = playhead;
    this.element = h("section", { class: "stage", id: "stage" });
    if (meeting.recording !== null) this.#load(meeting.recording);
    this.draw();
  }

  get isSeen() {
    return this.#media?.tagName === "VIDEO" && this.#trouble === null;
  }

  #load(recording) {
    const tag = recording.type.startsWith("video/") ? "video" : "audio";
    const media = h(tag, { controls: true, preload: "metadata", playsinline: true, src: urlOf("recording", { v: recording.version }) });
    media.addEventListener("error", () => this.#fail("unplayable"));
    media.addEventListener("loadedmetadata", () => this.#look(media));
    if (this.meeting.timeline?.transcript) {
      const { timeline } = this.meeting;
      const srclang = timeline.transcript.language ?? this.meeting.language;
      media.append(h("track", { kind: "captions", src: urlOf("transcript.vtt"), srclang, label: t("transcript") }));
    }
    this.#media = media;
    this.playhead.follow(media);
  }

  // A recording of sound alone needs no screen; one whose pictures stay dark is told of.
  #look(media) {
    if (media.tagName !== "VIDEO" || media.videoWidth > 0) return;
    media.classList.add("sound");
    const slides = this.meeting.timeline?.slides ?? [];
    if (slides.length > 0) this.#fail("soundOnly");
  }

  #fail(why) {
    this.#trouble = why;
    if (why === "unplayable") this.playhead.leave();
    this.draw();
    this.element.dispatchEvent(new Event("trouble"));
  }

  draw() {
    const { recording } = this.meeting;
    this.element.setAttribute("aria-label", t("recording"));
    this.#media?.setAttribute("aria-label", t("recording"));
    const shown = this.#trouble === "unplayable" ? null : this.#media;
    const parts = [shown, this.#note(), recording === null ? null : this.#save(recording)];
    const wanted = parts.filter((part) => part !== null);
    // The element that plays stays where it is: taken out, it would stop.
    for (const child of [...this.element.children]) if (child !== shown) child.remove();
    this.element.append(...wanted.filter((part) => part !== shown || !shown.isConnected || shown.parentElement !== this.element));
  }

  #note() {
    const { recording, was_recorded: wasRecorded } = this.meeting;
    if (recording === null) return note(t(wasRecorded ? "notKept" : "neverThere"));
    if (this.#trouble === null) return null;
    return note(t(this.#trouble, { type: ENDINGS[recording.type] ?? recording.type }));
  }

  #save(recording) {
    const label = t("save", { size: sizeOf(recording.size) });
    const href = urlOf("recording", { save: "1", v: recording.version });
    return h("a", { class: "save", href, download: recording.name }, icon("download"), label);
  }
}

const note = (text) => h("p", { class: "note-line", role: "status" }, text);
