"use strict";
// What the picture is made of: which entities are in it, where they stand, what is in focus.

const STEP = 20;
const CROWDED = 450;
const MOST_SPOKEN = 40;
const MOST_FILTERED = 90;
const FEW_LINES = 30;
const ROOM = 130;

// The neighbours of a node, the most telling first.
function neighbours(graph, node, allowed = () => true) {
  const found = new Map();
  for (const edge of graph.edgesOf[node]) {
    const other = graph.other(edge, node);
    if (other !== node && allowed(edge)) found.set(other, (found.get(other) || 0) + graph.edges.facts[edge].length);
  }
  return [...found].sort((a, b) => b[1] - a[1] || graph.nodes.rank[a[0]] - graph.nodes.rank[b[0]]).map(([other]) => other);
}

class Picture {
  constructor(graph) {
    this.graph = graph;
    this.most = graph.nodes.facts.reduce((a, b) => Math.max(a, b), 1);
    this.shapes = graph.types.map((type) => SHAPE_NAMES.indexOf(shapeOf(type)));
    this.opening = graph.order.filter((node) => graph.nodes.drawn[node]);
  }

  // The nodes that must be seen whatever the picture holds: those that are chosen.
  chosen(state) {
    const { graph } = this;
    const node = (iri) => graph.byIri.get(iri);
    const all = state.kind === "fact" ? graph.entities[graph.factByIri.get(state.a)] || [] : [node(state.a), node(state.b)];
    return all.filter((each) => each !== undefined);
  }

  // Puts together the scene: for each node of it `nodes[i]` is the graph's.
  compose(state, pathNodes, left) {
    const { graph } = this;
    const few = left.hidden && !state.whole ? this.filtered(left) : null;
    const key = JSON.stringify([state.whole, state.open, this.chosen(state), pathNodes, few, narrow.matches]);
    if (key === this.key) return false;
    this.key = key;
    const places = new Map();
    const allowed = (edge) => left.edges[edge];
    if (state.whole) {
      for (const node of graph.order) if (graph.placed(node)) places.set(node, [graph.nodes.x[node], graph.nodes.y[node]]);
      this.natural = graph.unit && places.size < 300 ? 1 / graph.unit : this.spacing(places, 42);
    } else if (few) {
      this.natural = 1;
      for (const [node, place] of arranged(few.nodes, few.pairs, (each) => this.width(each))) places.set(node, place);
      this.spread(places, new Set(), 60);
    } else this.open(places);
    if (narrow.matches && (few || state.whole)) upright(places);
    const add = (node, list) => {
      const fresh = list.filter((each) => !places.has(each));
      this.around(places, node, fresh);
    };
    for (const node of [...this.chosen(state), ...pathNodes]) if (!places.has(node)) this.join(places, node);
    for (const node of this.chosen(state)) if (state.kind === "node" && (few || !graph.nodes.drawn[node]) && !state.whole) add(node, neighbours(graph, node, allowed).slice(0, STEP));
    for (const iri of state.open) {
      const node = graph.byIri.get(iri);
      if (node === undefined) continue;
      if (!places.has(node)) this.join(places, node);
      add(node, neighbours(graph, node).filter((each) => !places.has(each)).slice(0, STEP));
    }
    this.scene = this.build([...places.keys()], places);
    this.scene.communities = state.whole || few ? [] : this.communities();
    return true;
  }

  // Those who still have lines, drawn or not, if the filters leave so few that all have room.
  filtered(left) {
    const { graph } = this;
    const found = new Set();
    const pairs = [];
    for (let edge = 0; edge < left.edges.length; edge++) {
      const pair = [graph.edges.s[edge], graph.edges.t[edge]];
      if (!left.edges[edge] || pair[0] === pair[1]) continue;
      pairs.push(pair);
      pair.forEach((node) => found.add(node));
      if (found.size > MOST_FILTERED) return null;
    }
    if (!found.size) return null;
    return { nodes: [...found].sort((a, b) => graph.nodes.rank[a] - graph.nodes.rank[b]), pairs };
  }

  // The opening picture: where Python put it, on a wide screen or on a phone.
  open(places) {
    const { ox, oy, ux, uy } = this.graph.nodes;
    // A graph that was built before phones had places of their own has none.
    const [x, y] = narrow.matches && ux ? [ux, uy] : [ox, oy];
    for (const node of this.opening) places.set(node, [x[node], y[node]]);
    this.natural = 1;
  }

  // Who belongs together in the opening picture, by places in the scene.
  communities() {
    const found = [];
    for (const node of this.opening) (found[this.graph.nodes.group[node]] ||= []).push(this.scene.index.get(node));
    return found;
  }

