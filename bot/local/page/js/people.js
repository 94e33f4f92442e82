// Who acts, which channel, which language: the choices of the side column.

import { byId, h, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { avatar } from "./message.js";
import { LANGUAGES, channelName, currentLanguage, t } from "./texts.js";

export function drawSidebar(state, { onPerson, onLanguage }) {
  drawQueueLink(state);
  drawChannels(state);
  choices(byId("people"), {
    options: state.people.map((person) => person.id),
    chosen: state.me,
    draw: (id) => drawPerson(state, state.person(id)),
    onChoose: onPerson,
  });
  choices(byId("languages"), {
    options: Object.keys(LANGUAGES),
    chosen: currentLanguage(),
    draw: (id) => [LANGUAGES[id]],
    onChoose: onLanguage,
    lang: true,
  });
  drawConnection(state.connection);
  drawMe(state);
}

function drawQueueLink(state) {
  const { count } = state.backlog;
  const here = state.page === "queue";
  const list = byId("places");
  const version = `${here}/${count}/${currentLanguage()}`;
  if (list.dataset.version === version) return;
  list.dataset.version = version;
  const had = list.contains(document.activeElement);
  const waiting = count ? h("span", { class: "waiting-count" }, String(count), unseen(` ${t("queueWaiting")}`)) : null;
  const link = h("a", { href: "#/queue", "aria-current": here ? "page" : null }, icon("inbox"), h("span", { class: "place-name" }, t("queue")), waiting);
  list.replaceChildren(h("li", {}, link));
  if (had) link.focus();
}

function drawChannels(state) {
  const names = state.channels.map(({ id }) => id).join();
  const version = `${state.page}/${state.channel}/${names}/${currentLanguage()}`;
  const list = byId("channels");
  if (list.dataset.version === version) return;
  list.dataset.version = version;
  const had = list.contains(document.activeElement);
  list.replaceChildren(
    ...state.channels.map(({ id, restricted, direct }) => {
      const here = state.page === "channel" && id === state.channel;
      const sign = direct ? icon("thread") : restricted ? icon("lock") : h("span", { "aria-hidden": "true" }, "#");
      const about = restricted && !direct ? unseen(` (${t("restricted")})`) : null;
      const link = h("a", { href: `#/${id}`, "aria-current": here ? "page" : null }, sign, h("span", { class: "place-name" }, channelName(id).replace("#", "")), about);
      return h("li", {}, link);
    }),
  );
  if (had) list.querySelector("[aria-current]")?.focus();
}

function drawPerson(state, person) {
  return [
    avatar(state, person.id),
    h("span", { class: "person" }, h("strong", {}, person.name), h("span", {}, t(`roles.${person.role}`))),
  ];
}

// A radio group: one stop for Tab, arrows inside.
function choices(group, { options, chosen, draw, onChoose, lang = false }) {
  const version = `${chosen}/${currentLanguage()}/${options.length}`;
  if (group.dataset.version === version) return;
  group.dataset.version = version;
  const had = group.contains(document.activeElement);
  group.replaceChildren(
    ...options.map((id) =>
      h(
        "button",
        {
          type: "button",
          role: "radio",
          lang: lang ? id : null,
          "aria-checked": String(id === chosen),
          tabindex: id === chosen ? 0 : -1,
          onclick: () => onChoose(id),
          onkeydown: (event) => {
            const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
            if (step === undefined) return;
            event.preventDefault();
            onChoose(options.at((options.indexOf(id) + step) % options.length));
          },
        },
        ...draw(id),
      ),
    ),
  );
  if (had) group.querySelector('[aria-checked="true"]')?.focus();
}

function drawConnection(connection) {
  const status = byId("connection");
  const text = t(connection);
  if (status.textContent === text && status.dataset.state === connection) return;
  status.dataset.state = connection;
  status.replaceChildren(h("span", { class: "dot", "aria-hidden": "true" }), text);
}

function drawMe(state) {
  const person = state.person(state.me);
  const button = byId("me-now");
  if (person === undefined) return;
  button.setAttribute("aria-label", `${t("actingAs")}: ${person.name}`);
  button.replaceChildren(avatar(state, person.id));
}
