// Where in the recording one is: the element that plays it says so, or what was pressed last.

export class Playhead extends EventTarget {
  #media = null;
  #time = 0;

  constructor(duration) {
    super();
    this.duration = duration;
  }

  // Without an element there is nothing to play, and still a time to be at.
  follow(media) {
    this.#media = media;
    for (const kind of ["timeupdate", "seeking", "seeked"]) {
      media.addEventListener(kind, () => this.#tell());
    }
    if (this.#time > 0) media.currentTime = this.#time;
  }

  // What cannot be played is left; the time stays.
  leave() {
    this.#media = null;
  }

  get time() {
    return this.#time;
  }

  seek(seconds) {
    const most = this.duration > 0 ? this.duration : Number.POSITIVE_INFINITY;
    this.#time = Math.min(Math.max(0, seconds), most);
    if (this.#media !== null) this.#media.currentTime = this.#time;
    this.dispatchEvent(new Event("sought"));
    this.dispatchEvent(new Event("change"));
  }

  toggle() {
    if (this.#media === null) return;
    if (this.#media.paused) this.#media.play().catch(() => {});
    else this.#media.pause();
  }

  #tell() {
    this.#time = this.#media.currentTime;
    this.dispatchEvent(new Event("change"));
  }
}

// Gives the last of what is sorted by `startOf` that began by `time`; -1: none did.
export function lastBegun(sorted, time, startOf) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    // A seek lands a little before what it was aimed at.
    if (startOf(sorted[middle]) <= time + 0.05) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// "#t=754", "#t=12:34"; null: the address names no time.
export function timeInAddress() {
  const said = new URLSearchParams(location.hash.slice(1)).get("t");
  if (said === null || !/^\d{1,6}(\.\d+)?$|^\d{1,3}(:\d{1,2}){1,2}$/.test(said)) return null;
  return said.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}
