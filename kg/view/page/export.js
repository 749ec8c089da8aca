"use strict";
// What is seen, to keep: the picture as PNG and SVG, the facts as CSV, JSON and Turtle, each fact
// with its sentence.

function save(name, parts, type) {
  const link = element("a");
  link.download = name;
  link.href = URL.createObjectURL(parts instanceof Blob ? parts : new Blob([parts], { type }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// A cell that no spreadsheet takes for a formula.
function cell(value) {
  const text = String(value);
  const safe = /^[\s]*[=+\-@]/.test(text) || /^[\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replace(/"/g, '""')}"` : safe;
}

// A fact with everything that is known of it.
function factRecord(graph, fact) {
  const { facts } = graph;
  return {
    iri: graph.strings[facts.iri[fact]], fact: gist(graph, fact), relation: graph.relation(fact).name, status: graph.status(fact),
    claimed_by: graph.told("claimedBy", fact), claimed_as: graph.told("claimedAs", fact), date: graph.told("date", fact), when: graph.told("dateText", fact),
    from: graph.told("from", fact), until: graph.told("until", fact), confidence: facts.confidence[fact] / 100, rule: graph.told("rule", fact),
    sentence: graph.told("quote", fact), headline: graph.article("headline", fact), publisher: graph.article("publisher", fact), published: graph.article("published", fact),
    url: graph.article("url", fact), document: graph.article("document", fact), article: graph.strings[graph.articles.iri[facts.article[fact]]],
    roles: facts.fillers[fact].map(([role, node, text]) => ({ role: graph.words[role], name: graph.words[text], iri: node >= 0 ? graph.iri(node) : "" })),
  };
}

function toCsv(graph, facts) {
  const rows = facts.map((fact) => factRecord(graph, fact));
  const names = ["iri", "fact", "relation", "status", "claimed_by", "claimed_as", "date", "when", "from", "until", "confidence", "rule", "sentence", "headline", "publisher", "published", "url", "document", "article"];
  const roles = (row) => row.roles.map(({ role, name, iri }) => `${role}: ${name}${iri ? ` <${iri}>` : ""}`).join("; ");
  const lines = [[...names, "roles"], ...rows.map((row) => [...names.map((name) => row[name]), roles(row)])];
  return "\ufeff" + lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

function toJson(graph, facts, link) {
  const nodes = [...new Set(facts.flatMap((fact) => graph.entities[fact]))].sort((a, b) => graph.nodes.rank[a] - graph.nodes.rank[b]);
  const entities = nodes.map((node) => ({ iri: graph.iri(node), name: graph.label[node], type: graph.types[graph.type[node]], names: graph.names(node) }));
  return JSON.stringify({ title: graph.title, link, entities, facts: facts.map((fact) => factRecord(graph, fact)) }, null, 1) + "\n";
}

const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function toTurtle(graph, facts) {
  const literal = (text) => `"${text.replace(/[\\"\n\r\t]/g, (sign) => ESCAPES[sign])}"`;
  const iri = (text) => `<${text.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`)}>`;
  const local = (name) => (/^[A-Za-z][\w-]*$/.test(name) ? `kg:${name}` : iri(`https://w3id.org/newskg#${name}`));
  const block = (subject, pairs) => `${subject} ${pairs.filter(([, value]) => value).map(([name, value]) => `${name} ${value}`).join(" ;\n\t")} .\n`;
  const out = [
    "@prefix kg: <https://w3id.org/newskg#> .", "@prefix oa: <http://www.w3.org/ns/oa#> .", "@prefix prov: <http://www.w3.org/ns/prov#> .",
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .", "@prefix schema: <https://schema.org/> .", "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .", "",
  ];
  for (const node of [...new Set(facts.flatMap((fact) => graph.entities[fact]))]) {
    const names = graph.names(node).map(literal).join(" , ");
    out.push(block(iri(graph.iri(node)), [["a", "kg:Entity"], ["rdfs:label", literal(graph.label[node])], ["skos:altLabel", names]]));
  }
  for (const fact of facts) {
    const row = factRecord(graph, fact);
    const roles = row.roles.filter(({ name, iri: node }) => name || node).map(({ role, name, iri: node }) => [local(role), node ? iri(node) : literal(name)]);
    const kind = /^\d{4}-\d\d-\d\d$/.test(row.date) ? "^^xsd:date" : /^\d{4}-\d\d$/.test(row.date) ? "^^xsd:gYearMonth" : /^\d{4}$/.test(row.date) ? "^^xsd:gYear" : "";
    out.push(block(iri(row.iri), [
      ["a", "kg:Fact"], ["rdfs:label", literal(row.fact)], ["kg:relation", local(row.relation)], ...roles,
      ["kg:asserted", String(row.status === "asserted" || row.status === "former")], ["skos:note", literal(standingText(graph, fact))], ["kg:confidence", `"${row.confidence}"^^xsd:decimal`], ["kg:rule", row.rule && literal(row.rule)],
      ["kg:date", row.date && literal(row.date) + kind], ["prov:wasDerivedFrom", iri(row.article)],
      ["kg:evidence", `[ oa:exact ${literal(graph.strings[graph.facts.quote[fact]])} ]`],
    ]));
  }
  for (const article of [...new Set(facts.map((fact) => graph.facts.article[fact]))]) {
    const word = (column) => graph.words[graph.articles[column][article]];
    const pairs = [["schema:headline", "headline"], ["schema:publisher", "publisher"], ["schema:datePublished", "published"], ["schema:url", "url"]];
    out.push(block(iri(graph.strings[graph.articles.iri[article]]), [["a", "schema:NewsArticle"], ...pairs.map(([name, column]) => [name, word(column) && literal(word(column))])]));
  }
  return out.join("\n");
}

