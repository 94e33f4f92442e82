// The room as somebody in it sees it.

import { Bar } from "./bar.js";
import { Captions } from "./captions.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { People } from "./people.js";
import { money, t } from "./texts.js";

export class Stage {
  constructor(talk) {
    this.talk = talk;
    this.people = new People(talk);
    this.captions = new Captions(talk);
    this.bar = new Bar(talk);
    this.troubles = h("div", { class: "troubles", role: "status" });
    this.shown = h("section", { class: "shown", "aria-label": t("shown"), hidden: true });
    this.figures = h("p", { id: "figures" });
    this.about = this.#about();
    this.side = h("div", { class: "side" }, this.people.element, this.shown, this.about);
    this.element = h("div", { class: "stage" }, this.troubles, this.side, this.captions.element, this.bar.element);
  }

  update() {
    this.people.update();
    this.captions.update();
    this.bar.update();
    this.#drawTroubles();
    this.#drawShown();
  }

  levels() {
    this.people.levels();
  }

  // How well sound comes through.
  measure() {
    const { sound, line } = this.talk;
    const [heard, wait] = [sound.heard.toFixed(1), Math.round(sound.wait * 1000)];
    const words = t("figuresAre", { heard, wait, holes: sound.holes, dropped: line.dropped });
    if (this.figures.textContent !== words) this.figures.textContent = words;
  }

  // What keeps somebody from hearing or being heard, and what to do about it.
  #drawTroubles() {
    const { talk } = this;
    const lines = [];
    if (talk.isSilenced) lines.push(["soundOff", t("soundOff"), t("soundOn"), () => talk.sound.resume()]);
    if (talk.trouble !== null) lines.push(["microphone", reason("microphone", talk.trouble), t("tryAgain"), () => talk.openMicrophone()]);
    if (talk.said.isUnspoken) lines.push(["voice", t("noVoice"), null, null]);
    if (talk.shown.failure !== null) lines.push(["share", reason("notShared", talk.shown.failure), t("dismiss"), () => talk.shown.dismiss()]);
    const drawn = lines.map(([key, text]) => `${key}:${text}`).join("\n");
    if (this.troubles.dataset.drawn === drawn) return;
    this.troubles.dataset.drawn = drawn;
    this.troubles.replaceChildren(...lines.map(([key, text, act, press]) => trouble(key, text, act, press)));
  }

  #drawShown() {
    const { kind, pictures, video } = this.talk.shown;
    this.shown.hidden = kind === null;
    if (kind === null) return this.shown.replaceChildren();
    if (!this.shown.contains(video)) {
      this.count = h("span", { class: "pictures" });
      this.shown.replaceChildren(h("h2", { class: "list-title" }, t("shown")), video, h("p", { class: "hint" }, t("shownHint"), " ", this.count));
      video.play(); // one that is moved stands still
    }
    this.count.textContent = t("pictures")(pictures);
  }

  #about() {
    const { limits } = this.talk.welcome;
    const spent = limits.usd === null ? "" : t("limitsMoney", { usd: money(limits.usd).replace(/^\$/, "") });
    const keys = t("keysList").flatMap(([key, does]) => [h("dt", {}, key), h("dd", {}, does)]);
    return h(
      "details",
      { class: "about" },
      h("summary", {}, t("about")),
      h("p", {}, t("askHint")),
      h("p", {}, t("limits", { people: limits.people, minutes: Math.round(limits.minutes), money: spent })),
      h("h3", { class: "list-title" }, t("keys")),
      h("dl", { class: "keys" }, keys),
      h("h3", { class: "list-title" }, t("figures")),
      this.figures,
    );
  }
}

const reason = (where, why) => t(`${where}.${why}`) ?? t(`${where}.other`, { why });

function trouble(key, text, act, press) {
  const again = act === null ? null : h("button", { class: "quiet-button", type: "button", onclick: press }, act);
  return h("div", { class: "trouble", "data-trouble": key }, icon("alert"), h("p", {}, text), again);
}
