// Who is here, how loud they are, and the assistant among them.

import { h, name, reconcile } from "./dom.js";
import { t } from "./texts.js";

const ASSISTANT = "assistant";
const COLOURS = 6;

// Each person has one colour in a room, whoever comes and goes.
const colours = new Map();

export function colourOf(who) {
  if (who === ASSISTANT) return "assistant";
  if (!colours.has(who)) colours.set(who, colours.size % COLOURS);
  return String(colours.get(who));
}

export class People {
  constructor(talk) {
    this.talk = talk;
    this.list = h("ul", { class: "people", "aria-labelledby": "people-title" });
    this.element = h("section", { class: "people-panel" }, h("h2", { id: "people-title", class: "list-title" }, t("here")), this.list);
  }

  update() {
    const { assistant, people } = this.talk;
    const rows = (people ?? []).map((one) => [one.person, JSON.stringify([one, ...this.#signs(one)]), () => this.#person(one)]);
    rows.unshift([ASSISTANT, JSON.stringify(assistant), () => this.#assistant(assistant)]);
    reconcile(this.list, rows);
    this.levels();
  }

  levels() {
    for (const row of this.list.children) {
      const level = this.talk.levels.of(row.dataset.key);
      row.querySelector(".level").style.setProperty("--level", level.toFixed(2));
      row.classList.toggle("speaks", level > 0.3);
    }
  }

  // What is said of somebody beside their name.
  #signs({ person, sharing, apart }) {
    const { isHeard, sound, welcome } = this.talk;
    const isMe = person === welcome.person;
    return [
      isMe ? t("you") : null,
      isMe && !isHeard ? t(sound.hasMicrophone ? "muted" : "noMicrophone") : null,
      sharing ? t("sharing") : null,
      apart ? t("isApart") : null,
    ].filter(Boolean);
  }

  #person(one) {
    const face = h("span", { class: "avatar", "aria-hidden": "true" }, initials(one.name));
    return row(face, one.person, name(one.name), this.#signs(one));
  }

  #assistant(assistant) {
    const image = h("img", { class: "avatar", src: "page/icon.svg", alt: "", width: 36, height: 36 });
    const said = assistant === null || assistant.state === "away" ? [] : [assistant.simulated ? null : assistant.model].filter(Boolean);
    return row(image, ASSISTANT, "Clerk", [t("aiSays"), ...said]);
  }
}

function row(avatar, who, called, signs) {
  return h(
    "li",
    { class: `person of-${colourOf(who)}`, "data-person": who },
    avatar,
    h("span", { class: "person-words" }, h("strong", {}, called), signs.length === 0 ? null : h("small", {}, signs.join(" · "))),
    h("span", { class: "level", "aria-hidden": "true" }, h("span", {})),
  );
}

function initials(called) {
  const words = called.trim().split(/[\s-]+/);
  return words.map((word) => [...word][0] ?? "").join("").slice(0, 2);
}
