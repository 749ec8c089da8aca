"use strict";
// How types and standings look, in both schemes: shape and colour, line and words.

// Each type has a shape of its own, for colours alone are not told apart by everybody.
const SHAPES = {
  Person: "circle", Organization: "square", Place: "triangle", Group: "diamond", Event: "star", Agreement: "hexagon",
  Law: "pentagon", Document: "page", Product: "plus", Work: "wedge", Thing: "pill",
};
const SHAPE_NAMES = [...new Set(Object.values(SHAPES))];

// Each colour on light and on dark paper.
const COLOURS = {
  paper: ["#fbfaf8", "#14181e"], ink: ["#1b2430", "#e8ebef"], soft: ["#5c6672", "#a3adb9"], halo: ["#ffffff", "#0f1217"],
  ring: ["#1b2430", "#ffffff"], island: ["#ffffff", "#0f1217"], shore: ["#dcd7cb", "#4a5463"],
  types: {
    Person: ["#1e499f", "#6ba2f6"], Organization: ["#d2694c", "#eb942f"], Place: ["#07725b", "#16a47e"], Group: ["#9a6ae0", "#dcafff"],
    Event: ["#cb1d5c", "#fe68ab"], Agreement: ["#8e6f00", "#d7c758"], Law: ["#5e3c22", "#b3825a"], Document: ["#7c8b92", "#94acbd"],
    Product: ["#2c93b7", "#83d4e7"], Work: ["#6d166d", "#d47ecf"], Thing: ["#7a5883", "#78858e"],
  },
  words: {
    asserted: ["#46525f", "#b4bec9"], former: ["#5f6974", "#97a2ae"], claimed: ["#7a3fae", "#cba4f2"], planned: ["#1a5f9e", "#86bff5"],
    possible: ["#0b6a71", "#5cc8cf"], denied: ["#b02a21", "#f58f86"],
  },
  lines: {
    asserted: ["#5c6672", "#aab4be"], former: ["#8791a0", "#6d7884"], claimed: ["#a855d8", "#c39bff"], planned: ["#0b4a9c", "#3a80d2"],
    possible: ["#12907c", "#27a793"], denied: ["#c0362c", "#f0776c"],
  },
};
const inScheme = (colours, scheme) => Object.fromEntries(Object.entries(colours).map(([name, found]) => [name, Array.isArray(found) ? found[scheme] : inScheme(found, scheme)]));
const LIGHT = inScheme(COLOURS, 0);
const DARK = inScheme(COLOURS, 1);

// Pixels of line and gap; `double` is drawn as two thin lines.
const LINES = {
  asserted: { dash: [] }, former: { dash: [], double: true }, claimed: { dash: [9, 5] }, planned: { dash: [3, 4] },
  possible: { dash: [2, 8] }, denied: { dash: [12, 4, 2, 4] },
};
const STANDING = {
  asserted: "stated as fact", former: "no longer or not yet", claimed: "claimed by somebody",
  planned: "planned or expected", possible: "possible or asked for", denied: "denied, did not happen",
};

const darkScheme = matchMedia("(prefers-color-scheme: dark)");
const moreContrast = matchMedia("(prefers-contrast: more), (forced-colors: active)");
const forcedColours = matchMedia("(forced-colors: active)");
const lessMotion = matchMedia("(prefers-reduced-motion: reduce)");

// The colours of now. Who forces colours gets the system's; types are then told by shape.
function currentLook() {
  const base = darkScheme.matches ? DARK : LIGHT;
  if (!moreContrast.matches) return base;
  const system = (name) => {
    const probe = document.body.appendChild(element("span"));
    probe.style.color = name;
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  };
  const ink = forcedColours.matches ? system("CanvasText") : darkScheme.matches ? "#ffffff" : "#000000";
  const paper = forcedColours.matches ? system("Canvas") : darkScheme.matches ? "#000000" : "#ffffff";
  const all = (colours) => Object.fromEntries(Object.keys(colours).map((name) => [name, ink]));
  return {
    paper, ink, soft: ink, halo: paper, ring: ink, island: paper, shore: ink, lines: all(base.lines), words: all(base.words),
    types: forcedColours.matches ? all(base.types) : base.types,
  };
}

const shapeOf = (type) => SHAPES[type] || SHAPES.Thing;
const colourOf = (look, type) => look.types[type] || look.types.Thing;
const lineOf = (status) => LINES[status] || LINES.asserted;
const wordColour = (look, status) => look.words[status] || look.words.asserted;
const lineColour = (look, status) => look.lines[status] || look.lines.asserted;

