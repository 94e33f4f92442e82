// Somebody's part in a room: what they send, what they are sent, and how it stands.

import { hadToken } from "./api.js";
import { forget, keep, kept } from "./kept.js";
import { Levels } from "./levels.js";
import { Line } from "./line.js";
import { Said } from "./said.js";
import { Showing } from "./showing.js";
import { Sound, canHear, height, heightOf } from "./sound.js";
import { speakRooms, t } from "./texts.js";

const ASSISTANT = "assistant";
const LOOK_MS = 500;

// Tells by events: `change` when something to be seen has changed, `told` with what is worth saying
// to whoever does not see it.
export class Talk extends EventTarget {
  phase = "loading"; // "asking" whether they agree, "joining", "in", "notice"
  notice = null; // which, such as "left" or "over.minutes"
  welcome = null;
  people = null;
  levels = new Levels();
  meter = null; // with `at`, when it came
  assistant = null;
  muted = false;
  apart = false;
  asking = false; // they hold the button
  isLost = false;
  isAnew = false; // others hear the room than those they agreed to
  trouble = null; // the microphone's: the name of an error
  #kept = kept();
  #wants = false; // to be in the room: they agreed
  #agreed = null; // to be heard by whom
  #awake = null;

  constructor() {
    super();
    this.line = new Line();
    this.sound = new Sound();
    this.shown = new Showing(this.line);
    this.said = new Said();
    this.#listen();
    setInterval(() => this.#look(), LOOK_MS);
  }

  start() {
    if (canHear()) this.line.open();
    else this.#show(window.isSecureContext ? "old" : "insecure");
  }

  get isHeard() {
    return this.sound.hasMicrophone && this.sound.isOn && (!this.muted || this.asking);
  }

  get isSilenced() {
    return this.phase === "in" && !this.sound.isOn;
  }

  // Called where they press something, so that the browser lets sound be heard.
  agree({ apart, muted }) {
    Object.assign(this, { apart, muted });
    this.#agreed = heardBy(this.welcome);
    this.#wants = true;
    this.#startSound();
    this.#join();
  }

  mute(isMuted) {
    this.muted = isMuted;
    this.#sayMute();
    this.#keep();
    this.changed();
  }

  setApart(isApart) {
    this.apart = isApart;
    this.line.say("apart", { apart: isApart });
    this.#keep();
    this.changed();
  }

  // While they hold it they are heard, muted or not.
  holdAsk() {
    if (this.asking || this.phase !== "in") return;
    this.asking = true;
    this.#sayMute();
    this.changed();
  }

  letGo() {
    if (!this.asking) return;
    this.asking = false;
    this.line.say("ask");
    this.#sayMute();
    this.changed();
  }

  async openMicrophone() {
    this.trouble = null;
    try {
      await this.sound.listen();
    } catch (error) {
      this.trouble = error.name;
    }
    this.#sayMute();
    this.changed();
  }

  leave() {
    this.line.leave();
    this.#out("left");
  }

  end() {
    this.line.say("end");
  }

  comeBack() {
    this.#wants = true;
    this.#startSound();
    this.phase = "loading";
    this.line.open();
    this.changed();
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }

  #listen() {
    this.line.addEventListener("message", ({ detail }) => this.#hear(detail));
    this.line.addEventListener("sound", ({ detail }) => this.sound.play(detail));
    this.line.addEventListener("lost", () => this.#lose());
    this.line.addEventListener("closed", ({ detail }) => this.#out(this.#whyOut(detail)));
    this.sound.addEventListener("piece", ({ detail }) => this.#send(detail));
    this.sound.addEventListener("played", ({ detail }) => this.line.say("played", detail));
    this.sound.addEventListener("beat", () => this.#look());
    this.sound.addEventListener("level", ({ detail }) => this.levels.set(ASSISTANT, heightOf(detail)));
    this.sound.addEventListener("state", () => {
      if (this.phase === "in") this.#sayMute();
      this.changed();
    });
    this.sound.addEventListener("ended", () => {
      this.trouble = "ended";
      this.changed();
    });
    this.shown.addEventListener("change", () => this.changed());
    document.addEventListener("visibilitychange", () => this.#stayAwake());
  }

  #whyOut(why) {
    if (why !== "refused") return why;
    return this.#wants ? "refused.no_entry" : hadToken ? "used" : "own";
  }

  #hear(message) {
    const { kind } = message;
    const take = {
      welcome: () => this.#comeIn(message),
      joined: () => this.#beIn(),
      refused: () => (message.why === "away" ? this.line.tryAgain() : this.#out(`refused.${message.why}`)),
      here: () => this.#meet(message.people),
      caption: () => this.said.take(message),
      levels: () => this.levels.take(message.of),
      meter: () => (this.meter = { ...message, at: performance.now() }),
      assistant: () => this.#assist(message),
      flush: () => this.#flush(),
      over: () => this.#over(message.ending),
    }[kind];
    take?.();
    if (kind !== "levels") this.changed();
  }

  #comeIn(welcome) {
    this.welcome = welcome;
    speakRooms(welcome.language);
    this.said.language = welcome.language;
    this.notice = null;
    const before = this.#wants ? this.#agreed : welcome.joined ? this.#kept?.agreed : null;
    // Whom they agreed to is not who hears them now: until they agree the microphone is closed.
    this.isAnew = Boolean(before) && before !== heardBy(welcome);
    if (this.isAnew) this.#close();
    if (!before || this.isAnew) this.phase = "asking";
    else if (this.#wants) this.#join();
    // The page was loaded again: whoever was in the room is in it still.
    else this.agree(this.#kept);
  }

  #join() {
    if (this.phase !== "in") this.phase = "joining";
    this.said.clear();
    this.people = null;
    this.sound.beginAnew();
    this.line.say("join", { apart: this.apart });
    this.changed();
  }

  async #beIn() {
    if (this.isLost) this.#tell(t("back"));
    this.isLost = false;
    this.phase = "in";
    this.shown.beginAnew();
    this.#keep();
    this.#stayAwake();
    if (this.sound.hasMicrophone) this.#sayMute();
    else await this.openMicrophone();
  }

  #meet(people) {
    const before = this.people ?? people;
    for (const { name } of missing(people, before)) this.#tell(t("cameIn", { name }));
    for (const { name } of missing(before, people)) this.#tell(t("went", { name }));
    this.people = people;
    this.shown.meet(this.welcome.person, before, people);
  }

  #assist(assistant) {
    const before = this.assistant;
    this.assistant = assistant;
    if (assistant.instead_of === "" || assistant.state !== "here" || before?.name === assistant.name) return;
    const text = t("instead", { before: assistant.instead_of, now: assistant.name });
    this.said.note(text, this.seconds);
    this.#tell(text);
  }

  // The age of the room.
  get seconds() {
    return this.meter === null ? 0 : this.meter.seconds + (performance.now() - this.meter.at) / 1000;
  }

  #flush() {
    this.sound.flush();
    this.said.hush();
  }

  #over(ending) {
    if (ending !== "slow" && ending !== "elsewhere") this.#out(`over.${ending}`);
  }