  // Pixels per unit at which nodes are so many pixels apart, were they spread evenly.
  spacing(places, pixels) {
    const [left, top, right, bottom] = bounds(places.values());
    const area = Math.max(1, right - left) * Math.max(1, bottom - top);
    return (pixels * Math.sqrt(Math.max(1, places.size))) / Math.sqrt(area);
  }

  width(node) {
    return Math.min(150, 20 + this.graph.short[node].length * 6.6);
  }

  // Pushes apart what lies on one another, in pixels; what is held stays. The same every time.
  spread(places, held, rounds) {
    const nodes = [...places.keys()].sort((a, b) => a - b);
    const { natural } = this;
    const at = nodes.map((node) => places.get(node).map((value) => value * natural));
    for (let round = 0; round < rounds; round++) {
      let moved = false;
      for (let i = 0; i < nodes.length; i++) {
        for (let j = i + 1; j < nodes.length; j++) {
          let dx = at[j][0] - at[i][0];
          let dy = at[j][1] - at[i][1];
          const ox = (this.width(nodes[i]) + this.width(nodes[j])) / 2 - Math.abs(dx);
          const oy = 44 - Math.abs(dy);
          if (ox <= 0 || oy <= 0) continue;
          const [a, b] = [held.has(nodes[i]) ? 0 : 1, held.has(nodes[j]) ? 0 : 1];
          if (!a && !b) continue;
          moved = true;
          if (!dx && !dy) [dx, dy] = [j % 2 ? 1 : -1, 1];
          const part = 0.5 / (a + b);
          if (oy < ox) {
            const push = Math.sign(dy || 1) * oy * part;
            at[i][1] -= push * a;
            at[j][1] += push * b;
          } else {
            const push = Math.sign(dx || 1) * ox * part;
            at[i][0] -= push * a;
            at[j][0] += push * b;
          }
        }
      }
      if (!moved) break;
    }
    nodes.forEach((node, index) => places.set(node, at[index].map((value) => value / natural)));
  }

  // A node that is not there yet: among its neighbours that are, else below the picture.
  join(places, node) {
    const { graph, natural } = this;
    const known = neighbours(graph, node).filter((each) => places.has(each)).map((each) => places.get(each));
    const [left, , right, bottom] = places.size ? bounds(places.values()) : [0, 0, 0, 0];
    const middle = known.length ? [known.reduce((sum, at) => sum + at[0], 0) / known.length, known.reduce((sum, at) => sum + at[1], 0) / known.length] : [(left + right) / 2, bottom + 140 / natural];
    const held = new Set(places.keys());
    places.set(node, [middle[0] + 30 / natural, middle[1] + 60 / natural]);
    if (places.size <= CROWDED) this.spread(places, held, 60);
  }

  // New nodes on a ring about one that is there, away from the middle of the picture first.
  around(places, node, fresh) {
    const { natural } = this;
    if (!fresh.length) return;
    const held = new Set(places.keys());
    const [x, y] = places.get(node);
    const [left, top, right, bottom] = bounds(places.values());
    const out = Math.atan2(y - (top + bottom) / 2, x - (left + right) / 2);
    // Two rings, in turns, on which each has room for its name.
    const ring = Math.max(150, (fresh.length * ROOM) / (4 * Math.PI));
    fresh.forEach((each, index) => {
      const angle = out + (index % 2 ? 1 : -1) * Math.ceil(index / 2) * ((2 * Math.PI) / Math.max(7, fresh.length));
      const radius = (ring + 50 * (index % 2)) / natural;
      places.set(each, [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]);
    });
    if (places.size <= CROWDED) this.spread(places, held, 60);
  }

