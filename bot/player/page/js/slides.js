// The slides: the one that is shown now, large, and all of them in a strip.

import { slideUrl } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { lastBegun } from "./playhead.js";
import { scrollInto } from "./scrolling.js";
import { clock, t } from "./texts.js";

export class Slides {
  #current = null;

  constructor(slides, playhead) {
    this.slides = slides;
    this.playhead = playhead;
    // Every time that one is shown, in order.
    this.showings = slides
      .flatMap((slide) => slide.shown.map(([start, end]) => ({ slide, start, end })))
      .sort((one, other) => one.start - other.start);
    this.element = h("div", { class: "slides" });
    playhead.addEventListener("change", () => this.#update());
    this.draw();
  }

  draw() {
    if (this.slides.length === 0) return this.element.replaceChildren(h("p", { class: "nothing" }, t("noSlides")));
    this.figure = h("figure", { class: "slide-now" });
    this.strip = h("ol", { class: "strip", "aria-label": t("slides") }, this.slides.map((slide) => this.#thumbnail(slide)));
    this.element.replaceChildren(this.figure, this.strip);
    this.#current = undefined;
    this.#update();
  }

  // The slide before or after the one that is shown now.
  step(by) {
    const at = lastBegun(this.showings, this.playhead.time, (one) => one.start);
    const aimed = this.showings[Math.min(Math.max(0, at + by), this.showings.length - 1)];
    if (aimed !== undefined) this.playhead.seek(aimed.start);
  }

  #now() {
    const at = lastBegun(this.showings, this.playhead.time, (one) => one.start);
    const showing = this.showings[at];
    if (showing === undefined) return null;
    // The next one begins where this one ends, but for what the sampling left between them.
    const following = this.showings[at + 1]?.start ?? Number.POSITIVE_INFINITY;
    return this.playhead.time <= Math.max(showing.end + 1, Math.min(following, showing.end + 5)) ? showing : null;
  }

  #update() {
    if (this.slides.length === 0) return;
    const showing = this.#now();
    if (showing === this.#current) return;
    this.#current = showing;
    this.#drawFigure(showing?.slide ?? null);
    for (const button of this.strip.querySelectorAll("button")) {
      const isNow = button.dataset.slide === String(showing?.slide.number);
      if (isNow) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      if (isNow) scrollInto(this.strip, button, "inline");
    }
  }

  #drawFigure(slide) {
    const steps = h("div", { class: "steps" }, this.#step(-1, "previous"), this.#step(1, "next"));
    const words = slide === null ? h("span", {}, t("noSlideNow")) : this.#words(slide);
    const picture =
      slide === null
        ? h("div", { class: "slide-blank" })
        : slide.kept
          ? h("img", { src: slideUrl(slide), alt: t("slide", slide), width: slide.width, height: slide.height })
          : h("div", { class: "slide-blank" }, t("pictureGone"));
    this.#replaceFigure(picture, h("figcaption", {}, words, steps));
  }

  #replaceFigure(...parts) {
    const focus = this.figure.contains(document.activeElement) ? document.activeElement.dataset.step : undefined;
    this.figure.replaceChildren(...parts);
    if (focus !== undefined) this.figure.querySelector(`[data-step="${focus}"]`)?.focus();
  }

  #words(slide) {
    const times = slide.shown.map(([start, end]) =>
      h(
        "button",
        { class: "time", type: "button", onclick: () => this.playhead.seek(start) },
        `${clock(start)}–${clock(end)}`,
      ),
    );
    return h("span", { class: "slide-words" }, h("strong", {}, t("slide", slide)), ...times);
  }

  #step(by, label) {
    return h(
      "button",
      { class: `icon-button step ${label}`, type: "button", "data-step": String(by), "aria-label": t(label), title: t(label), onclick: () => this.step(by) },
      icon("chevron"),
    );
  }

  #thumbnail(slide) {
    const time = clock(slide.shown[0][0]);
    const picture = slide.kept
      ? h("img", { src: slideUrl(slide), alt: "", loading: "lazy", decoding: "async", width: slide.width, height: slide.height })
      : h("span", { class: "slide-blank" }, String(slide.number));
    return h(
      "li",
      {},
      h(
        "button",
        {
          class: "thumbnail",
          type: "button",
          "data-slide": String(slide.number),
          "aria-label": t("slideAt", { number: slide.number, time }),
          onclick: () => this.playhead.seek(slide.shown[0][0]),
        },
        picture,
        h("span", { class: "thumbnail-words", "aria-hidden": "true" }, h("span", {}, String(slide.number)), h("span", {}, time)),
      ),
    );
  }
}
