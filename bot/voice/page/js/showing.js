// What somebody shows the assistant, as it goes over the line.

import { Screen } from "./screen.js";

// Tells `change` when something to be seen has changed.
export class Showing extends EventTarget {
  pictures = 0; // that were sent
  failure = null; // the name of an error
  #screen = new Screen();
  #line;

  constructor(line) {
    super();
    this.#line = line;
    this.#screen.addEventListener("ended", () => this.end());
  }

  // "screen" or "camera"; null: nothing is shown.
  get kind() {
    return this.#screen.kind;
  }

  get video() {
    return this.#screen.video;
  }

  async begin(kind) {
    this.failure = null;
    try {
      await this.#screen.share(kind);
      this.pictures = 0;
    } catch (error) {
      this.failure = error.name;
    }
    this.#changed();
  }

  end() {
    this.#line.say("unshare");
    this.stop();
  }

  // As `end`, where nobody needs to be told.
  stop() {
    this.#screen.stop();
    this.#changed();
  }

  dismiss() {
    this.failure = null;
    this.#changed();
  }

  toggle(kind) {
    if (this.kind === kind) this.end();
    else this.begin(kind);
  }

  // One shows at a time: where somebody else does now, this page does not any more.
  meet(me, before, now) {
    const shows = (people) => people.find(({ person }) => person === me)?.sharing === true;
    if (this.kind !== null && shows(before) && !shows(now) && now.some(({ sharing }) => sharing)) this.stop();
  }

  // Whoever listens now has seen nothing yet.
  beginAnew() {
    this.#screen.forget();
  }

  // To be called often.
  look() {
    this.#screen.look((jpeg) => {
      const went = this.#line.sendPicture(jpeg);
      if (went) {
        this.pictures += 1;
        this.#changed();
      }
      return went;
    });
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
