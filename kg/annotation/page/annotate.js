// The desk: an article, its sentences, the facts of the one that is looked at.
import { get, made, post, say, select } from "./asking.js";
import * as form from "./form.js";
import * as sentence from "./sentence.js";

const find = (id) => document.getElementById(id);
let catalogue, articles, article;
let at = 0; // the passage
let on = 0; // the fact

const passage = () => article.passages[at];
const facts = () => passage().facts;

async function begin() {
  [catalogue, articles] = await Promise.all([get("/catalogue.json"), get("/articles.json")]);
  find("articles").replaceChildren(...articles.map(({ id, headline, publisher, begun }) =>
    made("option", { value: id }, [headline, publisher && `(${publisher})`, begun && "· begun"].filter(Boolean).join(" "))));
  await from();
  document.body.classList.add("ready");
}

/** Opens what the address names, or the first article. */
async function from() {
  const [id, number] = decodeURIComponent(location.hash.slice(1)).split("@");
  const known = articles.find((one) => one.id === id) ?? articles[0];
  if (article?.id !== known.id) article = await get(`/article.json?id=${encodeURIComponent(known.id)}`);
  find("articles").value = article.id;
  const first = article.passages.findIndex(({ done }) => !done);
  go(number === undefined ? Math.max(0, first) : Number(number) || 0);
}

const address = (number) => `#${encodeURIComponent(article.id)}@${number}`;

function go(number, focused = false) {
  at = Math.max(0, Math.min(article.passages.length - 1, number));
  on = Math.max(0, facts().findIndex(({ state }) => state === "open"));
  form.close();
  history.replaceState(null, "", address(at));
  draw();
  if (focused) find("text").querySelector("[aria-current]")?.focus();
}

function draw() {
  drawText();
  drawFacts();
  drawNames();
  find("rebuild").hidden = !article.waiting;
  const done = article.passages.filter((one) => one.done).length;
  find("progress").textContent = `${done} of ${article.passages.length} sentences done`;
}

