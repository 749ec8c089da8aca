"use strict";
// Text from pages only ever becomes text nodes here.
const data = JSON.parse(document.getElementById("data").textContent);

const COLOURS = {
  Person: "#2f6db5", Organization: "#d9822b", Place: "#3b9457", Group: "#8a63b8", Agreement: "#c2406b",
  Law: "#a8577e", Document: "#8d7355", Event: "#1e8f8a", Product: "#6b7c93", Work: "#9b8426", Thing: "#7f8a97",
};
const LINES = {
  asserted: { color: "#5d6b7a", dashes: false }, former: { color: "#b4bcc6", dashes: false },
  claimed: { color: "#8b5fb5", dashes: [9, 5] }, planned: { color: "#2d6fb3", dashes: [3, 5] },
  possible: { color: "#1f8a94", dashes: [3, 5] }, denied: { color: "#c23a30", dashes: [14, 4, 3, 4] },
};
const WORDS = {
  asserted: "asserted", former: "no longer or not yet", claimed: "claimed by somebody",
  planned: "planned, expected", possible: "possible, asked for", denied: "denied, did not happen",
};
const colour = (type) => COLOURS[type] || COLOURS.Thing;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
const plural = (count, word, many) => `${count.toLocaleString("en")} ${count === 1 ? word : many || word + "s"}`;
function readable(property) {
  return property.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
}
function wrap(label) {
  const lines = [""];
  for (const word of label.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length > 21) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.length > 3 ? lines.slice(0, 3).join("\n") + " …" : lines.join("\n");
}

const nodes = new vis.DataSet(data.nodes.map((node, id) => {
  const share = node.weight;
  return {
    id, x: node.x, y: node.y, label: wrap(node.label), shape: "dot", size: 6 + 20 * share,
    color: { background: colour(node.type), border: "#ffffff", highlight: { background: colour(node.type), border: "#1d2733" } },
    borderWidth: 1.5, borderWidthSelected: 2.5,
    font: { size: 14 + 18 * share, color: "#1d2733", strokeWidth: 4, strokeColor: "#f7f8fa", vadjust: -2 },
  };
}));

// Several ways of telling between the same two are drawn as curves beside one another.
const beside = new Map();
const edges = new vis.DataSet(data.edges.map((edge, id) => {
  const pair = `${edge.from} ${edge.to}`;
  const turn = beside.get(pair) || 0;
  beside.set(pair, turn + 1);
  const line = LINES[edge.status];
  return {
    id, from: edge.from, to: edge.to, dashes: line.dashes, width: Math.min(1.2 + 0.7 * (edge.facts.length - 1), 6),
    color: { color: line.color, highlight: "#111820", hover: "#111820", opacity: 0.85 },
    arrows: edge.arrow ? { [edge.arrow]: { enabled: true, scaleFactor: 0.45 } } : "",
    smooth: turn ? { enabled: true, type: turn % 2 ? "curvedCW" : "curvedCCW", roundness: 0.12 + 0.1 * Math.floor((turn - 1) / 2) } : false,
    title: `${readable(edge.label)} (${WORDS[edge.status]}): ${plural(edge.facts.length, "fact")}`,
  };
}));

const hidden = { statuses: new Set(), types: new Set() };
const visible = {
  edge: (edge) => !hidden.statuses.has(data.edges[edge.id].status),
  node: (node) => !hidden.types.has(data.nodes[node.id].type) && data.edges.some((edge, id) =>
    (edge.from === node.id || edge.to === node.id) && !hidden.statuses.has(edge.status)),
};
const shownNodes = new vis.DataView(nodes, { filter: visible.node });
const shownEdges = new vis.DataView(edges, { filter: visible.edge });
const network = new vis.Network(document.getElementById("drawing"), { nodes: shownNodes, edges: shownEdges }, {
  physics: false, layout: { improvedLayout: false }, edges: { selectionWidth: 1.5, hoverWidth: 0.8 },
  interaction: { hover: true, tooltipDelay: 150, hideEdgesOnDrag: false, multiselect: false, navigationButtons: false, keyboard: { enabled: true, bindToWindow: false } },
});
network.once("afterDrawing", () => network.fit({ animation: false }));

