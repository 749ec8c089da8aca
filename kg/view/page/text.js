"use strict";
// Words from pages: made harmless, cut, written for people. They only ever become text nodes.

// What turns the direction of writing around, and other signs that are not seen.
const UNSEEN_SIGNS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]/g;
const LONGEST_LABEL = 40;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function clean(text) {
  return text.replace(UNSEEN_SIGNS, "");
}

// At most so many signs as people count them, an ellipsis for the rest.
function cut(text, most = LONGEST_LABEL) {
  if (text.length <= most) return text;
  let count = 0;
  let end = 0;
  for (const part of graphemes.segment(text)) {
    if (count === most - 1) end = part.index;
    if (++count > most) return text.slice(0, end).trimEnd() + "…";
  }
  return text;
}

// "ministerOf" is "minister of" to readers.
function readable(name) {
  const words = name.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function plural(count, word, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? word : many || word + "s"}`;
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

// "2019-09-02" is "2 September 2019"; a month or a year alone stays one, "2010/2014" is a span.
function dated(iso) {
  if (iso.includes("/")) return iso.split("/").map(dated).filter(Boolean).join(" – ");
  const found = /^(-?\d{1,6})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso);
  if (!found) return iso;
  const [, year, month, day] = found;
  const name = month && MONTHS[month - 1];
  return [day && name && String(Number(day)), name, year].filter(Boolean).join(" ");
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

// A name on its own: its letters cannot reorder what stands around it.
function isolated(text, className) {
  return element("bdi", className || "", clean(text));
}

function button(text, className, onClick) {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", onClick);
  return made;
}
