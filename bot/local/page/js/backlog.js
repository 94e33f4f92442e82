// What waits for a decision: asked for whenever a card of Clerk's changes, and kept to be drawn.

import { backlog as askBacklog, review as askReview } from "./api.js";
import { currentLanguage } from "./texts.js";

export const FIRST = "all:0";
// The document that a button is about, whatever its revision.
export const documentOf = (value) => value.slice(0, value.lastIndexOf(":"));

const SOON_MS = 150;
// How long ago something arrived is told too: it grows while nothing else happens.
const AGAIN_MS = 60_000;

// A document of which nothing is here yet.
const unread = (value) => ({ value, told: null, failure: null, threads: [] });

export class Backlog {
  #turn = 0;
  #soon = 0;
  #openTurn = 0;
  #openSoon = 0;
  #openAsked = 0;

  constructor(state) {
    this.state = state;
    setInterval(() => {
      if (!document.hidden) this.refresh();
    }, AGAIN_MS);
  }

  // Goes to a page of the queue, with a document beside it or none.
  go(page, value) {
    const { backlog, opened } = this.state;
    const turned = page !== backlog.page;
    this.state.set({ page: "queue", backlog: { ...backlog, page, told: turned ? null : backlog.told } });
    if (value !== (opened?.value ?? null)) {
      if (opened !== null) this.state.hands.delete(`opened/${opened.value}`);
      this.state.set({ opened: value === null ? null : unread(value) });
      this.open();
    }
    return this.refresh();
  }

  leave() {
    this.state.set({ page: "channel", opened: null });
  }

  // For another person or another language.
  anew() {
    this.open({ again: true });
    return this.refresh();
  }

  onMessage(message) {
    if (message.author !== this.state.clerk) return;
    const isCard = message.body.kind === "card";
    if (isCard) this.refreshSoon();
    const { opened } = this.state;
    if (opened === null) return;
    const inThread = opened.threads.some(({ thread }) => thread === message.thread);
    const isAbout = isCard && JSON.stringify(message.body.parts).includes(`"${documentOf(opened.value)}:`);
    if (inThread || isAbout) this.#openSoonAgain();
  }

  refreshSoon() {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.refresh(), SOON_MS);
  }

  async refresh() {
    clearTimeout(this.#soon);
    const turn = (this.#turn += 1);
    const { me, page } = this.state;
    const wanted = page === "queue" ? this.state.backlog.page : FIRST;
    const current = () => turn === this.#turn && me === this.state.me;
    const change = (values) => current() && this.state.set({ backlog: { ...this.state.backlog, ...values } });
    try {
      const told = await askBacklog(me, currentLanguage(), wanted);
      change({ count: told.count, told: page === "queue" ? told : this.state.backlog.told, failure: null });
    } catch (error) {
      change({ failure: error });
    }
  }

  // Asks for the document that is open. That somebody looks at it is written down, but not where
  // the page asks `again` by itself for what it shows already.
  async open({ again = false } = {}) {
    clearTimeout(this.#openSoon);
    const turn = (this.#openTurn += 1);
    const { me, opened } = this.state;
    if (opened === null) return;
    const { value } = opened;
    this.#openAsked = turn;
    const change = (values) => {
      const current = turn === this.#openTurn && me === this.state.me && value === this.state.opened?.value;
      if (current) this.state.set({ opened: { ...this.state.opened, ...values } });
    };
    try {
      const { card, place, threads } = await askReview(me, currentLanguage(), value, again);
      change({ told: { card, place }, threads, failure: null });
    } catch (error) {
      change({ failure: error });
    }
    if (turn === this.#openAsked) this.#openAsked = 0;
  }

  // Takes a card instead of that of the document `value`, unless another one is open by now.
  turn(value, { card, place }) {
    const { opened } = this.state;
    if (opened?.value !== value) return;
    const underway = this.#openAsked !== 0;
    // What was asked for before may be older than this card: it is asked for again.
    this.#openTurn += 1;
    this.state.set({ opened: { ...opened, told: { card, place }, failure: null } });
    if (underway) this.#openSoonAgain();
  }

  #openSoonAgain() {
    clearTimeout(this.#openSoon);
    this.#openSoon = setTimeout(() => this.open({ again: true }), SOON_MS);
  }
}
