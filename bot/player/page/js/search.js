// The search in what was said or written: hits are marked, counted and gone through one by one.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

export class Search {
  #hits = [];
  #at = -1;

  // `rows` are { words, text }: where the text stands, and what it is.
  constructor(rows, { onShow, label, words = "" }) {
    this.rows = rows;
    this.onShow = onShow;
    this.input = h("input", { type: "search", "aria-label": label, placeholder: label, autocomplete: "off", spellcheck: "false", maxlength: "200" });
    this.input.value = words;
    this.count = h("span", { class: "hits", role: "status" });
    this.steps = [this.#step(-1, "previousHit"), this.#step(1, "nextHit")];
    this.element = h("div", { class: "search", role: "search" }, icon("search"), this.input, this.count, ...this.steps);
    this.input.addEventListener("input", () => this.#find());
    this.input.addEventListener("keydown", (event) => this.#onKey(event));
    this.#find();
  }

  get query() {
    return this.input.value;
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  #step(by, label) {
    return h("button", { class: `icon-button step ${label}`, type: "button", "aria-label": t(label), title: t(label), onclick: () => this.#go(by) }, icon("chevron"));
  }

  #onKey(event) {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.#go(event.shiftKey ? -1 : 1);
    }
    if (event.key === "Escape") {
      this.input.value = "";
      this.#find();
    }
  }

  #find() {
    const words = this.input.value.trim().replace(/\s+/g, " ");
    const wanted = words === "" ? null : new RegExp(escaped(words).replaceAll(" ", "\\s+"), "giu");
    this.#hits = this.rows.flatMap((row) => mark(row, wanted));
    this.#at = -1;
    this.#tell();
  }

  #go(by) {
    const { length } = this.#hits;
    if (length === 0) return;
    this.#hits[this.#at]?.mark.classList.remove("at");
    this.#at = this.#at === -1 && by < 0 ? length - 1 : (this.#at + by + length) % length;
    const hit = this.#hits[this.#at];
    hit.mark.classList.add("at");
    this.onShow(hit.row);
    this.#tell();
  }

  #tell() {
    const count = this.#hits.length;
    const isAsked = this.input.value.trim() !== "";
    const said = this.#at === -1 ? t("hits")(count) : t("hitOf", { at: this.#at + 1, count });
    this.count.textContent = isAsked ? said : "";
    for (const button of this.steps) button.hidden = !isAsked || count === 0;
  }
}

const escaped = (words) => words.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

// Marks the hits in a row, each as { row, mark }.
function mark(row, wanted) {
  if (wanted === null) {
    if (row.words.childElementCount > 0) row.words.textContent = row.text;
    return [];
  }
  const hits = [];
  const parts = [];
  let from = 0;
  for (const found of row.text.matchAll(wanted)) {
    const marked = h("mark", {}, found[0]);
    parts.push(row.text.slice(from, found.index), marked);
    hits.push({ row, mark: marked });
    from = found.index + found[0].length;
  }
  if (hits.length > 0 || row.words.childElementCount > 0) row.words.replaceChildren(...parts, row.text.slice(from));
  return hits;
}
