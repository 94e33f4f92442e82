// What is being said and was said, with who said it: it grows while they speak.

import { h, name, reconcile } from "./dom.js";
import { colourOf } from "./people.js";
import { clock, t } from "./texts.js";

const ASSISTANT = "assistant";
const NEAR = 60; // pixels from the end: whoever is there goes along
const MOST = 500;

export class Captions {
  #follows = true;

  constructor(talk) {
    this.talk = talk;
    this.list = h("ol", { class: "captions" });
    this.none = h("p", { class: "nothing" }, t("noCaptions"));
    // Who hears the room hears this: it can be read, and is not read out by itself.
    this.scroller = h("div", { class: "captions-scroller", tabindex: "0", role: "log", "aria-live": "off", "aria-labelledby": "captions-title" }, this.none, this.list);
    this.scroller.addEventListener("scroll", () => this.#notice());
    this.element = h(
      "section",
      { class: "captions-panel" },
      h("h2", { id: "captions-title", class: "list-title" }, t("captions"), h("small", {}, t("captionsAi"))),
      this.scroller,
    );
  }

  update() {
    const captions = [...this.talk.said.captions.values()].sort((one, other) => one.at_s - other.at_s).slice(-MOST);
    this.none.hidden = captions.length > 0;
    reconcile(this.list, captions.map((one) => [one.item, versionOf(one), () => this.#line(one)]));
    if (this.#follows) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #notice() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.#follows = scrollHeight - scrollTop - clientHeight < NEAR;
  }

  #line(one) {
    if (one.who === null) return h("li", { class: "caption from-room" }, h("p", { class: "said" }, one.text));
    const isAi = one.who === ASSISTANT;
    const who = isAi ? "Clerk" : one.who === "" ? t("somebody") : one.name;
    return h(
      "li",
      { class: `caption of-${one.who === "" ? "nobody" : colourOf(one.who)}${one.whole ? "" : " growing"}`, "data-who": one.who },
      h("p", { class: "caption-head" }, h("strong", {}, name(who)), isAi ? h("span", { class: "ai" }, t("aiSays")) : null, h("time", {}, clock(one.at_s))),
      h("p", { class: "said", dir: "auto" }, one.text),
    );
  }
}

const versionOf = ({ who, name, text, whole, at_s: at }) => JSON.stringify([who, name, text, whole, at]);
