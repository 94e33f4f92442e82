// Starts the page of a voice room, and draws it as it stands.

import { byId } from "./dom.js";
import { consent, loading, notice } from "./gate.js";
import { listenToKeys } from "./bar.js";
import { Stage } from "./stage.js";
import { Talk } from "./talk.js";
import { locale } from "./texts.js";
import { Top } from "./top.js";

class Page {
  #drawn = "";
  #stage = null;
  #isDue = false;

  constructor() {
    this.talk = new Talk();
    this.top = new Top(this.talk, () => this.#draw());
    this.talk.addEventListener("change", () => this.#soon());
    this.talk.levels.addEventListener("change", () => this.#stage?.levels());
    this.talk.sound.addEventListener("beat", () => this.#stage?.measure());
    this.talk.addEventListener("told", ({ detail }) => (byId("announcer").textContent = detail));
    listenToKeys(this.talk);
    // Whatever is pressed lets a browser be heard that waits for it.
    for (const press of ["pointerdown", "keydown"]) window.addEventListener(press, () => this.#wake(), true);
    this.#draw();
    this.talk.start();
  }

  #wake() {
    if (this.talk.isSilenced) this.talk.sound.resume();
  }

  // Whatever changes at once is drawn once.
  #soon() {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#draw();
    });
  }

  #draw() {
    const { phase, notice: which, isLost } = this.talk;
    document.documentElement.lang = locale();
    document.documentElement.dataset.phase = isLost ? "lost" : phase;
    const wanted = [locale(), phase, which].join();
    if (wanted !== this.#drawn) this.#lay(phase, this.#drawn.split(",")[1] !== phase);
    this.#drawn = wanted;
    this.top.update();
    this.#stage?.update();
  }

  #lay(phase, isNew) {
    this.top.languages();
    this.#stage = phase === "in" ? new Stage(this.talk) : null;
    const drawn = this.#stage?.element ?? { asking: consent, notice }[phase]?.(this.talk) ?? loading();
    byId("main").replaceChildren(drawn);
    // Whoever reads with their ears goes on where the page does.
    if (isNew) drawn.querySelector("#gate-title, .ask")?.focus();
  }
}

new Page();
