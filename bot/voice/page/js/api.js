// Comes in: a personal link, or the cookie that it became, opens the room that the address names.

export const ROOM = location.pathname.replace(/\/+$/, "");
export const REFUSED = "refused";
export const AWAY = "away";

// A link of one's own is good once: it leaves the address before anything else.
function takeToken() {
  const said = new URLSearchParams(location.hash.slice(1));
  const token = said.get("k") ?? "";
  if (location.hash !== "") history.replaceState(null, "", `${location.pathname}${location.search}`);
  return token;
}

let token = takeToken();
export const hadToken = token !== "";

// Whoever followed another link in a tab that shows the room already comes in by that one.
window.addEventListener("hashchange", () => location.reload());

// Gives null, or why not. A link may have been used by this very browser before.
export async function enter() {
  const given = token;
  const answer = await post(given);
  if (answer === AWAY) return AWAY;
  token = "";
  return answer === REFUSED && given !== "" ? post("") : answer;
}

async function post(body) {
  try {
    const { ok, status } = await fetch(`${ROOM}/enter`, { method: "POST", body, signal: AbortSignal.timeout(20_000) });
    if (ok) return null;
    return status >= 500 || status === 429 ? AWAY : REFUSED;
  } catch {
    return AWAY;
  }
}

export function openSocket() {
  const { protocol, host } = location;
  const socket = new WebSocket(`${protocol === "https:" ? "wss:" : "ws:"}//${host}${ROOM}/socket`);
  socket.binaryType = "arraybuffer";
  return socket;
}
