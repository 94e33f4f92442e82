// Brings what is current into view, without moving anything else.

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const behavior = () => (calm.matches ? "auto" : "smooth");

// `direction` is "block" or "inline".
export function scrollInto(scroller, element, direction = "block") {
  const [outer, inner] = [scroller.getBoundingClientRect(), element.getBoundingClientRect()];
  if (direction === "inline") {
    const by = inner.left + inner.width / 2 - (outer.left + outer.width / 2);
    scroller.scrollBy({ left: by, behavior: behavior() });
    return;
  }
  const isSeen = inner.top >= outer.top + 40 && inner.bottom <= outer.bottom - 60;
  if (!isSeen) scroller.scrollBy({ top: inner.top - outer.top - outer.height / 3, behavior: behavior() });
}
