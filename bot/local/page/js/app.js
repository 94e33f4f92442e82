// Starts the page: asks who and what is here, draws it, and follows what changes.

import { describe } from "./api.js";
import { Backlog } from "./backlog.js";
import { ChannelView } from "./channel.js";
import { Composer } from "./composer.js";
import { byId, h } from "./dom.js";
import { Drops } from "./drop.js";
import { againButton, drawFailure } from "./failure.js";
import { FormDialog } from "./form.js";
import { Live } from "./live.js";
import { Loader } from "./loader.js";
import { Menu } from "./menu.js";
import { drawSidebar } from "./people.js";
import { Presses } from "./presses.js";
import { QueueView, queuePath, readQueuePath } from "./queue.js";
import { toEnd } from "./scroll.js";
import { State } from "./state.js";
import { channelName, explain, setLanguage, t, translatePage } from "./texts.js";
import { ThreadView } from "./thread.js";
import { drawUploads } from "./uploads.js";

const KEPT_PERSON = "clerk.person";
const ANNOUNCED_MS = 10_000;

class Page {
  state = new State();
  menu = new Menu();
  live = new Live({
    onMessage: (message) => this.#onMessage(message),
    onReset: () => this.#beginAnew(),
    onState: (connection) => this.#onConnection(connection),
  });
  backlog = new Backlog(this.state);
  form = new FormDialog();
  presses = new Presses(this.state, {
    form: this.form,
    announce: (text) => this.#announce(text),
    onDone: () => this.backlog.refreshSoon(),
  });
  loader = new Loader(this.state, this.live);
  drops = new Drops(this.state, {
    announce: (text) => this.#announce(text),
    onAdded: () => this.#showUploads(),
    onArrived: (message, alone) => this.#onArrived(message, alone),
  });
  channelView = new ChannelView(this.state, {
    presses: this.presses,
    onOpenThread: (root) => this.#openThread(root),
    onEarlier: () => this.loader.show({ earlier: true }),
    onChoose: () => this.drops.choose(),
  });
  threadView = new ThreadView(this.state, {
    presses: this.presses,
    onClose: () => this.#closeThread(),
  });
  queueView = new QueueView(this.state, { presses: this.presses, backlog: this.backlog });
  composers = [
    new Composer(byId("composer"), this.state, {
      place: () => ({
        channel: this.state.channel,
        thread: null,
        hint: t("say", { channel: channelName(this.state.channel) }),
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
      onChoose: () => this.drops.choose(this.state.thread),
    }),
  ];
  #drawing = false;

  async start() {
    const here = await describe();
    const kept = localStorage.getItem(KEPT_PERSON);
    const me = here.people.some((person) => person.id === kept) ? kept : here.people[0].id;
    const told = await describe(me);
    translatePage();
    this.state.addEventListener("change", () => this.#drawSoon());
    this.state.set({ ...told, maxUpload: told.max_upload, maxRecording: told.max_recording, me });
    window.addEventListener("hashchange", (event) => this.#onAddress(event));
    byId("skip").addEventListener("click", (event) => this.#skip(event));
    await this.#go();
  }

  // A form is not left behind by going elsewhere: the address is restored, and gone to again once
  // whoever fills the form in says so.
  #onAddress({ oldURL }) {
    this.menu.close();
    if (!this.form.isOpen) return this.#go();
    history.pushState(null, "", oldURL);
    this.form.leaveFor(() => history.back());
  }

  // Goes where the address says: #/channel, #/channel/thread, #/queue/PAGE or #/queue/PAGE/DOCUMENT.
  async #go() {
    const [, wanted, ...rest] = location.hash.split("/");
    if (wanted === "queue") this.#goToQueue(rest);
    else this.#goToChannel(wanted, rest[0]);
    await this.loader.show();
  }

  #goToChannel(wanted, thread) {
    const known = this.state.channels.some(({ id }) => id === wanted);
    const channel = known ? wanted : this.state.channels[0].id;
    this.backlog.leave();
    this.state.set({ channel, thread: (known && thread) || null });
  }

  #goToQueue(rest) {
    const { page, value } = readQueuePath(rest);
    const before = this.state.opened?.value ?? null;
    // The channel one came from goes on being followed.
    this.state.set({ channel: this.state.channel ?? this.state.channels[0].id, thread: null });
    this.backlog.go(page, value);
    if (value !== null && value !== before) {
      this.#draw();
      this.queueView.focusOpened();
    }
  }

  #skip(event) {
    // The address is where one is, and is left alone.
    event.preventDefault();
    if (this.state.page === "queue") byId("queue").focus();
    else document.querySelector("#composer textarea").focus();
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
    this.backlog.onMessage(message);
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

  #onConnection(connection) {
    this.state.set({ connection });
    // Whatever was decided while nobody listened.
    if (connection === "live") this.backlog.refreshSoon();
  }

  #showUploads() {
    if (this.state.page === "queue") location.hash = `#/${this.state.channel}`;
  }

  // One file alone: its thread opens, unless the reader has another one open.
  #onArrived(message, alone) {
    this.state.take([message]);
    const free = this.state.thread === null && !this.form.isOpen;
    if (alone && free && message.channel === this.state.channel) {
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
    this.#showPerson(me);
  }

  // What only some may see goes at once; which channels the next person reads is asked for.
  async #showPerson(me) {
    this.live.stop();
    this.#closeOpened();
    this.state.beginAnew();
    this.state.set({ channels: this.state.channels.filter((one) => !one.restricted) });
    const told = await describe(me).catch((error) => ({ error }));
    if (me !== this.state.me) return;
    if (told.error) return this.loader.fail(told.error, () => this.#showPerson(me));
    this.state.set({ channels: told.channels });
    this.loader.begin();
    this.backlog.anew();
    await this.#go();
  }

  // Another data folder.
  #beginAnew() {
    this.#closeOpened();
    this.loader.anew();
  }

  // To look at a document is written down: nobody does who has not opened it themselves.
  #closeOpened() {
    if (this.state.opened !== null) history.replaceState(null, "", queuePath(this.state.backlog.page));
  }

  #chooseLanguage(language) {
    setLanguage(language);
    translatePage();
    this.state.forgetTold();
    // Cards for one person are written in their language when they are asked for.
    this.backlog.anew();
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
    const atQueue = this.state.page === "queue";
    for (const id of ["scroller", "composer"]) byId(id).hidden = atQueue;
    byId("skip").textContent = t(atQueue ? "skipQueue" : "skip");
    if (!atQueue) this.channelView.draw();
    this.threadView.draw();
    this.queueView.draw();
    const beside = ["thread", "opened"].some((id) => !byId(id).hidden);
    document.body.classList.toggle("with-thread", beside);
    drawUploads(this.state, (upload) => this.drops.cancel(upload));
    drawFailure(this.state.failure);
    for (const composer of this.composers) composer.draw();
    const { count } = this.state.backlog;
    const place = atQueue ? t("queue") : channelName(this.state.channel);
    document.title = `${count ? `(${count}) ` : ""}${place} · Clerk`;
  }
}

new Page().start().catch((error) => {
  translatePage();
  byId("empty").hidden = false;
  const line = h("p", { role: "alert" }, explain(error));
  byId("empty").replaceChildren(line, againButton(() => location.reload()));
});