  #lose() {
    this.#flush();
    this.levels.clear();
    if (this.phase === "in") {
      if (!this.isLost) this.#tell(t("lost"));
      this.isLost = true;
    } else this.#show("away");
    this.changed();
  }

  // Out of the room: nothing is heard here, nothing is shown.
  #out(notice) {
    this.#close();
    this.#show(notice);
  }

  #close() {
    this.#wants = this.asking = this.isLost = false;
    this.#kept = null;
    forget();
    this.said.hush();
    this.shown.stop();
    this.sound.stop();
    this.#awake?.release();
    this.#awake = null;
  }

  #show(notice) {
    this.phase = "notice";
    this.notice = notice;
    this.changed();
  }

  #send(piece) {
    if (!this.isHeard || this.phase !== "in" || this.isLost) return;
    this.line.sendSound(piece);
    this.levels.hear(this.welcome.person, height(piece));
  }

  #sayMute() {
    this.sound.mute(!this.isHeard);
    this.line.say("mute", { muted: !this.isHeard });
    if (!this.isHeard) this.levels.set(this.welcome.person, 0);
  }

  #look() {
    if (this.phase === "in" && !this.isLost) this.shown.look();
  }

  // A phone whose screen goes dark hears nothing; the lock is lost where the page is not seen.
  #stayAwake() {
    if (this.phase !== "in" || document.hidden) return;
    navigator.wakeLock?.request("screen").then((lock) => (this.#awake = lock), () => {});
  }

  #startSound() {
    this.sound.start().catch(() => this.#out("broken"));
  }

  #keep() {
    keep({ apart: this.apart, muted: this.muted, agreed: this.#agreed });
  }

  #tell(text) {
    this.dispatchEvent(new CustomEvent("told", { detail: text }));
  }
}

const heardBy = ({ listens }) => JSON.stringify(listens);

// Those of `people` that are not among `others`.
const missing = (people, others) => people.filter((one) => !others.some(({ person }) => person === one.person));
