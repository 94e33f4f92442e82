// The channel: threads by day, each with what came of it, and the way into it.

import { toneSign } from "./card.js";
import { byId, h, name, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { drawMessage, versionOf } from "./message.js";
import { channelName, currentLanguage, dayOf, isDirect, sizeOf, t } from "./texts.js";
import { keepAtEnd } from "./scroll.js";

export class ChannelView {
  #scroller = byId("scroller");

  constructor(state, { presses, onOpenThread, onEarlier, onChoose }) {
    this.state = state;
    this.presses = presses;
    this.onOpenThread = onOpenThread;
    this.onChoose = onChoose;
    byId("earlier").addEventListener("click", onEarlier);
  }

  draw() {
    const { channel } = this.state;
    const roots = this.state.roots(channel);
    byId("channel-name").textContent = channelName(channel).replace("#", "# ");
    byId("channel-purpose").textContent = t(`purposes.${isDirect(channel) ? "direct" : channel}`);
    byId("earlier").hidden = !this.state.hasEarlier(channel);
    this.#drawEmpty(roots.length === 0 && this.state.isLoaded(channel));
    keepAtEnd(this.#scroller, channel, () => reconcile(byId("messages"), this.#items(roots)));
  }

  *#items(roots) {
    let day = null;
    for (const root of roots) {
      const replies = this.state.replies(root.id);
      const today = root.at === undefined ? day : dayOf(new Date(root.at));
      if (today !== day) {
        day = today;
        yield [`day-${root.id}`, day, () => h("li", { class: "day" }, h("span", {}, today))];
      }
      const newest = Math.max(root.changed, ...replies.map((reply) => reply.changed));
      const open = this.state.thread === root.id;
      const hand = this.presses.hand("channel", root);
      const own = [versionOf(this.state, root), hand.version];
      const version = [newest, replies.length, open, currentLanguage(), ...own].join();
      yield [root.id, version, () => this.#root(root, replies, { open, hand })];
    }
  }

  #root(root, replies, { open, hand }) {
    // What only one person sees has no thread that others could join.
    const extra = root.private ? null : this.#wayIn(root, replies, open);
    const drawn = drawMessage(this.state, root, { extra, hand });
    drawn.classList.toggle("open", open);
    return drawn;
  }

  #wayIn(root, replies, open) {
    const cards = replies.filter((reply) => reply.body.kind === "card").map((one) => one.body);
    const outcome = cards.at(-1);
    const about = root.body?.name ?? root.body?.title ?? root.body?.text ?? "";
    return h(
      "button",
      {
        class: `way-in tone-${outcome?.tone ?? "plain"}${replies.length === 0 ? " unanswered" : ""}`,
        type: "button",
        "data-focus": "way-in",
        "aria-expanded": String(open),
        "aria-controls": "thread",
        onclick: () => this.onOpenThread(root.id),
      },
      outcome ? h("span", { class: "outcome" }, toneSign(outcome.tone), name(outcome.title)) : null,
      h(
        "span",
        { class: "count" },
        replies.length === 0 ? t("reply") : t("repliesCount")(replies.length),
        outcome ? null : h("span", { class: "unseen" }, ` – ${t("openThread", { name: about })}`),
      ),
      icon("chevron"),
    );
  }

  #drawEmpty(show) {
    const empty = byId("empty");
    empty.hidden = !show;
    // Drawn anew only for another language: the button keeps the focus.
    if (empty.dataset.version === currentLanguage()) return;
    empty.dataset.version = currentLanguage();
    const limit = sizeOf(this.state.maxUpload);
    const recording = sizeOf(this.state.maxRecording);
    empty.replaceChildren(
      h("span", { class: "empty-sign" }, icon("tray")),
      h("h2", {}, t("empty.title")),
      h("p", {}, t("empty.lead")),
      h("ul", { class: "kinds" }, t("empty.kinds").map((kind) => h("li", {}, kind))),
      h("button", { class: "main-button", type: "button", onclick: this.onChoose }, t("chooseFiles")),
      h("p", { class: "note" }, t("empty.limit", { limit, recording }), " ", t("empty.help")),
    );
  }
}
