// The words of a sentence: those that fill roles are marked, others are chosen by pointer or keys.
import { made } from "./asking.js";

const place = document.getElementById("here");
let words = [];
let anchor = 0;
let focus = 0;
let chosen = false;
let drawing = false;

/** Shows the words of a passage; `fillers` are those of the fact that is looked at. */
export function show(passage, fillers = []) {
  words = passage.words.map(([text], number) => {
    const roles = fillers.filter(({ from, to }) => from <= number && number < to).map(({ role }) => role);
    const kind = roles.some((role) => role !== "cue") ? " role" : roles.length ? " cue" : "";
    return made("span", {
      class: `word${kind}`, role: "option", tabindex: number === 0 ? "0" : "-1", "aria-selected": "false",
      title: roles.join(", ") || false, "data-number": number,
    }, text);
  });
  anchor = focus = 0;
  chosen = false;
  place.setAttribute("role", "listbox");
  place.setAttribute("aria-multiselectable", "true");
  place.setAttribute("aria-orientation", "horizontal");
  place.setAttribute("aria-label", "Words of the sentence; choose some with the arrow keys and Shift");
  place.replaceChildren(...passage.words.flatMap(([, after], number) => [words[number], after]));
}

/** The words that are chosen, from the first to behind the last; null for none. */
export function choice() {
  return chosen ? { from: Math.min(anchor, focus), to: Math.max(anchor, focus) + 1 } : null;
}

export function drop() {
  chosen = false;
  mark();
}

function mark() {
  const found = choice();
  words.forEach((word, number) => {
    const inside = Boolean(found && found.from <= number && number < found.to);
    word.classList.toggle("chosen", inside);
    word.setAttribute("aria-selected", String(inside));
    word.tabIndex = number === focus ? 0 : -1;
  });
}

function to(number, further) {
  focus = Math.max(0, Math.min(words.length - 1, number));
  if (!further) anchor = focus;
  chosen = true;
  mark();
}

const numbered = (event) => {
  const word = event.target.closest(".word");
  return word ? Number(word.dataset.number) : null;
};

place.addEventListener("pointerdown", (event) => {
  const number = numbered(event);
  if (number === null) return;
  event.preventDefault();
  drawing = true;
  to(number, event.shiftKey);
  words[focus].focus();
});
place.addEventListener("pointerover", (event) => {
  const number = numbered(event);
  if (drawing && number !== null) to(number, true);
});
addEventListener("pointerup", () => { drawing = false; });
place.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1, Home: -words.length, End: words.length }[event.key];
  if (event.key === " ") to(focus, false);
  else if (step) to(focus + step, event.shiftKey);
  else return;
  event.preventDefault();
  event.stopPropagation();
  words[focus].focus();
});
