"use strict";
// The page that asks: an editor that completes kg's terms, the ready questions, and the answer.

const byId = (id) => document.getElementById(id);
const box = byId("query");
const list = byId("completions");
const known = { prefixes: {}, terms: [], questions: [], base: "" };
const asked = { names: [], rows: [], view: "table", text: "", graph: false };
const KEYWORDS = "SELECT DISTINCT WHERE OPTIONAL FILTER UNION MINUS GRAPH BIND VALUES GROUP ORDER LIMIT OFFSET HAVING COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT CONSTRUCT DESCRIBE ASK PREFIX EXISTS COALESCE STRSTARTS CONTAINS LCASE REGEX STRAFTER BOUND".split(" ");
const MOST_OFFERED = 60;
const SUFFIX = { "text/csv": "csv", "application/sparql-results+json": "json", "text/turtle": "ttl" };
let running = null;
let chosen = 0;

async function begin() {
  const answer = await fetch("/editor/terms.json");
  Object.assign(known, await answer.json());
  for (const [index, question] of known.questions.entries()) {
    const option = html("option", question.title);
    option.value = index;
    byId("questions").append(option);
  }
  const given = new URLSearchParams(location.hash.slice(1)).get("query");
  box.value = given ?? known.questions[0]?.query ?? "";
}

// --- Completion ------------------------------------------------------------------------------

function wordBefore() {
  return /[?$]?[\w:-]*$/.exec(box.value.slice(0, box.selectionStart))[0];
}

// What begins as the word does, then what holds it.
function offers(word) {
  const small = word.toLowerCase();
  const variables = [...new Set(box.value.match(/[?$]\w+/g) ?? [])].filter((name) => name !== word);
  const all = [
    ...known.terms,
    ...variables.map((name) => ({ name, meaning: "variable" })),
    ...KEYWORDS.map((name) => ({ name, meaning: "" })),
    ...Object.keys(known.prefixes).map((name) => ({ name: `${name}:`, meaning: known.prefixes[name] })),
  ];
  const local = (term) => term.name.toLowerCase().split(":").pop();
  const first = all.filter((term) => term.name.toLowerCase().startsWith(small) || (small && local(term).startsWith(small)));
  const second = small.length > 2 ? all.filter((term) => !first.includes(term) && term.name.toLowerCase().includes(small)) : [];
  return [...first, ...second].slice(0, MOST_OFFERED);
}

// Where the caret stands: the same text in a box of the same shape.
function caretPlace() {
  const mirror = html("div");
  const style = getComputedStyle(box);
  for (const name of ["font", "padding", "border", "width", "whiteSpace", "tabSize", "boxSizing"]) mirror.style[name] = style[name];
  Object.assign(mirror.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word", top: "0", left: "0" });
  mirror.textContent = box.value.slice(0, box.selectionStart);
  const mark = html("span", "\u200b");
  mirror.append(mark);
  box.parentElement.append(mirror);
  const place = { x: mark.offsetLeft, y: mark.offsetTop - box.scrollTop + 22 };
  mirror.remove();
  return place;
}

function offer() {
  const word = wordBefore();
  const found = offers(word);
  list.replaceChildren(...found.map((term) => {
    const item = html("li", term.name);
    item.setAttribute("role", "option");
    item.append(html("span", term.meaning));
    item.addEventListener("mousedown", (event) => { event.preventDefault(); take(term.name); });
    return item;
  }));
  list.hidden = found.length === 0;
  if (list.hidden) return;
  const place = caretPlace();
  list.style.left = `${Math.min(place.x, box.clientWidth - 300)}px`;
  list.style.top = `${place.y}px`;
  choose(0);
}

function choose(index) {
  chosen = (index + list.children.length) % list.children.length;
  [...list.children].forEach((item, at) => item.setAttribute("aria-selected", at === chosen));
  list.children[chosen].scrollIntoView({ block: "nearest" });
}

function take(name) {
  const end = box.selectionStart;
  box.setRangeText(name, end - wordBefore().length, end, "end");
  list.hidden = true;
  box.focus();
}

box.addEventListener("input", () => { wordBefore().length > 1 ? offer() : (list.hidden = true); });
box.addEventListener("blur", () => { list.hidden = true; });
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey) { event.preventDefault(); list.hidden = true; ask(); return; }
  if (event.key === " " && event.ctrlKey) { event.preventDefault(); offer(); return; }
  if (list.hidden) return;
  const keys = { ArrowDown: () => choose(chosen + 1), ArrowUp: () => choose(chosen - 1), Escape: () => { list.hidden = true; } };
  keys.Enter = keys.Tab = () => take(list.children[chosen].firstChild.textContent);
  if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
});

