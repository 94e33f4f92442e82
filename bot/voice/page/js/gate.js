// What is seen before somebody is in the room, and where they cannot be.

import { h, name } from "./dom.js";
import { icon } from "./icons.js";
import { money, t } from "./texts.js";

// Whatever listens is named, and where it is, before the microphone opens.
export function consent(talk) {
  const { welcome } = talk;
  const [apart, muted] = ["apart", "muted"].map((one) => h("input", { type: "checkbox", id: `${one}-first` }));
  const comeIn = () => talk.agree({ apart: apart.checked, muted: muted.checked });
  const agree = h("button", { class: "main-button", type: "button", onclick: comeIn }, icon("microphone"), t("agree"));
  return h(
    "section",
    { class: "gate", "aria-labelledby": "gate-title" },
    h("h2", { id: "gate-title", tabindex: "-1" }, t("beforeTitle")),
    talk.isAnew ? h("p", { class: "anew" }, h("strong", {}, t("heardAnew"))) : null,
    h("p", {}, ...around(t("asWhom", { name: MARK }), welcome.name)),
    h("div", { class: "listens", role: "note" }, h("p", {}, t("hears")), listeners(welcome.listens)),
    h("ul", { class: "facts" }, ["noSound", "others", "screenToo"].map((fact) => h("li", {}, t(fact))), h("li", {}, limits(welcome.limits))),
    h("div", { class: "choices" }, choice(apart, "apart"), choice(muted, "mutedFirst")),
    h("p", { class: "hint" }, t("decline")),
    h("div", { class: "gate-acts" }, agree, h("p", { class: "hint" }, t("agreeHint"))),
  );
}

const choice = (box, key) => h("label", { class: "choice", for: box.id }, box, h("span", {}, h("strong", {}, t(key)), h("small", {}, t(`${key}Hint`))));

function listeners(listens) {
  const [first, ...others] = listens;
  if (first === undefined) return h("p", {}, h("strong", {}, t("noAssistant")));
  const rest = others.length === 0 ? [] : [h("p", {}, t("failsOver")), h("ul", {}, others.map((one) => h("li", {}, whereTo(one))))];
  return h("div", {}, first.simulated ? null : h("p", {}, t("hearsNow")), h("p", { class: "listener" }, whereTo(first)), ...rest);
}

function whereTo(one) {
  if (one.simulated) return t("simulated");
  const key = one.self_hosted ? (one.host === "" ? "toHere" : "toOwn") : one.company === "" ? "toHost" : "toCompany";
  const region = one.self_hosted ? t("regionOwn") : one.region === null ? t("regionUnknown") : t("region", { region: one.region });
  return h("span", {}, h("strong", {}, t(key, one)), " · ", region);
}

function limits({ people, minutes, usd }) {
  const spent = usd === null ? "" : t("limitsMoney", { usd: money(usd).replace(/^\$/, "") });
  return t("limits", { people, minutes: Math.round(minutes), money: spent });
}

const MARK = "\u0000";

const around = (text, said) => text.split(MARK).flatMap((part, at) => (at === 0 ? [part] : [name(said), part]));

// One page for each reason that somebody is not in the room.
export function notice(talk) {
  const [title, why] = wordsOf(talk.notice);
  const acts = { left: ["comeBack"], elsewhere: ["hereInstead"], broken: ["reload"] }[talk.notice] ?? (isPassing(talk.notice) ? ["tryAgain"] : []);
  const press = { reload: () => location.reload() };
  return h(
    "section",
    { class: "gate notice", "aria-labelledby": "gate-title", "data-notice": talk.notice },
    h("h2", { id: "gate-title", tabindex: "-1" }, title),
    h("p", {}, why),
    ["own", "used", "refused.no_entry"].includes(talk.notice) ? h("p", { class: "how" }, t("how")) : null,
    ...acts.map((act) => h("button", { class: "main-button", type: "button", onclick: press[act] ?? (() => talk.comeBack()) }, t(act))),
  );
}

const isPassing = (which) => ["refused.full", "refused.away"].includes(which);

function wordsOf(which) {
  const said = t(which);
  return Array.isArray(said) ? said : [said, t(`${which}Why`)];
}

export const loading = () => h("section", { class: "gate" }, h("p", { class: "loading" }, icon("busy"), t("loading")));
