"use strict";
// The picture by keys, one stop for Tab: left and right choose a line of where one stands, down
// follows it, up goes back, Enter opens, Space reads. A live region says each.

// "Putin met Raisi, asserted, 3 facts".
function spokenEdge(graph, edge, mask) {
  let [from, to] = [graph.edges.s[edge], graph.edges.t[edge]];
  if (graph.edges.dir[edge] === 2) [from, to] = [to, from];
  const relations = graph.edges.relations[edge].map((relation) => graph.relations[relation].label);
  const facts = graph.edges.facts[edge].filter((fact) => !mask || mask[fact]).length;
  return clean(`${graph.short[from]} ${relations.join(", ")} ${graph.short[to]}, ${graph.statuses[graph.edges.status[edge]]}, ${plural(facts, "fact")}`);
}

class Walker {
  // `on` has: node() where one stands, edges(node) that are shown, go(node), expand(node),
  // read(edge), preview(edge), leave(), zoom(factor), whole(), say(text).
  constructor(graph, place, on) {
    Object.assign(this, { graph, on, trail: [], line: -1 });
    place.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    if (event.target.tagName === "BUTTON" || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      ArrowRight: () => this.choose(1), ArrowLeft: () => this.choose(-1), ArrowDown: () => this.follow(), ArrowUp: () => this.back(),
      Enter: () => this.on.expand(this.on.node()), " ": () => this.read(), Escape: () => this.on.leave(),
      "+": () => this.on.zoom(1.3), "=": () => this.on.zoom(1.3), "-": () => this.on.zoom(1 / 1.3), 0: () => this.on.whole(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  lines() {
    const node = this.on.node();
    if (node !== this.stood) [this.stood, this.line] = [node, -1];
    return this.on.edges(node);
  }

  choose(step) {
    if (this.on.node() === undefined) return this.on.begin();
    const edges = this.lines();
    if (!edges.length) return this.on.say(`${this.graph.short[this.stood]} has no lines here`);
    this.line = (Math.max(this.line, step > 0 ? -1 : 0) + step + edges.length) % edges.length;
    const edge = edges[this.line];
    this.on.preview(edge);
    this.on.say(`${spokenEdge(this.graph, edge, this.on.mask())}. ${this.line + 1} of ${edges.length}`);
  }

  follow() {
    if (this.on.node() === undefined) return this.on.begin();
    const edges = this.lines();
    if (!edges.length) return;
    const edge = edges[Math.max(0, this.line)];
    this.trail.push(this.stood);
    this.on.go(this.graph.other(edge, this.stood));
  }

  back() {
    const node = this.trail.pop();
    if (node !== undefined) this.on.go(node);
    else if (this.on.node() === undefined) this.on.begin();
  }

  read() {
    const edges = this.lines();
    if (this.line >= 0 && edges[this.line] !== undefined) this.on.read(edges[this.line]);
  }
}
