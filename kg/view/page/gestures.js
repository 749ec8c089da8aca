"use strict";
// Mouse, fingers and wheel on the picture: move, zoom, choose, open.

const TAP = 6;
const DOUBLE = 350;

// `on` has: pick(x, y, slack), click(hit, event), which gives what is opened by a
// second one: open(chosen), hover(hit, x, y), moved().
function watchGestures(place, renderer, on) {
  const pointers = new Map();
  let began = null;
  let last = { time: 0 };
  const at = (event) => {
    const box = place.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const spread = () => {
    const [[x1, y1], [x2, y2]] = [...pointers.values()];
    return { distance: Math.hypot(x1 - x2, y1 - y2) || 1, middle: [(x1 + x2) / 2, (y1 + y2) / 2] };
  };
  const onPicture = (event) => event.target.tagName === "CANVAS" || event.target === place;

  place.addEventListener("pointerdown", (event) => {
    if (!onPicture(event) || (event.pointerType === "mouse" && event.button)) return;
    place.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    began = pointers.size === 1 ? { at: at(event), moved: false } : began && { ...began, moved: true };
    on.hover(null);
  });
  place.addEventListener("pointermove", (event) => {
    const here = at(event);
    if (!pointers.has(event.pointerId)) {
      if (event.pointerType === "mouse" && onPicture(event)) on.hover(on.pick(...here, 4), ...here);
      return;
    }
    const before = pointers.size === 2 && spread();
    const [x, y] = pointers.get(event.pointerId);
    if (pointers.size === 1 && began && !began.moved && Math.hypot(here[0] - began.at[0], here[1] - began.at[1]) < TAP) return;
    pointers.set(event.pointerId, here);
    if (began) began.moved = true;
    if (before) {
      const after = spread();
      renderer.pan(after.middle[0] - before.middle[0], after.middle[1] - before.middle[1]);
      renderer.zoom(after.distance / before.distance, ...after.middle);
    } else if (pointers.size === 1) {
      renderer.pan(here[0] - x, here[1] - y);
      place.classList.add("moving");
    }
  });
  const end = (event) => {
    if (!pointers.delete(event.pointerId)) return;
    place.classList.remove("moving");
    if (pointers.size || !began) return;
    const { moved } = began;
    began = null;
    if (moved) return on.moved();
    if (event.type !== "pointerup") return;
    const here = at(event);
    const hit = on.pick(...here, event.pointerType === "mouse" ? 4 : 14);
    const now = performance.now();
    const again = now - last.time < DOUBLE && Math.hypot(here[0] - last.at[0], here[1] - last.at[1]) < 24;
    // What was chosen first is opened: it may have moved from under the finger.
    const chosen = again ? on.open(last.chosen) : on.click(hit, event);
    last = again ? { time: 0 } : { time: now, at: here, chosen };
  };
  // The click that follows a tap would meet the sheet that has risen under the finger.
  place.addEventListener("touchend", (event) => event.cancelable && onPicture(event) && event.preventDefault(), { passive: false });
  place.addEventListener("pointerup", end);
  place.addEventListener("pointercancel", end);
  place.addEventListener("pointerleave", () => on.hover(null));
  let settle = 0;
  place.addEventListener("wheel", (event) => {
    if (!onPicture(event)) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 120 : 1;
    renderer.zoom(Math.exp(-Math.max(-240, Math.min(240, event.deltaY * unit)) * 0.0022), ...at(event));
    clearTimeout(settle);
    settle = setTimeout(on.moved, 250);
  }, { passive: false });
}
