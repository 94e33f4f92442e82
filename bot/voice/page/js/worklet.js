// Runs beside the page, where sound is made: what the microphone hears goes out in pieces of 20 ms,
// what comes of the others and of the assistant is played without holes.

const RATE = 24000; // samples a second, of all sound of a room
const PIECE = 480;
const AT_FIRST = 0.06; // seconds that wait before they are played
const AFTER_HOLES = 0.12;
const LATE = 0.4; // so much of what people say may wait; what they say is for now
const MOST = 600; // seconds of one answer
const HOLE = 0.5; // what comes later than that begins anew
const REPORT = 0.1;
const PEOPLE = 0;

class Capture extends AudioWorkletProcessor {
  #step = sampleRate / RATE; // a microphone may have a rate of its own
  #left = this.#step;
  #sum = 0;
  #piece = new Int16Array(PIECE);
  #at = 0;

  process([[samples]]) {
    for (const sample of samples ?? []) this.#take(sample);
    return true;
  }

  // Each sample that goes out is the mean of those that it stands for.
  #take(sample) {
    for (let rest = 1; rest > 1e-9; ) {
      const part = Math.min(rest, this.#left);
      this.#sum += sample * part;
      this.#left -= part;
      rest -= part;
      if (this.#left < 1e-9) {
        this.#put(this.#sum / this.#step);
        this.#sum = 0;
        this.#left = this.#step;
      }
    }
  }

  #put(sample) {
    const kept = Math.max(-1, Math.min(1, sample));
    this.#piece[this.#at++] = kept < 0 ? kept * 32768 : kept * 32767;
    if (this.#at < PIECE) return;
    this.port.postMessage(this.#piece.buffer, [this.#piece.buffer]);
    this.#piece = new Int16Array(PIECE);
    this.#at = 0;
  }
}

// What comes under one number.
class Stream {
  holes = 0;
  played = 0; // samples
  waiting = 0;
  #pieces = [];
  #offset = 0;
  #plays = false;
  #still = 0; // samples since something came, or since there was nothing left

  constructor(number, wait) {
    this.number = number;
    this.wait = wait;
  }

  put(samples) {
    if (this.waiting > MOST * RATE) return;
    const hasHole = !this.#plays && this.waiting === 0 && this.played > 0 && this.#still < HOLE * RATE;
    if (hasHole) {
      this.holes += 1;
      this.wait = AFTER_HOLES * RATE;
    }
    this.#pieces.push(samples);
    this.waiting += samples.length;
    this.#still = 0;
    if (this.number === PEOPLE && this.waiting > LATE * RATE) this.#skip(this.waiting - this.wait);
  }

  // Adds to what is played; gives whether there was anything.
  addTo(out) {
    if (!this.#plays) {
      this.#still += out.length;
      // The end of something may be shorter than what is waited for.
      this.#plays = this.waiting >= this.wait || (this.waiting > 0 && this.#still >= this.wait);
      if (!this.#plays) return false;
    }
    for (let at = 0; at < out.length && this.waiting > 0; at++) {
      out[at] += this.#pieces[0][this.#offset] / 32768;
      this.#step(1);
      this.played += 1;
    }
    if (this.waiting === 0) {
      this.#plays = false;
      this.#still = 0;
    }
    return true;
  }

  #skip(samples) {
    for (let left = samples; left > 0; ) {
      const step = Math.min(left, this.#pieces[0].length - this.#offset);
      this.#step(step);
      left -= step;
    }
  }

  #step(samples) {
    this.#offset += samples;
    this.waiting -= samples;
    if (this.#offset < this.#pieces[0].length) return;
    this.#pieces.shift();
    this.#offset = 0;
  }
}

// The others are heard at once, one answer of the assistant's after the other.
class Play extends AudioWorkletProcessor {
  #people = new Stream(PEOPLE, AT_FIRST * RATE);
  #answers = [];
  #newest = 0; // number of the newest answer that came
  #wait = AT_FIRST * RATE;
  #holes = 0;
  #heard = 0; // samples of answers that are over
  #loudest = 0;
  #since = 0;

  constructor() {
    super();
    const told = { flush: () => this.#flush(), anew: () => this.#begin() };
    this.port.onmessage = ({ data }) => (data in told ? told[data]() : this.#put(data));
  }

  process(_, [[out]]) {
    this.#answer(out);
    for (const sample of out) this.#loudest = Math.max(this.#loudest, Math.abs(sample));
    this.#people.addTo(out);
    this.#since += out.length;
    if (this.#since >= REPORT * sampleRate) this.#report();
    return true;
  }

  // Four bytes say what it belongs to, the rest are samples.
  #put(message) {
    const number = new DataView(message).getUint32(0, true);
    const samples = new Int16Array(message, 4);
    if (number === PEOPLE) return this.#people.put(samples);
    if (number < (this.#answers[0]?.number ?? this.#newest)) return; // of one that is over
    let answer = this.#answers.find((one) => one.number === number);
    if (answer === undefined) {
      answer = new Stream(number, this.#wait);
      this.#answers.push(answer);
      this.#newest = number;
    }
    answer.put(samples);
  }

  // One that has an end is known by the next one.
  #answer(out) {
    const [now, next] = this.#answers;
    if (now === undefined || now.addTo(out) || next === undefined || now.waiting > 0) return;
    this.#tell([now]);
    this.#forget(now);
    this.#answers.shift();
    next.addTo(out);
  }

  #flush() {
    this.#tell(this.#answers, { flushed: true });
    for (const one of this.#answers) this.#forget(one);
    // What is late of those is not played either.
    this.#answers = [];
    this.#newest += 1;
  }

  // Another server counts its answers from the first one on.
  #begin() {
    this.#flush();
    this.#people = new Stream(PEOPLE, this.#people.wait);
    this.#newest = 0;
  }

  #forget(answer) {
    this.#wait = answer.wait;
    this.#holes += answer.holes;
    this.#heard += answer.played;
  }

  #report() {
    this.#tell(this.#answers.slice(0, 1), { level: this.#loudest });
    this.#since = this.#loudest = 0;
  }

  #tell(answers, more = {}) {
    this.port.postMessage({
      answers: answers.map(({ number, played, waiting }) => ({ number, seconds: played / RATE, rests: waiting === 0 })),
      holes: this.#answers.reduce((sum, one) => sum + one.holes, this.#people.holes + this.#holes),
      heard: this.#answers.reduce((sum, one) => sum + one.played, this.#heard) / RATE,
      wait: Math.max(this.#people.wait, this.#answers[0]?.wait ?? this.#wait) / RATE,
      ...more,
    });
  }
}

registerProcessor("capture", Capture);
registerProcessor("play", Play);
