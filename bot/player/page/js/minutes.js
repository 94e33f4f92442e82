// The minutes beside the recording: each statement leads to where it was said.

import { h, name } from "./dom.js";
import { lastBegun } from "./playhead.js";
import { scrollInto } from "./scrolling.js";
import { Search } from "./search.js";
import { clock, dueOn, t } from "./texts.js";

export class Minutes {
  #rows = [];
  #topics = [];
  #current = -1;

  constructor(minutes, playhead) {
    this.minutes = minutes;
    this.playhead = playhead;
    this.element = h("div", { class: "minutes" });
    playhead.addEventListener("change", () => this.#update());
    this.draw();
  }

  draw() {
    this.#rows = [];
    this.#current = -1;
    const { decisions, actions, questions, doubtful } = this.minutes;
    this.scroller = h(
      "div",
      { class: "transcript-scroller minutes-scroller", tabindex: "0", role: "region", "aria-label": t("minutes") },
      this.#about(),
      this.#section("topics", this.#drawTopics()),
      this.#section("decisions", this.#list(decisions)),
      this.#section("actions", this.#list(actions)),
      this.#section("questions", this.#list(questions)),
      doubtful.length === 0 ? null : this.#unverified(doubtful),
    );
    const words = this.search?.query ?? "";
    this.search = new Search(this.#rows, { onShow: (row) => scrollInto(this.scroller, row.words), label: t("searchMinutes"), words });
    this.element.replaceChildren(this.search.element, this.scroller);
    this.#update();
  }

  focusSearch() {
    this.search.focus();
  }

  #about() {
    const { writer, model, day, dated_by: by, left_out: leftOut } = this.minutes;
    const who = [writer, model].filter(Boolean).join(", ");
    const held = t(`dated.${by}`, { day: dueOn({ day, at: null }) });
    return h("p", { class: "minutes-about" }, name(t("wrote", { who })), " ", held, leftOut > 0 ? ` ${t("leftOut", { count: leftOut })}` : null);
  }

  #section(title, ...parts) {
    return h("section", { class: `minutes-${title}` }, h("h3", { class: "list-title" }, t(title)), ...parts);
  }

  #drawTopics() {
    const { topics } = this.minutes;
    this.#topics = topics.map((topic) => this.#topic(topic));
    if (topics.length === 0) return none();
    const parts = topics.map(({ points }, at) => h("li", {}, this.#topics[at], points.length === 0 ? null : this.#list(points)));
    return h("ol", { class: "topics" }, parts);
  }

  #topic({ title, start, end }) {
    return h(
      "button",
      { class: "chapter topic", type: "button", onclick: () => this.playhead.seek(start) },
      h("span", { class: "segment-time" }, clock(start)),
      h("span", { class: "chapter-words" }, title === "" ? h("em", {}, t("untitled")) : this.#words(title, "chapter-title")),
      h("span", { class: "chapter-length" }, clock(end - start)),
    );
  }

  #list(items) {
    return items.length === 0 ? none() : h("ul", { class: "statements" }, items.map((one) => h("li", {}, this.#statement(one))));
  }

  // What was found nowhere has no time to go to.
  #statement(one, ...more) {
    const words = h("span", { class: "statement" }, ...more, this.#words(one.text), facts(one), this.#quote(one), reasons(one));
    if (one.start === null) return h("div", { class: "segment nowhere" }, h("span", { class: "segment-time" }, "–"), words);
    const time = h("span", { class: "segment-time" }, clock(one.start));
    return h("button", { class: "segment", type: "button", onclick: () => this.playhead.seek(one.start) }, time, words);
  }

  #quote({ quote, who, doubts = [] }) {
    if (quote === "") return null;
    const before = who.length > 0 ? `${who.join(", ")}: ` : doubts.length > 0 ? `${t("unsaid")} ` : null;
    return h("span", { class: "quoted" }, before === null ? null : name(before), h("q", {}, this.#words(quote)));
  }

  #unverified(doubtful) {
    const items = doubtful.map((one) => h("li", {}, this.#statement(one, h("span", { class: "kind" }, t(`kinds.${one.kind}`)))));
    return this.#section("unverified", h("p", { class: "unverified-why" }, t("unverifiedWhy")), h("ul", { class: "statements" }, items));
  }

  // Words that the search finds.
  #words(text, more = "") {
    const words = h("span", { class: `words ${more}`.trim(), dir: "auto" }, text);
    this.#rows.push({ words, text });
    return words;
  }

  #update() {
    const at = lastBegun(this.minutes.topics, this.playhead.time, (one) => one.start);
    const current = at >= 0 && this.playhead.time < this.minutes.topics[at].end ? at : -1;
    if (current === this.#current) return;
    this.#topics[this.#current]?.removeAttribute("aria-current");
    this.#current = current;
    this.#topics[current]?.setAttribute("aria-current", "true");
  }
}

const none = () => h("p", { class: "nothing-found" }, t("noneFound"));

// Who is to do it and when, and what people decided.
function facts(one) {
  const said = [];
  if (one.kind === "action") said.push(h("strong", {}, one.owner === "" ? t("nobody") : name(one.owner)));
  if (one.due) {
    const { words } = one.due;
    said.push(h("span", {}, name(t(words === "" ? "due" : "dueSaid", { day: dueOn(one.due), words }))));
  }
  const state = t("states")[one.state];
  const more = ["edited", "earlier"].filter((each) => one[each]).map((each) => t(each));
  if (state !== undefined) said.push(h("span", { class: "state" }, [state, ...more].join(", ")));
  return said.length === 0 ? null : h("span", { class: "facts" }, said);
}

function reasons({ doubts = [] }) {
  if (doubts.length === 0) return null;
  return h("span", { class: "reasons" }, doubts.map((one) => h("span", {}, t(`doubts.${one}`))));
}
