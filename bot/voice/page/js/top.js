// The head of the page: what the room is about, who listens, how long it lasts and what it costs.

import { byId, h } from "./dom.js";
import { LANGUAGES, clock, currentLanguage, money, setLanguage, t } from "./texts.js";

export class Top {
  #badge = "";

  constructor(talk, onLanguage) {
    this.talk = talk;
    this.onLanguage = onLanguage;
    setInterval(() => this.meter(), 1000);
  }

  update() {
    const { welcome } = this.talk;
    const title = welcome?.topic || t("room");
    byId("title").textContent = title;
    byId("about").textContent = welcome === null || welcome.topic === "" ? "" : t("room");
    document.title = `${title} · Clerk`;
    this.#drawBadge();
    this.meter();
  }

  languages() {
    const group = byId("languages");
    group.setAttribute("aria-label", t("language"));
    const had = group.contains(document.activeElement);
    group.replaceChildren(...Object.entries(LANGUAGES).map(([id, label]) => this.#language(id, label)));
    if (had) group.querySelector('[aria-checked="true"]').focus();
  }

  meter() {
    const { meter, phase, seconds, welcome } = this.talk;
    const place = byId("meter");
    place.hidden = phase !== "in" || meter === null;
    if (place.hidden) return;
    const { usd } = welcome.limits;
    const spent = meter.cost_usd === null ? t("costUnknown") : usd === null ? money(meter.cost_usd) : t("costOf", { cost: money(meter.cost_usd), usd: money(usd) });
    put(place, [t("time"), clock(seconds)], [t("cost"), spent]);
  }

  // It stays for as long as somebody can be heard.
  #drawBadge() {
    const { assistant, phase, isHeard, isLost } = this.talk;
    const badge = byId("badge");
    badge.hidden = phase !== "in" || assistant === null;
    if (badge.hidden) return;
    const said = isLost ? t("lost") : t(KEYS[assistant.state](assistant), { who: this.#who(assistant) });
    const words = isHeard || isLost ? said : `${said} · ${t("notHeard")}`;
    badge.dataset.state = isLost ? "lost" : assistant.state;
    if (words === this.#badge) return;
    this.#badge = words;
    badge.replaceChildren(h("span", { class: "dot", "aria-hidden": "true" }), h("span", {}, words));
  }

  #who({ name, model, simulated }) {
    const one = this.talk.welcome.listens.find((each) => each.name === name);
    const whose = simulated ? t("simulated").split(/[:：]/)[0] : one?.company || name;
    const where = simulated ? null : one?.self_hosted ? t("regionOwn") : one?.region ? one.region : t("regionUnknown");
    return [whose, simulated ? null : model, where].filter(Boolean).join(", ");
  }

  #language(id, label) {
    const isChosen = id === currentLanguage();
    const choose = (chosen) => {
      setLanguage(chosen);
      this.#badge = "";
      this.onLanguage();
    };
    const onkeydown = (event) => {
      if (!event.key.startsWith("Arrow")) return;
      event.preventDefault();
      choose(Object.keys(LANGUAGES).find((one) => one !== id));
    };
    return h("button", { type: "button", role: "radio", lang: id, "aria-checked": String(isChosen), tabindex: isChosen ? 0 : -1, onclick: () => choose(id), onkeydown }, label);
  }
}

const KEYS = {
  here: ({ simulated }) => (simulated ? "listensSimulated" : "listens"),
  idle: () => "rests",
  coming: () => "coming",
  away: () => "noAssistant",
};

function put(place, ...facts) {
  const said = facts.flat().join("|");
  if (place.dataset.said === said) return;
  place.dataset.said = said;
  place.replaceChildren(...facts.map(([term, what]) => h("div", {}, h("dt", {}, term), h("dd", {}, what))));
}
