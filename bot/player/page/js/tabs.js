// One panel at a time beside the recording; in a narrow window the slides are one of them.

import { h } from "./dom.js";
import { t } from "./texts.js";

const narrow = matchMedia("(width < 900px)");

export class Tabs {
  // `panels` are { id, element }; the one that is `ownPlace` stands by itself in a wide window.
  constructor(panels, { ownPlace }) {
    this.panels = panels;
    this.ownPlace = ownPlace;
    this.chosen = panels[0].id;
    this.list = h("div", { class: "tabs", role: "tablist" });
    for (const { id, element } of panels) element.id = `panel-${id}`;
    narrow.addEventListener("change", () => this.draw());
    this.draw();
  }

  choose(id, { focus = false } = {}) {
    this.chosen = id;
    this.draw();
    if (focus) this.list.querySelector('[aria-selected="true"]')?.focus();
  }

  draw() {
    const there = this.panels.filter(({ id }) => narrow.matches || id !== this.ownPlace);
    if (!there.some(({ id }) => id === this.chosen)) this.chosen = there[0].id;
    this.list.setAttribute("aria-label", t("recording"));
    this.list.replaceChildren(...there.map(({ id }) => this.#tab(id, there)));
    for (const { id, element } of this.panels) {
      const isTab = there.some((one) => one.id === id);
      element.hidden = isTab && id !== this.chosen;
      element.setAttribute("role", isTab ? "tabpanel" : "region");
      element.setAttribute("aria-label", t(id));
    }
  }

  #tab(id, there) {
    const isChosen = id === this.chosen;
    return h(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${id}`,
        "aria-selected": String(isChosen),
        "aria-controls": `panel-${id}`,
        tabindex: isChosen ? 0 : -1,
        onclick: () => this.choose(id, { focus: true }),
        onkeydown: (event) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
          if (step === undefined) return;
          event.preventDefault();
          const at = there.findIndex((one) => one.id === id);
          this.choose(there.at((at + step) % there.length).id, { focus: true });
        },
      },
      t(id),
    );
  }
}
