// The box to type in: a message, or `/clerk WORDS`.

import { say } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { currentLanguage, explain, t } from "./texts.js";

export class Composer {
  #drafts = new Map();
  #subject = null;

  // `place` gives { channel, thread, hint }; `onChoose`, where files may be added.
  constructor(form, state, { place, onSent, onChoose = null }) {
    this.state = state;
    this.place = place;
    this.onSent = onSent;
    this.box = h("textarea", { rows: 1, maxlength: 8000, enterkeyhint: "send" });
    this.problem = h("p", { class: "problem", role: "alert" });
    this.send = h("button", { class: "send", type: "submit" }, icon("send"));
    this.clip = onChoose
      ? h("button", { class: "icon-button", type: "button", onclick: onChoose, "data-focus": "choose" }, icon("clip"))
      : null;
    form.append(
      h("div", { class: "composer-box" }, ...[this.clip, this.box, this.send].filter(Boolean)),
      this.problem,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.box.addEventListener("keydown", (event) => {
      // Enter that picks a word from an input method is not meant for us.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
    this.box.addEventListener("input", () => this.#fitHeight());
  }

  draw() {
    const { channel, thread, hint } = this.place();
    const subject = `${channel}/${thread ?? ""}`;
    if (subject !== this.#subject) this.#turnTo(subject);
    this.box.placeholder = hint;
    this.box.setAttribute("aria-label", `${t("sayLabel")}: ${hint}`);
    this.send.setAttribute("aria-label", t("send"));
    this.clip?.setAttribute("aria-label", t("chooseFiles"));
    if (this.clip) this.clip.title = t("chooseFiles");
  }

  // Every channel and thread keeps what was begun there.
  #turnTo(subject) {
    this.#drafts.set(this.#subject, this.box.value);
    this.#subject = subject;
    this.box.value = this.#drafts.get(subject) ?? "";
    this.problem.textContent = "";
    this.#fitHeight();
  }

  #fitHeight() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight}px`;
  }

  async #submit() {
    const text = this.box.value;
    if (text.trim() === "") return;
    const { channel, thread } = this.place();
    this.box.value = "";
    this.#fitHeight();
    try {
      const saying = { user: this.state.me, language: currentLanguage(), text, thread };
      const message = await say(channel, saying);
      this.problem.textContent = "";
      this.onSent(message);
    } catch (error) {
      if (this.box.value === "") this.box.value = text;
      this.#fitHeight();
      this.problem.textContent = t("notSent", { why: explain(error) });
    }
  }
}