// The corners of a shape of radius 1, y downwards; null for a circle. Areas are about the same.
function corners(shape) {
  const around = (count, turn, radius = 1, inner = radius) =>
    Array.from({ length: count }, (_, index) => {
      const angle = turn + (index * 2 * Math.PI) / count;
      const r = index % 2 ? inner : radius;
      return [r * Math.cos(angle), r * Math.sin(angle)];
    });
  const up = -Math.PI / 2;
  switch (shape) {
    case "square": return around(4, Math.PI / 4, 1.22);
    case "triangle": return around(3, up, 1.36).map(([x, y]) => [x, y + 0.18]);
    case "wedge": return around(3, -up, 1.36).map(([x, y]) => [x, y - 0.18]);
    case "diamond": return around(4, up, 1.28);
    case "hexagon": return around(6, 0, 1.12);
    case "pentagon": return around(5, up, 1.15);
    case "star": return around(10, up, 1.4, 0.66);
    case "page": return [[-0.72, -1], [0.72, -1], [0.72, 1], [-0.72, 1]];
    case "pill": return [[-1.15, -0.68], [1.15, -0.68], [1.15, 0.68], [-1.15, 0.68]];
    case "plus": return [[-0.4, -1.1], [0.4, -1.1], [0.4, -0.4], [1.1, -0.4], [1.1, 0.4], [0.4, 0.4], [0.4, 1.1], [-0.4, 1.1], [-0.4, 0.4], [-1.1, 0.4], [-1.1, -0.4], [-0.4, -0.4]];
    default: return null;
  }
}

function traceShape(pen, shape, x, y, radius) {
  pen.beginPath();
  const points = corners(shape);
  if (!points) pen.arc(x, y, radius, 0, 2 * Math.PI);
  else {
    for (const [dx, dy] of points) pen.lineTo(x + dx * radius, y + dy * radius);
    pen.closePath();
  }
}

function traceLine(pen, status, colour, width, [x1, y1, x2, y2]) {
  const { dash, double } = lineOf(status);
  const stroke = (shift) => {
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [dx, dy] = [(-(y2 - y1) / length) * shift, ((x2 - x1) / length) * shift];
    pen.beginPath();
    pen.moveTo(x1 + dx, y1 + dy);
    pen.lineTo(x2 + dx, y2 + dy);
    pen.stroke();
  };
  pen.strokeStyle = colour;
  pen.setLineDash(dash);
  pen.lineWidth = double ? 1 : width;
  if (double) for (const shift of [-1.6, 1.6]) stroke(shift);
  else stroke(0);
  pen.setLineDash([]);
}

// The colours as custom properties, so that lists follow the scheme by themselves.
function publishLook(look) {
  const { style } = document.documentElement;
  for (const [type, colour] of Object.entries(look.types)) style.setProperty(`--type-${type}`, colour);
  for (const [status, colour] of Object.entries(look.lines)) style.setProperty(`--line-${status}`, colour);
}

// A small picture for lists.
function swatch(width, parts) {
  const make = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const drawing = make("svg", { class: "swatch", width, height: 16, viewBox: `0 0 ${width} 16`, "aria-hidden": "true" });
  for (const [name, attributes, colour, how] of parts) {
    const part = make(name, attributes);
    part.style[how] = colour;
    drawing.append(part);
  }
  return drawing;
}

function typeSwatch(type) {
  const colour = `var(--type-${SHAPES[type] ? type : "Thing"})`;
  const points = corners(shapeOf(type));
  if (!points) return swatch(16, [["circle", { cx: 8, cy: 8, r: 5.4 }, colour, "fill"]]);
  return swatch(16, [["polygon", { points: points.map(([x, y]) => `${8 + 5.4 * x},${8 + 5.4 * y}`).join(" ") }, colour, "fill"]]);
}

function lineSwatch(status) {
  const { dash, double } = lineOf(status);
  const colour = `var(--line-${LINES[status] ? status : "asserted"})`;
  const line = (y, width) => ["line", { x1: 1, x2: 31, y1: y, y2: y, "stroke-width": width, "stroke-dasharray": dash.join(" ") }, colour, "stroke"];
  return swatch(32, double ? [line(6.4, 1), line(9.6, 1)] : [line(8, 2)]);
}
