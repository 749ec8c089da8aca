"use strict";
// Where the graph comes from: the page itself, or a server that answers in the same shape.

const CONTRACT = 1;
const NOWHERE = -32768;

// The columns of the contract, with what is asked of them again and again: strings out of the
// table, the facts of a node, its neighbours. A number stands for a node, an edge or a fact.
class Graph {
  // `server` has what is left out of the data, where they come from one.
  constructor(data, server = null) {
    if (data.view !== CONTRACT) throw new Error(`This page reads version ${CONTRACT} of the data, not ${data.view}.`);
    Object.assign(this, data, { server });
    this.derive();
  }

  // What is looked up again and again; anew when facts have been added.
  derive() {
    const data = this;
    this.words = data.strings.map(clean);
    this.label = data.nodes.label.map((index) => this.words[index] || "(no name)");
    this.short = this.label.map((label) => cut(label));
    this.type = data.nodes.type;
    this.size = this.label.length;
    this.order = this.label.map((_, node) => node).sort((a, b) => data.nodes.rank[a] - data.nodes.rank[b]);
    this.factsOf = this.label.map(() => []);
    this.saidAbout = new Map();
    const { fillers, topics, speaker } = data.facts;
    this.entities = fillers.map((list, fact) => {
      const nodes = [...new Set([speaker[fact], ...list.map(([, node]) => node), ...topics[fact]])].filter((node) => node >= 0);
      for (const node of nodes) this.factsOf[node].push(fact);
      for (const node of topics[fact]) {
        if (!this.saidAbout.has(node)) this.saidAbout.set(node, []);
        this.saidAbout.get(node).push(fact);
      }
      return nodes;
    });
    this.count = fillers.length;
    this.edgesOf = this.label.map(() => []);
    data.edges.s.forEach((from, edge) => {
      this.edgesOf[from].push(edge);
      if (data.edges.t[edge] !== from) this.edgesOf[data.edges.t[edge]].push(edge);
    });
    this.byIri = new Map(data.nodes.iri.map((index, node) => [data.strings[index], node]));
    this.factByIri = new Map(data.facts.iri.map((index, fact) => [data.strings[index], fact]));
  }

  // A cell of a column of facts or articles that holds strings.
  told(column, fact) {
    const values = this.facts[column];
    return values ? this.words[values[fact]] : "";
  }

  article(column, fact) {
    return this.words[this.articles[column][this.facts.article[fact]]];
  }

  iri(node) {
    return this.strings[this.nodes.iri[node]];
  }

  names(node) {
    return this.nodes.names[node].map((index) => this.words[index]);
  }

  other(edge, node) {
    return this.edges.s[edge] === node ? this.edges.t[edge] : this.edges.s[edge];
  }

  placed(node) {
    return this.nodes.x[node] !== NOWHERE && this.nodes.x[node] !== null;
  }

  status(fact) {
    return this.statuses[this.facts.status[fact]];
  }

  relation(fact) {
    return this.relations[this.facts.relation[fact]];
  }

  // When it happened, or else when it was told: an ISO date, and whether it is only the latter.
  date(fact) {
    const own = this.told("date", fact) || this.told("from", fact) || this.told("until", fact);
    return own ? { iso: own.split("/")[0], published: false } : { iso: this.article("published", fact), published: true };
  }
}

// gzip in base64 in a script that is no script: works from a file, with no request at all.
async function embedded(place) {
  const packed = Uint8Array.from(atob(place.textContent.trim()), (sign) => sign.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Graph(JSON.parse(await new Response(stream).text()));
}

// The same from a server that has it ("kg serve").
async function served({ address, base }) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The server answers ${answer.status}.`);
  return new Graph(await answer.json(), new Server(base));
}

function openSource() {
  const place = document.getElementById("data");
  return place.dataset.address ? served(place.dataset) : embedded(place);
}
