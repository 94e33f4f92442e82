// Follows what changes, by Server-Sent Events. A hidden page does not listen: it costs nothing,
// and catches up from where it stopped when it is looked at again.

const RETRY_MS = 3000;

export class Live {
  #source = null;
  #user = null;
  #after = 0;
  #retry = 0;

  constructor({ onMessage, onReset, onState }) {
    this.onMessage = onMessage;
    this.onReset = onReset;
    this.onState = onState;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.#close();
      else if (this.#user !== null) this.#open();
    });
    window.addEventListener("pagehide", () => this.#close());
  }

  follow(user, after) {
    this.#user = user;
    this.#after = after;
    if (!document.hidden) this.#open();
  }

  stop() {
    this.#user = null;
    this.#close();
  }

  #open() {
    this.#close();
    const query = new URLSearchParams({ as: this.#user, after: this.#after });
    const source = new EventSource(`/api/events?${query}`);
    this.#source = source;
    source.addEventListener("open", () => this.onState("live"));
    source.addEventListener("message", (event) => {
      this.#after = Number(event.lastEventId);
      this.onMessage(JSON.parse(event.data));
    });
    source.addEventListener("reset", () => this.onReset());
    source.addEventListener("error", () => {
      this.onState("reconnecting");
      // The browser tries again by itself, except after an answer that was no stream.
      if (source.readyState === EventSource.CLOSED) {
        this.#retry = setTimeout(() => this.#open(), RETRY_MS);
      }
    });
  }

  #close() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }
}
