// What waits for a decision: asked for whenever a card of Clerk's changes, and kept to be drawn.

import { backlog as askBacklog, review as askReview } from "./api.js";
import { currentLanguage } from "./texts.js";

export const FIRST = "all:0";
const SOON_MS = 150;
// How long ago something arrived is told too: it grows while nothing else happens.
const AGAIN_MS = 60_000;

export class Backlog {
  #turn = 0;
  #openTurn = 0;
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
      this.state.set({ opened: value === null ? null : { value, told: null, failure: null } });
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
    if (message.author !== this.state.clerk || message.body?.kind !== "card") return;
    this.refreshSoon();
    // To look at a document is written down each time: it is looked at again only when it changed.
    const document_ = this.state.opened?.value.split(":")[0];
    if (document_ && JSON.stringify(message.body.parts).includes(`"${document_}:`)) this.#fetchOpened();
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
    const change = (values) => {
      const still = turn === this.#openTurn && me === this.state.me && opened.value === this.state.opened?.value;
      if (still) this.state.set({ opened: { ...this.state.opened, ...values } });
    };
    try {
      change({ told: await askReview(me, currentLanguage(), opened.value), failure: null });
    } catch (error) {
      change({ failure: error });
    }
  }
}

// How many wait in all: it stands on the button that shows them all, or nothing waits at all.
function countIn(card) {
  const buttons = card.parts.flatMap((part) => (part.kind === "buttons" ? part.row : []));
  const all = buttons.find(({ action, value, label }) => action === "backlog.show" && value === FIRST && /\d/.test(label));
  if (all !== undefined) return Number(/\d+/.exec(all.label)[0]);
  return /\d/.test(card.title) ? Number(/\d+/.exec(card.title)[0]) : 0;
}
