// Draws one message: who said it and when, and what it is.

import { fileUrl } from "./api.js";
import { drawCard } from "./card.js";
import { drawTold } from "./told.js";
import { h, name } from "./dom.js";
import { icon } from "./icons.js";
import { openLightbox } from "./lightbox.js";
import { sizeOf, t, timeOf } from "./texts.js";

const PICTURES = new Set(["image/png", "image/jpeg"]);

// `extra`: what the view adds below, such as the way into the thread. `continued`: the same author
// has just spoken, and need not be named again. `hand` presses the buttons of its card.
export function drawMessage(state, message, { extra = null, continued = false, hand = null } = {}) {
  if (message.retracted) {
    return h("li", { class: "message" }, h("p", { class: "removed" }, t("retracted")), extra);
  }
  return h(
    "li",
    { class: `message${continued ? " continued" : ""}`, "data-scope": hand?.scope, "data-focus": "message", tabindex: hand ? -1 : null },
    continued ? null : avatar(state, message.author),
    h(
      "div",
      { class: "message-main" },
      continued ? null : head(state, message),
      BODIES[message.body.kind](message.body, state.me, hand),
      hand ? drawTold(hand) : null,
      extra,
    ),
  );
}

const head = (state, message) =>
  h(
    "p",
    { class: "message-head" },
    h("strong", {}, authorName(state, message.author)),
    message.author === state.clerk ? h("span", { class: "badge" }, t("app")) : null,
    h("time", { datetime: message.at }, timeOf(new Date(message.at))),
    message.private ? h("span", { class: "only-you" }, icon("lock"), t("privately")) : null,
  );

const BODIES = {
  text: (body) => h("p", { class: "said" }, name(body.text)),
  card: (body, _, hand) => drawCard(body, hand),
  forgotten: () => h("p", { class: "removed" }, t("forgotten")),
  drop: (body) => h("div", { class: "file" }, fileSign(body.name), fileFacts(body)),
  file: (body, me) => (PICTURES.has(body.mime) ? drawPicture(body, me) : savedFile(body, me)),
};

// What else than its own changes makes a message be drawn anew.
export const versionOf = (state, message) =>
  message.body?.kind === "file" ? state.me : "";

export function drawPicture(body, me) {
  const url = fileUrl(body.file, me);
  return h(
    "button",
    {
      class: "picture",
      type: "button",
      "aria-label": t("openPicture", { name: body.name }),
      "aria-haspopup": "dialog",
      "data-focus": "picture",
      onclick: () => openLightbox({ url, alt: body.alt, name: body.name }),
    },
    h("img", { src: url, alt: body.alt, loading: "lazy", decoding: "async" }),
    h("span", { class: "picture-name" }, name(body.name)),
  );
}

function savedFile(body, me) {
  const link = h(
    "a",
    { class: "quiet-button", href: fileUrl(body.file, me), download: body.name, "data-focus": "save" },
    icon("download"),
    t("download"),
  );
  return h("div", { class: "file" }, fileSign(body.name), fileFacts(body), link);
}

export const fileFacts = (body) =>
  h(
    "span",
    { class: "file-facts" },
    h("span", { class: "file-name", title: body.name }, name(body.name)),
    h("span", { class: "file-size" }, sizeOf(body.size)),
  );

export function fileSign(fileName) {
  const ending = /\.([a-z0-9]{2,4})$/i.exec(fileName)?.[1].toUpperCase();
  return h("span", { class: `file-sign sign-${ending ?? "none"}`, "aria-hidden": "true" }, ending ?? icon("file"));
}

export function authorName(state, author) {
  if (author === state.clerk) return t("clerk");
  return state.person(author)?.name ?? author;
}

export function avatar(state, author) {
  if (author === state.clerk) {
    return h("img", { class: "avatar", src: "/page/icon.svg", alt: "", width: 36, height: 36 });
  }
  const initials = authorName(state, author)
    .split(/[\s-]+/)
    .map((word) => word[0])
    .join("")
    .slice(0, 2);
  return h("span", { class: `avatar of-${author}`, "aria-hidden": "true" }, initials);
}
