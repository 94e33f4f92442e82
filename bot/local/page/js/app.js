// Starts the page: asks who and what is here, draws it, and follows what changes.

import { describe } from "./api.js";
import { ChannelView } from "./channel.js";
import { Composer } from "./composer.js";
import { byId, h } from "./dom.js";
import { Drops } from "./drop.js";
import { againButton, drawFailure } from "./failure.js";
import { Live } from "./live.js";
import { Loader } from "./loader.js";
import { Menu } from "./menu.js";
import { drawSidebar } from "./people.js";
import { toEnd } from "./scroll.js";
import { State } from "./state.js";
import { explain, setLanguage, t, translatePage } from "./texts.js";
import { ThreadView } from "./thread.js";
import { drawUploads } from "./uploads.js";

const KEPT_PERSON = "clerk.person";
const ANNOUNCED_MS = 10_000;

class Page {
  state = new State();
  menu = new Menu();
  live = new Live({
    onMessage: (message) => this.#onMessage(message),
    onReset: () => this.loader.anew(),
    onState: (connection) => this.state.set({ connection }),
  });
  loader = new Loader(this.state, this.live);
  drops = new Drops(this.state, {
    announce: (text) => this.#announce(text),
    onArrived: (message, alone) => this.#onArrived(message, alone),
  });
  channelView = new ChannelView(this.state, {
    onOpenThread: (root) => this.#openThread(root),
    onEarlier: () => this.loader.show({ earlier: true }),
    onChoose: () => this.drops.choose(),
  });
  threadView = new ThreadView(this.state, { onClose: () => this.#closeThread() });
  composers = [
    new Composer(byId("composer"), this.state, {
      place: () => ({
        channel: this.state.channel,
        thread: null,
        hint: t("say", { channel: this.state.channel }),
      }),
      onSent: (message) => this.#onSent(message, "scroller"),
      onChoose: () => this.drops.choose(),
    }),
    new Composer(byId("reply"), this.state, {
      place: () => ({
        channel: this.state.channel,
        thread: this.state.thread,
        hint: t("sayReply"),
      }),
      onSent: (message) => this.#onSent(message, "thread-scroller"),
    }),
  ];
  #drawing = false;

  async start() {
    const told = await describe();
    const kept = localStorage.getItem(KEPT_PERSON);
    const me = told.people.some((person) => person.id === kept) ? kept : told.people[0].id;
    translatePage();
    this.state.addEventListener("change", () => this.#drawSoon());
    this.state.set({ ...told, maxUpload: told.max_upload, me });
    window.addEventListener("hashchange", () => this.#go());
    await this.#go();
  }

  // Goes where the address says: #/channel or #/channel/thread.
  async #go() {
    const [, wanted, thread] = location.hash.split("/");
    const known = this.state.channels.some(({ id }) => id === wanted);
    const channel = known ? wanted : this.state.channels[0].id;
    this.menu.close();
    this.state.set({ channel, thread: (known && thread) || null });
    await this.loader.show();
  }

  #openThread(root) {
    location.hash = `#/${this.state.channel}/${root}`;
    this.state.set({ thread: root });
    this.#draw();
    this.threadView.focus();
  }

  #closeThread() {
    const root = this.state.thread;
    location.hash = `#/${this.state.channel}`;
    this.state.set({ thread: null });
    this.#draw();
    document.querySelector(`[data-key="${CSS.escape(root)}"] [data-focus="way-in"]`)?.focus();
  }

  #onMessage(message) {
    if (this.state.knows(message)) return;
    this.state.take([message]);
    const byClerk = message.author === this.state.clerk;
    if (byClerk && message.channel === this.state.channel && message.body.kind === "card") {
      this.#announce(`${t("clerk")}: ${message.body.title}`);
    }
  }

  #onSent(message, scroller) {
    this.state.take([message]);
    this.#draw();
    const { channel, thread } = this.state;
    const here = message.channel === channel && [null, thread].includes(message.thread);
    if (here) toEnd(byId(scroller));
  }

  // One file alone: its thread opens, unless the reader has another one open.
  #onArrived(message, alone) {
    this.state.take([message]);
    if (alone && this.state.thread === null && message.channel === this.state.channel) {
      location.hash = `#/${message.channel}/${message.id}`;
    }
  }

  #announce(text) {
    const line = h("p", {}, text);
    byId("announcer").replaceChildren(line);
    // Said once: nobody should come across it later.
    setTimeout(() => line.remove(), ANNOUNCED_MS);
  }

  #becomePerson(me) {
    if (me === this.state.me) return;
    localStorage.setItem(KEPT_PERSON, me);
    this.state.set({ me });
    this.loader.anew();
  }

  #chooseLanguage(language) {
    setLanguage(language);
    translatePage();
    this.state.changed();
  }

  #drawSoon() {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.#drawing = false;
    if (this.state.channel === null) return;
    drawSidebar(this.state, {
      onPerson: (person) => this.#becomePerson(person),
      onLanguage: (language) => this.#chooseLanguage(language),
    });
    this.channelView.draw();
    this.threadView.draw();
    drawUploads(this.state, (upload) => this.drops.cancel(upload));
    drawFailure(this.state.failure);
    for (const composer of this.composers) composer.draw();
    document.title = `#${this.state.channel} · Clerk`;
  }
}

new Page().start().catch((error) => {
  translatePage();
  byId("empty").hidden = false;
  const line = h("p", { role: "alert" }, explain(error));
  byId("empty").replaceChildren(line, againButton(() => location.reload()));
});
