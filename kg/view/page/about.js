"use strict";
// What stands above the facts: who or what is chosen, and what one should know of it first.

const MOST_TOPICS = 12;
const MOST_LINKED = 8;

class About {
  // `on` has go(parts), search, page (how many further facts come at once), path(node), expand(node), depth(n), places(on), close().
  constructor(graph, on) {
    Object.assign(this, { graph, on });
  }

  title(kind, text, ...more) {
    const { graph } = this;
    const name = element("h2", "", isolated(text));
    const close = button("×", "close", () => this.on.close());
    close.setAttribute("aria-label", "Close, show everything");
    close.title = "Close (Escape)";
    return [element("div", "about-title", element("div", "", typeof kind === "string" ? element("p", "eyebrow", kind) : kind, name), graph && close), ...more];
  }

  // A button with a name and a number.
  chip(text, count, parts) {
    const made = button("", "chip", () => this.on.go(parts));
    made.append(isolated(cut(text, 32)), element("span", "count", count.toLocaleString("en")));
    return made;
  }

  link(node) {
    return { kind: "node", a: this.graph.iri(node), b: "" };
  }

  entry(title, ...children) {
    return element("section", "entry-list", element("h3", "", title), ...children);
  }

  // Nothing is chosen: what this graph is, whom it tells most of, what one may ask.
  whole(left, view) {
    const { graph } = this;
    const articles = graph.articles.iri.length;
    const out = graph.left || { entities: 0, facts: 0 };
    const parts = [element("h2", "unseen", "Overview"), element("p", "figures", `${plural(articles, "article")} · ${plural(graph.count, "fact")} · ${plural(graph.size, "name")} of people, places and things`)];
    if (out.entities || out.facts) parts.push(element("p", "notice", `This page holds the most telling part: ${plural(out.entities, "entity", "entities")} and ${plural(out.facts, "fact")} are left out. ${graph.server ? "The search finds them, and who is chosen is shown with all facts, 50 at a time." : '"kg serve" shows all.'}`));
    if (view !== "cards") return parts;
    const ask = element("div", "chips");
    for (const { text, hit } of this.on.search.examples()) {
      const question = button("", "chip ask", () => this.on.take(hit));
      question.append(isolated(text));
      ask.append(question);
    }
    parts.push(this.entry("Ask", ask));
    const counts = new Map();
    left.mask.forEach((shown, fact) => shown && graph.entities[fact].forEach((node) => counts.set(node, (counts.get(node) || 0) + 1)));
    const most = graph.order.filter((node) => counts.get(node) && left.typeOk[graph.type[node]]).slice(0, 200).sort((a, b) => counts.get(b) - counts.get(a) || graph.nodes.rank[a] - graph.nodes.rank[b]).slice(0, MOST_LINKED);
    if (most.length) parts.push(this.entry("Told of most", this.ranking(most.map((node) => [node, counts.get(node)]), (node) => this.link(node))));
    return parts;
  }

  // Names with bars of how often.
  ranking(pairs, parts) {
    const { graph } = this;
    const list = element("ul", "ranking");
    const top = Math.max(1, ...pairs.map(([, count]) => count));
    for (const [node, count] of pairs) {
      const line = button("", "rank", () => this.on.go(parts(node)));
      const bar = element("span", "bar-line");
      bar.style.width = `${(100 * count) / top}%`;
      line.append(bar, typeSwatch(graph.types[graph.type[node]]), isolated(graph.short[node], "name"), element("span", "count", count.toLocaleString("en")));
      list.append(element("li", "", line));
    }
    return list;
  }

  node(node, left, state) {
    const { graph } = this;
    const type = graph.types[graph.type[node]];
    const eyebrow = element("p", "eyebrow", typeSwatch(type), type);
    const names = graph.names(node);
    const also = names.length ? element("p", "quiet also", "Also ", isolated(names.slice(0, 8).join(", ") + (names.length > 8 ? ` and ${names.length - 8} more` : ""))) : null;
    const parts = this.title(eyebrow, graph.label[node], also);
    const links = neighbours(graph, node, (edge) => left.edges[edge]);
    parts.push(this.nodeTools(node, links, state));
    const posts = this.posts(node, left);
    if (posts) parts.push(this.entry("Posts", posts));
    const topics = this.topics(node, left);
    if (topics) parts.push(this.entry("Speaks about", topics));
    const about = (graph.saidAbout.get(node) || []).filter((fact) => left.mask[fact]).length;
    if (about) parts.push(this.entry("Is spoken about", element("div", "chips", this.chip("What others say about it", about, { kind: "topic", a: graph.iri(node), b: "" }))));
    if (links.length) {
      const count = (other) => graph.edgesOf[node].reduce((sum, edge) => sum + (graph.other(edge, node) === other && left.edges[edge] ? graph.edges.facts[edge].filter((fact) => left.mask[fact]).length : 0), 0);
      parts.push(this.entry("Connected with", this.ranking(links.slice(0, MOST_LINKED).map((other) => [other, count(other)]), (other) => ({ kind: "pair", a: graph.iri(node), b: graph.iri(other) }))));
    }
    return parts;
  }

