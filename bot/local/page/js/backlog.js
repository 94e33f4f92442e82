// What waits for a decision: asked for whenever a card of Clerk's changes, and kept to be drawn.

import { backlog as askBacklog, review as askReview, reviewThreads } from "./api.js";
import { currentLanguage } from "./texts.js";

export const FIRST = "all:0";
// The document that a button is about, whatever its revision.
export const documentOf = (value) => value.slice(0, value.lastIndexOf(":"));

const SOON_MS = 150;
// How long ago something arrived is told too: it grows while nothing else happens.
const AGAIN_MS = 60_000;

// A document of which nothing is here yet.
export const unread = (value) => ({ value, told: null, failure: null, threads: [] });

export class Backlog {
  #turn = 0;
  #openTurn = 0;
  #threadsTurn = 0;
  #soon = 0;

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
      this.#fetchOpened();
    }
    return this.refresh();
  }

  leave() {
    this.state.set({ page: "channel", opened: null });
  }

  // For another person or another language.
  anew() {
    this.#fetchOpened();
    return this.refresh();
  }

  onMessage(message) {
    if (message.author !== this.state.clerk) return;
    const isCard = message.body.kind === "card";
    if (isCard) this.refreshSoon();
    const { opened } = this.state;
    if (opened === null) return;
    if (opened.threads.some(({ thread }) => thread === message.thread)) this.#fetchThreads();
    // To look at a document is written down each time: it is looked at again only when it changed.
    if (!isCard) return;
    const about = `"${documentOf(opened.value)}:`;
    if (JSON.stringify(message.body.parts).includes(about)) this.#fetchOpened();
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
    const language = currentLanguage();
    const current = () => turn === this.#turn && me === this.state.me;
    const change = (values) => current() && this.state.set({ backlog: { ...this.state.backlog, ...values } });
    try {
      const told = await askBacklog(me, language, wanted);
      const whole = countIn(told.card) ?? countIn((await askBacklog(me, language, FIRST)).card);
      change({ count: whole, told: page === "queue" ? told : this.state.backlog.told, failure: null });
    } catch (error) {
      change({ failure: error });
    }
  }

  openAgain() {
    return this.#fetchOpened();
  }

  // A card that takes the place of the open one.
  turn(told) {
    this.state.set({ opened: { ...this.state.opened, told: { ...this.state.opened.told, ...told } } });
  }

  async #fetchOpened() {
    const turn = (this.#openTurn += 1);
    const { me, opened } = this.state;
    if (opened === null) return;
    this.#fetchThreads();
    const change = (values) => turn === this.#openTurn && this.#change(me, opened, values);
    try {
      change({ told: await askReview(me, currentLanguage(), opened.value), failure: null });
    } catch (error) {
      change({ failure: error });
    }
  }

  async #fetchThreads() {
    const turn = (this.#threadsTurn += 1);
    const { me, opened } = this.state;
    // Without them the document is as good: whoever misses them opens it again.
    const told = await reviewThreads(me, opened.value).catch(() => null);
    if (told !== null && turn === this.#threadsTurn) this.#change(me, opened, told);
  }

  #change(me, { value }, values) {
    const { opened } = this.state;
    if (me === this.state.me && value === opened?.value) this.state.set({ opened: { ...opened, ...values } });
  }
}

// How many wait in all: it stands on the button that shows them all, or nothing waits at all.
function countIn(card) {
  const buttons = card.parts.flatMap((part) => (part.kind === "buttons" ? part.row : []));
  const all = buttons.find(({ action, value, label }) => action === "backlog.show" && value === FIRST && /\d/.test(label));
  if (all !== undefined) return Number(/\d+/.exec(all.label)[0]);
  return /\d/.test(card.title) ? Number(/\d+/.exec(card.title)[0]) : 0;
}
