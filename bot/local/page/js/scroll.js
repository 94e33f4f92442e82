// Where a list that changes is scrolled to.

const NEAR = 80;
const seen = new WeakMap();

const isNew = (scroller, subject) => {
  const fresh = seen.get(scroller) !== subject;
  seen.set(scroller, subject);
  return fresh;
};

export function toEnd(scroller) {
  scroller.scrollTop = scroller.scrollHeight;
}

// Draws a list that is read at its end: it follows, unless the reader has scrolled away from it.
// `subject`: what the list shows now.
export function keepAtEnd(scroller, subject, draw) {
  const end = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  const follow = isNew(scroller, subject) || end < NEAR;
  draw();
  if (follow) toEnd(scroller);
}

// Draws a list that is read from its start, where another subject begins.
export function keepAtStart(scroller, subject, draw) {
  const fresh = isNew(scroller, subject);
  draw();
  if (fresh) scroller.scrollTop = 0;
}
