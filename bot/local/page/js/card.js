// Draws Clerk's cards.

import { h, name, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

// Longer than the narrowest column of fields is wide, in signs that no line break comes between.
const LONG = /[^\s\-\u2010-\u2015\u2e80-\uffef]{16}/u;

const SIGNS = { good: "check", bad: "alert", busy: "busy" };

// A tone is never colour alone: it has a sign, and a word for those who do not see it.
export const toneSign = (tone) =>
  tone in SIGNS ? h("span", { class: "sign" }, icon(SIGNS[tone]), unseen(`${t(`tones.${tone}`)}: `)) : null;

// Tells one button from another.
export const keyOf = (button) => `${button.action} ${button.value}`;

// `hand` is what presses a card's buttons: { busy, press(button) }; without it they are not drawn.
export function drawCard(card, hand = null) {
  return h(
    "article",
    { class: `card tone-${card.tone}`, "aria-busy": card.tone === "busy" ? "true" : null },
    h("h3", { class: "card-title" }, toneSign(card.tone), name(card.title)),
    runs(card.parts).map(([part, index]) => PARTS[part.kind](part, card, index, hand)),
    drawFooter("p", card.footer),
  );
}

// Each part of a footer stays on its line where it fits: an id does not break at its hyphen.
export function drawFooter(tag, footer) {
  if (!footer) return null;
  const parts = footer.split(" · ").map((part, n, all) => (n + 1 < all.length ? `${part} ·` : part));
  return h(tag, { class: "card-footer" }, parts.flatMap((part, n) => (n > 0 ? [" ", name(part)] : [name(part)])));
}

// Days and ids of documents in a sentence: a line does not end at their hyphens.
const UNBROKEN = /(\bD-[A-Z2-7]{10}\b|\b\d{4}-\d\d-\d\d\b)/;

function said(text) {
  const drawn = name("");
  drawn.append(...text.split(UNBROKEN).map((part, n) => (n % 2 ? h("span", { class: "unbroken" }, part) : part)));
  return drawn;
}

// Entries that follow each other are one list.
function runs(parts) {
  const drawn = [];
  for (const [index, part] of parts.entries()) {
    const last = drawn.at(-1)?.[0];
    if (part.kind !== "entry") drawn.push([part, index]);
    else if (last?.kind === "entries") last.entries.push(part);
    else drawn.push([{ kind: "entries", entries: [part] }, index]);
  }
  return drawn;
}

const PARTS = {
  text: (part) =>
    h("p", { class: `card-text tone-${part.tone}` }, toneSign(part.tone), said(part.text)),

  fields: (part) =>
    h(
      "dl",
      { class: "card-fields" },
      part.rows.map(([label, value]) =>
        h("div", { class: LONG.test(value) ? "long" : null }, h("dt", {}, label), h("dd", {}, name(value))),
      ),
    ),

  table(part, card) {
    const numeric = new Set(part.numeric);
    const cell = (tag, text, column, extra = {}) =>
      h(tag, { ...extra, class: numeric.has(column) ? "numeric" : null }, name(text));
    return h(
      "div",
      { class: numeric.size > 0 ? "card-table" : "card-table plain", role: "region", tabindex: "0", "aria-label": t("tableOf", { name: card.title }), "data-focus": "table" },
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, part.columns.map((text, n) => cell("th", text, n, { scope: "col" })))),
        h("tbody", {}, part.rows.map((row) => h("tr", {}, row.map((text, n) => cell("td", text, n))))),
      ),
    );
  },

  buttons: (part, card, _, hand) =>
    hand &&
    h(
      "div",
      { class: "card-buttons", role: "group", "aria-label": t("actionsOn", { name: card.title }) },
      part.row.map((button) => drawButton(button, hand)),
    ),

  entries: (part, card, _, hand) =>
    h("ul", { class: "card-entries" }, part.entries.map((entry) => drawEntry(entry, hand))),

  code(part, card, index) {
    return h(
      "details",
      { class: "card-code", "data-focus": `code-${index}` },
      h("summary", { "data-focus": `summary-${index}` }, icon("chevron"), part.title),
      h("div", { class: "code-box" }, copyButton(part.text), h("pre", { tabindex: "0" }, h("code", {}, part.text))),
    );
  },
};

export function drawEntry(entry, hand) {
  return h(
    "li",
    { class: `entry tone-${entry.tone}` },
    h(
      "div",
      { class: "entry-facts" },
      h("p", { class: "entry-title" }, toneSign(entry.tone), name(entry.title)),
      h("p", { class: "entry-detail" }, name(entry.detail)),
    ),
    entry.button && hand ? drawButton(entry.button, hand, `${entry.button.label}: ${entry.title}`) : null,
  );
}

// What leads elsewhere is a link, in a window of its own: what is pressed here goes on.
function drawLink(button, label) {
  return h(
    "a",
    {
      class: `press tone-${button.tone}`,
      href: button.url,
      target: "_blank",
      rel: "noopener noreferrer",
      "aria-label": label,
      "data-focus": `press ${keyOf(button)} ${button.url}`,
    },
    name(button.label),
    icon("outside"),
    unseen(t("newWindow")),
  );
}

export function drawButton(button, hand, label = null) {
  if (button.url) return drawLink(button, label);
  const key = keyOf(button);
  const busy = hand.busy === key;
  return h(
    "button",
    {
      class: `press tone-${button.tone}`,
      type: "button",
      "aria-label": label,
      "aria-busy": busy ? "true" : null,
      // Not `disabled`: that would take the focus away from whoever pressed.
      "aria-disabled": hand.busy === null ? null : "true",
      "data-focus": `press ${key}`,
      onclick: () => hand.press(button),
    },
    busy ? icon("busy") : null,
    name(button.label),
  );
}

function copyButton(text) {
  const label = h("span", { "aria-live": "polite" }, t("copy"));
  const button = h(
    "button",
    {
      class: "quiet-button",
      type: "button",
      async onclick() {
        // A browser may refuse it: by a policy, or where the page is not in front.
        const copied = await navigator.clipboard.writeText(text).then(
          () => true,
          () => false,
        );
        label.textContent = t(copied ? "copied" : "notCopied");
        setTimeout(() => (label.textContent = t("copy")), 2000);
      },
    },
    icon("copy"),
    label,
  );
  return button;
}
