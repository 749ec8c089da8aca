"use strict";
// Answers as a table, a chart or a drawing. Whatever comes from the graph is set as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";
const MOST_NODES = 150;
const MOST_BARS = 40;

function element(name, attributes = {}, text = null) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== null) made.textContent = text;
  return made;
}

function html(name, text = null) {
  const made = document.createElement(name);
  if (text !== null) made.textContent = text;
  return made;
}

function cut(text, length) {
  const plain = text.replace(/\s+/g, " ");
  return plain.length > length ? plain.slice(0, length - 1) + "…" : plain;
}

// The short name of an IRI, and its page if it is one of the graph's own.
function shortened(iri, known) {
  for (const [prefix, space] of Object.entries(known.prefixes)) {
    const local = iri.slice(space.length);
    if (iri.startsWith(space) && local && !/[/#]/.test(local)) return `${prefix}:${local}`;
  }
  return iri;
}

function pageOf(iri, known) {
  return iri.startsWith(known.base) ? "/page/" + iri.slice(known.base.length) : null;
}

function termNode(term, known) {
  if (term.type !== "uri") return document.createTextNode(term.value);
  const page = pageOf(term.value, known);
  if (!page) return document.createTextNode(shortened(term.value, known));
  const link = html("a", shortened(term.value, known));
  link.href = page;
  return link;
}

function drawTable(into, names, rows, known) {
  const table = html("table");
  const head = table.createTHead().insertRow();
  for (const name of names) head.append(html("th", name));
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const name of names) {
      const cell = line.insertCell();
      if (row[name]) cell.append(termNode(row[name], known));
    }
  }
  into.replaceChildren(table);
}

// The columns for a chart: the last one of numbers, and the first of other values.
function chartColumns(names, rows) {
  const numeric = (name) => rows.length > 0 && rows.every((row) => row[name] && row[name].value !== "" && isFinite(row[name].value));
  const number = names.filter(numeric).pop();
  const label = names.find((name) => name !== number && !numeric(name)) ?? names.find((name) => name !== number);
  return number && label ? { number, label } : null;
}

function drawChart(into, names, rows, known) {
  const { number, label } = chartColumns(names, rows);
  const shown = rows.slice(0, MOST_BARS);
  const most = Math.max(...shown.map((row) => Math.abs(Number(row[number].value))), 0) || 1;
  const height = shown.length * 24 + 10;
  const picture = element("svg", { viewBox: `0 0 900 ${height}`, role: "img", "aria-label": `${number} by ${label}` });
  picture.style.height = `${height}px`;
  shown.forEach((row, index) => {
    const y = index * 24 + 6;
    const width = (Math.abs(Number(row[number].value)) / most) * 500;
    const name = row[label] ? (row[label].type === "uri" ? shortened(row[label].value, known) : row[label].value) : "";
    picture.append(
      element("text", { x: 320, y: y + 13, class: "tail" }, cut(name, 48)),
      element("rect", { x: 330, y, width, height: 17, class: "bar" }),
      element("text", { x: 336 + width, y: y + 13 }, row[number].value),
    );
  });
  into.replaceChildren(picture);
}

