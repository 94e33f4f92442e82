// A picture at full size: fitted first, then as large as one likes.

import { byId, h, name } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

const STEP = 1.25;
const LARGEST = 8;
// A picture this much taller than wide shows several pages: it is fitted to the width alone.
const TALL = 2.2;

// The dialog element itself brings the focus in, keeps it there, closes on Esc and gives it back.
export function openLightbox({ url, alt, name: title }) {
  const dialog = byId("lightbox");
  const image = h("img", { src: url, alt, draggable: "false" });
  const stage = h("div", { class: "stage", tabindex: "0", "data-focus": "stage" }, image);
  const zoom = new Zoom(stage, image);
  const button = (sign, label, action) =>
    h("button", { class: "icon-button", type: "button", "aria-label": t(label), title: t(label), onclick: action }, icon(sign));
  dialog.setAttribute("aria-label", t("picture"));
  dialog.replaceChildren(
    h(
      "header",
      { class: "lightbox-bar" },
      h("p", { class: "lightbox-name" }, name(title)),
      button("minus", "zoomOut", () => zoom.by(1 / STEP)),
      h("button", { class: "quiet-button zoom-figure", type: "button", "aria-label": t("fit"), title: t("fit"), onclick: () => zoom.fit() }, zoom.figure),
      button("plus", "zoomIn", () => zoom.by(STEP)),
      h("a", { class: "icon-button", href: url, download: title, "aria-label": t("download"), title: t("download") }, icon("download")),
      button("close", "close", () => dialog.close()),
    ),
    stage,
  );
  dialog.onkeydown = (event) => {
    const action = { "+": () => zoom.by(STEP), "=": () => zoom.by(STEP), "-": () => zoom.by(1 / STEP), 0: () => zoom.fit() }[event.key];
    if (action !== undefined && !event.ctrlKey && !event.metaKey) action();
  };
  dialog.onclose = () => dialog.replaceChildren();
  dialog.showModal();
  stage.focus();
}

class Zoom {
  #factor = 1;

  constructor(stage, image) {
    this.stage = stage;
    this.image = image;
    this.figure = h("span", { "aria-live": "polite" });
    image.addEventListener("load", () => this.fit());
    stage.addEventListener("wheel", (event) => this.#onWheel(event), { passive: false });
    stage.addEventListener("pointerdown", (event) => this.#onGrab(event));
    image.addEventListener("dblclick", () => this.by(this.#factor > 1.01 ? 1 / this.#factor : 2));
  }

  fit() {
    this.#set(1);
  }

  by(step) {
    this.#set(this.#factor * step);
  }

  #set(factor) {
    const { stage, image } = this;
    const tall = image.naturalHeight > TALL * image.naturalWidth;
    const fitted = Math.min(
      (stage.clientWidth - 32) / image.naturalWidth,
      tall ? 1 : (stage.clientHeight - 32) / image.naturalHeight,
      1,
    );
    const middle = [
      (stage.scrollLeft + stage.clientWidth / 2) / stage.scrollWidth,
      (stage.scrollTop + stage.clientHeight / 2) / stage.scrollHeight,
    ];
    this.#factor = Math.min(Math.max(factor, 1), LARGEST / fitted);
    image.style.width = `${Math.round(image.naturalWidth * fitted * this.#factor)}px`;
    this.figure.textContent = `${Math.round(fitted * this.#factor * 100)} %`;
    stage.classList.toggle("zoomed", this.#factor > 1.01);
    stage.scrollLeft = middle[0] * stage.scrollWidth - stage.clientWidth / 2;
    stage.scrollTop = middle[1] * stage.scrollHeight - stage.clientHeight / 2;
  }

  #onWheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.by(event.deltaY < 0 ? 1.1 : 1 / 1.1);
  }

  #onGrab(event) {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    const { stage } = this;
    const from = { x: event.clientX + stage.scrollLeft, y: event.clientY + stage.scrollTop };
    const move = (moved) => {
      stage.scrollLeft = from.x - moved.clientX;
      stage.scrollTop = from.y - moved.clientY;
    };
    stage.setPointerCapture(event.pointerId);
    stage.addEventListener("pointermove", move);
    stage.addEventListener("lostpointercapture", () => stage.removeEventListener("pointermove", move), { once: true });
  }
}