const details = document.getElementById("details");
function marked(fact, focus) {
  const quote = element("blockquote");
  // Offsets count characters as Python does; a few need two units here.
  const letters = Array.from(fact.quote);
  const inner = fact.marks.filter(([, , role]) => role !== "content").sort((a, b) => (a[1] - a[0]) - (b[1] - b[0]));
  const taken = [];
  for (const mark of inner) if (taken.every((other) => mark[1] <= other[0] || other[1] <= mark[0])) taken.push(mark);
  taken.sort((a, b) => a[0] - b[0]);
  let position = 0;
  for (const [start, end, role] of taken) {
    quote.append(letters.slice(position, start).join(""));
    const mark = element("mark", role, letters.slice(start, end).join(""));
    mark.title = role;
    quote.append(mark);
    position = end;
  }
  quote.append(letters.slice(position).join(""));
  return quote;
}
function card(fact) {
  const box = element("article", "fact");
  const head = element("div", "head");
  head.append(element("span", "relation", readable(fact.relation)), element("span", `badge ${fact.status}`, fact.status));
  if (fact.claimed_by) head.append(element("span", "quiet", `by ${fact.claimed_by}`));
  if (fact.status === "claimed" && (fact.polarity === "negative" || fact.modality !== "actual"))
    head.append(element("span", "quiet", fact.polarity === "negative" ? "denied there" : `${fact.modality} there`));
  if (fact.when) head.append(element("span", "quiet", fact.when));
  box.append(head);
  const roles = element("p", "roles");
  fact.fillers.forEach(([role, name], index) => {
    roles.append(element("span", "quiet", `${index ? " · " : ""}${readable(role)} `), element("b", "", name));
  });
  box.append(roles, marked(fact));
  box.append(element("p", "source", `${fact.headline}`));
  box.append(element("p", "source", `${fact.source} · confidence ${fact.confidence} · rule ${fact.rule}`));
  return box;
}
function list(title, subtitle, indices, also) {
  const facts = indices.map((index) => data.facts[index]).filter((fact) => !hidden.statuses.has(fact.status));
  const top = element("div", "title");
  top.append(element("h3", "", title), element("p", "quiet", subtitle));
  if (also) top.append(element("p", "quiet", also));
  details.replaceChildren(top);
  let next = 0;
  const more = element("button", "more");
  const show = () => {
    more.remove();
    for (const fact of facts.slice(next, next + 40)) details.append(card(fact));
    next += 40;
    if (next < facts.length) {
      more.textContent = `${facts.length - next} more`;
      details.append(more);
    }
  };
  more.addEventListener("click", show);
  show();
  details.scrollTop = 0;
}
function showEdge(id) {
  const edge = data.edges[id];
  const [one, two] = edge.arrow === "from" ? [edge.to, edge.from] : [edge.from, edge.to];
  const dash = edge.arrow ? " → " : " – ";
  list(data.nodes[one].label + dash + data.nodes[two].label, `${readable(edge.label)} · ${WORDS[edge.status]}`, edge.facts);
}
function showNode(id) {
  const node = data.nodes[id];
  const also = node.names.length ? `also: ${node.names.join(", ")}` : "";
  list(node.label, `${node.type} · ${plural(node.facts.length, "fact")} · ${node.iri}`, node.facts, also);
}
function intro() {
  details.replaceChildren(element("p", "quiet", "Click a line or a dot to read the sentences it rests on. Drag to move, scroll to zoom."));
}
network.on("click", (event) => {
  if (event.nodes.length) showNode(event.nodes[0]);
  else if (event.edges.length) showEdge(event.edges[0]);
  else intro();
});

const byName = new Map();
for (const names of [(node) => [node.label, ...node.names].map((name) => name.toLowerCase()), (node) => node.keys])
  data.nodes.forEach((node, id) => { for (const name of names(node)) if (!byName.has(name)) byName.set(name, id); });
// As kg.knowledge.folding does it, for what people type.
function fold(text) {
  const plain = [...text.normalize("NFC").toLowerCase()].map((c) => data.letters[c] ?? c).join("").normalize("NFD");
  return plain.replace(/[\p{M}.'‘’]/gu, "").replace(/[\s\p{Pd}]+/gu, " ").trim().replace(/^(the )+/, "");
}
const search = document.getElementById("search");
for (const node of data.nodes) {
  const option = element("option");
  option.value = node.label;
  document.getElementById("names").append(option);
}
function go(text, exact) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return;
  const folded = fold(text);
  let id = byName.get(wanted) ?? byName.get(folded);
  if (id === undefined && !exact && folded) for (const [name, found] of byName) if (name.includes(wanted) || name.includes(folded)) { id = found; break; }
  if (id === undefined || !shownNodes.get(id)) return;
  network.selectNodes([id]);
  network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: { duration: 300 } });
  showNode(id);
}
search.addEventListener("input", () => go(search.value, true));
search.addEventListener("keydown", (event) => { if (event.key === "Enter") go(search.value, false); });

function swatch(draw) {
  const canvas = element("canvas");
  canvas.width = 56;
  canvas.height = 28;
  canvas.style.width = "28px";
  canvas.style.height = "14px";
  const pen = canvas.getContext("2d");
  pen.scale(2, 2);
  draw(pen);
  return canvas;
}
function toggle(place, name, text, count, picture, set) {
  const label = element("label");
  if (WORDS[name]) label.title = WORDS[name];
  const box = element("input");
  box.type = "checkbox";
  box.checked = true;
  box.dataset.name = name;
  box.addEventListener("change", () => {
    if (box.checked) set.delete(name);
    else set.add(name);
    shownEdges.refresh();
    shownNodes.refresh();
  });
  label.append(box, picture, element("span", "", text), element("span", "", count));
  document.getElementById(place).append(label);
}
for (const status of data.statuses) {
  const line = LINES[status];
  toggle("statuses", status, status, data.facts.filter((fact) => fact.status === status).length, swatch((pen) => {
    pen.strokeStyle = line.color;
    pen.lineWidth = 2;
    pen.setLineDash(line.dashes || []);
    pen.beginPath();
    pen.moveTo(0, 7);
    pen.lineTo(28, 7);
    pen.stroke();
  }), hidden.statuses);
}
const counts = new Map();
for (const node of data.nodes) counts.set(node.type, (counts.get(node.type) || 0) + 1);
for (const [type, count] of [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
  toggle("types", type, type, count, swatch((pen) => {
    pen.fillStyle = colour(type);
    pen.beginPath();
    pen.arc(14, 7, 5.5, 0, 7);
    pen.fill();
  }), hidden.types);
}
const rest = data.entities - data.nodes.length;
document.getElementById("figures").textContent =
  `${plural(data.articles, "article")}, ${plural(data.facts.length, "fact")}, ${plural(data.nodes.length, "linked entity", "linked entities")}` +
  (rest > 0 ? ` (${rest.toLocaleString("en")} more in the sentences only)` : "");
intro();