  build(nodes, places) {
    const { graph } = this;
    const index = new Map(nodes.map((node, at) => [node, at]));
    const inside = graph.edges.s.map((_, edge) => edge).filter((edge) => index.has(graph.edges.s[edge]) && index.has(graph.edges.t[edge]) && graph.edges.s[edge] !== graph.edges.t[edge]);
    const pair = (edge) => {
      const [a, b] = [graph.edges.s[edge], graph.edges.t[edge]];
      return a < b ? a * graph.size + b : b * graph.size + a;
    };
    const beside = new Map();
    for (const edge of inside) beside.set(pair(edge), (beside.get(pair(edge)) || 0) + 1);
    // The most telling first: while the hand moves a large picture only these are drawn.
    inside.sort((a, b) => graph.edges.facts[b].length - graph.edges.facts[a].length || a - b);
    const turn = new Map();
    const scene = {
      nodes, edges: inside, index, count: nodes.length, edgeCount: inside.length,
      x: Float32Array.from(nodes, (node) => places.get(node)[0]), y: Float32Array.from(nodes, (node) => places.get(node)[1]),
      radius: Float32Array.from(nodes, (node) => 5 + 11 * Math.sqrt(graph.nodes.facts[node] / this.most)),
      shape: Uint8Array.from(nodes, (node) => this.shapes[graph.type[node]]), type: Uint8Array.from(nodes, (node) => graph.type[node]),
      s: Uint32Array.from(inside, (edge) => index.get(graph.edges.s[edge])), t: Uint32Array.from(inside, (edge) => index.get(graph.edges.t[edge])),
      status: Uint8Array.from(inside, (edge) => graph.edges.status[edge]), arrow: Uint8Array.from(inside, (edge) => graph.edges.dir[edge]),
      width: Float32Array.from(inside, (edge) => Math.min(3, 1.1 + 0.4 * (graph.edges.facts[edge].length - 1))),
      shift: Float32Array.from(inside, (edge) => {
        const key = pair(edge);
        const number = turn.get(key) || 0;
        turn.set(key, number + 1);
        return (number - (beside.get(key) - 1) / 2) * 6 * (graph.edges.s[edge] < graph.edges.t[edge] ? 1 : -1);
      }),
      label: (at) => graph.short[nodes[at]],
      edgeLabel: (at) => this.edgeLabel(inside[at]),
      statusName: (at) => graph.statuses[graph.edges.status[inside[at]]],
    };
    this.order = nodes.map((node, at) => [graph.nodes.rank[node], at]).sort((a, b) => a[0] - b[0]).map(([, at]) => at);
    return scene;
  }

  // "met, visited · claimed": what kinds of facts a line has, and how they are told.
  edgeLabel(edge) {
    const { graph } = this;
    const labels = graph.edges.relations[edge].map((relation) => graph.relations[relation].label);
    const told = labels.slice(0, 2).join(", ") + (labels.length > 2 ? ` +${labels.length - 2}` : "");
    const status = graph.statuses[graph.edges.status[edge]];
    return clean(status === "asserted" ? told : `${told} · ${status}`);
  }

  // How much each is seen: by the filters, and by what is chosen.
  emphasis(state, left, focus) {
    const { graph, scene } = this;
    const nodes = new Uint8Array(scene.count);
    const edges = new Uint8Array(scene.edgeCount);
    const chosen = new Uint8Array(scene.count);
    const live = new Uint8Array(scene.count);
    // Of the opening picture only the lines stand out that show how it hangs together.
    const thinned = !focus && !left.hidden && scene.communities.length;
    const { main } = graph.edges;
    const { drawn } = graph.nodes;
    for (let at = 0; at < scene.edgeCount; at++) {
      const edge = scene.edges[at];
      if (!left.edges[edge]) continue;
      const behind = thinned && !main[edge] && drawn[graph.edges.s[edge]] && drawn[graph.edges.t[edge]];
      edges[at] = focus || behind ? FADED : PLAIN;
      live[scene.s[at]] = live[scene.t[at]] = 1;
    }
    scene.nodes.forEach((node, at) => {
      const seen = left.typeOk[graph.type[node]] && (live[at] || graph.factsOf[node].some((fact) => left.mask[fact]));
      nodes[at] = seen ? (focus ? FADED : PLAIN) : 0;
    });
    const spoken = [];
    if (!focus) {
      edges.forEach((level, at) => level && spoken.push(at));
      if (spoken.length > FEW_LINES) spoken.length = 0;
    } else {
      scene.nodes.forEach((node, at) => {
        if (focus.centre.has(node)) [nodes[at], chosen[at]] = [STRONG, 1];
        else if (nodes[at] && focus.nodes.has(node)) nodes[at] = STRONG;
      });
      for (let at = 0; at < scene.edgeCount; at++) {
        if (!edges[at]) continue;
        const edge = scene.edges[at];
        if (focus.strong(edge)) {
          edges[at] = STRONG;
          spoken.push(at);
        } else if (focus.nodes.has(graph.edges.s[edge]) && focus.nodes.has(graph.edges.t[edge]) && !focus.bare) edges[at] = PLAIN;
      }
      spoken.sort((a, b) => scene.width[b] - scene.width[a]);
    }
    return [{ nodes, edges, chosen }, spoken.slice(0, MOST_SPOKEN)];
  }
}

// On a phone what is wider than high is turned and drawn out, so that it fills the screen.
function upright(places) {
  const [left, top, right, bottom] = bounds(places.values());
  const [width, height] = [Math.max(1, right - left), Math.max(1, bottom - top)];
  const turned = width > height;
  const stretch = Math.max(1, Math.min(1.8, (1.6 * Math.min(width, height)) / Math.max(width, height)));
  for (const [node, [x, y]] of places) places.set(node, turned ? [y, -x * stretch] : [x, y * stretch]);
}

function bounds(places) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of places) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return [left, top, right, bottom];
}