  // A link to all that the server has of a thing; null where there is none.
  page(iri) {
    const address = this.graph.server && this.graph.server.page(iri);
    return address ? Object.assign(element("a", "tool", "Its page"), { href: address }) : null;
  }

  nodeTools(node, links, state) {
    const tools = element("div", "tools");
    tools.append(button("Path to …", "tool", () => this.on.path(node)));
    const page = this.page(this.graph.iri(node));
    if (page) tools.append(page);
    const rest = this.on.rest(this.graph.iri(node));
    if (rest) {
      const more = button(`${plural(Math.min(this.on.page, rest), "further fact")} of ${rest.toLocaleString("en")}`, "tool further", () => this.on.further());
      more.title = "From the server";
      tools.append(more);
    }
    const unseen = this.on.unseen(node);
    if (unseen) {
      const more = button(unseen > STEP ? `Show ${STEP} more of ${unseen}` : `Show ${unseen} more`, "tool expands", () => this.on.expand(node));
      more.title = "Further neighbours (Enter, or a double click)";
      tools.append(more);
    }
    if (!links.length) tools.append(element("span", "quiet", "Linked to nobody; its facts are below."));
    else {
      const depth = element("div", "steps");
      depth.setAttribute("role", "group");
      depth.setAttribute("aria-label", "How far around it");
      depth.append(element("span", "quiet", "Steps"));
      for (const number of [1, 2, 3]) {
        const step = button(String(number), "", () => this.on.depth(number));
        step.setAttribute("aria-pressed", String(state.depth === number));
        step.setAttribute("aria-label", plural(number, "step"));
        depth.append(step);
      }
      tools.append(depth);
    }
    return tools;
  }

  // Each post once, with what is known of its time; the best known first.
  posts(node, left) {
    const { graph } = this;
    const found = new Map();
    for (const fact of graph.factsOf[node]) {
      if (!left.mask[fact]) continue;
      const fillers = graph.facts.fillers[fact].map(([role, at, text]) => ({ role: graph.words[role], at, text: graph.words[text] }));
      const title = fillers.find(({ role }) => role === "title");
      const [from, until] = [graph.told("from", fact), graph.told("until", fact)];
      if (!title && !from && !until) continue;
      const holder = fillers.find(({ role, at }) => at >= 0 && role !== "object" && role !== "organization" && role !== "place");
      if (!holder || holder.at !== node) continue;
      const body = fillers.find((each) => each !== title && each !== holder && each.at >= 0);
      const name = [title ? title.text : capital(graph.relation(fact).label), body && graph.label[body.at]].filter(Boolean).join(", ");
      const key = this.on.search.fold(name);
      const entry = found.get(key) || { name, facts: [], times: new Set() };
      entry.facts.push(fact);
      const time = from || until ? [from && `since ${dated(from)}`, until && `until ${dated(until)}`].filter(Boolean).join(" ") : when(graph, fact);
      if (time) entry.times.add(time);
      if (graph.status(fact) !== "asserted") entry.times.add(graph.status(fact) === "former" ? "no longer or not yet" : graph.status(fact));
      found.set(key, entry);
    }
    if (!found.size) return null;
    const list = element("ul", "posts");
    for (const { name, facts, times } of [...found.values()].sort((a, b) => b.facts.length - a.facts.length).slice(0, 8)) {
      const line = button("", "link", () => this.on.go({ kind: "fact", a: graph.strings[graph.facts.iri[facts[0]]], b: "" }));
      line.append(isolated(name));
      list.append(element("li", "", line, element("span", "quiet", ` ${[...times].slice(0, 3).map(clean).join(", ")}${times.size ? " · " : ""}${plural(facts.length, "fact")}`)));
    }
    return list;
  }

  topics(node, left) {
    const { graph } = this;
    const counts = new Map();
    let all = 0;
    for (const fact of graph.factsOf[node]) {
      if (graph.facts.speaker[fact] !== node || !left.mask[fact]) continue;
      all++;
      for (const topic of new Set(graph.facts.topics[fact])) if (topic !== node) counts.set(topic, (counts.get(topic) || 0) + 1);
    }
    if (!all) return null;
    const chips = element("div", "chips", this.chip("Everything said", all, { kind: "said", a: graph.iri(node), b: "" }));
    // Several things may be called "the campaign"; the best known stands for them.
    const ranked = [...counts].sort((a, b) => b[1] - a[1] || graph.nodes.rank[a[0]] - graph.nodes.rank[b[0]]);
    const distinct = ranked.filter(([topic], at) => ranked.findIndex(([other]) => graph.label[other] === graph.label[topic]) === at);
    for (const [topic, count] of distinct.slice(0, MOST_TOPICS)) chips.append(this.chip(graph.label[topic], count, { kind: "said", a: graph.iri(node), b: graph.iri(topic) }));
    return chips;
  }

