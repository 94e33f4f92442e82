// The dialog a form is filled in with. What was written there is never lost without being asked.

import { keyOf, toneSign } from "./card.js";
import { byId, h, name } from "./dom.js";
import { Field } from "./fields.js";
import { GridField } from "./grid.js";
import { icon } from "./icons.js";
import { explain, t } from "./texts.js";

const stayHere = () => {};

export class FormDialog {
  #dialog = byId("form");
  #form = null;
  #asked = null;
  #fields = [];
  #begun = "";
  #busy = false;
  #then = stayHere;

  constructor() {
    // Android's way back, and whatever else closes a dialog.
    this.#dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.#leave();
    });
    this.#dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      // Else a second Escape would close it whatever `cancel` says.
      event.preventDefault();
      event.stopPropagation();
      this.#leave();
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.#dialog.open && this.#changed()) event.preventDefault();
    });
  }

  get isOpen() {
    return this.#dialog.open;
  }

  // `send` gives the outcome of what was filled in; `onOutcome` takes one that closes the form,
  // `onRefused` hears of one that says why nothing was done: it is read here.
  open(form, { scope, send, onOutcome, onRefused }) {
    this.#asked = { scope, send, onOutcome, onRefused, opener: `press ${keyOf(form)}` };
    this.#busy = false;
    this.#then = stayHere;
    this.#fields = form.inputs.map((input) => (input.kind === "grid" ? new GridField(input) : new Field(input)));
    this.#draw(form);
    this.#begun = this.#written();
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#form.querySelector("input, textarea, select, .send-form")?.focus();
  }

  #draw(form) {
    const wide = form.inputs.some((input) => input.kind === "grid");
    const button = (label, kind, onclick) => h("button", { class: `press ${kind}`, type: "button", onclick }, label);
    this.summary = h("div", { class: "form-summary", role: "alert" });
    this.submit = h("button", { class: `press main tone-${form.tone} send-form`, type: "submit" }, name(form.submit));
    this.stay = button(t("keepEditing"), "main", () => this.#ask(false));
    this.leaving = h(
      "div",
      { class: "form-leaving", role: "alertdialog", "aria-label": t("discardAsk"), hidden: true },
      h("p", {}, t("discardAsk")),
      button(t("discard"), "tone-bad", () => this.#close()),
      this.stay,
    );
    this.foot = h("div", { class: "form-foot" }, button(t("cancel"), "", () => this.#leave()), this.submit);
    this.#form = h(
      "form",
      { novalidate: true },
      h(
        "header",
        { class: "form-head" },
        h("h2", { id: "form-title" }, name(form.title)),
        h("button", { class: "icon-button", type: "button", "aria-label": t("close"), title: t("close"), onclick: () => this.#leave() }, icon("close")),
      ),
      h(
        "div",
        { class: "form-body" },
        this.summary,
        form.parts.length > 0 ? h("div", { class: "form-parts" }, form.parts.map(drawText)) : null,
        h("div", { class: "form-fields" }, this.#fields.map((field) => field.element)),
      ),
      this.foot,
      this.leaving,
    );
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#form.requestSubmit();
    });
    this.#dialog.classList.toggle("wide", wide);
    this.#dialog.setAttribute("aria-labelledby", "form-title");
    this.#dialog.replaceChildren(this.#form);
  }

  #filled() {
    const values = {};
    const rows = {};
    for (const field of this.#fields) field.fill(values, rows);
    return { values, rows };
  }

  #written = () => JSON.stringify(this.#filled());

  #changed = () => this.#written() !== this.#begun;

  async #send() {
    if (this.#busy) return;
    this.#ask(false);
    const own = Object.assign({}, ...this.#fields.map((field) => field.ownErrors()));
    if (Object.keys(own).length > 0) return this.#show(own);
    this.#setBusy(true);
    const asked = this.#asked;
    try {
      const outcome = await asked.send(this.#filled());
      this.#setBusy(false);
      if (outcome.outcome === "errors") this.#show(outcome.by_input);
      else if (outcome.outcome === "told") this.#refuse(outcome.card, asked);
      else this.#end(() => asked.onOutcome(outcome));
    } catch (error) {
      this.#setBusy(false);
      this.#say(t("notDone", { why: explain(error) }));
    }
  }

  #setBusy(busy) {
    this.#busy = busy;
    this.#form.setAttribute("aria-busy", String(busy));
    this.submit.setAttribute("aria-busy", String(busy));
    this.submit.setAttribute("aria-disabled", String(busy));
    this.submit.querySelector(".icon")?.remove();
    if (busy) this.submit.prepend(icon("busy"));
  }

  // Errors stand at their fields and in a summary; the focus goes to the first.
  #show(errors) {
    const found = this.#fields.flatMap((field) => field.show(errors));
    const shown = new Set(found.map(({ said }) => said));
    // What belongs to no field here is said all the same.
    const others = Object.values(errors).filter((said) => !shown.has(said));
    const links = found.map(({ said, label, control }) =>
      h("li", {}, h("button", { type: "button", onclick: () => control.focus() }, h("strong", {}, name(label)), ` ${said}`)),
    );
    if (found.length === 0) this.#say(others.join(" "));
    else this.#say(t("mistakes")(found.length + others.length), [...links, ...others.map((said) => h("li", {}, said))]);
    const first = found[0]?.control ?? this.submit;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center" });
  }

  // What was written stays until the person has read why it was not taken, and closes it.
  #refuse(card, asked) {
    const said = card.parts.filter((part) => part.kind === "text").map((part) => part.text);
    this.#say(said.join(" ") || card.title);
    asked.onRefused();
  }

  #say(title, items = []) {
    const list = items.length > 0 ? h("ul", {}, items) : null;
    this.summary.replaceChildren(h("p", { class: "form-summary-title" }, icon("alert"), title), ...(list ? [list] : []));
    this.#form.querySelector(".form-body").scrollTop = 0;
  }

  // Closes the form and does `then`: at once or, where something was written, when that may go.
  leaveFor(then) {
    if (this.#busy) return;
    this.#then = then;
    if (this.#changed()) this.#ask(true);
    else this.#close();
  }

  #leave() {
    if (this.leaving.hidden) this.leaveFor(stayHere);
    else this.#ask(false);
  }

  #ask(asking) {
    if (!asking) this.#then = stayHere;
    if (this.leaving.hidden === !asking) return;
    this.leaving.hidden = !asking;
    this.foot.hidden = asking;
    (asking ? this.stay : this.submit).focus();
  }

  #close() {
    this.#end(this.#then);
  }

  #end(then) {
    const { scope, opener } = this.#asked;
    this.#dialog.close();
    this.#dialog.replaceChildren();
    then();
    // The dialog gives the focus back to what was pressed, unless that was drawn anew meanwhile.
    if (this.#dialog.open || document.activeElement !== document.body) return;
    const place = document.querySelector(`[data-scope="${CSS.escape(scope)}"]`);
    const button = place?.querySelector(`[data-focus="${CSS.escape(opener)}"]`);
    (button ?? place)?.focus({ preventScroll: true });
  }
}

const drawText = (part) => h("p", { class: `card-text tone-${part.tone}` }, toneSign(part.tone), name(part.text));
