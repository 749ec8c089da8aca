"use strict";
// What mouse, fingers and keys do with the explorer, and what the system tells: scheme, size, print.

const PRINTED_PAGES = 20;

// `app.clicked` is set while what is clicked in the picture is being chosen.
function watchHands(app) {
  byId("panel").addEventListener("scroll", () => (app.scrolled = true), { passive: true });
  const { graph, renderer } = app;
  const place = byId("picture");
  const nodeAt = (hit) => (hit && hit.node !== undefined ? app.picture.scene.nodes[hit.node] : undefined);
  const edgeAt = (hit) => (hit && hit.edge !== undefined ? app.picture.scene.edges[hit.edge] : undefined);
  const fromPicture = (act) => {
    app.clicked = true;
    const chosen = act();
    app.clicked = false;
    return chosen;
  };
  watchGestures(place, renderer, {
    pick: (x, y, slack) => renderer.pick(x, y, slack),
    click: (hit, event) => fromPicture(() => {
      const [node, edge] = [nodeAt(hit), edgeAt(hit)];
      if (node !== undefined) {
        const from = app.state.kind === "node" ? app.node(app.state.a) : undefined;
        if (event.shiftKey && from !== undefined && from !== node) app.choose({ kind: "path", a: graph.iri(from), b: graph.iri(node) });
        else app.choose({ kind: "node", a: graph.iri(node), b: "" });
      } else if (edge !== undefined) app.choose({ kind: "pair", a: graph.iri(graph.edges.s[edge]), b: graph.iri(graph.edges.t[edge]) });
      else if (app.state.kind) app.close();
      return node;
    }),
    open: (node) => node !== undefined && app.expand(node),
    hover: (hit, x, y) => showTip(app, nodeAt(hit), edgeAt(hit), x, y),
    moved: () => app.keepCamera(),
  });
  app.walker = new Walker(graph, place, {
    node: () => (app.state.kind === "node" ? app.node(app.state.a) : undefined),
    begin: () => app.choose({ kind: "node", a: graph.iri(app.picture.scene.nodes[app.picture.order[0]]), b: "" }),
    edges: (node) => graph.edgesOf[node].filter((edge) => app.left.edges[edge] && app.picture.scene.index.has(graph.other(edge, node)) && graph.other(edge, node) !== node).sort((x, y) => graph.edges.facts[y].length - graph.edges.facts[x].length || x - y),
    mask: () => app.left.mask,
    go: (node) => {
      app.choose({ kind: "node", a: graph.iri(node), b: "" });
      app.say(`${graph.short[node]}, ${graph.types[graph.type[node]]}, ${plural(graph.factsOf[node].length, "fact")}`);
    },
    expand: (node) => app.expand(node),
    read: (edge) => app.choose({ kind: "pair", a: graph.iri(graph.edges.s[edge]), b: graph.iri(graph.edges.t[edge]) }),
    preview: (edge) => previewLine(app, edge),
    leave: () => app.close(),
    zoom: (factor) => renderer.zoom(factor),
    whole: () => app.fit(),
    say: (text) => app.say(text),
  });
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) {
      event.preventDefault();
      byId("search").focus();
    } else if (event.key === "Escape" && !typing && !app.closeMenus()) app.close();
  });
  const restyle = () => {
    const look = currentLook();
    publishLook(look);
    renderer.setLook(look);
  };
  for (const query of [darkScheme, moreContrast, forcedColours]) query.addEventListener("change", restyle);
  renderer.onResize = () => app.fitSoon();
  // On paper: light, and further facts than the first.
  addEventListener("beforeprint", () => {
    renderer.setLook(LIGHT);
    renderer.paint();
    for (let pages = 0; pages < PRINTED_PAGES; pages++) byId("facts").querySelector(":scope > .more-facts, :scope > * > .more-facts")?.click();
  });
  addEventListener("afterprint", restyle);
}

// One line lit among those of where one stands.
function previewLine(app, edge) {
  const { renderer, picture } = app;
  const [emphasis] = picture.emphasis(app.state, app.left, app.lit);
  const at = picture.scene.edges.indexOf(edge);
  emphasis.edges.forEach((level, index) => level === STRONG && index !== at && (emphasis.edges[index] = FADED));
  emphasis.edges[at] = STRONG;
  emphasis.chosen[picture.scene.t[at]] = emphasis.chosen[picture.scene.s[at]] = 1;
  renderer.setEmphasis(emphasis, [at]);
}

// What is under the pointer, in words.
function showTip(app, node, edge, x, y) {
  const { graph } = app;
  const tip = byId("tip");
  tip.hidden = node === undefined && edge === undefined;
  byId("picture").classList.toggle("pointing", !tip.hidden);
  if (tip.hidden) return;
  const text = node !== undefined ? `${graph.short[node]} · ${graph.types[graph.type[node]]} · ${plural(graph.factsOf[node].length, "fact")}` : spokenEdge(graph, edge, app.left.mask);
  tip.replaceChildren(isolated(text));
  const box = tip.parentElement.getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(x + 14, box.width - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(8, Math.min(y + 16, box.height - tip.offsetHeight - 8))}px`;
}
