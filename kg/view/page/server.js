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

  async ask(operation, parameters) {
    const answer = await fetch(`/api/${operation}?${new URLSearchParams(parameters)}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`The server answers ${answer.status}.`);
    return answer.json();
  }

  // A page of the facts about an entity, as columns.
  facts(iri, limit, offset) {
    return this.ask("view/facts", { about: iri, limit, offset });
  }

  // What it finds by words and the graph does not hold, as hits of the search.
  async beyond(graph, text) {
    const { entities, facts } = await this.ask("search", { q: text.slice(0, LONGEST_ASKED), limit: MOST_ASKED });
    const others = entities.filter(({ iri }) => !graph.byIri.has(iri)).slice(0, MOST_HITS);
    const told = facts.filter(({ iri }) => !graph.factByIri.has(iri)).slice(0, MOST_SENTENCES);
    return [
      ...others.map(({ iri, name, type, facts: count }) => ({ ...(count ? { kind: "beyond", iri } : { kind: "page", href: this.page(iri) }), name, note: `${type} · ${plural(count, "fact")}` })),
      ...told.map(({ iri, sentence }) => ({ kind: "page", href: this.page(iri), sentence })),
    ];
  }
}
