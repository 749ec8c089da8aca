"use strict";
// The ground of the opening picture: an island under each community.

const SHORE = 26;
const LEAST_SHORE = 12;
const LEAST_MEMBERS = 3;

class Islands {
  constructor(canvas) {
    this.pen = canvas.getContext("2d");
  }

  paint(camera, scene, emphasis, look) {
    const { pen } = this;
    pen.setTransform(camera.ratio, 0, 0, camera.ratio, 0, 0);
    pen.clearRect(0, 0, camera.width, camera.height);
    for (const outline of outlines(camera, scene, emphasis)) traceIsland(pen, outline, look, shore(camera));
  }
}

// The outline of each community of whom enough are seen, on the screen.
function outlines(camera, scene, emphasis) {
  return scene.communities
    .map((nodes) => nodes.filter((node) => emphasis.nodes[node]))
    .filter((nodes) => nodes.length >= LEAST_MEMBERS)
    .map((nodes) => around(nodes.map((node) => camera.toScreen(scene.x[node], scene.y[node]))));
}

// The convex hull of points (Andrew's monotone chain).
function around(points) {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list) => {
    const chain = [];
    for (const [x, y] of list) {
      for (;;) {
        const [a, b] = chain.slice(-2);
        if (!b || (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) > 0) break;
        chain.pop();
      }
      chain.push([x, y]);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

// How far an island reaches beyond its members, in pixels.
function shore(camera) {
  return Math.max(LEAST_SHORE, (SHORE * camera.scale) / camera.natural);
}

function traceIsland(pen, outline, look, reach) {
  pen.beginPath();
  for (const [x, y] of outline) pen.lineTo(x, y);
  pen.closePath();
  Object.assign(pen, { lineJoin: "round", lineCap: "round" });
  // Twice along the outline, so that it is round and has a line around it.
  for (const [colour, width] of [[look.shore, 2 * reach + 2], [look.island, 2 * reach]]) {
    Object.assign(pen, { strokeStyle: colour, lineWidth: width });
    pen.stroke();
  }
  pen.fillStyle = look.island;
  pen.fill();
}
