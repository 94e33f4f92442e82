// A table to be written in: lines may be changed, added and taken out.

import { h, name } from "./dom.js";
import { newId } from "./fields.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

export class GridField {
  #rows = [];

  constructor(grid) {
    this.grid = grid;
    this.id = newId();
    this.numeric = new Set(grid.numeric);
    this.body = h("tbody");
    this.error = h("p", { class: "field-error", role: "status" });
    this.count = h("span", { class: "grid-count" });
    this.add = h(
      "button",
      { class: "quiet-button", type: "button", onclick: () => this.#addAndGo() },
      icon("plus"),
      t("addLine"),
    );
    this.element = h(
      "fieldset",
      { class: "field field-grid" },
      h("legend", {}, name(grid.label), this.count),
      h("table", { class: "grid" }, this.#head(), this.body),
      this.error,
      this.add,
    );
    for (const row of grid.rows) this.#append(row);
    this.#renumber();
  }

  #head() {
    const cells = this.grid.columns.map((column, n) =>
      h("th", { scope: "col", class: this.numeric.has(n) ? "numeric" : null }, column.label),
    );
    return h("thead", {}, h("tr", {}, ...cells, h("td")));
  }

  #append(values) {
    const cells = this.grid.columns.map((column, n) => this.#cell(column, n, values[n] ?? ""));
    const remove = h("button", { class: "icon-button", type: "button", onclick: () => this.#remove(row) }, icon("bin"));
    const number = h("span", { class: "line-number", "aria-hidden": "true" });
    const line = h("tr", {}, ...cells.map((cell) => cell.element), h("td", { class: "grid-remove" }, number, remove));
    const row = { cells, remove, number, element: line };
    this.#rows.push(row);
    this.body.append(line);
    return row;
  }

  #cell(column, n, value) {
    const numeric = this.numeric.has(n);
    const error = h("p", { class: "field-error", id: newId() });
    const control = h("textarea", {
      rows: 1,
      class: numeric ? "numeric" : null,
      autocomplete: "off",
      "aria-describedby": error.id,
      "data-name": column.name,
    });
    control.value = value;
    const cell = { column, control, error };
    control.addEventListener("input", () => say(cell, ""));
    control.addEventListener("keydown", (event) => {
      // A line break is no part of a value: Enter does what it does in every other input.
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      control.form.requestSubmit();
    });
    cell.element = h("td", { class: numeric ? "numeric" : null, "data-label": column.label }, control, error);
    return cell;
  }

  #addAndGo() {
    const row = this.#append([]);
    this.#renumber();
    row.cells[0].control.focus();
  }

  #remove(row) {
    const at = this.#rows.indexOf(row);
    this.#rows.splice(at, 1);
    row.element.remove();
    this.#renumber();
    this.add.form.dispatchEvent(new Event("input"));
    (this.#rows[at] ?? this.#rows.at(-1))?.remove.focus();
    if (this.#rows.length === 0) this.add.focus();
  }

  #renumber() {
    for (const [n, { cells, remove, number }] of this.#rows.entries()) {
      const line = t("lineNumber", { number: n + 1 });
      for (const { column, control } of cells) control.setAttribute("aria-label", `${column.label}, ${line}`);
      remove.setAttribute("aria-label", `${t("removeLine")}: ${line}`);
      remove.title = t("removeLine");
      number.textContent = line;
    }
    const full = this.#rows.length >= this.grid.most;
    this.add.disabled = full;
    this.count.textContent = full ? t("linesFull", { limit: this.grid.most }) : "";
    this.element.classList.toggle("no-lines", this.#rows.length === 0);
  }

  fill(_, rows) {
    rows[this.grid.name] = this.#rows.map(({ cells }) =>
      cells.map(({ control }) => control.value.replace(/[\r\n]+/g, " ")),
    );
  }

  ownErrors = () => ({});

  // Errors go by `grid`, `grid.row` or `grid.row.column`.
  show(errors) {
    const { name: own, label } = this.grid;
    const found = [];
    const whole = [];
    for (const [n, { cells }] of this.#rows.entries()) {
      const line = t("lineNumber", { number: n + 1 });
      for (const cell of cells) {
        const said = errors[`${own}.${n}.${cell.column.name}`] ?? "";
        say(cell, said);
        if (said) found.push({ said, label: `${line}, ${cell.column.label}`, control: cell.control });
      }
      if (errors[`${own}.${n}`]) whole.push(`${line}: ${errors[`${own}.${n}`]}`);
    }
    if (errors[own]) whole.unshift(errors[own]);
    this.error.textContent = whole.join(" ");
    const first = this.#rows[0]?.cells[0].control ?? this.add;
    return [...whole.map((said) => ({ said, label, control: first })), ...found];
  }
}

function say({ control, error }, said) {
  error.textContent = said;
  if (said) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}
