"use strict";
// What is looked at, and how: all of it in the address, by IRI, so that a link or Back restores it.

const CHOOSERS = ["relation", "type", "status", "source"];
const VIEWS = ["cards", "table", "timeline"];
// What can be chosen, and the names its one or two parts have in the address.
const CHOICES = { node: ["node"], pair: ["pair", "with"], path: ["path", "to"], said: ["said", "about"], topic: ["topic"], words: ["words"], fact: ["fact"] };

function blankState() {
  return {
    kind: "", a: "", b: "", depth: 1, view: "cards", whole: false, places: false, open: [], from: "", until: "", undated: true, sure: 0, camera: "",
    ...Object.fromEntries(CHOOSERS.map((name) => [name, null])),
  };
}

// Readable where it is safe: IRIs stay IRIs.
function escaped(text) {
  return encodeURIComponent(text).replace(/%(3A|2F|2C|40|20)/g, (code) => (code === "%20" ? "+" : decodeURIComponent(code)));
}

function unescaped(text) {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return "";
  }
}

function toHash(state) {
  const parts = [];
  const say = (name, value) => parts.push(`${name}=${escaped(value)}`);
  const names = CHOICES[state.kind];
  if (names) {
    say(names[0], state.a);
    if (names[1] && state.b) say(names[1], state.b);
  }
  if (state.depth > 1) say("depth", String(state.depth));
  if (state.view !== "cards") say("view", state.view);
  if (state.whole) say("whole", "1");
  if (state.places) say("places", "1");
  for (const iri of state.open) say("open", iri);
  // Only what is left, or only what is not: whichever the caller says.
  for (const name of CHOOSERS) {
    if (!state[name]) continue;
    const { only, values } = state[name];
    if (!values.length) say(only ? name : `${name}-not`, "");
    for (const value of values) say(only ? name : `${name}-not`, value);
  }
  if (state.from) say("from", state.from);
  if (state.until) say("until", state.until);
  if (!state.undated) say("undated", "0");
  if (state.sure) say("sure", String(state.sure));
  if (state.camera) say("camera", state.camera);
  return parts.length ? `#${parts.join("&")}` : "";
}

function fromHash(hash) {
  const state = blankState();
  const said = new Map();
  for (const part of hash.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    if (at < 1) continue;
    const name = part.slice(0, at);
    if (!said.has(name)) said.set(name, []);
    said.get(name).push(unescaped(part.slice(at + 1)));
  }
  const one = (name) => (said.get(name) || [""])[0];
  for (const [kind, [first, second]] of Object.entries(CHOICES)) {
    if (!said.has(first)) continue;
    Object.assign(state, { kind, a: one(first), b: second ? one(second) : "" });
    break;
  }
  state.depth = Math.min(3, Math.max(1, Number(one("depth")) || 1));
  if (VIEWS.includes(one("view"))) state.view = one("view");
  state.whole = one("whole") === "1";
  state.places = one("places") === "1";
  state.open = said.get("open") || [];
  for (const name of CHOOSERS) {
    for (const only of [true, false]) {
      const values = said.get(only ? name : `${name}-not`);
      if (values) state[name] = { only, values: values.filter(Boolean) };
    }
  }
  const date = /^-?\d{1,6}(-\d\d(-\d\d)?)?$/;
  if (date.test(one("from"))) state.from = one("from");
  if (date.test(one("until"))) state.until = one("until");
  state.undated = one("undated") !== "0";
  state.sure = Math.min(100, Math.max(0, Number(one("sure")) || 0));
  if (/^-?[\d.]+,-?[\d.]+,[\d.]+$/.test(one("camera"))) state.camera = one("camera");
  return state;
}

// Holds the state and tells of its changes. `change` makes a step for Back, `adjust` does not.
class Store {
  constructor(onChange) {
    this.onChange = onChange;
    this.state = fromHash(location.hash);
    addEventListener("popstate", () => this.restore());
    addEventListener("hashchange", () => this.restore());
  }

  restore() {
    if (toHash(this.state) === toHash(fromHash(location.hash))) return;
    const before = this.state;
    this.state = fromHash(location.hash);
    this.onChange(this.state, before);
  }

  change(parts, { silent = false } = {}) {
    const before = this.state;
    this.state = { ...before, ...parts };
    const hash = toHash(this.state);
    if (hash !== toHash(before)) this.write("pushState", hash);
    if (!silent) this.onChange(this.state, before);
  }

  adjust(parts) {
    this.state = { ...this.state, ...parts };
    this.write("replaceState", toHash(this.state));
  }

  // In a notebook's frame the page has no address of its own; it then lives without.
  write(how, hash) {
    try {
      history[how](null, "", hash || location.href.split("#")[0]);
    } catch {}
  }

  link() {
    return location.href.split("#")[0] + toHash(this.state);
  }
}
