// What the page knows: who acts, where they are, and every message it was told of.

export class State extends EventTarget {
  people = [];
  channels = [];
  clerk = "clerk";
  maxUpload = 0;
  maxRecording = 0;
  me = null;
  channel = null;
  thread = null;
  // "channel" or "queue".
  page = "channel";
  // What comes of pressing, by where one pressed: { busy, told, failure }.
  hands = new Map();
  // What waits: { count, page, told, failure }; and the document that is open beside it.
  backlog = { count: null, page: "all:0", told: null, failure: null };
  opened = null;
  connection = "connecting";
  uploads = [];
  failure = null;
  #messages = new Map();
  #outdated = new Set();
  #oldest = new Map();
  #earlier = new Map();

  // Tells whoever listens that something to be seen has changed.
  changed() {
    this.dispatchEvent(new Event("change"));
  }

  set(values) {
    Object.assign(this, values);
    this.changed();
  }

  // Takes messages in; of two versions of one the later change stays.
  take(messages) {
    for (const message of messages) {
      const known = this.#messages.get(message.id);
      const outdated = this.#outdated.delete(message.id);
      if (known === undefined || outdated || known.changed <= message.changed) {
        this.#messages.set(message.id, message);
      }
    }
    this.changed();
  }

  // Takes in the newest threads of a channel, or those before the oldest that are here.
  takeHistory(channel, told) {
    if (!this.isLoaded(channel)) this.#drop((message) => message.channel === channel);
    this.#earlier.set(channel, told.earlier);
    const oldest = Math.min(...told.messages.map((message) => message.posted));
    this.#oldest.set(channel, oldest);
    this.take(told.messages);
  }

  knows(message) {
    const known = this.#messages.get(message.id);
    if (known === undefined || this.#outdated.has(message.id)) return false;
    return known.changed >= message.changed;
  }

  // For another person or another data folder. What only some may see goes at once; what everybody
  // may see stays until its channel was told anew, so that nothing flickers.
  beginAnew() {
    const open = new Set(this.channels.filter((one) => !one.restricted).map((one) => one.id));
    for (const message of [...this.#messages.values()]) {
      if (message.private || !open.has(message.channel)) this.#messages.delete(message.id);
    }
    this.hands.clear();
    this.backlog = { ...this.backlog, count: null, told: null, failure: null };
    this.opened = null;
    this.#outdated = new Set(this.#messages.keys());
    this.#earlier.clear();
    this.changed();
  }

  dropOutdated() {
    this.#drop(() => true);
    this.changed();
  }

  #drop(wanted) {
    for (const id of this.#outdated) {
      if (!wanted(this.#messages.get(id))) continue;
      this.#messages.delete(id);
      this.#outdated.delete(id);
    }
  }

  hand = (scope) => this.hands.get(scope) ?? { busy: null, told: null, failure: null };

  setHand(scope, values) {
    this.hands.set(scope, { ...this.hand(scope), ...values });
    this.changed();
  }

  // What one person was told is written in the language of then, and not asked for again.
  forgetTold() {
    for (const [scope, hand] of this.hands) this.hands.set(scope, { ...hand, told: null });
    this.changed();
  }

  hasEarlier = (channel) => this.#earlier.get(channel) ?? false;

  // When the oldest thread began that is here.
  oldest = (channel) => this.#oldest.get(channel);

  isLoaded = (channel) => this.#earlier.has(channel);

  message = (id) => this.#messages.get(id);

  // Whether the thread that should be open is not here, or no thread of this channel.
  lacksThread() {
    if (this.thread === null) return false;
    const root = this.#messages.get(this.thread);
    return root === undefined || root.thread !== null || root.channel !== this.channel;
  }

  person = (id) => this.people.find((person) => person.id === id);

  replies(root) {
    return this.#sorted((message) => message.thread === root && !message.retracted);
  }

  // The heads of a channel's threads; a retracted one only while somebody's answer hangs on it.
  roots(channel) {
    return this.#sorted(
      (message) =>
        message.channel === channel &&
        message.thread === null &&
        (!message.retracted || this.replies(message.id).length > 0),
    );
  }

  #sorted(wanted) {
    return [...this.#messages.values()].filter(wanted).sort((a, b) => a.posted - b.posted);
  }
}
