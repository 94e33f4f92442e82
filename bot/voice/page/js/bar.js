// What somebody in the room can press, by hand and on the keyboard.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { canShareScreen } from "./screen.js";
import { t } from "./texts.js";

export class Bar {
  constructor(talk) {
    this.talk = talk;
    this.mute = button("mute", "microphone", () => talk.mute(!talk.muted));
    this.ask = this.#asking();
    this.screen = button("screen", "screen", () => talk.shown.toggle("screen"));
    this.camera = button("camera", "camera", () => talk.shown.toggle("camera"));
    this.apart = button("apart", "headphones", () => talk.setApart(!talk.apart));
    this.leave = button("leave", "leave", () => talk.leave());
    this.end = button("end", "close", () => this.#confirm());
    this.screen.hidden = !canShareScreen();
    this.dialog = h("dialog", { class: "ending", "aria-labelledby": "end-title", "aria-describedby": "end-why" });
    this.element = h(
      "div",
      { class: "bar", role: "group", "aria-label": t("room") },
      h("div", { class: "bar-side" }, this.mute, this.screen, this.camera),
      this.ask,
      h("div", { class: "bar-side" }, this.apart, this.leave, this.end),
      this.dialog,
    );
  }

  update() {
    const { muted, asking, apart, shown, sound, welcome } = this.talk;
    const isMuted = muted || !sound.hasMicrophone;
    label(this.mute, isMuted ? "muted" : "microphone", t(muted ? "unmute" : "mute"), muted);
    this.mute.disabled = !sound.hasMicrophone;
    label(this.ask, "thread", t(asking ? "asking" : "ask"), asking);
    for (const kind of ["screen", "camera"]) {
      const isOn = shown.kind === kind;
      label(this[kind], isOn ? "stop" : kind, t(isOn ? "stopSharing" : kind === "screen" ? "share" : "camera"), isOn);
    }
    label(this.apart, "headphones", t("apart"), apart);
    label(this.leave, "leave", t("leave"));
    label(this.end, "close", t("end"));
    this.end.hidden = !welcome.may_end;
  }

  // Held by a finger, a mouse, Space or Enter; whoever has none of these presses it once.
  #asking() {
    const { talk } = this;
    const held = button("ask", "thread", ({ detail }) => {
      if (detail !== 0 || talk.asking) return;
      talk.holdAsk();
      talk.letGo();
    });
    held.classList.add("ask");
    held.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      held.setPointerCapture(event.pointerId);
      talk.holdAsk();
    });
    for (const end of ["pointerup", "pointercancel", "lostpointercapture", "blur"]) held.addEventListener(end, () => talk.letGo());
    held.addEventListener("contextmenu", (event) => event.preventDefault());
    held.addEventListener("keydown", (event) => {
      if (![" ", "Enter"].includes(event.key)) return;
      event.preventDefault();
      if (!event.repeat) talk.holdAsk();
    });
    held.addEventListener("keyup", (event) => {
      if ([" ", "Enter"].includes(event.key)) talk.letGo();
    });
    return held;
  }

  #confirm() {
    const no = h("button", { class: "quiet-button", type: "button", onclick: () => this.dialog.close() }, t("endNo"));
    const yes = h("button", { class: "main-button bad", type: "button", onclick: () => this.#end() }, t("endYes"));
    this.dialog.replaceChildren(h("h2", { id: "end-title" }, t("endAsk")), h("p", { id: "end-why" }, t("endWhy")), h("div", { class: "dialog-acts" }, no, yes));
    this.dialog.showModal();
    no.focus();
  }

  #end() {
    this.dialog.close();
    this.talk.end();
  }
}

function button(act, sign, press) {
  return h("button", { class: "act", type: "button", "data-act": act, onclick: press }, h("span", { class: "act-sign" }, icon(sign)), h("span", { class: "act-words" }));
}

// `isOn` is for what can be on or off.
function label(one, sign, words, isOn = null) {
  const [shown, said] = one.children;
  if (!shown.firstChild.classList.contains(`icon-${sign}`)) shown.replaceChildren(icon(sign));
  if (said.textContent !== words) said.textContent = words;
  if (isOn !== null) one.classList.toggle("on", isOn);
  // Where the words say what a press does they are enough.
  if (one.dataset.act === "apart") one.setAttribute("aria-pressed", String(isOn));
}

// Keys that work wherever one is in the page, for as long as `bar` is.
export function listenToKeys(talk) {
  let byKeyboard = false;
  let held = false;
  const letGo = () => {
    if (held) talk.letGo();
    held = false;
  };
  window.addEventListener("pointerdown", () => (byKeyboard = false), true);
  window.addEventListener("blur", letGo);
  window.addEventListener("keyup", (event) => event.key === " " && letGo());
  window.addEventListener("keydown", (event) => {
    if (event.key === "Tab") byKeyboard = true;
    if (talk.phase !== "in" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event, byKeyboard)) return;
    const act = { " ": () => hold(), m: () => talk.mute(!talk.muted), s: () => canShareScreen() && talk.shown.toggle(talk.shown.kind ?? "screen") }[event.key.toLowerCase()];
    if (act === undefined) return;
    event.preventDefault();
    if (!event.repeat) act();
  });
  const hold = () => {
    held = true;
    talk.holdAsk();
  };
}

// What is typed, and what a control does by itself with a key: Space presses the button that
// somebody went to with the keyboard, and not the one that they clicked before.
function isTaken({ key, target }, byKeyboard) {
  if (document.querySelector("dialog[open]") !== null) return true;
  if (target.matches("input, textarea, select")) return key !== "m" || target.type !== "checkbox";
  return key === " " && byKeyboard && target.matches("button, a, summary, [role=log]");
}
