// Fetches what was said, and takes in only what the person who acts now is shown where they are.

import { ApiError, history as ask } from "./api.js";

export class Loader {
  #turn = 0;
  #following = false;

  constructor(state, live) {
    this.state = state;
    this.live = live;
  }

  // Begins anew, for another data folder.
  anew() {
    this.live.stop();
    this.state.beginAnew();
    this.begin();
    return this.show();
  }

  // What is fetched next is followed from there.
  begin() {
    this.#following = false;
  }

  // Fetches what the address names and is not here yet; with `earlier`, older threads as well.
  async show({ earlier = false } = {}) {
    this.state.set({ failure: null });
    if (this.#before(earlier) === undefined) return this.#leaveUnknownThread();
    const turn = (this.#turn += 1);
    const { channel, me } = this.state;
    const current = () =>
      turn === this.#turn && channel === this.state.channel && me === this.state.me;
    try {
      await this.#fetch(earlier, current);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (current()) this.fail(error, () => this.show({ earlier }));
    }
  }

  async #fetch(earlier, current) {
    const { channel, me } = this.state;
    for (let more = earlier; ; more = false) {
      const before = this.#before(more);
      if (before === undefined) return this.#leaveUnknownThread();
      const told = await ask(channel, me, before);
      // Another person acts by now, or another channel is shown: their own turn sees to that.
      if (!current()) return;
      this.state.takeHistory(channel, told);
      if (!this.#following) this.live.follow(me, told.cursor);
      this.#following = true;
    }
  }

  // Before which point to ask next: null is the newest threads, undefined is that all is here.
  #before(more) {
    const { channel } = this.state;
    if (!this.state.isLoaded(channel)) return null;
    // A thread that the address names may lie further back than what is here.
    const wanted = more || this.state.lacksThread();
    return wanted && this.state.hasEarlier(channel) ? this.state.oldest(channel) : undefined;
  }

  #leaveUnknownThread() {
    if (!this.state.lacksThread()) return;
    window.history.replaceState(null, "", `#/${this.state.channel}`);
    this.state.set({ thread: null });
  }

  // Shows what could not be fetched, and nothing that may be another person's.
  fail(error, again) {
    this.state.dropOutdated();
    if (!this.#following) this.state.set({ connection: "unconnected" });
    this.state.set({ failure: { error, again } });
  }
}
