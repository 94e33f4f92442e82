// Says aloud what the assistant has only words for, by the browser's own voice.

// Where one may begin to speak: after a sentence, and not within a number.
const ENDS = /[.!?…]["”’)]*\s+|[。！？；\n]["”’）]*\s*/g;

export class Voice {
  lacks = false; // this browser has no voice for what was to be said
  #item = null;
  #said = 0; // characters of it that were handed over
  #language = "en";

  // Browsers look for their voices once somebody asks.
  constructor() {
    this.#find();
  }

  set language(language) {
    this.#language = language;
  }

  // Words grow: whole sentences are said as they come, the rest once nothing is added.
  say({ item, text, whole }) {
    if (item !== this.#item) {
      this.#item = item;
      this.#said = 0;
    }
    const end = whole ? text.length : lastEnd(text);
    if (end <= this.#said) return;
    const words = text.slice(this.#said, end).trim();
    this.#said = end;
    if (words !== "") this.#speak(words);
  }

  // Nothing more of what is being said is said, whatever is added to it.
  hush() {
    this.#said = Infinity;
    window.speechSynthesis?.cancel();
  }

  #speak(words) {
    const voice = this.#find();
    this.lacks = voice === undefined;
    if (this.lacks) return;
    const said = new SpeechSynthesisUtterance(words);
    said.voice = voice;
    said.lang = voice.lang;
    speechSynthesis.speak(said);
  }

  // A voice of this machine's own: others send the words to their maker.
  #find() {
    const voices = window.speechSynthesis?.getVoices() ?? [];
    return voices.find(({ lang, localService }) => localService && lang.startsWith(this.#language));
  }
}

function lastEnd(text) {
  const ends = [...text.matchAll(ENDS)];
  return ends.length === 0 ? 0 : ends.at(-1).index + ends.at(-1)[0].length;
}
