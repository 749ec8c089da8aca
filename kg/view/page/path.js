"use strict";
// How two are connected: the shortest way over what is asserted.

// The edges from one to the other, or null. Of ways equally short the one over the better known.
// `allowed` says which edges may be used; places and countries join everything, so a way through
// one is taken only if `places` is set.
function shortest(graph, from, to, { allowed = () => true, places = false }) {
  if (from === to) return [];
  const place = graph.types.indexOf("Place");
  const asserted = graph.statuses.indexOf("asserted");
  const came = new Map([[from, -1]]);
  let rim = [from];
  while (rim.length) {
    const next = [];
    for (const node of rim) {
      if (node !== from && !places && graph.type[node] === place) continue;
      const edges = graph.edgesOf[node].filter((edge) => graph.edges.status[edge] === asserted && allowed(edge));
      edges.sort((a, b) => graph.nodes.rank[graph.other(a, node)] - graph.nodes.rank[graph.other(b, node)] || a - b);
      for (const edge of edges) {
        const other = graph.other(edge, node);
        if (came.has(other)) continue;
        came.set(other, edge);
        next.push(other);
      }
    }
    if (came.has(to)) break;
    rim = next;
  }
  if (!came.has(to)) return null;
  const steps = [];
  for (let node = to; node !== from; node = graph.other(steps[0], node)) steps.unshift(came.get(node));
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
