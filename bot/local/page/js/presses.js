// What comes of pressing a button: a form, a card for this person alone, or what everybody sees.

import { press, submit } from "./api.js";
import { keyOf } from "./card.js";
import { currentLanguage, explain, t } from "./texts.js";

export class Presses {
  // `form` is the dialog that forms are filled in with; `onDone` hears of everything that was done.
  constructor(state, { form, announce, onDone }) {
    this.state = state;
    this.form = form;
    this.announce = announce;
    this.onDone = onDone;
  }

  // The hand that presses the buttons of a message, in one of the views that show it.
  hand = (view, message) => this.#hand({ scope: `${view}/${message.id}`, message: message.id });

  // The hand that presses the buttons of a card that was told in a place. `onTurned` takes a card
  // that is to stand instead of it.
  handIn = (scope, place, onTurned) => this.#hand({ scope, place, onTurned });

  #hand(origin) {
    const { scope } = origin;
    const { busy, told, failure } = this.state.hand(scope);
    const inner = told && {
      busy,
      press: (button) =>
        this.press({ scope, place: told.place, onTurned: (turned) => this.#tellAfter(origin, turned) }, button),
    };
    return {
      scope,
      busy,
      told,
      failure,
      inner,
      version: `${busy}/${told?.id}/${failure?.code}`,
      press: (button) => this.press(origin, button),
      dismiss: () => this.#dismiss(scope),
    };
  }

  async press(origin, button) {
    const { scope } = origin;
    if (this.state.hand(scope).busy !== null) return;
    this.state.setHand(scope, { busy: keyOf(button), failure: null });
    const { me } = this.state;
    let outcome = null;
    try {
      outcome = await press(this.#said(origin, button));
    } catch (error) {
      if (me === this.state.me) this.#fail(scope, error);
    }
    if (outcome === null || me !== this.state.me) return;
    this.state.setHand(scope, { busy: null });
    this.#take(origin, outcome);
  }

  #said({ message = null, place = null }, { action, value, seal }) {
    const said = { user: this.state.me, language: currentLanguage(), action, value, seal };
    return message === null ? { ...said, place } : { ...said, message };
  }

  #take(origin, outcome) {
    const { scope, onTurned = null } = origin;
    if (outcome.outcome === "form") return this.#ask(origin, outcome.form);
    if (outcome.outcome === "turned" && onTurned !== null) onTurned(outcome);
    else if ("card" in outcome) this.#tell(scope, outcome);
    else this.state.setHand(scope, { told: null });
    this.onDone();
  }

  #ask(origin, form) {
    this.state.setHand(origin.scope, { told: null });
    this.form.open(form, {
      scope: origin.scope,
      send: (filled) => submit({ ...this.#said(origin, form), ...filled }),
      onOutcome: (outcome) => this.#take(origin, outcome),
      onRefused: () => this.onDone(),
    });
  }

  // A list that only this person was told is turned to its view again when something was decided
  // from it: nobody else can.
  async #tellAfter({ scope, message = null }, turned) {
    this.#tell(scope, turned);
    const list = message === null ? undefined : this.state.message(message);
    if (list === undefined || !list.private) return;
    const views = list.body.parts.flatMap((part) => (part.kind === "buttons" ? part.row : []));
    const view = views.find(({ action, tone }) => action === "backlog.show" && tone === "good");
    // Without it the list is as true as when it was asked for.
    if (view !== undefined) await press(this.#said({ message }, view)).catch(() => {});
  }

  #tell(scope, { card, place }) {
    this.state.setHand(scope, { told: { card, place, id: (this.#told += 1) }, failure: null });
    const words = card.parts.filter((part) => part.kind === "text").map((part) => part.text);
    this.announce(`${t("privately")}: ${[card.title, ...words.slice(0, 3)].join(". ")}`);
  }

  #fail(scope, error) {
    this.state.setHand(scope, { busy: null, failure: error });
    this.announce(t("notDone", { why: explain(error) }));
  }

  #dismiss(scope) {
    const before = document.querySelector(`[data-scope="${CSS.escape(scope)}"]`);
    this.state.setHand(scope, { told: null, failure: null });
    before?.focus({ preventScroll: true });
  }

  #told = 0;
}
