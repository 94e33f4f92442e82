// The box to type in: a message, or `/clerk WORDS`.

import { say } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { channelName, currentLanguage, explain, t } from "./texts.js";

export class Composer {
  #drafts = new Map();
  #problems = new Map();
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
    this.problem.textContent = this.#problems.get(subject) ?? "";
    this.#fitHeight();
  }

  #fitHeight() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight}px`;
  }

  async #submit() {
    // Else what was written in the channel just left would be sent to the one just entered.
    this.draw();
    const text = this.box.value;
    if (text.trim() === "") return;
    const { channel, thread } = this.place();
    const subject = this.#subject;
    this.box.value = "";
    this.#fitHeight();
    try {
      const saying = { user: this.state.me, language: currentLanguage(), text, thread };
      const message = await say(channel, saying);
      this.#tell(subject, "");
      this.onSent(message);
    } catch (error) {
      this.#keep(subject, text);
      const why = explain(error);
      this.#tell(subject, t("notSent", { why }));
      if (subject !== this.#subject) this.problem.textContent = t("notSentThere", { channel: channelName(channel), why });
    }
  }

  // Gives back what was not sent, before what was written there since.
  #keep(subject, text) {
    const here = subject === this.#subject;
    const since = here ? this.box.value : (this.#drafts.get(subject) ?? "");
    const draft = since === "" ? text : `${text}\n${since}`;
    this.#drafts.set(subject, draft);
    if (!here) return;
    this.box.value = draft;
    this.#fitHeight();
  }

  #tell(subject, problem) {
    this.#problems.set(subject, problem);
    if (subject === this.#subject) this.problem.textContent = problem;
  }
}