// The nodes and lines of an answer: triples as they are, or rows with two columns of things.
function network(names, rows, known) {
  const nodes = new Map();
  const lines = new Map();
  const labels = new Map();
  const key = (term) => `${term.type} ${term.value}`;
  const node = (term) => {
    const id = key(term);
    if (!nodes.has(id) && nodes.size < MOST_NODES) nodes.set(id, { id, term, degree: 0 });
    return nodes.get(id);
  };
  const join = (one, name, other) => {
    const [a, b] = [node(one), node(other)];
    if (!a || !b || a === b) return;
    const id = `${a.id} ${b.id}`;
    if (!lines.has(id)) lines.set(id, { a, b, names: new Set() });
    if (name) lines.get(id).names.add(name);
  };
  const triples = names.join(" ") === "subject predicate object";
  const columns = names.filter((name) => rows.some((row) => row[name])).slice(0, 2);
  for (const row of rows) {
    if (!triples) {
      if (columns.length === 2 && row[columns[0]] && row[columns[1]]) join(row[columns[0]], "", row[columns[1]]);
    } else if (/[#/]label$/.test(row.predicate.value)) {
      labels.set(key(row.subject), row.object.value);
    } else {
      join(row.subject, shortened(row.predicate.value, known).replace(/^kg:/, ""), row.object);
    }
  }
  for (const line of lines.values()) { line.a.degree++; line.b.degree++; }
  for (const [id, found] of nodes) {
    if (found.degree === 0) nodes.delete(id);
    found.label = labels.get(id) ?? (found.term.type === "uri" ? shortened(found.term.value, known) : found.term.value);
  }
  return { nodes: [...nodes.values()], lines: [...lines.values()] };
}

// Fruchterman and Reingold (1991) from a spiral, so that the same answer is drawn alike.
function placed(nodes, lines, width, height) {
  const far = Math.sqrt((width * height) / Math.max(nodes.length, 1)) * 0.6;
  nodes.forEach((node, index) => {
    const angle = index * 2.4;
    const away = Math.sqrt((index + 0.5) / nodes.length) * Math.min(width, height) * 0.45;
    node.x = width / 2 + away * Math.cos(angle);
    node.y = height / 2 + away * Math.sin(angle);
  });
  const rounds = 300;
  for (let round = 0; round < rounds; round++) {
    for (const node of nodes) { node.dx = (width / 2 - node.x) * 0.7; node.dy = (height / 2 - node.y) * 1.2; }
    for (let i = 0; i < nodes.length; i++) {
      for (let j = i + 1; j < nodes.length; j++) {
        const [a, b] = [nodes[i], nodes[j]];
        const [x, y] = [a.x - b.x, a.y - b.y];
        const push = (far * far) / Math.max(x * x + y * y, 1);
        a.dx += x * push; a.dy += y * push; b.dx -= x * push; b.dy -= y * push;
      }
    }
    for (const { a, b } of lines) {
      const [x, y] = [a.x - b.x, a.y - b.y];
      const pull = Math.hypot(x, y) / far;
      a.dx -= x * pull; a.dy -= y * pull; b.dx += x * pull; b.dy += y * pull;
    }
    const step = (width / 8) * (1 - round / rounds) + 1;
    for (const node of nodes) {
      const length = Math.hypot(node.dx, node.dy) || 1;
      node.x += (node.dx / length) * Math.min(length, step);
      node.y += (node.dy / length) * Math.min(length, step);
    }
  }
  stretched(nodes, "x", 80, width - 80);
  stretched(nodes, "y", 40, height - 30);
}

// Places along one axis, moved and stretched to lie between two ends.
function stretched(nodes, axis, low, high) {
  const places = nodes.map((node) => node[axis]);
  const [least, most] = [Math.min(...places), Math.max(...places)];
  for (const node of nodes) {
    node[axis] = most > least ? low + ((node[axis] - least) / (most - least)) * (high - low) : (low + high) / 2;
  }
}

function drawNetwork(into, names, rows, known) {
  const { nodes, lines } = network(names, rows, known);
  const [width, height] = [1190, 620];
  const picture = element("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${nodes.length} nodes` });
  const marker = element("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 15, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" });
  marker.append(element("path", { d: "M0 0 8 4 0 8z" }));
  const defs = element("defs");
  defs.append(marker);
  picture.append(defs);
  placed(nodes, lines, width, height);
  const moved = [];
  for (const line of lines) {
    const drawn = element("line", { "marker-end": "url(#arrow)" });
    const name = element("text", { class: "edge" }, cut([...line.names].join(", "), 40));
    picture.append(drawn, name);
    moved.push(() => {
      for (const [key, value] of Object.entries({ x1: line.a.x, y1: line.a.y, x2: line.b.x, y2: line.b.y })) drawn.setAttribute(key, value);
      name.setAttribute("x", (line.a.x + line.b.x) / 2);
      name.setAttribute("y", (line.a.y + line.b.y) / 2);
    });
  }
  for (const node of nodes) {
    const dot = element("circle", { r: 6 + Math.min(6, Math.sqrt(node.degree)), class: node.term.type });
    const name = element("text", { class: "name" }, cut(node.label, 32));
    const title = element("title", {}, node.term.value);
    dot.append(title);
    picture.append(dot, name);
    moved.push(() => {
      dot.setAttribute("cx", node.x); dot.setAttribute("cy", node.y);
      name.setAttribute("x", node.x); name.setAttribute("y", node.y - 14);
    });
    movable(dot, node, picture, () => moved.forEach((move) => move()), known);
  }
  moved.forEach((move) => move());
  into.replaceChildren(nodes.length ? picture : html("p", "Nothing is joined in this answer."));
}

function movable(dot, node, picture, redraw, known) {
  dot.addEventListener("pointerdown", (event) => {
    dot.setPointerCapture(event.pointerId);
    node.held = true;
  });
  dot.addEventListener("pointermove", (event) => {
    if (!node.held) return;
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    [node.x, node.y] = [place.x, place.y];
    redraw();
  });
  dot.addEventListener("pointerup", () => { node.held = false; });
  dot.addEventListener("dblclick", () => {
    const page = node.term.type === "uri" && pageOf(node.term.value, known);
    if (page) location.assign(page);
  });
}
