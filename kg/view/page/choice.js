"use strict";
// What a choice means: its facts, what is said of it, and what is lit in the picture. The
// explorer is given as a whole, for a choice may concern any part of it.

// The facts that the choice is about, before the filters; null if the graph does not hold it.
function chosenFacts({ graph, search, state, steps }) {
  const [a, b] = [state.a, state.b].map((iri) => graph.byIri.get(iri));
  switch (state.kind) {
    case "node": return a === undefined ? null : graph.factsOf[a];
    case "pair": return a === undefined || b === undefined ? null : [...new Set(graph.edgesOf[a].filter((edge) => graph.other(edge, a) === b).flatMap((edge) => graph.edges.facts[edge]))];
    case "path": return a === undefined || b === undefined ? null : [...new Set((steps || []).flatMap((edge) => graph.edges.facts[edge]))];
    case "said": return a === undefined ? null : graph.factsOf[a].filter((fact) => graph.facts.speaker[fact] === a && (b === undefined || graph.facts.topics[fact].includes(b)));
    case "topic": return a === undefined ? null : graph.saidAbout.get(a) || [];
    case "words": return search.facts(search.fold(state.a));
    case "fact": return graph.factByIri.has(state.a) ? [graph.factByIri.get(state.a)] : null;
    default: return graph.facts.iri.map((_, fact) => fact);
  }
}

// What stands above them.
function heading({ graph, state, left, about, steps, views }, facts) {
  const [a, b] = [state.a, state.b].map((iri) => graph.byIri.get(iri));
  if (facts === null) return about.missing(state.a);
  switch (state.kind) {
    case "node": return about.node(a, left, state);
    case "pair": return about.pair(a, b, left);
    case "path": return about.path(a, b, steps, state, views, left);
    case "said": return about.said(a, b, left);
    case "topic": return about.topic(a, left);
    case "words": return about.words(state.a);
    case "fact": return about.fact(graph.factByIri.get(state.a));
    default: return about.whole(left, state.view);
  }
}

// What is lit in the picture; null where nothing is chosen.
function focused({ graph, state, left, picture, steps }, facts) {
  const [a, b] = [state.a, state.b].map((iri) => graph.byIri.get(iri));
  if (!state.kind || facts === null) return null;
  if (state.kind === "node") {
    const scene = picture.scene.index;
    const nodes = within(graph, a, state.depth, (edge, other) => left.edges[edge] && scene.has(other));
    const near = (edge) => Math.min(nodes.get(graph.edges.s[edge]) ?? 9, nodes.get(graph.edges.t[edge]) ?? 9);
    return { centre: new Set([a]), nodes, strong: (edge) => near(edge) < state.depth };
  }
  if (state.kind === "pair") return { centre: new Set([a, b]), nodes: new Set([a, b]), strong: (edge) => [a, b].includes(graph.edges.s[edge]) && [a, b].includes(graph.edges.t[edge]) };
  if (state.kind === "path") {
    const lit = new Set(steps || []);
    return { centre: new Set([a, b]), nodes: new Set(steps ? along(graph, a, steps) : [a, b]), strong: (edge) => lit.has(edge), bare: true };
  }
  const shown = new Set(facts.filter((fact) => left.mask[fact]));
  const nodes = new Set([...shown].flatMap((fact) => graph.entities[fact]));
  const centre = new Set([a, b].filter((node) => node !== undefined));
  return { centre, nodes, strong: (edge) => graph.edges.facts[edge].some((fact) => shown.has(fact)), bare: true };
}
