"use strict";
// Buttons and menus around the picture: nearer and farther, share and keep, filters.

// The buttons at the foot of the picture.
function addControls(app) {
  const place = byId("controls");
  const named = (text, name, act) => {
    const made = button(text, "", act);
    made.setAttribute("aria-label", name);
    made.title = name;
    return made;
  };
  const whole = button("Whole map", "", () => app.store.change({ whole: !app.state.whole, camera: "" }));
  whole.id = "whole";
  const zoomed = (factor) => () => {
    app.renderer.zoom(factor);
    app.keepCamera();
  };
  place.append(whole, named("+", "Nearer", zoomed(1.4)), named("−", "Farther", zoomed(1 / 1.4)), named("⤢", "Fit to the screen", () => app.fit()));
}

// The menu to share and to keep, and the drawer of filters: gives what closes them, and says
// whether any was open.
function addMenus(app) {
  const share = byId("share");
  const name = (app.graph.title || "graph").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase() || "graph";
  app.kept = new Map();
  const entry = (text, note, act) => {
    app.kept.set(text.toLowerCase(), act);
    const made = button(text, "entry", async () => {
      close();
      await act();
    });
    made.append(element("span", "quiet", note));
    share.append(made);
  };
  const { graph, renderer } = app;
  entry("Copy link", "to exactly this", () => copyLink(app));
  entry("PNG", "the picture", async () => save(`${name}.png`, await toPng(renderer, graph.types, graph.statuses)));
  entry("SVG", "the picture", () => save(`${name}.svg`, toSvg(renderer, graph.types, graph.statuses, document.title), "image/svg+xml"));
  entry("CSV", "the facts, as a table", () => save(`${name}.csv`, toCsv(graph, app.shown), "text/csv"));
  entry("JSON", "the facts", () => save(`${name}.json`, toJson(graph, app.shown, app.store.link()), "application/json"));
  entry("Turtle", "the facts, as RDF", () => save(`${name}.ttl`, toTurtle(graph, app.shown), "text/turtle"));
  entry("Print", "the facts", () => print());
  const toggle = (knob, shown) => {
    byId(knob).setAttribute("aria-expanded", String(shown));
    if (knob === "share-button") share.hidden = !shown;
    else document.body.classList.toggle("filters-open", shown);
  };
  for (const knob of ["share-button", "filter-button"]) {
    byId(knob).addEventListener("click", () => {
      const shown = byId(knob).getAttribute("aria-expanded") !== "true";
      close();
      toggle(knob, shown);
    });
  }
  const close = () => {
    const open = ["share-button", "filter-button"].filter((knob) => byId(knob).getAttribute("aria-expanded") === "true");
    for (const knob of open) toggle(knob, false);
    return open.length > 0;
  };
  addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".menu, #filters, .actions")) close();
  });
  const done = button("Done", "done", () => close());
  byId("filters").prepend(element("div", "filters-top", element("h2", "", "Filters"), done));
  return close;
}

async function copyLink(app) {
  const link = app.store.link();
  try {
    await navigator.clipboard.writeText(link);
  } catch {
    const field = document.body.appendChild(element("textarea", "unseen", link));
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  app.say("Link copied");
  byId("notice").textContent = "Link copied";
}
