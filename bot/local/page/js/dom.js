// Builds elements. Whatever was said becomes text nodes, never markup.

export const byId = (id) => document.getElementById(id);

// h("button", { class: "x", type: "button", onclick: f, "aria-label": "…" }, child, "text", null)
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// A name that somebody chose: kept from turning the text around it.
export const name = (text) => h("bdi", { class: "name" }, text);

export const unseen = (text) => h("span", { class: "unseen" }, text);

// Makes `list` hold what `keyed` gives, [key, version, build] each, touching only what changed.
export function reconcile(list, keyed) {
  const present = new Map([...list.children].map((child) => [child.dataset.key, child]));
  let previous = null;
  for (const [key, version, build] of keyed) {
    let child = present.get(key);
    present.delete(key);
    if (child === undefined || child.dataset.version !== version) {
      const fresh = build();
      fresh.dataset.key = key;
      fresh.dataset.version = version;
      if (child !== undefined) replaceKeepingState(child, fresh);
      child = fresh;
    }
    const place = previous === null ? list.firstElementChild : previous.nextElementSibling;
    if (child !== place) list.insertBefore(child, place);
    previous = child;
  }
  for (const gone of present.values()) gone.remove();
}

// Where what had the focus is no longer there, its surroundings keep it.
const focusable = (fresh) => (fresh.matches("[tabindex]") ? fresh : fresh.querySelector("[data-scope][tabindex]"));

function replaceKeepingState(old, fresh) {
  const focus = old.contains(document.activeElement)
    ? document.activeElement.dataset.focus
    : undefined;
  const open = [...old.querySelectorAll("details[open]")].map((one) => one.dataset.focus);
  old.replaceWith(fresh);
  for (const one of fresh.querySelectorAll("details")) one.open = open.includes(one.dataset.focus);
  if (focus !== undefined) {
    const same = `[data-focus="${CSS.escape(focus)}"]`;
    const next = fresh.matches(same) ? fresh : (fresh.querySelector(same) ?? focusable(fresh));
    next?.focus({ preventScroll: true });
  }
}
