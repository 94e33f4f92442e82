// The inputs of a form: each shows its label, its hint, and what is wrong with it.

import { h, name } from "./dom.js";
import { t } from "./texts.js";

const ISO_DAY = /^\d{4}-\d\d-\d\d$/;
let number = 0;

export const newId = () => `field-${(number += 1)}`;

// A choice that is made already cannot be left out.
const isAsked = ({ kind, value, required, options }) => required && !(kind === "choice" && options.includes(value));

// One value. `errors` are taken by the name of the input.
export class Field {
  constructor(input) {
    this.input = input;
    this.id = newId();
    this.control = this.#control();
    this.error = h("p", { class: "field-error", id: `${this.id}-error` });
    const hint = input.hint ? h("p", { class: "field-hint", id: `${this.id}-hint` }, name(input.hint)) : null;
    const described = [hint?.id, this.error.id].filter(Boolean).join(" ");
    this.control.setAttribute("aria-describedby", described);
    this.control.addEventListener("input", () => this.#say(""));
    this.element = h(
      "div",
      { class: `field field-${input.kind}` },
      h("label", { for: this.id }, name(input.label), isAsked(input) ? h("span", { class: "required", "aria-hidden": "true" }, t("required")) : null),
      this.control,
      this.#suggestions(),
      hint,
      this.error,
    );
  }

  #control() {
    const { kind, value, required } = this.input;
    const common = { id: this.id, "aria-required": required ? "true" : null, autocomplete: "off", "data-name": this.input.name };
    if (kind === "note") return h("textarea", { ...common, rows: 3 }, value);
    if (kind === "choice") return h("select", common, this.#choices());
    if (kind === "person") return h("select", common, this.#people());
    // What the picker could not show would be lost: it is written out instead.
    const picks = kind === "date" && (value === "" || ISO_DAY.test(value));
    const special = {
      amount: { class: "numeric" },
      date: picks ? { type: "date", max: "9999-12-31" } : {},
    }[kind];
    const list = this.input.options.length > 0 ? `${this.id}-options` : null;
    return h("input", { type: "text", ...common, ...special, value, list });
  }

  // Where nothing is chosen and something has to be, that is shown, and cannot be chosen again.
  #choices() {
    const { value, required, options } = this.input;
    const nothing = required && options.includes(value) ? [] : [h("option", { value: "", disabled: required, selected: !options.includes(value) })];
    return [...nothing, ...options.map((one) => h("option", { value: one, selected: one === value }, one))];
  }

  // Nobody is somebody too, where it may be.
  #people() {
    const { value, required, people } = this.input;
    const nobody = h("option", { value: "", disabled: required, selected: value === "" });
    return [nobody, ...people.map((one) => h("option", { value: one.id, selected: one.id === value }, one.name))];
  }

  #suggestions() {
    const { kind, options } = this.input;
    if (kind === "choice" || kind === "person" || options.length === 0) return null;
    return h("datalist", { id: `${this.id}-options` }, options.map((value) => h("option", { value })));
  }

  fill(values) {
    values[this.input.name] = this.control.value;
  }

  // What the browser itself knows to be wrong: a day begun and not finished has no value to send.
  ownErrors() {
    return this.control.validity.badInput ? { [this.input.name]: t("unfinishedDay") } : {};
  }

  // Shows what is wrong, and gives it with its place.
  show(errors) {
    const said = errors[this.input.name] ?? "";
    this.#say(said);
    return said ? [{ said, label: this.input.label, control: this.control }] : [];
  }

  #say(said) {
    this.error.textContent = said;
    if (said) this.control.setAttribute("aria-invalid", "true");
    else this.control.removeAttribute("aria-invalid");
  }
}
