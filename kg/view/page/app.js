"use strict";
// Puts the parts together: the address says what is looked at, everything else follows it.

const byId = (id) => document.getElementById(id);

class App {
  constructor(graph) {
    this.graph = graph;
    this.search = new Search(graph);
    this.filters = new Filters(graph);
    publishLook(currentLook());
    this.picture = new Picture(graph);
    this.renderer = new Renderer(byId("picture"), graph.types, graph.statuses);
    this.asked = new Asked(graph);
    this.store = new Store((state, before) => this.show(before));
    this.go = (parts) => this.choose(parts);
    this.views = new FactViews(graph, this.go);
    this.about = new About(graph, {
      go: this.go, search: this.search, take: (hit) => this.take(hit), close: () => this.close(), path: (node) => this.askPath(node),
      expand: (node) => this.expand(node), rest: (iri) => this.asked.rest(iri), further: () => this.further(), page: MOST_ASKED, unseen: (node) => this.unseen(node), depth: (depth) => this.store.change({ depth }), places: (places) => this.store.change({ places }),
    });
    this.choosers();
    this.searchBox = new SearchBox(graph, this.search, byId("search"), byId("hits"), byId("search-live"), (hit) => {
      this.take(hit);
      byId("picture").focus({ preventScroll: true });
    });
    const invite = () => (byId("search").placeholder = byId("search").dataset.placeholder = narrow.matches ? "Search or ask" : "Search, or ask: who met whom?");
    invite();
    narrow.addEventListener("change", invite);
    this.sheet = new Sheet(byId("panel"), byId("handle"), () => this.renderer && this.renderer.draw());
    if (graph.server) byId("title").replaceChildren(Object.assign(element("a", "", isolated(graph.title)), { href: "/", title: "To the start" }));
    addControls(this);
    this.closeMenus = addMenus(this);
    watchHands(this);
    this.show(null);
    this.prepare();
  }

  get state() {
    return this.store.state;
  }

  node(iri) {
    return this.graph.byIri.get(iri);
  }

  // ---- what is chosen

  choose(parts) {
    this.sheet.rise();
    this.store.change({ camera: "", ...parts });
    const title = document.querySelector("#about h2");
    if (this.state.kind) this.say(`${title.textContent}, ${plural(this.shown.length, "fact")}`);
  }

  close() {
    this.store.change({ kind: "", a: "", b: "", camera: "" });
  }

  take(hit) {
    const { graph } = this;
    const waiting = this.pathFrom;
    this.pathFrom = undefined;
    this.refit = true;
    const iri = (node) => (node === undefined ? "" : graph.iri(node));
    switch (hit.kind) {
      case "node":
        if (waiting !== undefined && waiting !== hit.node) return this.choose({ kind: "path", a: iri(waiting), b: iri(hit.node) });
        return this.choose({ kind: "node", a: iri(hit.node), b: "" });
      case "beyond": return this.choose({ kind: "node", a: hit.iri, b: "" });
      case "topic": return this.choose({ kind: "topic", a: iri(hit.node), b: "" });
      case "said": return this.choose({ kind: "said", a: iri(hit.node), b: iri(hit.about) });
      case "path": return this.choose({ kind: "path", a: iri(hit.from), b: iri(hit.to) });
      case "words": return this.choose({ kind: "words", a: hit.text, b: "" });
      case "sentence": return this.choose({ kind: "fact", a: graph.strings[graph.facts.iri[hit.fact]], b: "" });
      case "relation":
      case "met": return this.choose({ kind: hit.node === undefined ? "" : "node", a: iri(hit.node), b: "", relation: { only: true, values: [graph.relations[hit.relation].name] } });
      case "set": return this.choose(hit.parts);
      case "keep": return this.kept.get(hit.entry)();
      case "status": return this.choose({ kind: "", a: "", b: "", status: { only: true, values: [hit.status] } });
    }
  }

  // The next facts about whom is looked at, from a server that has more than this page began with.
  async further() {
    const { graph, state } = this;
    let grown;
    try {
      grown = await this.asked.next(state.a);
    } catch (error) {
      return void (byId("notice").textContent = error.message);
    }
    if (grown === null) return;
    if (grown) this.renew();
    this.show(this.state);
    if (grown && this.state.a === state.a) this.say(`${plural(this.shown.length, "fact")} of ${graph.short[this.node(state.a)]}`);
  }

