// The side column in a narrow window: a drawer that opens over the page.

import { byId } from "./dom.js";

const NARROW = window.matchMedia("(width < 760px)");

export class Menu {
  #opener = null;
  #beneath = [byId("main"), byId("thread"), byId("opened"), document.querySelector(".skip")];

  constructor() {
    for (const opener of [byId("menu-open"), byId("me-now")]) {
      opener.addEventListener("click", () => this.#open(opener));
    }
    byId("menu-close").addEventListener("click", () => this.close());
    // Arrow keys go through the people without a click: the drawer stays open for them.
    for (const choices of [byId("places"), byId("channels"), byId("people")]) {
      choices.addEventListener("click", (event) => {
        if (event.target.closest("a, button")) this.close();
      });
    }
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    document.addEventListener("pointerdown", (event) => {
      if (this.#opener === null || byId("sidebar").contains(event.target)) return;
      event.preventDefault();
      this.close();
    });
    NARROW.addEventListener("change", () => this.close());
  }

  #open(opener) {
    this.#opener = opener;
    document.body.classList.add("with-menu");
    byId("menu-open").setAttribute("aria-expanded", "true");
    byId("menu-close").focus();
    // What lies beneath can be neither reached nor pressed: the drawer holds the focus.
    for (const part of this.#beneath) part.inert = true;
  }

  close() {
    if (this.#opener === null) return;
    for (const part of this.#beneath) part.inert = false;
    document.body.classList.remove("with-menu");
    byId("menu-open").setAttribute("aria-expanded", "false");
    this.#opener.focus();
    this.#opener = null;
  }
}
