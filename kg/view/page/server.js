"use strict";
// The server that the page comes from ("kg serve"): its pages, and what it has beyond the picture.

const MOST_ASKED = 50;
const LONGEST_ASKED = 200;

class Server {
  // `base` is what the IRIs of things begin with that have a page.
  constructor(base) {
    this.base = base;
  }

  // The address of a thing's page; "" for what has none.
  page(iri) {
    return iri.startsWith(this.base) ? `/page/${iri.slice(this.base.length)}` : "";
  }

  // What it finds by words and the graph does not hold, as hits of the search.
  async beyond(graph, text) {
    const asked = new URLSearchParams({ q: text.slice(0, LONGEST_ASKED), limit: String(MOST_ASKED) });
    const answer = await fetch(`/api/search?${asked}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`The server answers ${answer.status}.`);
    const { entities, facts } = await answer.json();
    const others = entities.filter(({ iri }) => !graph.byIri.has(iri)).slice(0, MOST_HITS);
    const told = facts.filter(({ iri }) => !graph.factByIri.has(iri)).slice(0, MOST_SENTENCES);
    return [
      ...others.map(({ iri, name, type, facts: count }) => ({ kind: "page", href: this.page(iri), name, note: `${type} · ${plural(count, "fact")}` })),
      ...told.map(({ iri, sentence }) => ({ kind: "page", href: this.page(iri), sentence })),
    ];
  }
}
