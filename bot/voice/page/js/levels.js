// How loud everybody is, from 0 to 1: the others as the server says, this page's own as it hears.

const OFTEN_MS = 100;

// Tells `change` when a level is another one, for one's own not more often than can be seen.
export class Levels extends EventTarget {
  #others = {};
  #own = new Map();
  #loudest = 0;
  #toldAt = 0;

  of(who) {
    return this.#own.get(who) ?? this.#others[who] ?? 0;
  }

  take(others) {
    this.#others = others;
    this.#changed();
  }

  set(who, level) {
    if ((this.#own.get(who) ?? 0) === level) return;
    this.#own.set(who, level);
    this.#changed();
  }

  // Takes many levels a second, and keeps the loudest of some.
  hear(who, level, now = performance.now()) {
    this.#loudest = Math.max(this.#loudest, level);
    if (now - this.#toldAt < OFTEN_MS) return;
    this.set(who, this.#loudest);
    [this.#loudest, this.#toldAt] = [0, now];
  }

  clear() {
    this.#others = {};
    this.#own.clear();
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
