// What the page knows: who acts, where they are, and every message it was told of.

export class State extends EventTarget {
  people = [];
  channels = [];
  clerk = "clerk";
  maxUpload = 0;
  me = null;
  channel = null;
  thread = null;
  connection = "connecting";
  uploads = [];
  #messages = new Map();
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
      if (known === undefined || known.changed <= message.changed) {
        this.#messages.set(message.id, message);
      }
    }
    this.changed();
  }

  knows(message) {
    const known = this.#messages.get(message.id);
    return known !== undefined && known.changed >= message.changed;
  }

  forgetMessages() {
    this.#messages.clear();
    this.#earlier.clear();
  }

  noteEarlier(channel, earlier) {
    this.#earlier.set(channel, earlier);
  }

  hasEarlier = (channel) => this.#earlier.get(channel) ?? false;

  isLoaded = (channel) => this.#earlier.has(channel);

  message = (id) => this.#messages.get(id);

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
