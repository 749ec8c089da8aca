"use strict";
// Facts to read: as cards, each with its sentence, and as a table of the same.

const PAGE = 25;

// The sentence with its words marked; of marks that overlap the smaller ones.
function markedQuote(graph, fact) {
  const quote = element("blockquote");
  quote.dir = "auto";
  const text = graph.strings[graph.facts.quote[fact]];
  const taken = [];
  const marks = graph.facts.marks[fact].filter(([, , role]) => graph.strings[role] !== "content");
  for (const mark of marks.sort((a, b) => a[1] - a[0] - (b[1] - b[0]))) {
    if (taken.every((other) => mark[1] <= other[0] || other[1] <= mark[0])) taken.push(mark);
  }
  let position = 0;
  for (const [start, end, role] of taken.sort((a, b) => a[0] - b[0])) {
    quote.append(clean(text.slice(position, start)));
    const name = readable(graph.words[role]);
    const mark = element("mark", name === "cue" ? "cue" : "", clean(text.slice(start, end)));
    mark.title = name;
    quote.append(mark);
    position = end;
  }
  quote.append(clean(text.slice(position)));
  return quote;
}

// How it is told, in words, with who claims it.
function standing(graph, fact) {
  const status = graph.status(fact);
  const by = graph.told("claimedBy", fact);
  const as = graph.told("claimedAs", fact);
  const badge = element("span", `badge ${status}`, capital(status));
  badge.title = STANDING[status] || status;
  return [badge, by && element("span", "by", "by ", isolated(by), as ? `, as ${as}` : "")];
}

function standingText(graph, fact) {
  const [by, as] = [graph.told("claimedBy", fact), graph.told("claimedAs", fact)];
  return graph.status(fact) + (by ? ` by ${by}` : "") + (as ? `, as ${as}` : "");
}

function gist(graph, fact) {
  return graph.told("gist", fact) || capital(graph.relation(fact).label);
}

// The page it stands on: a link if its address is one of the web.
function articleLine(graph, fact) {
  const headline = graph.article("headline", fact) || graph.article("document", fact);
  const url = graph.article("url", fact);
  const line = element("p", "article");
  if (/^https?:\/\//i.test(url)) {
    const link = element("a", "", isolated(headline));
    Object.assign(link, { href: url, rel: "noreferrer noopener", target: "_blank" });
    line.append(link);
  } else line.append(isolated(headline));
  const published = graph.article("published", fact);
  for (const part of [graph.article("publisher", fact), published && dated(published)]) if (part) line.append(element("span", "quiet", " · ", isolated(part)));
  return line;
}

function when(graph, fact) {
  const [own, words] = [graph.told("date", fact), graph.told("dateText", fact)];
  const posts = [["from", "since"], ["until", "until"]].map(([column, word]) => graph.told(column, fact) && `${word} ${dated(graph.told(column, fact))}`).filter(Boolean).join(" ");
  return own ? dated(own) : posts || words;
}

// `go(parts)` follows a name: it is called with what is to be chosen.
class FactViews {
  constructor(graph, go) {
    Object.assign(this, { graph, go, sorted: { column: "", down: false } });
  }

  name(node, text) {
    if (node < 0) return isolated(text);
    const link = button("", "name", () => this.go({ kind: "node", a: this.graph.iri(node), b: "" }));
    link.append(typeSwatch(this.graph.types[this.graph.type[node]]), isolated(text));
    return link;
  }

  roles(fact) {
    const { graph } = this;
    const list = element("dl", "roles");
    const byRole = new Map();
    for (const [role, node, text] of graph.facts.fillers[fact]) {
      const name = graph.words[role];
      if (name === "content") continue;
      if (!byRole.has(name)) byRole.set(name, []);
      byRole.get(name).push(this.name(node, graph.words[text] || (node >= 0 ? graph.label[node] : "")));
    }
    for (const [name, fillers] of byRole) list.append(element("div", "", element("dt", "", readable(name)), ...fillers.map((filler) => element("dd", "", filler))));
    return list;
  }

  card(fact) {
    const { graph } = this;
    const box = element("article", "fact");
    box.dataset.fact = fact;
    const title = element("h4", "", isolated(gist(graph, fact)));
    const date = when(graph, fact);
    box.append(title, element("p", "meta", ...standing(graph, fact), element("span", "kind", capital(graph.relation(fact).label)), date && element("span", "when", isolated(date))));
    box.append(markedQuote(graph, fact), this.roles(fact), articleLine(graph, fact));
    const why = element("details", "why", element("summary", "", `${graph.facts.confidence[fact]} % sure · why`));
    why.addEventListener("toggle", () => why.append(this.why(fact)), { once: true });
    box.append(why);
    return box;
  }

