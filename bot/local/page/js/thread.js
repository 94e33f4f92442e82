// The thread that is open: its head, its replies, and the box to answer in.

import { byId, reconcile } from "./dom.js";
import { authorName, drawMessage } from "./message.js";
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

  constructor(state, { onClose }) {
    this.state = state;
    byId("thread-back").addEventListener("click", onClose);
    this.#pane.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) onClose();
    });
  }

  draw() {
    const root = this.state.thread === null ? undefined : this.state.message(this.state.thread);
    const open = root !== undefined;
    this.#pane.hidden = !open;
    document.body.classList.toggle("with-thread", open);
    if (!open) return;
    byId("thread-about").textContent = this.#about(root);
    const shown = [root, ...this.state.replies(root.id)];
    keepAtStart(this.#scroller, root.id, () => {
      reconcile(
        byId("replies"),
        shown.map((message, n) => {
          const continued = follows(message, shown[n - 1]);
          return [
            message.id,
            `${message.changed}-${currentLanguage()}-${continued}`,
            () => drawMessage(this.state, message, { continued }),
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
