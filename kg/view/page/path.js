"use strict";
// How two are connected: the shortest way over what is asserted.

// That one spoke of another joins them less than that they met: such a step counts for three.
const SPOKEN_STEP = 3;

// The edges from one to the other, or null. Of ways equally short the one over the better known.
// `allowed` says which edges may be used; places and countries join everything, so a way through
// one is taken only if `places` is set. Dijkstra's, with a list for each distance.
function shortest(graph, from, to, { allowed = () => true, places = false }) {
  if (from === to) return [];
  const place = graph.types.indexOf("Place");
  const asserted = graph.statuses.indexOf("asserted");
  const statement = graph.relations.findIndex(({ name }) => name === "Statement");
  const cost = (edge) => (graph.edges.facts[edge].every((fact) => graph.facts.relation[fact] === statement) ? SPOKEN_STEP : 1);
  const came = new Map([[from, { edge: -1, distance: 0 }]]);
  const settled = new Set();
  const rims = [[from]];
  for (let distance = 0; distance < rims.length; distance++) {
    for (const node of (rims[distance] || []).sort((a, b) => graph.nodes.rank[a] - graph.nodes.rank[b])) {
      if (settled.has(node)) continue;
      settled.add(node);
      if (node === to) return wayBack(graph, from, to, came);
      if (node !== from && !places && graph.type[node] === place) continue;
      for (const edge of graph.edgesOf[node]) {
        const other = graph.other(edge, node);
        if (settled.has(other) || graph.edges.status[edge] !== asserted || !allowed(edge)) continue;
        const farther = distance + cost(edge);
        if (came.has(other) && came.get(other).distance <= farther) continue;
        came.set(other, { edge, distance: farther });
        (rims[farther] = rims[farther] || []).push(other);
      }
    }
  }
  return null;
}

function wayBack(graph, from, to, came) {
  const steps = [];
  for (let node = to; node !== from; node = graph.other(steps[0], node)) steps.unshift(came.get(node).edge);
  return steps;
}

// The nodes along the edges of a way.
function along(graph, from, steps) {
  const nodes = [from];
  for (const edge of steps) nodes.push(graph.other(edge, nodes[nodes.length - 1]));
  return nodes;
}

// All within so many steps of a node, with how many it takes.
function within(graph, start, depth, allowed) {
  const steps = new Map([[start, 0]]);
  let rim = [start];
  for (let step = 1; step <= depth; step++) {
    const next = [];
    for (const node of rim) {
      for (const edge of graph.edgesOf[node]) {
        const other = graph.other(edge, node);
        if (steps.has(other) || !allowed(edge, other)) continue;
        steps.set(other, step);
        next.push(other);
      }
    }
    rim = next;
  }
  return steps;
}
