"use strict";
// Places for the few that filters leave, in pixels: by stress, component by component. What is
// drawn of the whole graph has its places from Python.

const STRIDE = 160;
const STRESS_ROUNDS = 80;

// `pairs` join places in `nodes`; `width` says how much room the label of a node takes. The same
// nodes and pairs give the same places.
function arranged(nodes, pairs, width) {
  const near = new Map(nodes.map((node) => [node, new Set()]));
  for (const [a, b] of pairs) {
    near.get(a).add(b);
    near.get(b).add(a);
  }
  const boxes = components(nodes, near).map((part) => {
    const places = stress(part, near);
    return { part, places, box: bounds(places), widest: Math.max(...part.map(width)) };
  });
  boxes.sort((a, b) => b.part.length - a.part.length || nodes.indexOf(a.part[0]) - nodes.indexOf(b.part[0]));
  return packed(boxes);
}

function components(nodes, near) {
  const seen = new Set();
  const parts = [];
  for (const start of nodes) {
    if (seen.has(start)) continue;
    const part = [start];
    seen.add(start);
    for (const node of part) {
      for (const other of near.get(node)) {
        if (seen.has(other)) continue;
        seen.add(other);
        part.push(other);
      }
    }
    parts.push(part);
  }
  return parts;
}

// Stress majorization node by node (Gansner, Koren and North 2004), from a circle.
function stress(part, near) {
  const size = part.length;
  const number = new Map(part.map((node, at) => [node, at]));
  const distance = part.map((start) => {
    const steps = new Array(size).fill(0);
    const queue = [start];
    const seen = new Set(queue);
    for (const node of queue) {
      for (const other of near.get(node)) {
        if (seen.has(other)) continue;
        seen.add(other);
        steps[number.get(other)] = steps[number.get(node)] + 1;
        queue.push(other);
      }
    }
    return steps;
  });
  const room = part.map((node) => STRIDE * (1 + 0.25 * Math.log2(near.get(node).size || 1)));
  const radius = (STRIDE * size) / 6;
  const places = part.map((_, at) => [radius * Math.cos((at * 2 * Math.PI) / size), radius * Math.sin((at * 2 * Math.PI) / size)]);
  for (let round = 0; round < STRESS_ROUNDS; round++) {
    for (let i = 0; i < size; i++) {
      let [x, y, all] = [0, 0, 0];
      for (let j = 0; j < size; j++) {
        if (i === j) continue;
        const wanted = (distance[i][j] * (room[i] + room[j])) / 2;
        const weight = 1 / wanted ** 2;
        const [dx, dy] = [places[i][0] - places[j][0], places[i][1] - places[j][1]];
        const now = Math.hypot(dx, dy) || 1;
        x += weight * (places[j][0] + (wanted * dx) / now);
        y += weight * (places[j][1] + (wanted * dy) / now);
        all += weight;
      }
      if (all) places[i] = [x / all, y / all];
    }
  }
  return places;
}

// The components in rows, the largest first, about as wide as a screen is to its height.
function packed(boxes) {
  const side = (box, widest) => [box[2] - box[0] + widest + 20, box[3] - box[1] + 76];
  const area = boxes.reduce((sum, { box, widest }) => sum + side(box, widest)[0] * side(box, widest)[1], 0);
  const across = Math.max(Math.sqrt(area * 1.3), ...boxes.map(({ box, widest }) => side(box, widest)[0]));
  const all = new Map();
  let [x, y, row] = [0, 0, 0];
  for (const { part, places, box, widest } of boxes) {
    const [w, h] = side(box, widest);
    if (x && x + w > across) [x, y, row] = [0, y + row, 0];
    part.forEach((node, at) => all.set(node, [x + widest / 2 + places[at][0] - box[0], y + places[at][1] - box[1]]));
    x += w;
    row = Math.max(row, h);
  }
  return all;
}
