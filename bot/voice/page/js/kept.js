// What a page that is loaded again knows still: that it was in the room, and how.

import { ROOM } from "./api.js";

const KEPT = `clerk.in${ROOM}`;

// Gives null where it was not.
export function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT));
  } catch {
    return null;
  }
}

export const keep = (how) => sessionStorage.setItem(KEPT, JSON.stringify(how));

export const forget = () => sessionStorage.removeItem(KEPT);