function drawText() {
  const blocks = [];
  article.passages.forEach((one, number) => {
    const last = blocks.at(-1);
    const open = one.facts.some(({ state }) => state === "open");
    const button = made("a", {
      href: address(number), class: `sentence${one.facts.length ? open && !one.done ? " open" : " some" : ""}${one.done ? " done" : ""}`,
      "aria-current": number === at ? "true" : false,
    }, one.words.map(([word, after]) => word + after).join(""));
    if (last && last.block === one.block) last.inside.push(" ", button);
    else blocks.push({ block: one.block, kind: one.kind, inside: [button] });
  });
  find("text").replaceChildren(...blocks.map(({ kind, inside }) => made("p", { class: kind }, ...inside)));
  find("text").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

function drawFacts() {
  const here = facts();
  on = Math.min(on, Math.max(0, here.length - 1));
  sentence.show(passage(), here[on]?.fillers);
  find("here-title").textContent = `Sentence ${at + 1} of ${article.passages.length}${passage().done ? ", done" : ""}`;
  find("facts").replaceChildren(
    ...here.map(card),
    here.length ? "" : made("p", { class: "quiet" }, "Nothing was read in this sentence."),
    made("div", { class: "tools" },
      made("button", { type: "button", id: "missing", onclick: () => add(null) }, "Add a missing fact"),
      made("button", { type: "button", id: "done", class: "on", onclick: done }, `${passage().done ? "Next" : "Done, next"} ${isLast() ? "article" : "sentence"}`),
      passage().done ? made("button", { type: "button", onclick: () => act({ action: "done", passage: at, done: false }, "Not done.") }, "Not done yet") : null));
}

const isLast = () => at === article.passages.length - 1 && following() !== undefined;
const following = () => articles[articles.findIndex(({ id }) => id === article.id) + 1]?.id;

const STATES = { open: "", accepted: "right", rejected: "wrong" };

function card(fact, number) {
  const button = (words, does, key) =>
    made("button", { type: "button", "data-does": words.toLowerCase(), title: key, onclick: () => { on = number; does(); } }, words);
  const shown = fact.fillers.filter(({ role }) => role !== "cue");
  const names = ({ name, words }) => (name && name !== words ? `${words} (${name})` : words);
  return made("article", { class: `fact ${fact.state}${number === on ? " now" : ""}`, "data-fact": fact.id, tabindex: "-1",
    onclick: (event) => { if (on !== number && !event.target.closest("button")) { on = number; drawFacts(); } } },
  made("p", { class: "head" },
    made("span", { class: "relation" }, fact.called ? `${fact.relation} (${fact.called})` : fact.relation),
    made("span", { class: `badge ${fact.standing}` }, fact.standing),
    STATES[fact.state] ? made("span", { class: "state" }, fact.own ? "yours" : STATES[fact.state]) : null,
    fact.minor ? made("span", { class: "quiet" }, "nobody would miss it") : null,
    fact.own ? null : made("span", { class: "quiet" }, `${fact.unsure ? "not sure, no edge · " : ""}${Math.round(fact.confidence * 100)}% · ${fact.rule}`)),
  made("dl", { class: "roles" },
    ...shown.map((one) => made("div", {}, made("dt", {}, one.role), made("dd", {}, names(one)))),
    fact.when ? made("div", {}, made("dt", {}, "when"), made("dd", {}, fact.when)) : null),
  made("div", { class: "tools" },
    fact.state === "accepted" ? null : button("Accept", accept, "a"),
    fact.state === "rejected" ? null : button(fact.own ? "Take back" : "Reject", reject, "r"),
    fact.state === "rejected" ? null : button("Correct", () => add(facts()[on]), "c"),
    fact.state === "open" || fact.own ? null : button("Undo", undo, "u")));
}

function drawNames() {
  find("names").replaceChildren(...article.entities.filter(({ named }) => named).map((one) => {
    const called = made("input", { type: "text", "aria-label": `Name of ${one.read}`, value: one.name });
    const kind = select({ "aria-label": `Type of ${one.read}` }, [...new Set([...catalogue.types, one.type])], one.type);
    return made("div", { class: "name" }, called, kind,
      made("button", { type: "button", "aria-label": `Save ${one.read}`, onclick: () =>
        act({ action: "name", entity: one.id, name: called.value, type: kind.value }, `${called.value}: saved.`) }, "Save"));
  }));
}

async function act(given, words) {
  try {
    article = await post("/act", { article: article.id, ...given });
    say(words);
    draw();
    return true;
  } catch (error) {
    say(error.message, true);
    return false;
  }
}

/** Goes on to the next fact that nothing is said of yet. */
function onward() {
  const next = facts().findIndex(({ state }, number) => number > on && state === "open");
  if (next >= 0) on = next;
  drawFacts();
  find("facts").querySelector(".now")?.focus({ preventScroll: true });
}

async function judge(action, words) {
  const fact = facts()[on];
  if (fact && await act({ action, fact: fact.id }, words)) onward();
}
const accept = () => judge("accept", "Accepted.");
const reject = () => judge("reject", facts()[on]?.own ? "Taken back." : "Rejected.");
const undo = () => judge("undo", "Undone.");

function add(fact) {
  form.open({
    fact, passage: passage(), catalogue, names: article.entities,
    save: async (told) => {
      if (await act({ action: "add", passage: at, ...told }, fact ? "Corrected." : "Added.")) {
        form.close();
        find("missing").focus();
      }
    },
    cancel: () => { form.close(); find("missing").focus(); },
  });
}

async function done() {
  if (!passage().done && !await act({ action: "done", passage: at, done: true }, "Done.")) return;
  if (isLast()) location.hash = encodeURIComponent(following());
  else go(at + 1, true);
}

find("articles").addEventListener("change", (event) => { location.hash = encodeURIComponent(event.target.value); });
addEventListener("hashchange", () => from().catch((error) => say(error.message, true)));
find("rebuild").addEventListener("click", async () => {
  find("rebuild").disabled = true;
  say("The graph is made anew …");
  try {
    const found = await post("/rebuild", {});
    article = await get(`/article.json?id=${encodeURIComponent(article.id)}`);
    say(["The graph is as you decided.", ...found.told].join(" "), found.told.length > 0);
    draw();
  } catch (error) {
    say(error.message, true);
  }
  find("rebuild").disabled = false;
});

const step = (by) => () => {
  const count = facts().length;
  if (count) on = (on + by + count) % count;
  drawFacts();
  find("facts").querySelector(".now")?.focus();
};
const KEYS = {
  j: () => go(at + 1, true), k: () => go(at - 1, true), n: step(1), p: step(-1), a: accept, r: reject, u: undo,
  c: () => { if (facts()[on]) add(facts()[on]); }, m: () => add(null), Enter: done,
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "Escape" && form.isOpen()) {
    form.close();
    find("missing").focus();
    return;
  }
  if (typing) return;
  if (form.isOpen()) {
    if (/^[1-9]$/.test(event.key)) form.number(Number(event.key));
    return;
  }
  const pressed = event.key === "Enter" && event.target.closest("button, summary, a:not([aria-current])");
  if (KEYS[event.key] && !pressed) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

begin().catch((error) => say(error.message, true));