// Both pictures are of what is on the screen; the PNG at twice its size.
function toPng(renderer, types, statuses) {
  const { camera, look, scene, emphasis } = renderer;
  const ratio = Math.max(2, camera.ratio);
  const eye = Object.assign(new Camera(), camera, { ratio });
  const sheet = () => Object.assign(element("canvas"), { width: camera.width * ratio, height: camera.height * ratio });
  const [ground, shapes, words, whole] = [sheet(), sheet(), sheet(), sheet()];
  new Islands(ground).paint(eye, scene, emphasis, look);
  const painter = new CanvasPainter(shapes);
  painter.setLook(look, types, statuses);
  painter.setScene(scene);
  painter.setEmphasis(emphasis);
  painter.paint(eye, FADE);
  new Labels(words).paint(eye, scene, emphasis, renderer.order, renderer.spoken, look);
  const pen = whole.getContext("2d");
  pen.fillStyle = look.paper;
  pen.fillRect(0, 0, whole.width, whole.height);
  for (const layer of [ground, shapes, words]) pen.drawImage(layer, 0, 0);
  return new Promise((done) => whole.toBlob(done, "image/png"));
}

function toSvg(renderer, types, statuses, title) {
  const { camera, look, scene, emphasis } = renderer;
  const safe = (text) => clean(text).replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const r = (value) => Math.round(value * 10) / 10;
  const parts = [`<title>${safe(title)}</title>`, `<rect width="100%" height="100%" fill="${look.paper}"/>`];
  for (const outline of outlines(camera, scene, emphasis)) {
    const points = outline.map((at) => at.map(r).join(",")).join(" ");
    for (const [colour, rim] of [[look.shore, 1], [look.island, 0]]) parts.push(`<polygon points="${points}" fill="${look.island}" stroke="${colour}" stroke-width="${r(2 * (shore(camera) + rim))}" stroke-linejoin="round"/>`);
  }
  const faint = (level) => (level === FADED ? ` opacity="${FADE}"` : "");
  for (let edge = 0; edge < scene.edgeCount; edge++) {
    const level = emphasis.edges[edge];
    const line = camera.line(scene, edge);
    if (!level || outside(line, camera)) continue;
    const status = statuses[scene.status[edge]];
    const colour = lineColour(look, status);
    const { dash, double } = lineOf(status);
    const [x1, y1, x2, y2] = line.map(r);
    const points = `x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"`;
    const width = r(scene.width[edge] + (level === STRONG ? 1.2 : 0));
    parts.push(`<g${faint(level)}><line ${points} stroke="${colour}" stroke-width="${double ? 4.2 : width}"${dash.length ? ` stroke-dasharray="${dash.join(" ")}"` : ""}/>`);
    if (double) parts.push(`<line ${points} stroke="${look.paper}" stroke-width="2.2"/>`);
    const tip = arrowTip(line, scene, edge, camera);
    if (tip) parts.push(`<polygon points="${tip.map((at) => at.map(r).join(",")).join(" ")}" fill="${colour}"/>`);
    parts.push("</g>");
  }
  for (let node = 0; node < scene.count; node++) {
    const level = emphasis.nodes[node];
    const [x, y] = camera.toScreen(scene.x[node], scene.y[node]);
    if (!level || x < -40 || y < -40 || x > camera.width + 40 || y > camera.height + 40) continue;
    const radius = scene.radius[node] * camera.nodeScale;
    const points = corners(SHAPE_NAMES[scene.shape[node]]);
    const style = `fill="${colourOf(look, types[scene.type[node]])}" stroke="${look.paper}" stroke-width="1"${faint(level)}`;
    const name = `<title>${safe(scene.label(node))}</title>`;
    if (points) parts.push(`<polygon points="${points.map(([dx, dy]) => `${r(x + dx * radius)},${r(y + dy * radius)}`).join(" ")}" ${style}>${name}</polygon>`);
    else parts.push(`<circle cx="${r(x)}" cy="${r(y)}" r="${r(radius)}" ${style}>${name}</circle>`);
  }
  for (const { text, size, weight, colour, box } of renderer.labels.drawn) {
    parts.push(`<text x="${r((box[0] + box[2]) / 2)}" y="${r((box[1] + box[3]) / 2)}" font-size="${size}" font-weight="${weight}" fill="${colour}" stroke="${look.halo}">${safe(text)}</text>`);
  }
  const style = "text{font-family:system-ui,sans-serif;text-anchor:middle;dominant-baseline:central;paint-order:stroke;stroke-width:3px;unicode-bidi:isolate}";
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${camera.width}" height="${camera.height}" viewBox="0 0 ${camera.width} ${camera.height}"><style>${style}</style>\n${parts.join("\n")}\n</svg>\n`;
}