  // Why it is there: the rule, the confidence, the place, and how to point to it.
  why(fact) {
    const { graph } = this;
    const list = element("dl", "reasons");
    const say = (term, ...what) => list.append(element("dt", "", term), element("dd", "", ...what));
    say("Rule", isolated(graph.told("rule", fact) || "not known"));
    say("Confidence", `${graph.facts.confidence[fact]} % that it was read rightly`);
    say("How it is told", STANDING[graph.status(fact)] || graph.status(fact));
    const { start, end } = graph.facts;
    const document = graph.article("document", fact);
    if (document) say("Where", isolated(start && start[fact] >= 0 ? `${document}, characters ${start[fact]} to ${end[fact]}` : document));
    if (graph.told("dateText", fact)) say("Date in words", isolated(graph.told("dateText", fact)));
    say("Identifier", isolated(graph.strings[graph.facts.iri[fact]], "iri"));
    list.append(element("dt", "", "Link"), element("dd", "", button("Show this fact alone", "plain", () => this.go({ kind: "fact", a: graph.strings[graph.facts.iri[fact]], b: "" }))));
    return list;
  }

  // A list that grows by a page at a time.
  growing(place, items, make, holder = place) {
    let next = 0;
    const more = button("", "more-facts", () => show());
    const show = () => {
      more.remove();
      const first = next;
      for (const item of items.slice(next, next + PAGE)) holder.append(make(item));
      next += PAGE;
      if (next < items.length) {
        more.textContent = `Show ${Math.min(PAGE, items.length - next)} more of ${(items.length - next).toLocaleString("en")}`;
        place.append(more);
      }
      if (first) holder.children[first]?.querySelector("button, summary, a")?.focus({ preventScroll: true });
    };
    show();
  }

  cards(place, facts) {
    this.growing(place, facts, (fact) => this.card(fact), place.appendChild(element("div", "cards")));
  }

  columns() {
    const { graph } = this;
    return [
      ["Fact", (fact) => gist(graph, fact)], ["Kind", (fact) => capital(graph.relation(fact).label)], ["How told", (fact) => standingText(graph, fact)],
      ["When", (fact) => graph.told("date", fact) || when(graph, fact)], ["Sentence", (fact) => graph.told("quote", fact)], ["Article", (fact) => graph.article("headline", fact)],
      ["Publisher", (fact) => graph.article("publisher", fact)], ["Published", (fact) => graph.article("published", fact)], ["Sure", (fact) => graph.facts.confidence[fact]], ["Rule", (fact) => graph.told("rule", fact)],
    ];
  }

  table(place, facts) {
    const columns = this.columns();
    const table = element("table", "facts");
    table.append(element("caption", "unseen", "Facts, each with its sentence"));
    const head = element("tr");
    const body = element("tbody");
    const holder = element("div", "scroller", table);
    holder.tabIndex = 0;
    holder.setAttribute("role", "region");
    holder.setAttribute("aria-label", "Table of facts");
    table.append(element("thead", "", head), body);
    place.append(holder);
    const by = columns.find(([name]) => name === this.sorted.column);
    const sorted = by ? [...facts].sort((a, b) => (this.sorted.down ? -1 : 1) * compared(by[1](a), by[1](b)) || a - b) : facts;
    for (const [name] of columns) {
      const cell = element("th", `col-${name.toLowerCase().replace(" ", "-")}`);
      cell.scope = "col";
      const own = this.sorted.column === name;
      cell.setAttribute("aria-sort", own ? (this.sorted.down ? "descending" : "ascending") : "none");
      cell.append(button(own ? `${name} ${this.sorted.down ? "↓" : "↑"}` : name, "sort", () => {
        this.sorted = { column: name, down: own && !this.sorted.down };
        place.replaceChildren();
        this.table(place, facts);
        place.querySelector(`th:nth-child(${columns.findIndex((each) => each[0] === name) + 1}) button`).focus();
      }));
      head.append(cell);
    }
    this.growing(place, sorted, (fact) => this.tableRow(fact, columns), body);
  }

  tableRow(fact, columns) {
    const row = element("tr");
    row.dataset.fact = fact;
    columns.forEach(([name, value], index) => {
      const cell = element(index ? "td" : "th", `col-${name.toLowerCase().replace(" ", "-")}`);
      if (!index) cell.scope = "row";
      if (name === "Sentence") cell.append(markedQuote(this.graph, fact));
      else if (name === "Fact") {
        const link = button("", "link", () => this.go({ kind: "fact", a: this.graph.strings[this.graph.facts.iri[fact]], b: "" }));
        link.append(isolated(value(fact)));
        cell.append(link);
      } else cell.append(isolated(name === "Sure" ? `${value(fact)} %` : String(value(fact))));
      row.append(cell);
    });
    return row;
  }

  show(place, facts, view) {
    place.replaceChildren();
    if (view === "table") this.table(place, facts);
    else if (view === "timeline") timeline(this, place, facts);
    else this.cards(place, facts);
  }
}

function compared(a, b) {
  return typeof a === "number" ? a - b : a < b ? -1 : a > b ? 1 : 0;
}
