// What is said in the room: in captions, and aloud where there is no sound of it.

import { Voice } from "./say.js";

export class Said {
  captions = new Map(); // by item
  #voice = new Voice();
  #notices = 0;

  set language(language) {
    this.#voice.language = language;
  }

  // Whether somebody would have to read what nobody says.
  get isUnspoken() {
    return this.#voice.lacks;
  }

  take(caption) {
    if (caption.text === "") this.captions.delete(caption.item);
    else this.captions.set(caption.item, caption);
    if (caption.mute) this.#voice.say(caption);
  }

  // Words of the room's own; nobody said them.
  note(text, seconds) {
    const item = `notice.${++this.#notices}`;
    this.captions.set(item, { item, who: null, name: "", text, whole: true, at_s: seconds });
  }

  hush() {
    this.#voice.hush();
  }

  clear() {
    this.captions.clear();
  }
}
