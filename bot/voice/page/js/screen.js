// What somebody shows the assistant: a screen or a camera, a picture of it when it changed.

const LOOK_MS = 1100; // the server takes one a second
const SMALL = [96, 54]; // what pictures are compared by
const PARTS = [12, 9]; // of it, each of which may have changed
const CHANGED = { screen: 6, camera: 14 }; // of 255, by how much a part of it must: cameras are never still
const MOST_WIDE = 1280;
const MOST_BYTES = 950_000;
const QUALITIES = [0.75, 0.55, 0.35];

export const canShareScreen = () => "getDisplayMedia" in (navigator.mediaDevices ?? {});

// Tells `ended` when it was stopped elsewhere.
export class Screen extends EventTarget {
  kind = null;
  video = null;
  #stream = null;
  #small = canvas(...SMALL);
  #shown = null; // what was sent last, small
  #lookedAt = 0;
  #busy = false;

  // Throws what the browser says where it may not be.
  async share(kind) {
    const stream = await STREAMS[kind]();
    this.stop();
    this.#stream = stream;
    stream.getVideoTracks()[0].onended = () => {
      this.stop();
      this.dispatchEvent(new Event("ended"));
    };
    const video = (this.video = document.createElement("video"));
    Object.assign(video, { muted: true, playsInline: true, srcObject: stream });
    this.kind = kind;
    await video.play();
  }

  stop() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = this.video = this.kind = this.#shown = null;
  }

  // A picture goes again, though it is as it was: nobody has it any more.
  forget() {
    this.#shown = null;
  }

  // To be called often; looks about once a second. `send` gives whether it went.
  async look(send, now = performance.now()) {
    if (this.kind === null || this.#busy || now - this.#lookedAt < LOOK_MS || !this.video.videoWidth) return;
    this.#lookedAt = now;
    const small = this.#reduced();
    if (this.#shown !== null && !differs(small, this.#shown, CHANGED[this.kind])) return;
    this.#busy = true;
    const jpeg = await this.#picture();
    this.#busy = false;
    if (this.kind !== null && jpeg !== null && send(jpeg)) this.#shown = small;
  }

  #reduced() {
    const pen = this.#small.getContext("2d", { willReadFrequently: true });
    pen.drawImage(this.video, 0, 0, ...SMALL);
    return pen.getImageData(0, 0, ...SMALL).data;
  }

  async #picture() {
    const { videoWidth: width, videoHeight: height } = this.video;
    const scale = Math.min(1, MOST_WIDE / Math.max(width, height));
    const drawn = canvas(Math.round(width * scale), Math.round(height * scale));
    drawn.getContext("2d").drawImage(this.video, 0, 0, drawn.width, drawn.height);
    for (const quality of QUALITIES) {
      const blob = await new Promise((resolve) => drawn.toBlob(resolve, "image/jpeg", quality));
      if (blob !== null && blob.size <= MOST_BYTES) return blob.arrayBuffer();
    }
    return null;
  }
}

const STREAMS = {
  screen: () => navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 5, max: 10 } }, audio: false }),
  camera: () => navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } }),
};

function canvas(width, height) {
  const made = document.createElement("canvas");
  Object.assign(made, { width, height });
  return made;
}

// Whether a part of the picture is another one: a line of text changes little of the whole.
function differs(one, other, least) {
  const [columns, rows] = PARTS;
  const sums = new Float64Array(columns * rows);
  for (let at = 0; at < one.length; at += 4) {
    const [x, y] = [(at / 4) % SMALL[0], Math.floor(at / 4 / SMALL[0])];
    const part = Math.floor((y * rows) / SMALL[1]) * columns + Math.floor((x * columns) / SMALL[0]);
    for (let channel = 0; channel < 3; channel++) sums[part] += Math.abs(one[at + channel] - other[at + channel]);
  }
  const samples = (3 * SMALL[0] * SMALL[1]) / sums.length;
  return sums.some((sum) => sum / samples > least);
}
