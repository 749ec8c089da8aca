"use strict";
// Puts the parts together: the address says what is looked at, everything else follows it.

const PRINTED_PAGES = 20;
const byId = (id) => document.getElementById(id);

class App {
  constructor(graph) {
    this.graph = graph;
    this.search = new Search(graph);
    this.filters = new Filters(graph);
    publishLook(currentLook());
    this.picture = new Picture(graph);
    this.renderer = new Renderer(byId("picture"), graph.types, graph.statuses);
    this.store = new Store((state, before) => this.show(before));
    this.go = (parts) => this.choose(parts);
    this.views = new FactViews(graph, this.go);
    this.about = new About(graph, {
      go: this.go, search: this.search, take: (hit) => this.take(hit), close: () => this.close(), path: (node) => this.askPath(node),
      expand: (node) => this.expand(node), unseen: (node) => this.unseen(node), depth: (depth) => this.store.change({ depth }), places: (places) => this.store.change({ places }),
    });
    this.filterPanel = new FilterPanel(byId("filters"), this.filters, (parts) => this.store.change(parts));
    this.searchBox = new SearchBox(graph, this.search, byId("search"), byId("hits"), byId("search-live"), (hit) => {
      this.take(hit);
      byId("picture").focus({ preventScroll: true });
    });
    const invite = () => (byId("search").placeholder = byId("search").dataset.placeholder = narrow.matches ? "Search or ask" : "Search, or ask: who met whom?");
    invite();
    narrow.addEventListener("change", invite);
    this.sheet = new Sheet(byId("panel"), byId("handle"), () => this.renderer && this.renderer.draw());
    if (graph.server) byId("title").replaceChildren(Object.assign(element("a", "", isolated(graph.title)), { href: "/", title: "To the start" }));
    this.controls();
    this.menus();
    this.watch();
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
      case "topic": return this.choose({ kind: "topic", a: iri(hit.node), b: "" });
      case "said": return this.choose({ kind: "said", a: iri(hit.node), b: iri(hit.about) });
      case "path": return this.choose({ kind: "path", a: iri(hit.from), b: iri(hit.to) });
      case "words": return this.choose({ kind: "words", a: hit.text, b: "" });
      case "sentence": return this.choose({ kind: "fact", a: graph.strings[graph.facts.iri[hit.fact]], b: "" });
      case "relation":
      case "met": return this.choose({ kind: hit.node === undefined ? "" : "node", a: iri(hit.node), b: "", relation: { only: true, values: [graph.relations[hit.relation].name] } });
      case "status": return this.choose({ kind: "", a: "", b: "", status: { only: true, values: [hit.status] } });
    }
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

  // The facts that the choice is about, before the filters; null if the graph does not hold it.
  chosenFacts() {
    const { graph, state } = this;
    const [a, b] = [this.node(state.a), this.node(state.b)];
    switch (state.kind) {
      case "node": return a === undefined ? null : graph.factsOf[a];
      case "pair": return a === undefined || b === undefined ? null : [...new Set(graph.edgesOf[a].filter((edge) => graph.other(edge, a) === b).flatMap((edge) => graph.edges.facts[edge]))];
      case "path": return a === undefined || b === undefined ? null : [...new Set((this.steps || []).flatMap((edge) => graph.edges.facts[edge]))];
      case "said": return a === undefined ? null : graph.factsOf[a].filter((fact) => graph.facts.speaker[fact] === a && (b === undefined || graph.facts.topics[fact].includes(b)));
      case "topic": return a === undefined ? null : graph.saidAbout.get(a) || [];
      case "words": return this.search.facts(this.search.fold(state.a));
      case "fact": return graph.factByIri.has(state.a) ? [graph.factByIri.get(state.a)] : null;
      default: return graph.facts.iri.map((_, fact) => fact);
    }
  }

  heading(facts) {
    const { graph, state, left, about } = this;
    const [a, b] = [this.node(state.a), this.node(state.b)];
    if (facts === null) return about.missing(state.a);
    switch (state.kind) {
      case "node": return about.node(a, left, state);
      case "pair": return about.pair(a, b, left);
      case "path": return about.path(a, b, this.steps, state, this.views, left);
      case "said": return about.said(a, b, left);
      case "topic": return about.topic(a, left);
      case "words": return about.words(state.a);
      case "fact": return about.fact(graph.factByIri.get(state.a));
      default: return about.whole(left, state.view);
    }
  }