// --- Asking ----------------------------------------------------------------------------------

function request(accept, signal) {
  return fetch("/sparql", {
    method: "POST", signal, body: asked.text,
    headers: { "Content-Type": "application/sparql-query", Accept: accept },
  });
}

function tell(text, error = "") {
  byId("told").textContent = text;
  byId("error").textContent = error;
  byId("error").hidden = !error;
}

async function ask() {
  running?.abort();
  running = new AbortController();
  asked.text = box.value;
  byId("stop").disabled = false;
  byId("result").replaceChildren();
  byId("views").hidden = byId("saving").hidden = true;
  tell("asking …");
  const began = performance.now();
  try {
    const answer = await request("application/sparql-results+json, application/n-triples;q=0.9", running.signal);
    const body = await answer.text();
    if (!answer.ok) { tell("", body); return; }
    read(answer, body);
    const seconds = ((performance.now() - began) / 1000).toFixed(2);
    const more = answer.headers.get("Kg-Truncated") ? "; there are more: these are the first" : "";
    if (asked.names) tell(`${asked.rows.length.toLocaleString("en")} ${asked.graph ? "triples" : "rows"} in ${seconds} s${more}`);
    show(asked.graph ? "graph" : "table");
  } catch (error) {
    tell(error.name === "AbortError" ? "stopped" : "", error.name === "AbortError" ? "" : String(error));
  } finally {
    byId("stop").disabled = true;
  }
}

function read(answer, body) {
  asked.graph = answer.headers.get("Content-Type").startsWith("application/n-triples");
  if (asked.graph) {
    asked.names = ["subject", "predicate", "object"];
    asked.rows = body.split("\n").filter(Boolean).map(triple);
    return;
  }
  const data = JSON.parse(body);
  if ("boolean" in data) {
    asked.names = ["answer"];
    asked.rows = [{ answer: { type: "literal", value: data.boolean ? "yes" : "no" } }];
  } else {
    asked.names = data.head.vars;
    asked.rows = data.results.bindings;
  }
}

// A line of N-Triples.
function triple(line) {
  const parts = /^(<[^>]*>|_:\S+) (<[^>]*>) (.*) \.$/.exec(line);
  return { subject: term(parts[1]), predicate: term(parts[2]), object: term(parts[3]) };
}

function term(text) {
  if (text[0] === "<" && text[1] !== "<") return { type: "uri", value: unescaped(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
  const literal = /^"((?:[^"\\]|\\.)*)"/.exec(text);
  return { type: "literal", value: literal ? unescaped(literal[1]) : text };
}

function unescaped(text) {
  const plain = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" };
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, one) =>
    four || eight ? String.fromCodePoint(parseInt(four ?? eight, 16)) : plain[one] ?? one);
}

function show(view) {
  const charted = chartColumns(asked.names, asked.rows);
  asked.view = view === "chart" && !charted ? "table" : view;
  byId("views").hidden = byId("saving").hidden = false;
  for (const button of document.querySelectorAll("[data-view]")) {
    button.classList.toggle("on", button.dataset.view === asked.view);
    button.disabled = button.dataset.view === "chart" && !charted;
  }
  for (const button of document.querySelectorAll("[data-save]")) {
    button.hidden = (button.dataset.save === "text/turtle") !== asked.graph;
  }
  const draw = { table: drawTable, chart: drawChart, graph: drawNetwork }[asked.view];
  draw(byId("result"), asked.names, asked.rows, known);
}

async function save(kind) {
  const answer = await request(kind);
  if (!answer.ok) { tell("", await answer.text()); return; }
  const link = html("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = `answer.${SUFFIX[kind]}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

byId("run").addEventListener("click", ask);
byId("stop").addEventListener("click", () => running?.abort());
byId("questions").addEventListener("change", (event) => {
  const question = known.questions[event.target.value];
  if (question) { box.value = question.query; ask(); }
});
for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => show(button.dataset.view));
for (const button of document.querySelectorAll("[data-save]")) button.addEventListener("click", () => save(button.dataset.save));
begin();