  pair(a, b, left) {
    const { graph } = this;
    const both = element("p", "both", this.nameButton(a), element("span", "quiet", "and"), this.nameButton(b));
    const list = element("ul", "spoken");
    for (const edge of graph.edgesOf[a]) {
      if (graph.other(edge, a) === b && left.edges[edge]) list.append(element("li", "", lineSwatch(graph.statuses[graph.edges.status[edge]]), isolated(spokenEdge(graph, edge, left.mask))));
    }
    return [...this.title("Between two", `${graph.short[a]} – ${graph.short[b]}`), both, list];
  }

  nameButton(node) {
    const made = button("", "name", () => this.on.go(this.link(node)));
    made.append(typeSwatch(this.graph.types[this.graph.type[node]]), isolated(this.graph.short[node]));
    return made;
  }

  // A step a sentence; `steps` is null where there is no way.
  path(a, b, steps, state, views, left) {
    const { graph } = this;
    const parts = this.title("How they are connected", `${graph.short[a]} – ${graph.short[b]}`);
    const tick = element("input");
    Object.assign(tick, { type: "checkbox", checked: state.places });
    tick.addEventListener("change", () => this.on.places(tick.checked));
    parts.push(element("label", "choice", tick, "also through places"));
    if (!steps) {
      parts.push(element("p", "notice", `No way over what is stated as fact${state.places ? "" : ", except perhaps through a place"}${left.hidden ? ", with the filters as they are" : ""}.`));
      return parts;
    }
    parts.push(element("p", "quiet", `${plural(steps.length, "step")}, over what is stated as fact only`));
    const list = element("ol", "path");
    const nodes = along(graph, a, steps);
    steps.forEach((edge, index) => {
      const facts = graph.edges.facts[edge].filter((fact) => left.mask[fact]).sort((x, y) => graph.facts.confidence[y] - graph.facts.confidence[x]);
      list.append(element("li", "", element("p", "step", this.nameButton(nodes[index]), element("span", "relation", this.between(edge, nodes[index])), this.nameButton(nodes[index + 1])), markedQuote(graph, facts[0]), articleLine(graph, facts[0])));
    });
    parts.push(list);
    return parts;
  }

  // What joins two, with an arrow to whom it is done.
  between(edge, from) {
    const { graph } = this;
    const told = clean(graph.edges.relations[edge].map((relation) => graph.relations[relation].label).slice(0, 2).join(", "));
    const way = graph.edges.dir[edge];
    if (way !== 1 && way !== 2) return told;
    return (way === 1) === (graph.edges.s[edge] === from) ? `${told} →` : `← ${told}`;
  }

  said(speaker, topic, left) {
    const { graph } = this;
    const text = topic === undefined ? `Everything ${graph.short[speaker]} said` : `What ${graph.short[speaker]} said about ${graph.short[topic]}`;
    const topics = this.topics(speaker, left);
    return [...this.title("Statements", text), element("p", "both", this.nameButton(speaker), ...(topic === undefined ? [] : [element("span", "quiet", "about"), this.nameButton(topic)])), topics && this.entry("By topic", topics)].filter(Boolean);
  }

  topic(node, left) {
    const { graph } = this;
    const speakers = new Map();
    for (const fact of graph.saidAbout.get(node) || []) {
      const speaker = graph.facts.speaker[fact];
      if (left.mask[fact] && speaker >= 0) speakers.set(speaker, (speakers.get(speaker) || 0) + 1);
    }
    const ranked = [...speakers].sort((a, b) => b[1] - a[1] || graph.nodes.rank[a[0]] - graph.nodes.rank[b[0]]).slice(0, 12);
    const parts = this.title("Statements", `Who spoke about ${graph.short[node]}`, element("p", "both", this.nameButton(node)));
    if (ranked.length) parts.push(this.entry("Speakers", this.ranking(ranked, (speaker) => ({ kind: "said", a: graph.iri(speaker), b: graph.iri(node) }))));
    return parts;
  }

  words(text) {
    return this.title("Sentences with", text);
  }

  fact(fact) {
    return this.title("One fact", cut(gist(this.graph, fact), 160));
  }

  missing(iri) {
    const page = this.page(iri);
    const told = page ? "The link names something that this picture leaves out, or that the graph does not hold." : "The link names something that this graph does not hold.";
    return this.title(page ? "Not in this picture" : "Not in this graph", cut(iri, 120), element("p", "notice", told), page && element("div", "tools", page));
  }
}