  choosers() {
    const place = byId("filters");
    const { scrollTop } = place;
    place.replaceChildren(...place.querySelectorAll(".filters-top"));
    this.filterPanel = new FilterPanel(place, this.filters, (parts) => this.store.change(parts));
    place.scrollTop = scrollTop;
  }

  // What was made of the graph's columns is made anew.
  renew() {
    const { graph } = this;
    Object.assign(this.search, new Search(graph));
    Object.assign(this.filters, new Filters(graph));
    Object.assign(this.picture, new Picture(graph), { key: "" });
    this.choosers();
    this.renderer.setLook(this.renderer.look);
    this.prepare();
  }

  askPath(node) {
    this.pathFrom = node;
    this.searchBox.askFor(`From ${this.graph.short[node]} to …`);
  }

  // Every neighbour that is not in the picture, a step of them more with each call.
  unseen(node) {
    return neighbours(this.graph, node).filter((other) => !this.picture.scene.index.has(other)).length;
  }

  expand(node) {
    if (node === undefined || this.state.whole) return;
    const count = Math.min(STEP, this.unseen(node));
    if (!count) return this.say("All its neighbours are shown");
    this.store.change({ kind: "node", a: this.graph.iri(node), b: "", open: [...this.state.open, this.graph.iri(node)], camera: "" });
    const rest = this.unseen(node);
    this.say(`${plural(count, "more neighbour")}${rest ? `, ${rest} not shown yet` : ""}`);
  }

  // ---- showing

  show(before) {
    const { graph, state } = this;
    const began = performance.now();
    this.left = this.filters.apply(state);
    const [a, b] = [this.node(state.a), this.node(state.b)];
    this.steps = state.kind === "path" && a !== undefined && b !== undefined ? shortest(graph, a, b, { allowed: (edge) => this.left.edges[edge], places: state.places }) : null;
    const pathNodes = this.steps ? along(graph, a, this.steps) : [];
    const fresh = this.picture.compose(state, pathNodes, this.left);
    if (fresh) {
      this.renderer.camera.natural = this.picture.natural;
      this.renderer.setScene(this.picture.scene, this.picture.order);
    }
    const facts = chosenFacts(this);
    this.lit = focused(this, facts);
    this.light();
    this.frame(before, fresh);
    this.list(facts);
    this.filterPanel.show(state, this.left);
    this.frameTexts();
    this.filtered = performance.now() - began;
    // A graph that is held as a whole has nothing to ask for.
    if (graph.server && graph.left.facts && state.kind === "node" && this.asked.rest(state.a) === undefined) this.further();
  }

  light() {
    const [emphasis, spoken] = this.picture.emphasis(this.state, this.left, this.lit);
    this.renderer.setEmphasis(emphasis, spoken);
  }

  // Moves the camera when something else is chosen; a camera in the address is kept.
  frame(before, fresh) {
    const { state, renderer, picture } = this;
    const same = before && before.kind === state.kind && before.a === state.a && before.b === state.b && before.depth === state.depth && before.open.length === state.open.length;
    // A phone has the picture turned: the camera of a link is that of a wide screen.
    if (state.camera && !(before && before.camera === state.camera) && !(narrow.matches && !before)) {
      const [x, y, scale] = state.camera.split(",").map(Number);
      return renderer.moveTo({ x, y, scale }, Boolean(before));
    }
    if (before && same && before.whole === state.whole && !this.refit) return;
    this.refit = false;
    const { scene } = picture;
    const seen = renderer.emphasis.nodes;
    const strong = scene.nodes.map((_, at) => at).filter((at) => seen[at] === STRONG);
    const all = scene.nodes.map((_, at) => at).filter((at) => seen[at]);
    const below = this.sheet.covered();
    if (this.clicked && strong.length && this.onScreen(strong, below)) return;
    renderer.moveTo(renderer.framing(strong.length ? strong : all, { below, closest: state.kind ? 1.35 : 1.6 }), Boolean(before));
  }

  // What is clicked in the picture stays where it is, if all around it can be seen.
  onScreen(nodes, below) {
    const { camera, scene } = this.renderer;
    return nodes.every((at) => {
      const [x, y] = camera.toScreen(scene.x[at], scene.y[at]);
      return x > 30 && y > 30 && x < camera.width - 30 && y < camera.height - below - 30;
    });
  }

