// Asks the server for the meeting that the address names.

const KEPT_PERSON = "clerk.person"; // whom the local workspace's page acts as

export class Refused extends Error {}

// `path` is what comes after the page's own; in the local workspace it says as whom one looks.
export function urlOf(path, query = {}) {
  const person = new URLSearchParams(location.search).get("as") ?? localStorage.getItem(KEPT_PERSON);
  const asked = new URLSearchParams(person === null ? query : { ...query, as: person });
  const said = asked.toString();
  return `${location.pathname.replace(/\/+$/, "")}/${path}${said === "" ? "" : `?${said}`}`;
}

// A link of one's own is good once: it is exchanged before anything else, and leaves the address.
export async function enter() {
  const said = new URLSearchParams(location.hash.slice(1));
  const token = said.get("k");
  if (token === null) return;
  said.delete("k");
  const rest = said.toString();
  history.replaceState(null, "", `${location.pathname}${location.search}${rest === "" ? "" : `#${rest}`}`);
  const response = await fetch(urlOf("enter"), { method: "POST", body: token });
  // Who has come in before may look on, with an old link too.
  if (!response.ok && response.status !== 403) throw new Error(String(response.status));
}

export async function meeting() {
  const response = await fetch(urlOf("meeting"));
  if ([400, 403, 404].includes(response.status)) throw new Refused();
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

export const slideUrl = ({ number, version }) => urlOf(`slides/${number}`, { v: version });
