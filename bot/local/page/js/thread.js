// The thread that is open: its head, its replies, and the box to answer in.

import { byId, reconcile } from "./dom.js";
import { authorName, drawMessage, versionOf } from "./message.js";
import { keepAtStart } from "./scroll.js";
import { currentLanguage, t } from "./texts.js";

const PAUSE_MS = 300_000;

// Whether a message goes on where its author's last one ended.
const follows = (message, last) =>
  last !== undefined &&
  last.author === message.author &&
  last.private === message.private &&
  new Date(message.at) - new Date(last.at) < PAUSE_MS;

export class ThreadView {
  #pane = byId("thread");
  #scroller = byId("thread-scroller");

  constructor(state, { presses, onClose }) {
    this.state = state;
    this.presses = presses;
    byId("thread-back").addEventListener("click", onClose);
    this.#pane.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) onClose();
    });
  }

  draw() {
    const root = this.state.thread === null ? undefined : this.state.message(this.state.thread);
    const open = root !== undefined;
    this.#pane.hidden = !open;
    if (!open) return;
    byId("thread-about").textContent = this.#about(root);
    const shown = [root, ...this.state.replies(root.id)];
    keepAtStart(this.#scroller, root.id, () => {
      reconcile(
        byId("replies"),
        shown.map((message, n) => {
          const continued = follows(message, shown[n - 1]);
          const hand = this.presses.hand("thread", message);
          const own = [versionOf(this.state, message), hand.version];
          return [
            message.id,
            [message.changed, currentLanguage(), continued, ...own].join(),
            () => drawMessage(this.state, message, { continued, hand }),
          ];
        }),
      );
    });
  }

  #about(root) {
    if (root.retracted || root.body.kind === "forgotten") return t("removedTitle");
    return root.body.name ?? authorName(this.state, root.author);
  }

  focus() {
    byId("thread-title").focus({ preventScroll: true });
  }
}
