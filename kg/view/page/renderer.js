"use strict";
// The picture on the screen, behind three words: draw, pick, camera.

const FADE = 0.13;
// What the buttons at the foot of the picture and the line at its head take of it, in pixels.
const CONTROLS = 36;
const HEAD = 22;
// So many lines follow the hand, the most telling; the others come when it rests.
const MOVING_LINES = 6000;
const REST = 160;
const LEAST_SCALE = 0.004;
const MOST_SCALE = 3;

// Where one looks from: the middle in the graph's own units, and pixels of the screen per unit.
class Camera {
  constructor() {
    Object.assign(this, { x: 0, y: 0, scale: 0.04, width: 1, height: 1, ratio: 1, natural: 0.04 });
  }

  // Shapes grow more slowly than the distances between them.
  get nodeScale() {
    return Math.min(1.7, Math.max(0.3, (this.scale / this.natural) ** 0.45));
  }

  toScreen(x, y) {
    return [(x - this.x) * this.scale + this.width / 2, (y - this.y) * this.scale + this.height / 2];
  }

  toGraph(x, y) {
    return [(x - this.width / 2) / this.scale + this.x, (y - this.height / 2) / this.scale + this.y];
  }

  // The line of an edge; several between the same two lie beside one another.
  line(scene, edge) {
    const [s, t] = [scene.s[edge], scene.t[edge]];
    const [x1, y1] = this.toScreen(scene.x[s], scene.y[s]);
    const [x2, y2] = this.toScreen(scene.x[t], scene.y[t]);
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [dx, dy] = [(-(y2 - y1) / length) * scene.shift[edge], ((x2 - x1) / length) * scene.shift[edge]];
    return [x1 + dx, y1 + dy, x2 + dx, y2 + dy];
  }
}

class Renderer {
  constructor(holder, types, statuses) {
    Object.assign(this, { holder, types, statuses, camera: new Camera(), order: [], spoken: [], frame: 0, spent: 0 });
    this.ground = holder.appendChild(element("canvas", "ground"));
    this.islands = new Islands(this.ground);
    this.words = holder.appendChild(element("canvas", "words"));
    this.labels = new Labels(this.words);
    this.look = currentLook();
    this.begin();
    new ResizeObserver(() => this.measure()).observe(holder);
  }

  // WebGL2, or a 2D canvas on a canvas of its own: one that had WebGL gives no other context.
  begin(plain = false) {
    if (this.canvas) this.canvas.remove();
    this.canvas = element("canvas", "shapes");
    this.ground.after(this.canvas);
    try {
      if (plain) throw new Error("WebGL2 is lost");
      this.painter = new GlPainter(this.canvas);
      this.canvas.addEventListener("webglcontextlost", (event) => {
        event.preventDefault();
        this.begin(true);
      });
    } catch {
      if (!plain) return this.begin(true);
      this.painter = new CanvasPainter(this.canvas);
    }
    this.kind = plain ? "canvas" : "webgl2";
    this.painter.setLook(this.look, this.types, this.statuses);
    if (this.scene) this.painter.setScene(this.scene);
    if (this.emphasis) this.painter.setEmphasis(this.emphasis);
    this.measure();
  }

  measure() {
    const { camera, holder } = this;
    // Behind a table there is no picture; it keeps the size it had.
    if (!holder.clientWidth && this.scene) return;
    const before = `${camera.width} ${camera.height}`;
    camera.width = Math.max(1, holder.clientWidth);
    camera.height = Math.max(1, holder.clientHeight);
    const ratio = Math.min(3, devicePixelRatio || 1);
    if (ratio !== camera.ratio) this.labels.forget();
    camera.ratio = ratio;
    for (const canvas of [this.ground, this.canvas, this.words]) {
      canvas.width = Math.round(camera.width * ratio);
      canvas.height = Math.round(camera.height * ratio);
    }
    if (this.scene) this.paint();
    if (this.onResize && before !== `${camera.width} ${camera.height}`) this.onResize();
  }

  setLook(look) {
    this.look = look;
    this.labels.forget();
    this.painter.setLook(look, this.types, this.statuses);
    this.draw();
  }

  // `scene` is what there is (see picture.js), `emphasis` how much each is seen.
  setScene(scene, order) {
    this.scene = scene;
    this.order = order;
    this.painter.setScene(scene);
    this.draw();
  }

  setEmphasis(emphasis, spoken = []) {
    this.emphasis = emphasis;
    this.spoken = spoken;
    this.painter.setEmphasis(emphasis);
    this.draw();
  }