  list(facts) {
    const { graph, state, left } = this;
    const about = byId("about");
    about.replaceChildren(...heading(this, facts).filter(Boolean));
    const all = facts || [];
    const shown = all.filter((fact) => left.mask[fact]);
    const statement = graph.relations.findIndex(({ name }) => name === "Statement");
    const told = (fact) => (graph.facts.relation[fact] === statement ? 1 : 0);
    if (state.kind !== "path") shown.sort((a, b) => told(a) - told(b) || graph.facts.confidence[b] - graph.facts.confidence[a] || a - b);
    this.shown = shown;
    const hidden = all.length - shown.length;
    const tabs = byId("tabs");
    tabs.replaceChildren(element("h3", "tally", element("b", "", plural(shown.length, "fact")), hidden ? element("span", "hidden", ` · ${hidden.toLocaleString("en")} hidden`) : ""));
    tabs.append(...this.filterPanel.chips(state));
    const group = element("div", "segments");
    for (const view of VIEWS) {
      const tab = button(capital(view), "", () => this.store.change({ view }));
      tab.setAttribute("aria-pressed", String(state.view === view));
      tab.dataset.view = view;
      group.append(tab);
    }
    tabs.append(group);
    document.body.classList.toggle("wide-panel", state.view === "table");
    this.views.show(byId("facts"), shown, state.view);
    // Asked for only if it is needed: it makes the browser lay everything out at once.
    if (this.scrolled) byId("panel").scrollTop = 0;
    if (facts && !shown.length) byId("facts").append(element("p", "notice", hidden ? "The filters hide all of them." : "No fact."));
  }

  // Words about the picture: its name for those who do not see it, and what is not in it.
  frameTexts() {
    const { graph, state, picture, renderer } = this;
    const drawn = renderer.emphasis.nodes.reduce((sum, level) => sum + (level > 0), 0);
    const whole = graph.order.filter((node) => graph.placed(node)).length;
    const a = this.node(state.a);
    byId("picture").setAttribute("aria-label", state.kind === "node" && a !== undefined ? `${graph.short[a]}, ${graph.types[graph.type[a]]}, ${plural(graph.factsOf[a].length, "fact")}` : `Graph of ${plural(drawn, "name")}, the most telling is ${graph.size ? graph.short[graph.order[0]] : "none"}`);
    const [some, all] = [drawn.toLocaleString("en"), whole.toLocaleString("en")];
    byId("notice").textContent = drawn >= whole ? `All ${all} linked names` : state.kind || this.left.hidden || state.whole ? `${some} of ${all} linked names` : `The ${some} most telling of ${all} linked names`;
    const button_ = byId("whole");
    button_.setAttribute("aria-pressed", String(state.whole));
    button_.hidden = !state.whole && whole <= picture.opening.length && picture.scene.count >= whole;
    const active = this.filters.active(state);
    byId("filter-button").textContent = active ? `Filters (${active})` : "Filters";
    const name = state.kind && a !== undefined ? `${graph.short[a]} – ` : "";
    document.title = clean(name + graph.title);
  }

  say(text) {
    const live = byId("live");
    live.textContent = live.textContent === text ? `${text} ` : text;
  }

  fitSoon() {
    clearTimeout(this.fitting);
    this.fitting = setTimeout(() => !this.state.camera && this.frame(null, false), 120);
  }

  keepCamera() {
    const { x, y, scale } = this.renderer.camera;
    this.store.adjust({ camera: [x.toFixed(1), y.toFixed(1), scale.toPrecision(5)].join(",") });
  }

  fit() {
    this.store.adjust({ camera: "" });
    this.frame(null, false);
  }

  // Sentences are made ready for the search while there is nothing else to do.
  prepare() {
    const step = (deadline) => {
      while (deadline.timeRemaining() > 4 || deadline.didTimeout) if (this.search.prepare(60) || deadline.didTimeout) break;
      if (!this.search.prepare(0)) requestIdleCallback(step, { timeout: 500 });
    };
    requestIdleCallback(step, { timeout: 500 });
  }
}

let app;
openSource()
  .then((graph) => {
    app = new App(graph);
    document.body.classList.add("ready");
    performance.mark("ready");
  })
  .catch((error) => {
    document.body.append(element("p", "notice failed", `This graph cannot be shown: ${error.message}`));
    throw error;
  });
