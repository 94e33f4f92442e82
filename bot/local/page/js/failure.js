// The line that says what could not be loaded, and lets one try again.

import { byId, h } from "./dom.js";
import { explain, t } from "./texts.js";

let drawn = "";

export function drawFailure(failure) {
  const text = failure === null ? "" : t("notLoaded", { why: explain(failure.error) });
  if (text === drawn) return;
  drawn = text;
  const line = byId("failure");
  const had = line.contains(document.activeElement);
  line.replaceChildren();
  if (failure !== null) line.append(h("p", {}, text), againButton(failure.again));
  // Whoever pressed the button goes on with what it loads.
  else if (had) byId("scroller").focus({ preventScroll: true });
}

export const againButton = (again) =>
  h("button", { class: "quiet-button", type: "button", onclick: again }, t("tryAgain"));
