// The side column in a narrow window: a drawer that opens over the page.

import { byId } from "./dom.js";

export class Menu {
  #opener = null;

  constructor() {
    for (const opener of [byId("menu-open"), byId("me-now")]) {
      opener.addEventListener("click", () => this.#open(opener));
    }
    byId("menu-close").addEventListener("click", () => this.close());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    byId("main").addEventListener("pointerdown", (event) => {
      if (this.#opener === null) return;
      event.preventDefault();
      this.close();
    });
  }

  #open(opener) {
    this.#opener = opener;
    document.body.classList.add("with-menu");
    byId("menu-open").setAttribute("aria-expanded", "true");
    byId("menu-close").focus();
  }

  close() {
    if (this.#opener === null) return;
    document.body.classList.remove("with-menu");
    byId("menu-open").setAttribute("aria-expanded", "false");
    this.#opener.focus();
    this.#opener = null;
  }
}
