// The line to the room: opened, and opened again where it breaks.

import { AWAY, REFUSED, enter, openSocket } from "./api.js";

const MICROPHONE = 0;
const PICTURE = 1;
const HEAD = 4;
const MOST_WAITING = 96_000; // bytes; what a slow line does not take is not sent late
const PAUSES = [0.25, 0.5, 1, 2, 4, 8]; // seconds
const OVER = 1000;
const MISBEHAVED = 1008;
const ELSEWHERE = 4409;

// Tells by events: `message` with what the server says, `sound`, `lost` once it tries again,
// `closed` with why it does not: "refused", "elsewhere", "broken", "over".
export class Line extends EventTarget {
  dropped = 0; // pieces of sound
  #socket = null;
  #tries = 0;
  #waiting = null;
  #opened = 0; // times
  #isOver = false;

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  async open() {
    this.#isOver = false;
    clearTimeout(this.#waiting);
    this.#socket?.close();
    const time = ++this.#opened;
    const why = await enter();
    if (this.#isOver || time !== this.#opened) return; // they left, or came another time
    if (why === REFUSED) this.#close("refused");
    else if (why === AWAY) this.#again();
    else this.#connect();
  }

  say(kind, more = {}) {
    if (this.isOpen) this.#socket.send(JSON.stringify({ kind, ...more }));
  }

  sendSound(pcm) {
    if (!this.isOpen) return;
    if (this.#socket.bufferedAmount > MOST_WAITING) this.dropped += 1;
    else this.#socket.send(tagged(MICROPHONE, pcm));
  }

  // Gives whether it went: where sound waits, pictures wait too.
  sendPicture(jpeg) {
    if (!this.isOpen || this.#socket.bufferedAmount > MOST_WAITING / 2) return false;
    this.#socket.send(tagged(PICTURE, jpeg));
    return true;
  }

  // Nobody can tell now whether one may come in.
  tryAgain() {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.#again();
  }

  // Goes for good, unless it is opened again.
  leave() {
    this.say("leave");
    this.#isOver = true;
    clearTimeout(this.#waiting);
    this.#socket?.close(OVER);
  }

  #connect() {
    const socket = (this.#socket = openSocket());
    socket.onmessage = ({ data }) => {
      if (socket !== this.#socket) return;
      if (data instanceof ArrayBuffer) this.#tell("sound", data);
      else this.#hear(JSON.parse(data));
    };
    socket.onclose = ({ code }) => {
      if (socket === this.#socket && !this.#isOver) this.#broke(code);
    };
  }

  #hear(message) {
    if (message.kind === "joined") this.#tries = 0;
    // Of a page that was too slow the room has let go; it may come again.
    if (message.kind === "over" && message.ending !== "slow") this.#isOver = message.ending !== "elsewhere";
    this.#tell("message", message);
  }

  #broke(code) {
    if (code === ELSEWHERE) this.#close("elsewhere");
    else if (code === MISBEHAVED) this.#close("broken");
    else this.#again();
  }

  #again() {
    const pause = PAUSES[Math.min(this.#tries, PAUSES.length - 1)];
    this.#tries += 1;
    this.#tell("lost");
    // Not all at the same moment, where a server was begun anew.
    this.#waiting = setTimeout(() => this.open(), pause * (750 + 500 * Math.random()));
  }

  #close(why) {
    this.#isOver = true;
    this.#tell("closed", why);
  }

  #tell(type, detail = null) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function tagged(tag, content) {
  const message = new Uint8Array(HEAD + content.byteLength);
  new DataView(message.buffer).setUint32(0, tag, true);
  message.set(new Uint8Array(content), HEAD);
  return message;
}
