// The microphone and the loudspeaker of somebody in the room.

const RATE = 24_000;
const WANTED = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
const REPORT_S = 0.5;

export const canHear = () => window.isSecureContext && "mediaDevices" in navigator && "AudioWorkletNode" in window;

// Tells by events: `piece` with 20 ms of what the microphone hears, `played` with { number, seconds },
// `beat` ten times a second while sound is on, `level` of the assistant, `state` when it may be
// heard or not any more, `ended` when the microphone was taken away.
export class Sound extends EventTarget {
  heard = 0; // seconds of the assistant
  holes = 0;
  wait = 0;
  #context = null;
  #hears = null; // another context, where a microphone goes into one of its own rate only
  #ready = null;
  #play = null;
  #stream = null;
  #capture = null;
  #told = { number: 0, seconds: 0 };

  get isOn() {
    return this.#context?.state === "running";
  }

  get hasMicrophone() {
    return this.#stream !== null;
  }

  // To be called where somebody has just pressed something: else a browser keeps still.
  start() {
    if (this.#context === null) {
      this.#context = new AudioContext({ sampleRate: RATE, latencyHint: "interactive" });
      this.#ready = this.#prepare(this.#context);
    }
    // Some browsers answer this only once somebody has pressed something.
    this.#context.resume().catch(() => this.#tell("state"));
    return this.#ready;
  }

  async #prepare(context) {
    context.onstatechange = () => this.#tell("state");
    try {
      await context.audioWorklet.addModule(worklet());
    } catch (error) {
      if (context === this.#context) throw error;
    }
    if (context !== this.#context) return; // they left meanwhile
    this.#play = new AudioWorkletNode(context, "play", { numberOfInputs: 0, outputChannelCount: [1] });
    this.#play.port.onmessage = ({ data }) => this.#report(data);
    this.#play.connect(context.destination);
  }

  resume() {
    return Promise.all([this.#context?.resume(), this.#hears?.resume()]);
  }

  // Opens the microphone. Throws what the browser says where it may not be.
  async listen() {
    if (this.#stream !== null) return;
    const stream = await navigator.mediaDevices.getUserMedia({ audio: WANTED });
    await this.#ready;
    if (this.#context === null || this.#stream !== null) return release(stream);
    this.#stream = stream;
    stream.getAudioTracks()[0].onended = () => {
      this.deafen();
      this.#tell("ended");
    };
    const source = await this.#source(stream);
    this.#capture = new AudioWorkletNode(source.context, "capture", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    this.#capture.port.onmessage = ({ data }) => this.#tell("piece", data);
    source.connect(this.#capture);
  }

  // Closes the microphone: the browser's own sign goes out.
  deafen() {
    this.#capture?.port.close();
    this.#capture?.disconnect();
    release(this.#stream);
    this.#stream = this.#capture = null;
  }

  mute(isMuted) {
    for (const track of this.#stream?.getAudioTracks() ?? []) track.enabled = !isMuted;
  }

  play(message) {
    this.#play?.port.postMessage(message, [message]);
  }

  flush() {
    this.#play?.port.postMessage("flush");
  }

  beginAnew() {
    this.#told = { number: 0, seconds: 0 };
    this.#play?.port.postMessage("anew");
  }

  async stop() {
    this.deafen();
    const contexts = [this.#context, this.#hears].filter((one) => one !== null);
    this.#context = this.#hears = this.#play = null;
    await Promise.all(contexts.map((one) => one.close()));
  }

  async #source(stream) {
    try {
      return this.#context.createMediaStreamSource(stream);
    } catch (error) {
      if (error.name !== "NotSupportedError") throw error;
      this.#hears = new AudioContext();
      await this.#hears.audioWorklet.addModule(worklet());
      return this.#hears.createMediaStreamSource(stream);
    }
  }

  #report({ answers, heard, holes, wait, level, flushed }) {
    Object.assign(this, { heard, holes, wait });
    for (const answer of answers) this.#played(answer, flushed);
    if (level === undefined) return;
    this.#tell("level", level);
    this.#tell("beat");
  }

  // About each half second, and at the end.
  #played({ number, seconds, rests }, flushed) {
    const before = this.#told.number === number ? this.#told.seconds : 0;
    const isDue = flushed || seconds - before >= REPORT_S || (rests && seconds > before);
    if (!isDue || number < this.#told.number) return;
    this.#told = { number, seconds };
    this.#tell("played", { number, seconds });
  }

  #tell(type, detail = null) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

const worklet = () => new URL("worklet.js", import.meta.url).href;

const release = (stream) => stream?.getTracks().forEach((track) => track.stop());

// How loud some samples are, from 0 to 1, as the server tells it of others.
export function height(pcm) {
  const samples = new Int16Array(pcm);
  const power = samples.reduce((sum, one) => sum + one * one, 0) / Math.max(1, samples.length);
  return heightOf(Math.sqrt(power) / 32_768);
}

export const heightOf = (loud) => (loud <= 0 ? 0 : Math.max(0, Math.min(1, 1 + (20 * Math.log10(loud)) / 55)));
