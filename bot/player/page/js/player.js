// Starts the player: comes in, asks what there is to see, and draws it.

import { Refused, enter, meeting as ask } from "./api.js";
import { byId, h } from "./dom.js";
import { Chapters, People } from "./lists.js";
import { Minutes } from "./minutes.js";
import { Playhead, timeInAddress } from "./playhead.js";
import { Slides } from "./slides.js";
import { Stage } from "./stage.js";
import { Tabs } from "./tabs.js";
import { LANGUAGES, clock, currentLanguage, dayOf, locale, setLanguage, t } from "./texts.js";
import { Transcript } from "./transcript.js";

const BACK_AHEAD = 10;

class Page {
  #draw = () => this.#notice("loading");
  #parts = [];

  async start() {
    this.#redraw();
    try {
      await enter();
      const meeting = await ask();
      if (meeting.timeline === null) this.#say(() => this.#notYet(meeting));
      else this.#show(meeting);
    } catch (error) {
      this.#say(() => (error instanceof Refused ? this.#notYours() : this.#failed()));
    }
  }

  #say(draw) {
    this.#draw = draw;
    this.#redraw();
  }

  #redraw() {
    document.documentElement.lang = locale();
    this.#drawLanguages();
    this.#draw();
    for (const part of this.#parts) part.draw();
  }

  #show(meeting) {
    const playhead = new Playhead(meeting.timeline.duration);
    const stage = new Stage(meeting, playhead);
    const slides = new Slides(meeting.timeline.slides, playhead);
    const transcript = new Transcript(meeting.timeline, playhead);
    const chapters = new Chapters(meeting.timeline, playhead);
    const people = new People(meeting.timeline, playhead);
    const minutes = meeting.timeline.minutes === null ? null : new Minutes(meeting.timeline.minutes, playhead);
    const panels = [
      ...(minutes === null ? [] : [{ id: "minutes", element: h("section", { class: "panel" }, minutes.element) }]),
      { id: "transcript", element: h("section", { class: "panel" }, transcript.element) },
      { id: "slides", element: h("section", { class: "panel panel-slides" }, slides.element) },
      { id: "chapters", element: h("section", { class: "panel" }, chapters.element) },
      { id: "people", element: h("section", { class: "panel" }, people.element) },
    ];
    const tabs = new Tabs(panels, { ownPlace: "slides" });
    this.#lay(stage, slides, tabs, panels);
    this.#parts = [stage, slides, transcript, chapters, people, ...(minutes === null ? [] : [minutes]), tabs];
    this.#say(() => this.#drawTop(meeting));
    this.#listen(playhead, slides, { transcript, minutes }, tabs);
    this.#goToAddress(playhead);
  }

  #lay(stage, slides, tabs, panels) {
    const main = byId("main");
    main.className = "playing";
    main.replaceChildren(stage.element, tabs.list, ...panels.map(({ element }) => element));
    main.classList.toggle("without-slides", slides.slides.length === 0);
    const settle = () => main.classList.toggle("without-picture", !stage.isSeen);
    stage.element.addEventListener("trouble", settle);
    settle();
  }

  // `searched` are the panels that can be searched, by their names.
  #listen(playhead, slides, searched, tabs) {
    const acts = {
      " ": () => playhead.toggle(),
      k: () => playhead.toggle(),
      j: () => playhead.seek(playhead.time - BACK_AHEAD),
      l: () => playhead.seek(playhead.time + BACK_AHEAD),
      p: () => slides.step(-1),
      n: () => slides.step(1),
      "/": () => {
        if (!searched[tabs.chosen]) tabs.choose("transcript");
        searched[tabs.chosen].focusSearch();
      },
    };
    window.addEventListener("keydown", (event) => {
      const act = acts[event.key.toLowerCase()];
      if (act === undefined || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      event.preventDefault();
      act();
    });
    window.addEventListener("hashchange", () => this.#goToAddress(playhead));
  }

  #goToAddress(playhead) {
    const time = timeInAddress();
    playhead.seek(time ?? playhead.time);
  }

  #drawTop(meeting) {
    byId("title").textContent = meeting.name;
    const day = meeting.timeline.minutes?.day;
    byId("about").textContent = `${dayOf(day === undefined ? meeting.received_at : `${day}T12:00`)} · ${clock(meeting.timeline.duration)}`;
    document.title = `${meeting.name} · Clerk`;
    const keys = t("keysList").flatMap(([key, does]) => [h("dt", {}, key), h("dd", {}, does)]);
    byId("keys").replaceChildren(h("summary", { class: "quiet-button" }, t("keys")), h("dl", {}, keys));
    byId("keys").hidden = false;
  }

  #notYours() {
    document.title = `${t("notYours")} · Clerk`;
    this.#notice("notYours", h("p", {}, t("notYoursWhy")), h("p", { class: "how" }, t("notYoursHow")));
  }

  #failed() {
    this.#notice("failed", h("p", {}, t("failedWhy")), again());
  }

  #notYet(meeting) {
    byId("title").textContent = meeting.name;
    this.#notice("notYet", h("p", {}, t("notYetWhy")), again());
  }

  #notice(title, ...parts) {
    byId("main").className = "notice";
    byId("main").replaceChildren(h("h2", {}, t(title)), ...parts);
  }

  #drawLanguages() {
    const group = byId("languages");
    group.setAttribute("aria-label", t("language"));
    const had = group.contains(document.activeElement);
    group.replaceChildren(...Object.entries(LANGUAGES).map(([id, label]) => this.#language(id, label)));
    if (had) group.querySelector('[aria-checked="true"]').focus();
  }

  #language(id, label) {
    const isChosen = id === currentLanguage();
    const choose = (chosen) => {
      setLanguage(chosen);
      this.#redraw();
    };
    return h(
      "button",
      {
        type: "button",
        role: "radio",
        lang: id,
        "aria-checked": String(isChosen),
        tabindex: isChosen ? 0 : -1,
        onclick: () => choose(id),
        onkeydown: (event) => {
          if (!event.key.startsWith("Arrow")) return;
          event.preventDefault();
          choose(Object.keys(LANGUAGES).find((one) => one !== id));
        },
      },
      label,
    );
  }
}

// What is typed, and what a control does with a key by itself.
function isTaken(event) {
  const { target } = event;
  if (target.matches("input, textarea, select, [contenteditable]")) return true;
  return event.key === " " && target.matches("button, a, summary, video, audio, [role=tab]");
}

const again = () => h("button", { class: "main-button", type: "button", onclick: () => location.reload() }, t("tryAgain"));

new Page().start();
