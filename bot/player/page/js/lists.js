// Lists beside the recording: its chapters, and who spoke.

import { h, name } from "./dom.js";
import { lastBegun } from "./playhead.js";
import { clock, locale, t } from "./texts.js";

export class Chapters {
  constructor({ chapters, segments }, playhead) {
    this.chapters = chapters;
    this.said = new Map(segments.map((one) => [one.id, one.text]));
    this.playhead = playhead;
    this.element = h("div", { class: "list-scroller" });
    playhead.addEventListener("change", () => this.#update());
    this.draw();
  }

  draw() {
    if (this.chapters.length === 0) {
      return this.element.replaceChildren(h("p", { class: "nothing" }, t("noChapters")));
    }
    this.buttons = this.chapters.map((chapter) => this.#chapter(chapter));
    this.element.replaceChildren(h("ol", { class: "chapters" }, this.buttons.map((button) => h("li", {}, button))));
    this.#update();
  }

  // A chapter is known by its slide, and by what is said first in it.
  #chapter({ start, end, slide, cites }) {
    const first = cites.map((cite) => this.said.get(cite)).find(Boolean);
    const shown = slide === null ? null : t("slide", { number: slide });
    const title = h("span", { class: "chapter-title" }, shown ?? name(first ?? t("noSlide")));
    const beginning = shown === null || first === undefined ? null : h("span", { class: "chapter-first" }, name(first));
    return h(
      "button",
      { class: "chapter", type: "button", onclick: () => this.playhead.seek(start) },
      h("span", { class: "segment-time" }, clock(start)),
      h("span", { class: "chapter-words" }, title, beginning),
      h("span", { class: "chapter-length" }, clock(end - start)),
    );
  }

  #update() {
    const at = lastBegun(this.chapters, this.playhead.time, (one) => one.start);
    for (const [index, button] of (this.buttons ?? []).entries()) {
      if (index === at) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }
}

export class People {
  constructor(timeline, playhead) {
    this.timeline = timeline;
    this.playhead = playhead;
    this.element = h("div", { class: "list-scroller" });
    this.draw();
  }

  draw() {
    const { speakers, commitments } = this.timeline;
    const all = speakers.reduce((sum, one) => sum + one.talk, 0);
    const people =
      speakers.length === 0
        ? h("p", { class: "nothing" }, t("noPeople"))
        : h("ul", { class: "people-list" }, speakers.map((one, index) => person(one, index, all)));
    const promised = commitments.length === 0 ? [] : [h("h3", { class: "list-title" }, t("commitments")), this.#promises(commitments)];
    this.element.replaceChildren(people, ...promised);
  }

  #promises(commitments) {
    return h(
      "ul",
      { class: "promises" },
      commitments.map((one) =>
        h(
          "li",
          {},
          h(
            "button",
            { class: "segment", type: "button", onclick: () => this.playhead.seek(one.start) },
            h("span", { class: "segment-time" }, clock(one.start)),
            h("span", { class: "words" }, one.speaker === "" ? null : h("strong", {}, name(one.speaker), ": "), h("q", {}, name(one.quote))),
          ),
        ),
      ),
    );
  }
}

function person(one, index, all) {
  const share = all > 0 ? Math.round((100 * one.talk) / all) : 0;
  const figure = new Intl.NumberFormat(locale()).format(share);
  return h(
    "li",
    { class: "person" },
    h("p", { class: "person-words" }, h("strong", { class: `speaker-name of-${index % 6}` }, name(one.name)), h("span", {}, t("turns")(one.turns))),
    h("meter", { class: `of-${index % 6}`, min: 0, max: 100, value: share, "aria-label": one.name }),
    h("p", { class: "person-talk" }, t("talk", { time: clock(one.talk), share: figure })),
  );
}
