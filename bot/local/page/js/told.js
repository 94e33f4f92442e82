// Draws what only the person who pressed is told: beside what they pressed, until they dismiss it.

import { drawCard } from "./card.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { explain, t } from "./texts.js";

// What was shown already: it is brought into view once.
const seen = new WeakSet();

function showOnce(section, what) {
  if (seen.has(what)) return;
  seen.add(what);
  requestAnimationFrame(() => section.scrollIntoView({ block: "nearest" }));
}

// `hand` as `Presses.hand` gives it. The card has a hand of its own: its buttons stand in a place.
export function drawTold(hand) {
  const { told, failure } = hand;
  if (told === null && failure === null) return null;
  const section = h(
    "section",
    { class: "told", "aria-label": t("privately"), "data-focus": "told", tabindex: "-1" },
    h(
      "p",
      { class: "told-head" },
      icon("lock"),
      h("span", {}, t("privately")),
      h(
        "button",
        {
          class: "icon-button",
          type: "button",
          "aria-label": t("dismiss"),
          title: t("dismiss"),
          "data-focus": "dismiss",
          onclick: hand.dismiss,
        },
        icon("close"),
      ),
    ),
    failure === null ? drawCard(told.card, hand.inner) : h("p", { class: "told-failure" }, icon("alert"), t("notDone", { why: explain(failure) })),
  );
  showOnce(section, failure ?? told);
  return section;
}
