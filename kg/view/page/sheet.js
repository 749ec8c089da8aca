"use strict";
// On a phone the panel is a sheet below the picture: it rises on a tap, and follows the thumb.

const narrow = matchMedia("(max-width: 760px)");
// What shows of it when it is down, and the buttons of the picture above that, in pixels.
const LOW = 92;
const BUTTONS = 44;
const HEIGHTS = ["low", "half", "full"];

class Sheet {
  constructor(panel, handle, onChange) {
    Object.assign(this, { panel, handle, onChange });
    this.set("low");
    handle.addEventListener("click", () => {
      if (this.dragged) return;
      this.set(this.height === "low" ? "half" : this.height === "half" ? "full" : "low");
    });
    let from = null;
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      this.dragged = false;
      from = { y: event.clientY, top: panel.getBoundingClientRect().top };
    });
    handle.addEventListener("pointermove", (event) => {
      if (!from || !narrow.matches) return;
      if (Math.abs(event.clientY - from.y) > 6) this.dragged = true;
      if (!this.dragged) return;
      panel.classList.add("dragged");
      panel.style.transform = `translateY(${Math.max(0, from.top + event.clientY - from.y - this.top())}px)`;
    });
    const end = (event) => {
      if (!from) return;
      from = null;
      panel.classList.remove("dragged");
      panel.style.transform = "";
      if (!this.dragged) return;
      const part = 1 - event.clientY / innerHeight;
      this.set(part > 0.68 ? "full" : part > 0.28 ? "half" : "low");
    };
    handle.addEventListener("pointerup", end);
    handle.addEventListener("pointercancel", end);
  }

  // Where the panel stands when it is fully up.
  top() {
    return innerHeight - this.panel.offsetHeight;
  }

  set(height) {
    this.height = height;
    for (const each of HEIGHTS) this.panel.classList.toggle(each, each === height);
    this.handle.setAttribute("aria-expanded", String(height !== "low"));
    this.handle.setAttribute("aria-label", { low: "Show the facts", half: "Show the facts on the whole screen", full: "Back to the picture" }[height]);
    this.onChange?.();
  }

  rise() {
    if (narrow.matches && this.height === "low") this.set("half");
  }

  // How much of the picture it covers, in pixels.
  covered() {
    if (!narrow.matches) return 0;
    return this.height === "low" ? LOW + BUTTONS : innerHeight * 0.52;
  }
}
