"use strict";
// A graph that grows: what a server has of an entity is added to what the page began with.

// Adds the columns of `part` to those of the graph, and says whether anything is new. What the graph
// has already stays, but whom it did not know in a fact it knows from now on; what is new has no
// place on the map and is in no opening picture.
function addPart(graph, part) {
  const string = adder(graph.strings, part.strings);
  const named = (all, news, key) => news.map((each) => place(all, each, (other) => key(other) === key(each)));
  const type = named(graph.types, part.types, (each) => each);
  const status = named(graph.statuses, part.statuses, (each) => each);
  const relation = named(graph.relations, part.relations, ({ name }) => name);
  const table = (own, news, known, columns) =>
    news.iri.map((iri, row) => {
      const found = known(graph.strings[string(iri)]);
      if (found !== undefined) return found;
      for (const [name, values] of Object.entries(own)) values.push(columns[name](news[name] && news[name][row]));
      return own.iri.length - 1;
    });
  const strings = (names) => Object.fromEntries(names.map((name) => [name, string]));
  const same = (value) => value;
  const nowhere = () => NOWHERE;
  const node = table(graph.nodes, part.nodes, (iri) => graph.byIri.get(iri), {
    ...strings(["iri", "label"]), type: (value) => type[value], names: (list) => list.map(string), named: same, facts: same,
    x: nowhere, y: nowhere, ox: nowhere, oy: nowhere, ux: nowhere, uy: nowhere, drawn: () => 0, group: () => -1, rank: () => graph.nodes.rank.length,
  });
  const articles = new Map(graph.articles.iri.map((iri, article) => [graph.strings[iri], article]));
  const article = table(graph.articles, part.articles, (iri) => articles.get(iri), { ...strings(["iri", "headline", "published", "publisher", "url", "document"]), start: same });
  const [before, tied] = [graph.count, ties(graph)];
  const some = (value) => (value < 0 ? -1 : node[value]);
  const told = {
    ...strings(["iri", "gist", "said", "claimedBy", "claimedAs", "date", "dateText", "from", "until", "rule", "quote"]),
    relation: (value) => relation[value], status: (value) => status[value], confidence: same, start: same, end: same,
    fillers: (list) => list.map(([role, filler, text]) => [string(role), some(filler), string(text)]),
    topics: (list) => list.map((topic) => node[topic]), speaker: some, article: (value) => article[value],
    marks: (list) => list.map(([start, end, role]) => [start, end, string(role)]),
  };
  const fact = table(graph.facts, part.facts, (iri) => graph.factByIri.get(iri), told);
  // A fact may have come without some of those who have a role in it.
  for (const [name, joined] of Object.entries(POINTERS)) {
    const own = graph.facts[name];
    fact.forEach((at, row) => (own[at] = joined(own[at], told[name](part.facts[name][row]))));
  }
  addEdges(graph.edges, part.edges, { node, status, relation, fact });
  const { entities, facts } = graph.left;
  const grown = graph.facts.iri.length - before;
  graph.left = { entities: Math.max(0, entities - graph.nodes.iri.length + graph.size), facts: Math.max(0, facts - grown) };
  graph.derive();
  return ties(graph) > tied;
}

// What facts point to nodes by, and how what is known of it is joined with what comes.
const POINTERS = {
  fillers: (own, news) => own.map((filler, at) => (filler[1] < 0 ? news[at] : filler)),
  topics: (own, news) => union(own, news),
  speaker: (own, news) => (own < 0 ? news : own),
};

// How many times facts point to nodes.
function ties(graph) {
  return graph.entities.reduce((sum, nodes) => sum + nodes.length, 0);
}

function union(one, two) {
  return [...new Set([...one, ...two])].sort((a, b) => a - b);
}

const turned = [0, 2, 1, 3];

function addEdges(own, news, { node, status, relation, fact }) {
  const edges = new Map(own.s.map((from, edge) => [`${from} ${own.t[edge]} ${own.status[edge]}`, edge]));
  news.s.forEach((from, row) => {
    const [a, b] = [node[from], node[news.t[row]]];
    const [s, t] = [Math.min(a, b), Math.max(a, b)];
    const dir = a > b ? turned[news.dir[row]] : news.dir[row];
    const told = status[news.status[row]];
    const [relations, facts] = [news.relations[row].map((each) => relation[each]), news.facts[row].map((each) => fact[each])];
    const edge = edges.get(`${s} ${t} ${told}`);
    if (edge === undefined) {
      const columns = { s, t, dir, status: told, relations: union(relations, []), facts: union(facts, []), main: 0 };
      for (const [name, value] of Object.entries(columns)) own[name].push(value);
    } else {
      own.dir[edge] |= dir;
      own.relations[edge] = union(own.relations[edge], relations);
      own.facts[edge] = union(own.facts[edge], facts);
    }
  });
}

// Where a string of the part stands in the graph's own table.
function adder(own, news) {
  const known = new Map(own.map((text, index) => [text, index]));
  return (index) => {
    const text = news[index];
    if (!known.has(text)) known.set(text, own.push(text) - 1);
    return known.get(text);
  };
}

function place(all, value, same) {
  const found = all.findIndex(same);
  return found < 0 ? all.push(value) - 1 : found;
}

// What was asked of the server about each entity: how many facts it has, how many came. `most` is
// what a page of them has.
class Asked {
  constructor(graph, most = MOST_ASKED) {
    Object.assign(this, { graph, most, known: new Map() });
  }

  // How many further facts there are; undefined before the first answer.
  rest(iri) {
    const found = this.known.get(iri);
    return found && found.total < Infinity ? Math.max(0, found.total - found.next) : undefined;
  }

  // The next page of facts; says whether anything is new, and null where it is waited for.
  async next(iri) {
    const found = this.known.get(iri) || { next: 0, total: Infinity, waiting: false };
    if (found.waiting || found.next >= found.total) return null;
    this.known.set(iri, { ...found, waiting: true });
    try {
      const part = await this.graph.server.facts(iri, this.most, found.next);
      this.known.set(iri, { next: found.next + this.most, total: part.total, waiting: false });
      return addPart(this.graph, part);
    } catch (error) {
      this.known.set(iri, found);
      throw error;
    }
  }
}
