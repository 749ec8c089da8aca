"use strict";
// Draws the same by a 2D canvas: where WebGL2 is missing or lost, and for pictures to keep.

class CanvasPainter {
  constructor(canvas) {
    this.pen = canvas.getContext("2d");
  }

  setScene(scene) {
    this.scene = scene;
  }

  setEmphasis(emphasis) {
    this.emphasis = emphasis;
  }

  setLook(look, types, statuses) {
    Object.assign(this, { look, types, statuses });
  }

  paint(camera, faded, most = Infinity) {
    const { pen, scene, emphasis } = this;
    const edges = Math.min(scene.edgeCount, most);
    pen.setTransform(camera.ratio, 0, 0, camera.ratio, 0, 0);
    pen.clearRect(0, 0, camera.width, camera.height);
    for (const level of [FADED, PLAIN, STRONG]) {
      pen.globalAlpha = level === FADED ? faded : 1;
      for (let edge = 0; edge < edges; edge++) if (emphasis.edges[edge] === level) this.edge(edge, camera, level);
    }
    for (const level of [FADED, PLAIN, STRONG]) {
      pen.globalAlpha = level === FADED ? faded : 1;
      for (let node = 0; node < scene.count; node++) if (emphasis.nodes[node] === level) this.node(node, camera);
    }
    pen.globalAlpha = 1;
  }

  edge(edge, camera, level) {
    const { pen, scene, look } = this;
    const line = camera.line(scene, edge);
    if (outside(line, camera)) return;
    const status = this.statuses[scene.status[edge]];
    const colour = lineColour(look, status);
    traceLine(pen, status, colour, scene.width[edge] + (level === STRONG ? 1.2 : 0), line);
    const tip = arrowTip(line, scene, edge, camera);
    if (!tip) return;
    pen.fillStyle = colour;
    pen.beginPath();
    for (const [x, y] of tip) pen.lineTo(x, y);
    pen.fill();
  }

  node(node, camera) {
    const { pen, scene, look } = this;
    const [x, y] = camera.toScreen(scene.x[node], scene.y[node]);
    const radius = scene.radius[node] * camera.nodeScale;
    if (x < -40 || y < -40 || x > camera.width + 40 || y > camera.height + 40) return;
    traceShape(pen, SHAPE_NAMES[scene.shape[node]], x, y, radius);
    pen.lineWidth = 2;
    pen.strokeStyle = look.paper;
    pen.stroke();
    pen.fillStyle = colourOf(look, this.types[scene.type[node]]);
    pen.fill();
    if (!this.emphasis.chosen[node]) return;
    pen.beginPath();
    pen.arc(x, y, radius * 1.45 + 1.5, 0, 2 * Math.PI);
    pen.strokeStyle = look.ring;
    pen.stroke();
  }
}

function outside([x1, y1, x2, y2], camera) {
  return Math.max(x1, x2) < 0 || Math.max(y1, y2) < 0 || Math.min(x1, x2) > camera.width || Math.min(y1, y2) > camera.height;
}

// The three corners of the arrow at the end of a line, or null if it has none.
function arrowTip([x1, y1, x2, y2], scene, edge, camera) {
  const way = scene.arrow[edge];
  if (way !== 1 && way !== 2) return null;
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const sign = way === 1 ? 1 : -1;
  const [ux, uy] = [(sign * (x2 - x1)) / length, (sign * (y2 - y1)) / length];
  const rim = scene.radius[way === 1 ? scene.t[edge] : scene.s[edge]] * camera.nodeScale + 2;
  const size = Math.min((7 + scene.width[edge]) * Math.min(1, camera.nodeScale), length * 0.3);
  const [x, y] = way === 1 ? [x2 - ux * rim, y2 - uy * rim] : [x1 - ux * rim, y1 - uy * rim];
  const side = size * 0.45;
  return [[x, y], [x - ux * size - uy * side, y - uy * size + ux * side], [x - ux * size + uy * side, y - uy * size - ux * side]];
}
