// Says aloud what the assistant has only words for, by the browser's own voice.

const ENDS = /[.!?。！？…]["”’)）]*\s*|[\n；;]\s*/g; // where one may begin to speak

export class Voice {
  #item = null;
  #said = 0; // characters of it that were handed over
  #language = "en";

  set language(language) {
    this.#language = language === "zh" ? "zh-CN" : "en-GB";
  }

  get isThere() {
    return "speechSynthesis" in window;
  }

  // Words grow: whole sentences are said as they come, the rest once nothing is added.
  say({ item, text, whole }) {
    if (!this.isThere) return;
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
    if (this.isThere) speechSynthesis.cancel();
  }

  #speak(words) {
    const said = new SpeechSynthesisUtterance(words);
    said.lang = this.#language;
    // A voice of this machine's own: others send the words to their maker.
    said.voice = speechSynthesis.getVoices().find((one) => one.localService && one.lang.startsWith(this.#language.slice(0, 2))) ?? null;
    speechSynthesis.speak(said);
  }
}

function lastEnd(text) {
  const ends = [...text.matchAll(ENDS)];
  return ends.length === 0 ? 0 : ends.at(-1).index + ends.at(-1)[0].length;
}