  // On the next frame, once however often it is asked for.
  draw() {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.paint());
  }

  paint() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (!this.scene || !this.emphasis) return;
    const began = performance.now();
    this.islands.paint(this.camera, this.scene, this.emphasis, this.look);
    this.painter.paint(this.camera, FADE, this.resting ? MOVING_LINES : Infinity);
    this.labels.paint(this.camera, this.scene, this.emphasis, this.order, this.spoken, this.look);
    this.spent = performance.now() - began;
    if (this.onPaint) this.onPaint();
  }

  // What is seen at a place: { node }, { edge } or null. `slack` in pixels is more for fingers.
  pick(x, y, slack = 4) {
    const { scene, emphasis, camera } = this;
    if (!scene) return null;
    const [gx, gy] = camera.toGraph(x, y);
    let best = null;
    let nearest = Infinity;
    for (let node = 0; node < scene.count; node++) {
      if (!emphasis.nodes[node]) continue;
      const distance = Math.hypot(scene.x[node] - gx, scene.y[node] - gy) * camera.scale - scene.radius[node] * camera.nodeScale * 1.15;
      const worth = distance - emphasis.nodes[node] * 2;
      if (distance <= slack && worth < nearest) [best, nearest] = [{ node }, worth];
    }
    if (best) return best;
    for (const label of this.labels.drawn) {
      const [left, top, right, bottom] = label.box;
      if (x >= left && x <= right && y >= top && y <= bottom) return label.node === undefined ? { edge: label.edge } : { node: label.node };
    }
    for (let edge = 0; edge < scene.edgeCount; edge++) {
      if (!emphasis.edges[edge]) continue;
      const distance = toSegment(x, y, camera.line(scene, edge));
      const worth = distance - emphasis.edges[edge] * 2;
      if (distance <= slack + 2 && worth < nearest) [best, nearest] = [{ edge }, worth];
    }
    return best;
  }

  // The camera that shows these nodes whole, not nearer than their natural size.
  framing(nodes, { closest = 1.6, margin = 70, below = 0 } = {}) {
    const { scene, camera } = this;
    if (!nodes.length) return { x: camera.x, y: camera.y, scale: camera.scale };
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const node of nodes) {
      left = Math.min(left, scene.x[node]);
      right = Math.max(right, scene.x[node]);
      top = Math.min(top, scene.y[node]);
      bottom = Math.max(bottom, scene.y[node]);
    }
    const room = Math.min(margin, camera.width / 9);
    const height = Math.max(80, camera.height - below - CONTROLS - HEAD);
    const scale = Math.min((camera.width - 2 * room) / Math.max(1, right - left), (height - 1.4 * room) / Math.max(1, bottom - top), camera.natural * closest);
    const kept = Math.max(LEAST_SCALE, scale);
    return { x: (left + right) / 2, y: (top + bottom) / 2 + (below + CONTROLS - HEAD) / 2 / kept, scale: kept };
  }

  // Goes there at once, or in a moment where motion is welcome.
  moveTo(target, animated = true) {
    cancelAnimationFrame(this.flight);
    const { camera } = this;
    if (!animated || lessMotion.matches) {
      Object.assign(camera, target);
      this.draw();
      return;
    }
    const from = { x: camera.x, y: camera.y, scale: camera.scale };
    const began = performance.now();
    const step = (now) => {
      const part = Math.min(1, Math.max(0, (now - began) / 320));
      const eased = 1 - (1 - part) ** 3;
      for (const name of ["x", "y"]) camera[name] = from[name] + (target[name] - from[name]) * eased;
      camera.scale = from.scale * (target.scale / from.scale) ** eased;
      this.paint();
      if (part < 1) this.flight = requestAnimationFrame(step);
    };
    this.flight = requestAnimationFrame(step);
  }

  stop() {
    cancelAnimationFrame(this.flight);
  }

  // A picture of many lines is drawn whole once the hand rests.
  touched() {
    this.stop();
    if (!this.scene || this.scene.edgeCount <= MOVING_LINES) return;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.resting = 0;
      this.draw();
    }, REST);
  }

  pan(dx, dy) {
    this.touched();
    this.camera.x -= dx / this.camera.scale;
    this.camera.y -= dy / this.camera.scale;
    this.draw();
  }

  // Nearer or farther, with what is under the pointer staying there.
  zoom(factor, x = this.camera.width / 2, y = this.camera.height / 2) {
    this.touched();
    const { camera } = this;
    const [gx, gy] = camera.toGraph(x, y);
    camera.scale = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, camera.scale * factor));
    camera.x = gx - (x - camera.width / 2) / camera.scale;
    camera.y = gy - (y - camera.height / 2) / camera.scale;
    this.draw();
  }
}

function toSegment(x, y, [x1, y1, x2, y2]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const part = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x1 - part * dx, y - y1 - part * dy);
}
