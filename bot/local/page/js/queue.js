// The queue: what waits for a decision, and beside it the document that was opened.

import { FIRST, documentOf } from "./backlog.js";
import { drawButton, drawCard, drawEntry, drawFooter } from "./card.js";
import { byId, h, name, reconcile } from "./dom.js";
import { againButton } from "./failure.js";
import { icon } from "./icons.js";
import { drawPicture } from "./message.js";
import { drawTold } from "./told.js";
import { channelName, currentLanguage, explain, t } from "./texts.js";

const SCOPE = "queue";

export const queuePath = (page, value = null) =>
  value === null ? `#/queue/${page}` : `#/queue/${page}/${encodeURIComponent(value)}`;

// What `#/queue/PAGE/VALUE` names; each may be missing.
export function readQueuePath(parts) {
  const [page = FIRST, value = null] = parts;
  return { page: page || FIRST, value: decoded(value) || null };
}

// An address that was cut off names no document.
function decoded(value) {
  try {
    return value && decodeURIComponent(value);
  } catch {
    return null;
  }
}

export class QueueView {
  constructor(state, { presses, backlog }) {
    this.state = state;
    this.presses = presses;
    this.backlog = backlog;
    byId("opened-back").addEventListener("click", () => this.#close());
    byId("opened").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) this.#close();
    });
  }

  draw() {
    const shown = this.state.page === "queue";
    byId("queue").hidden = !shown;
    byId("opened").hidden = !shown || this.state.opened === null;
    // What is closed is gone: the next person finds nothing of it in the page.
    if (byId("opened").hidden) byId("opened-parts").replaceChildren();
    if (!shown) return;
    byId("channel-name").textContent = t("queue");
    byId("channel-purpose").textContent = t("queuePurpose");
    reconcile(byId("queue-parts"), this.#parts());
    if (!byId("opened").hidden) reconcile(byId("opened-parts"), this.#openedParts());
  }

  *#parts() {
    const { told, failure } = this.state.backlog;
    const language = currentLanguage();
    if (failure !== null) yield ["failure", `${failure.code}/${language}`, () => this.#failure(failure, () => this.backlog.refresh())];
    if (told === null) return;
    const { card, place, count } = told;
    const hand = this.#hand(place);
    const version = (part) => `${JSON.stringify(part)}/${hand.version}/${language}`;
    const entries = card.parts.filter((part) => part.kind === "entry");
    // Several views to choose from stand above the list, everything else in its order.
    const views = card.parts.find(isViews) ?? null;
    if (views) yield ["views", version([views, this.state.backlog.page]), () => this.#views(views, hand)];
    yield ["head", version([card.title, count]), () => drawHead(card.title, count)];
    const opened = this.state.opened?.value;
    for (const [n, part] of card.parts.entries()) {
      if (part === entries[0]) yield ["entries", version([entries, opened]), () => this.#entries(entries, hand)];
      else if (part.kind === "text") yield [`text-${n}`, version(part), () => h("li", { class: "queue-text" }, name(part.text))];
      else if (part.kind === "buttons" && part !== views) yield ["pages", version(part), () => drawPages(part, hand)];
    }
    if (card.footer) yield ["footer", card.footer, () => drawFooter("li", card.footer)];
    const beside = { ...hand, told: this.state.hand(SCOPE).told };
    if (beside.told || beside.failure) yield ["told", hand.version + language, () => h("li", {}, drawTold(beside))];
  }

  // Views and pages are places of their own, and so is a document: the way back leads back.
  #hand(place) {
    const hand = this.presses.handIn(SCOPE, place, () => this.backlog.refresh());
    return {
      ...hand,
      press: (button) => {
        if (button.action === "backlog.show") location.hash = queuePath(button.value);
        else if (button.action === "review.open") location.hash = queuePath(this.state.backlog.page, button.value);
        else hand.press(button);
      },
    };
  }

  #views(views, hand) {
    const here = this.state.backlog.page.split(":")[0];
    const current = (button) => {
      const view = button.value.split(":")[0];
      return view === here || (view === "vendor" && here.startsWith("seller-"));
    };
    return h(
      "li",
      {},
      h(
        "div",
        { class: "views", role: "group", "aria-label": t("queueViews") },
        views.row.map((button) => {
          const drawn = drawButton({ ...button, tone: "plain" }, hand);
          if (current(button)) drawn.setAttribute("aria-current", "true");
          return drawn;
        }),
      ),
    );
  }

  #entries(entries, hand) {
    const drawn = entries.map((entry) => {
      const row = drawEntry(entry, hand);
      if (isOpen(entry, this.state.opened)) row.setAttribute("aria-current", "true");
      return row;
    });
    return h("li", {}, h("ul", { class: "queue-entries", "aria-label": t("queue") }, drawn));
  }

  *#openedParts() {
    const { value, told, failure, threads } = this.state.opened;
    const language = currentLanguage();
    if (failure !== null) {
      yield ["failure", `${failure.code}/${language}`, () => this.#failure(failure, () => this.backlog.open())];
      return;
    }
    if (told === null) {
      yield ["loading", language, () => h("li", { class: "loading" }, icon("busy"), t("loading"))];
      return;
    }
    const scope = `opened/${value}`;
    const hand = this.presses.handIn(scope, told.place, (turned) => this.backlog.turn(value, turned));
    // Every revision has a picture of its own.
    const picture = threads.find((one) => one.pictures.length > 0)?.pictures.at(-1);
    const own = `${language}/${this.state.me}`;
    if (threads.length > 0) yield ["threads", JSON.stringify(threads) + own, () => this.#threads(threads)];
    yield [
      "card",
      `${JSON.stringify(told.card)}/${hand.version}/${own}`,
      () => h("li", { class: "opened-card", "data-scope": scope, "data-focus": "card", tabindex: -1 }, drawCard(told.card, hand), drawTold(hand)),
    ];
    if (picture) yield ["picture", `${picture.file}/${own}`, () => h("li", {}, drawPicture(picture, this.state.me))];
  }

  #threads(threads) {
    return h(
      "li",
      { class: "opened-threads" },
      threads.map(({ channel, thread }) =>
        h("a", { class: "quiet-button", href: `#/${channel}/${thread}`, "data-focus": `thread-${channel}` }, icon("thread"), t("threadIn", { channel: channelName(channel) })),
      ),
    );
  }

  #failure = (error, again) =>
    h("li", { class: "queue-failure", role: "alert" }, h("p", {}, t("queueNotLoaded", { why: explain(error) })), againButton(again));

  #close() {
    location.hash = queuePath(this.state.backlog.page);
    const button = document.querySelector("#queue-parts .entry[aria-current] .press");
    (button ?? byId("queue")).focus({ preventScroll: true });
  }

  focusOpened() {
    byId("opened-title").focus({ preventScroll: true });
    byId("opened-scroller").scrollTop = 0;
  }
}

// An edit makes another revision of the same document.
const isOpen = ({ button }, opened) =>
  opened !== null && button?.action === "review.open" && documentOf(button.value) === documentOf(opened.value);

const isViews = (part) =>
  part.kind === "buttons" &&
  new Set(part.row.filter(({ action }) => action === "backlog.show").map(({ value }) => value.split(":")[0])).size > 1;

const drawPages = (part, hand) =>
  h("li", { class: "card-buttons queue-pages" }, part.row.map((button) => drawButton(button, hand)));

function drawHead(title, count) {
  if (count > 0) return h("li", { class: "queue-head" }, h("h2", {}, name(title)));
  return h(
    "li",
    { class: "queue-none" },
    h("span", { class: "empty-sign" }, icon("check")),
    h("h2", {}, name(title)),
    h("p", {}, t("queueNone")),
  );
}
