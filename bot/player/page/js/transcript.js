// The transcript: what is said now, and what is searched for.

import { urlOf } from "./api.js";
import { h, name } from "./dom.js";
import { icon } from "./icons.js";
import { lastBegun } from "./playhead.js";
import { scrollInto } from "./scrolling.js";
import { Search } from "./search.js";
import { clock, t } from "./texts.js";

// What a person scrolls with; to be followed again is then theirs to say.
const SCROLLS = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"]);

export class Transcript {
  #current = -1;
  #following = true;

  constructor(timeline, playhead) {
    this.timeline = timeline;
    this.segments = timeline.segments;
    this.playhead = playhead;
    // Of several labels that are one person, all lead to them.
    this.people = new Map(timeline.speakers.flatMap((one, at) => one.labels.map((label) => [label, { name: one.name, at }])));
    this.element = h("div", { class: "transcript" });
    playhead.addEventListener("change", () => this.#update());
    // Who goes somewhere wants to see it there.
    playhead.addEventListener("sought", () => this.#follow(true));
    this.draw();
  }

  draw() {
    if (this.segments.length === 0) {
      return this.element.replaceChildren(h("p", { class: "nothing" }, t("noTranscript")));
    }
    this.scroller = h("div", { class: "transcript-scroller", tabindex: "0", role: "region", "aria-label": t("transcript") }, this.#source(), this.#list());
    for (const kind of ["wheel", "touchmove", "pointerdown"]) {
      this.scroller.addEventListener(kind, (event) => this.#onHand(event), { passive: true });
    }
    this.scroller.addEventListener("keydown", (event) => {
      if (SCROLLS.has(event.key)) this.#follow(false);
    });
    this.back = h("button", { class: "follow quiet-button", type: "button", hidden: true, onclick: () => this.#follow(true) }, t("follow"));
    const words = this.search?.query ?? "";
    this.search = new Search(this.rows, { onShow: (row) => this.#show(row), label: t("search"), words });
    this.element.replaceChildren(this.search.element, this.scroller, this.back);
    this.#current = -1;
    this.#update();
  }

  focusSearch() {
    this.search?.focus();
  }

  #list() {
    this.rows = this.segments.map((segment) => this.#row(segment));
    const items = this.rows.flatMap((row, index) => {
      const { speaker } = this.segments[index];
      const isNew = speaker !== "" && this.#who(speaker).name !== this.#who(this.segments[index - 1]?.speaker).name;
      return isNew ? [h("li", { class: "speaker" }, this.#speaker(speaker)), row.item] : [row.item];
    });
    return h("ol", { class: "segments-list" }, items);
  }

  #who = (label) => this.people.get(label) ?? { name: label, at: 5 };

  #speaker(label) {
    const { name: called, at } = this.#who(label);
    return h("h3", { class: `speaker-name of-${at % 6}` }, name(called));
  }

  #row(segment) {
    const words = h("span", { class: "words" }, segment.text);
    const button = h(
      "button",
      { class: "segment", type: "button", onclick: () => this.playhead.seek(segment.start) },
      h("span", { class: "segment-time" }, clock(segment.start)),
      words,
    );
    return { item: h("li", {}, button), button, words, text: segment.text };
  }

  #source() {
    const { transcript } = this.timeline;
    const who = [transcript.source, transcript.model].filter(Boolean).join(", ");
    const made = t(`made.${transcript.kind}`).replace("{who}", () => who);
    const save = h("a", { class: "save", href: urlOf("transcript.vtt"), download: "transcript.vtt" }, icon("download"), "WebVTT");
    return h("p", { class: "source" }, h("span", {}, made, transcript.timed ? "" : ` ${t("untimed")}`), save);
  }

  #update() {
    if (this.segments.length === 0) return;
    const at = lastBegun(this.segments, this.playhead.time, (one) => one.start);
    if (at === this.#current) return;
    this.rows[this.#current]?.button.removeAttribute("aria-current");
    this.#current = at;
    this.rows[at]?.button.setAttribute("aria-current", "true");
    if (this.#following) this.#bringIn();
  }

  #bringIn() {
    const row = this.rows[this.#current];
    if (row !== undefined && this.scroller.clientHeight > 0) scrollInto(this.scroller, row.button);
  }

  #onHand(event) {
    // A press beside the text is one on the scroll bar.
    if (event.type !== "pointerdown" || event.target === this.scroller) this.#follow(false);
  }

  #follow(following) {
    this.#following = following;
    if (this.back !== undefined) this.back.hidden = following;
    if (following && this.segments.length > 0) this.#bringIn();
  }

  // A hit of the search: shown, and not gone to.
  #show(row) {
    this.#follow(false);
    scrollInto(this.scroller, row.button);
  }
}
