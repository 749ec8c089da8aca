// The form in which a fact is put right, or one is added.
import { made, say, select } from "./asking.js";
import * as sentence from "./sentence.js";

const form = document.getElementById("form");
let state = null;

export const isOpen = () => state !== null;

export function close() {
  state = null;
  form.hidden = true;
  form.replaceChildren();
}

/** Opens the form for a fact, or for a new one; `save` is given what was told. */
export function open({ fact, passage, catalogue, names, save, cancel }) {
  state = {
    catalogue, names, passage, save, cancel, fact: fact?.id,
    relation: fact?.relation ?? "", standing: fact?.standing ?? "asserted", minor: fact?.minor ?? false,
    fillers: (fact?.fillers ?? []).map((one) => ({ ...one })),
  };
  form.hidden = false;
  draw();
  form.querySelector("select").focus();
}

const relation = () => state.catalogue.relations.find(({ name }) => name === state.relation);

function roles() {
  const known = relation()?.roles ?? [];
  return [...known, "cue"];
}

const told = ({ from, to, words }) =>
  from === undefined ? words : state.passage.words.slice(from, to).map((pair, n, all) => pair[0] + (n < all.length - 1 ? pair[1] : "")).join("");

/** Gives a role the words that are chosen in the sentence. */
export function fill(role) {
  const found = sentence.choice();
  if (!found) {
    say("Choose words of the sentence first.", true);
    return;
  }
  state.fillers.push({ role, ...found, type: "" });
  sentence.drop();
  say("");
  draw(`[data-role="${role}"]`);
}

function chip(filler) {
  const known = "entity" in filler || filler.from === undefined || filler.role === "cue" || ["title", "content"].includes(filler.role);
  const words = told(filler);
  return made("span", { class: "filler" },
    made("span", {}, words),
    known ? null : select({ "aria-label": `What is ${words}?`, onchange: (event) => { filler.type = event.target.value; } },
      [["", "as read"], ...state.catalogue.types.map((type) => [type, type])], filler.type ?? ""),
    made("button", { type: "button", "aria-label": `Take ${words} away as ${filler.role}`, onclick: () => {
      state.fillers = state.fillers.filter((one) => one !== filler);
      draw(`[data-role="${filler.role}"]`);
    } }, "×"));
}

function row(role, number) {
  const named = state.names.length && !["cue", "title", "content"].includes(role)
    ? select({ "aria-label": `${role}: somebody named in the article`, onchange: (event) => {
      state.fillers.push({ role, words: event.target.value });
      draw(`[data-role="${role}"]`);
    } }, [["", "named …"], ...state.names.map(({ read, name }) => [read, name])], "")
    : null;
  const words = role === "cue" ? "told by" : role;
  return made("div", { class: "row" },
    made("span", {}, words),
    made("div", { class: "fillers" },
      ...state.fillers.filter((one) => one.role === role).map(chip),
      made("button", { type: "button", "data-role": role, "aria-label": `Chosen words: ${words}`, title: `${number}`, onclick: () => fill(role) }, "+ chosen words"),
      named));
}

function draw(focused) {
  const title = state.fact ? "Correct the fact" : "Add a fact";
  const left = state.fillers.filter(({ role }) => !roles().includes(role));
  form.setAttribute("aria-label", title);
  form.replaceChildren(...[
    made("h3", {}, title),
    made("p", { class: "quiet" }, "Choose words in the sentence above, then give them a role: its button, or its number."),
    made("div", { class: "row" },
      made("label", { for: "relation" }, "relation"),
      select({ id: "relation", onchange: (event) => { state.relation = event.target.value; draw("#relation"); } },
        [["", "choose …"], ...state.catalogue.relations.map(({ name }) => [name, name])], state.relation)),
    made("p", { class: "quiet" }, relation()?.comment ?? ""),
    made("div", { class: "row" },
      made("label", { for: "standing" }, "how it stands"),
      select({ id: "standing", onchange: (event) => { state.standing = event.target.value; } }, state.catalogue.standings, state.standing)),
    ...(relation() ? roles().map((role, number) => row(role, number + 1)) : []),
    left.length && relation() ? made("p", { class: "quiet" }, `Not told then: ${left.map((one) => `${one.role} ${told(one)}`).join("; ")}`) : null,
    made("label", { class: "check" },
      Object.assign(made("input", { type: "checkbox", onchange: (event) => { state.minor = event.target.checked; } }), { checked: state.minor }),
      "right, but nobody would miss it"),
    made("div", { class: "tools" },
      made("button", { type: "submit", class: "on" }, "Save"),
      made("button", { type: "button", onclick: () => state.cancel() }, "Cancel")),
  ].filter(Boolean));
  if (focused) form.querySelector(focused)?.focus();
}

/** Gives the role of a number the chosen words, if there is one. */
export function number(count) {
  const role = relation() ? roles()[count - 1] : null;
  if (role) fill(role);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!relation()) {
    say("Choose a relation first.", true);
    return;
  }
  const known = roles();
  state.save({
    fact: state.fact, relation: state.relation, standing: state.standing, minor: state.minor,
    fillers: state.fillers.filter(({ role }) => known.includes(role)).map(({ role, from, to, words, type }) =>
      from === undefined ? { role, words, type } : { role, from, to, type }),
  });
});