  // What is lit in the picture; null where nothing is chosen.
  focus(facts) {
    const { graph, state, left } = this;
    const [a, b] = [this.node(state.a), this.node(state.b)];
    if (!state.kind || facts === null) return null;
    if (state.kind === "node") {
      const scene = this.picture.scene.index;
      const nodes = within(graph, a, state.depth, (edge, other) => left.edges[edge] && scene.has(other));
      const near = (edge) => Math.min(nodes.get(graph.edges.s[edge]) ?? 9, nodes.get(graph.edges.t[edge]) ?? 9);
      return { centre: new Set([a]), nodes, strong: (edge) => near(edge) < state.depth };
    }
    if (state.kind === "pair") return { centre: new Set([a, b]), nodes: new Set([a, b]), strong: (edge) => [a, b].includes(graph.edges.s[edge]) && [a, b].includes(graph.edges.t[edge]) };
    if (state.kind === "path") {
      const steps = new Set(this.steps || []);
      return { centre: new Set([a, b]), nodes: new Set(this.steps ? along(graph, a, this.steps) : [a, b]), strong: (edge) => steps.has(edge), bare: true };
    }
    const shown = new Set(facts.filter((fact) => left.mask[fact]));
    const nodes = new Set([...shown].flatMap((fact) => graph.entities[fact]));
    const centre = new Set([a, b].filter((node) => node !== undefined));
    return { centre, nodes, strong: (edge) => graph.edges.facts[edge].some((fact) => shown.has(fact)), bare: true };
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
    const facts = this.chosenFacts();
    this.lit = this.focus(facts);
    this.light();
    this.frame(before, fresh);
    this.list(facts);
    this.filterPanel.show(state, this.left);
    this.frameTexts();
    this.filtered = performance.now() - began;
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
    about.replaceChildren(...this.heading(facts).filter(Boolean));
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

  // ---- hands and keys

  watch() {
    byId("panel").addEventListener("scroll", () => (this.scrolled = true), { passive: true });
    const { graph, renderer } = this;
    const place = byId("picture");
    const nodeAt = (hit) => (hit && hit.node !== undefined ? this.picture.scene.nodes[hit.node] : undefined);
    const edgeAt = (hit) => (hit && hit.edge !== undefined ? this.picture.scene.edges[hit.edge] : undefined);
    const fromPicture = (act) => {
      this.clicked = true;
      act();
      this.clicked = false;
    };
    watchGestures(place, renderer, {
      pick: (x, y, slack) => renderer.pick(x, y, slack),
      click: (hit, event) => fromPicture(() => {
        const [node, edge] = [nodeAt(hit), edgeAt(hit)];
        if (node !== undefined) {
          const from = this.state.kind === "node" ? this.node(this.state.a) : undefined;
          if (event.shiftKey && from !== undefined && from !== node) this.choose({ kind: "path", a: graph.iri(from), b: graph.iri(node) });
          else this.choose({ kind: "node", a: graph.iri(node), b: "" });
        } else if (edge !== undefined) this.choose({ kind: "pair", a: graph.iri(graph.edges.s[edge]), b: graph.iri(graph.edges.t[edge]) });
        else if (this.state.kind) this.close();
      }),
      open: (hit) => nodeAt(hit) !== undefined && this.expand(nodeAt(hit)),
      hover: (hit, x, y) => this.hover(nodeAt(hit), edgeAt(hit), x, y),
      moved: () => this.keepCamera(),
    });
    this.walker = new Walker(graph, place, {
      node: () => (this.state.kind === "node" ? this.node(this.state.a) : undefined),
      begin: () => this.choose({ kind: "node", a: graph.iri(this.picture.scene.nodes[this.picture.order[0]]), b: "" }),
      edges: (node) => graph.edgesOf[node].filter((edge) => this.left.edges[edge] && this.picture.scene.index.has(graph.other(edge, node)) && graph.other(edge, node) !== node).sort((x, y) => graph.edges.facts[y].length - graph.edges.facts[x].length || x - y),
      mask: () => this.left.mask,
      go: (node) => {
        this.choose({ kind: "node", a: graph.iri(node), b: "" });
        this.say(`${graph.short[node]}, ${graph.types[graph.type[node]]}, ${plural(graph.factsOf[node].length, "fact")}`);
      },
      expand: (node) => this.expand(node),
      read: (edge) => this.choose({ kind: "pair", a: graph.iri(graph.edges.s[edge]), b: graph.iri(graph.edges.t[edge]) }),
      preview: (edge) => this.preview(edge),
      leave: () => this.close(),
      zoom: (factor) => renderer.zoom(factor),
      whole: () => this.fit(),
      say: (text) => this.say(text),
    });
    addEventListener("keydown", (event) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key === "/" && !typing) {
        event.preventDefault();
        byId("search").focus();
      } else if (event.key === "Escape" && !typing && !this.closeMenus()) this.close();
    });
    const restyle = () => {
      const look = currentLook();
      publishLook(look);
      renderer.setLook(look);
    };
    for (const query of [darkScheme, moreContrast, forcedColours]) query.addEventListener("change", restyle);
    renderer.onResize = () => this.fitSoon();
    // On paper: light, and further facts than the first.
    addEventListener("beforeprint", () => {
      renderer.setLook(LIGHT);
      renderer.paint();
      for (let pages = 0; pages < PRINTED_PAGES; pages++) byId("facts").querySelector(":scope > .more-facts, :scope > * > .more-facts")?.click();
    });
    addEventListener("afterprint", restyle);
  }

  fitSoon() {
    clearTimeout(this.fitting);
    this.fitting = setTimeout(() => !this.state.camera && this.frame(null, false), 120);
  }

  // One line lit among those of where one stands.
  preview(edge) {
    const { renderer, picture } = this;
    const [emphasis] = picture.emphasis(this.state, this.left, this.lit);
    const at = picture.scene.edges.indexOf(edge);
    emphasis.edges.forEach((level, index) => level === STRONG && index !== at && (emphasis.edges[index] = FADED));
    emphasis.edges[at] = STRONG;
    emphasis.chosen[picture.scene.t[at]] = emphasis.chosen[picture.scene.s[at]] = 1;
    renderer.setEmphasis(emphasis, [at]);
  }

  hover(node, edge, x, y) {
    const { graph } = this;
    const tip = byId("tip");
    tip.hidden = node === undefined && edge === undefined;
    byId("picture").classList.toggle("pointing", !tip.hidden);
    if (tip.hidden) return;
    const text = node !== undefined ? `${graph.short[node]} · ${graph.types[graph.type[node]]} · ${plural(graph.factsOf[node].length, "fact")}` : spokenEdge(graph, edge, this.left.mask);
    tip.replaceChildren(isolated(text));
    const box = tip.parentElement.getBoundingClientRect();
    tip.style.left = `${Math.max(8, Math.min(x + 14, box.width - tip.offsetWidth - 8))}px`;
    tip.style.top = `${Math.max(8, Math.min(y + 16, box.height - tip.offsetHeight - 8))}px`;
  }

  keepCamera() {
    const { x, y, scale } = this.renderer.camera;
    this.store.adjust({ camera: [x.toFixed(1), y.toFixed(1), scale.toPrecision(5)].join(",") });
  }

  fit() {
    this.store.adjust({ camera: "" });
    this.frame(null, false);
  }

  controls() {
    const place = byId("controls");
    const named = (text, name, act) => {
      const made = button(text, "", act);
      made.setAttribute("aria-label", name);
      made.title = name;
      return made;
    };
    const whole = button("Whole map", "", () => this.store.change({ whole: !this.state.whole, camera: "" }));
    whole.id = "whole";
    const zoomed = (factor) => () => {
      this.renderer.zoom(factor);
      this.keepCamera();
    };
    place.append(whole, named("+", "Nearer", zoomed(1.4)), named("−", "Farther", zoomed(1 / 1.4)), named("⤢", "Fit to the screen", () => this.fit()));
  }

  menus() {
    const share = byId("share");
    const name = (this.graph.title || "graph").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase() || "graph";
    const entry = (text, note, act) => {
      const made = button(text, "entry", async () => {
        this.closeMenus();
        await act();
      });
      made.append(element("span", "quiet", note));
      share.append(made);
    };
    const { graph, renderer } = this;
    entry("Copy link", "to exactly this", () => this.copy());
    entry("PNG", "the picture", async () => save(`${name}.png`, await toPng(renderer, graph.types, graph.statuses)));
    entry("SVG", "the picture", () => save(`${name}.svg`, toSvg(renderer, graph.types, graph.statuses, document.title), "image/svg+xml"));
    entry("CSV", "the facts, as a table", () => save(`${name}.csv`, toCsv(graph, this.shown), "text/csv"));
    entry("JSON", "the facts", () => save(`${name}.json`, toJson(graph, this.shown, this.store.link()), "application/json"));
    entry("Turtle", "the facts, as RDF", () => save(`${name}.ttl`, toTurtle(graph, this.shown), "text/turtle"));
    entry("Print", "the facts", () => print());
    const toggle = (knob, shown) => {
      byId(knob).setAttribute("aria-expanded", String(shown));
      if (knob === "share-button") share.hidden = !shown;
      else document.body.classList.toggle("filters-open", shown);
    };
    for (const knob of ["share-button", "filter-button"]) {
      byId(knob).addEventListener("click", () => {
        const shown = byId(knob).getAttribute("aria-expanded") !== "true";
        this.closeMenus();
        toggle(knob, shown);
      });
    }
    this.closeMenus = () => {
      const open = ["share-button", "filter-button"].filter((knob) => byId(knob).getAttribute("aria-expanded") === "true");
      for (const knob of open) toggle(knob, false);
      return open.length > 0;
    };
    addEventListener("pointerdown", (event) => {
      if (!event.target.closest(".menu, #filters, .actions")) this.closeMenus();
    });
    const done = button("Done", "done", () => this.closeMenus());
    byId("filters").prepend(element("div", "filters-top", element("h2", "", "Filters"), done));
  }

  async copy() {
    const link = this.store.link();
    try {
      await navigator.clipboard.writeText(link);
      this.say("Link copied");
    } catch {
      const field = document.body.appendChild(element("textarea", "unseen", link));
      field.select();
      document.execCommand("copy");
      field.remove();
      this.say("Link copied");
    }
    byId("notice").textContent = "Link copied";
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
