"use strict";
// Which names and words stand in the picture, and where: none on another, none smaller than 11 px.

const LABEL_SIZE = 12.5;
const BIG_LABEL = 14;
const EDGE_LABEL = 11.5;
const MOST_LABELS = 160;
const MOST_TRIES = 700;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif';

// A grid of what is taken already.
class Taken {
  constructor() {
    this.cells = new Map();
  }

  *near([left, top, right, bottom]) {
    for (let x = Math.floor(left / 64); x <= Math.floor(right / 64); x++)
      for (let y = Math.floor(top / 32); y <= Math.floor(bottom / 32); y++) yield x * 4096 + y;
  }

  free(box) {
    for (const cell of this.near(box)) {
      for (const other of this.cells.get(cell) || []) {
        if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return false;
      }
    }
    return true;
  }

  add(box) {
    for (const cell of this.near(box)) {
      if (this.cells.has(cell)) this.cells.get(cell).push(box);
      else this.cells.set(cell, [box]);
    }
  }
}

class Labels {
  constructor(canvas) {
    this.pen = canvas.getContext("2d");
    this.drawn = [];
    this.forget();
  }

  // Words are drawn once each and kept as pictures, for outlines of letters take long.
  forget() {
    this.pictures = new Map();
  }

  picture(text, size, weight, colour, halo, ratio, plate = false) {
    const key = `${size} ${weight} ${colour} ${text}`;
    let found = this.pictures.get(key);
    if (found) return found;
    const canvas = element("canvas");
    const pen = canvas.getContext("2d");
    const font = `${weight} ${size}px ${FONT}`;
    pen.font = font;
    const width = Math.ceil(pen.measureText(text).width) + 8;
    const height = Math.ceil(size * 1.3) + 4;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    pen.scale(ratio, ratio);
    Object.assign(pen, { font, textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 3.5, strokeStyle: halo, fillStyle: colour });
    if (plate) {
      pen.fillStyle = halo;
      pen.beginPath();
      pen.roundRect(1, 1, width - 2, height - 2, 4);
      pen.fill();
      pen.fillStyle = colour;
    } else pen.strokeText(text, width / 2, height / 2);
    pen.fillText(text, width / 2, height / 2);
    found = { canvas, width, height, size, weight, text, colour };
    if (this.pictures.size > 4000) this.pictures.clear();
    this.pictures.set(key, found);
    return found;
  }

  // `order` are nodes, the most telling first; `spoken` the edges whose words are to be read.
  paint(camera, scene, emphasis, order, spoken, look) {
    const { pen } = this;
    pen.setTransform(camera.ratio, 0, 0, camera.ratio, 0, 0);
    pen.clearRect(0, 0, camera.width, camera.height);
    this.drawn = [];
    const taken = new Taken();
    const dots = new Taken();
    const strong = [];
    const plain = [];
    for (const node of order) {
      const level = emphasis.nodes[node];
      if (level < PLAIN) continue;
      const x = (scene.x[node] - camera.x) * camera.scale + camera.width / 2;
      const y = (scene.y[node] - camera.y) * camera.scale + camera.height / 2;
      if (x < 0 || y < 0 || x > camera.width || y > camera.height) continue;
      (level === STRONG ? strong : plain).push([node, x, y]);
      if (strong.length + plain.length >= MOST_TRIES) break;
    }
    const inView = strong.concat(plain);
    for (const [node, x, y] of inView.slice(0, 250)) {
      const r = scene.radius[node] * camera.nodeScale * 0.8;
      dots.add([x - r, y - r, x + r, y + r]);
    }
    // The most telling may cover the dots of others, for without them nobody knows where one is.
    const put = (picture, left, top, what, over = false) => {
      const box = [left + 2, top + 2, left + picture.width - 2, top + picture.height - 2];
      if (box[0] < 2 || box[2] > camera.width - 2 || box[1] < 2 || box[3] > camera.height - 2 || !taken.free(box) || !(over || dots.free(box))) return false;
      taken.add(box);
      pen.drawImage(picture.canvas, left, top, picture.width, picture.height);
      this.drawn.push({ ...what, text: picture.text, size: picture.size, weight: picture.weight, colour: picture.colour, box });
      return true;
    };
    let count = 0;
    const name = ([node, x, y], index) => {
      if (count >= MOST_LABELS) return;
      const main = emphasis.chosen[node] || emphasis.nodes[node] === STRONG || index < 12;
      const size = emphasis.chosen[node] || index < 12 ? BIG_LABEL : LABEL_SIZE;
      const picture = this.picture(scene.label(node), size, main ? 600 : 400, look.ink, look.halo, camera.ratio);
      const gap = scene.radius[node] * camera.nodeScale * (emphasis.chosen[node] ? 1.45 : 1.15) + (emphasis.chosen[node] ? 3 : 0);
      const [w, h] = [picture.width, picture.height];
      const middle = Math.max(2, Math.min(camera.width - w - 2, x - w / 2));
      const spots = [[middle, y + gap - 1], [x + gap, y - h / 2], [x - gap - w, y - h / 2], [middle, y - gap - h + 1], [x + gap / 2, y + gap / 2], [x - gap / 2 - w, y + gap / 2], [x + gap / 2, y - gap / 2 - h], [x - gap / 2 - w, y - gap / 2 - h]];
      const free = (over) => spots.some(([left, top]) => put(picture, left, top, { node }, over));
      if (free(false) || (index < 30 && free(true))) count++;
    };
    strong.forEach(name);
    if (!strong.length) plain.forEach(name);
    for (const edge of spoken) {
      const [x1, y1, x2, y2] = camera.line(scene, edge);
      if (Math.hypot(x2 - x1, y2 - y1) < 44) continue;
      const colour = wordColour(look, scene.statusName(edge));
      const picture = this.picture(scene.edgeLabel(edge), EDGE_LABEL, 500, colour, look.halo, camera.ratio, true);
      for (const part of [0.5, 0.38, 0.62, 0.28, 0.72]) {
        if (put(picture, x1 + (x2 - x1) * part - picture.width / 2, y1 + (y2 - y1) * part - picture.height / 2, { edge })) break;
      }
    }
    if (strong.length) plain.forEach((each, index) => name(each, index + 12));
  }
}
