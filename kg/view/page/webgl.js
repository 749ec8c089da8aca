"use strict";
// Draws lines and shapes by WebGL2: one instance a line or node, dashes in the shader.

const MOST_STYLES = 16;
const CELL = 128;
// Faded, as seen, in focus: the numbers of an emphasis; 0 is not drawn.
const FADED = 1;
const PLAIN = 2;
const STRONG = 3;

const LINE_VERTEX = `#version 300 es
in vec2 corner; in vec4 ends; in vec4 form; in vec2 rims; in float emphasis;
uniform vec2 centre, half_size; uniform float scale, ratio, node_scale;
out float along; out float across; out float half_width; flat out int style; flat out float shown;
void main() {
  vec2 a = (ends.xy - centre) * scale, b = (ends.zw - centre) * scale;
  vec2 way = b - a; float length_ = max(length(way), .001); vec2 unit = way / length_, side = vec2(-unit.y, unit.x);
  half_width = form.y * .5 + (emphasis > 2.5 ? .6 : 0.); style = int(form.x + .5); shown = emphasis;
  vec2 shift = side * form.z;
  vec2 at = mix(a, b, corner.x) + shift + side * corner.y * (half_width + 2.5);
  along = corner.x * length_; across = corner.y * (half_width + 2.5);
  gl_Position = emphasis < .5 ? vec4(2., 2., 2., 1.) : vec4(at / half_size * vec2(1., -1.), 0., 1.);
}`;
const LINE_FRAGMENT = `#version 300 es
precision mediump float;
in float along; in float across; in float half_width; flat in int style; flat in float shown;
uniform vec4 colours[${MOST_STYLES}], dashes[${MOST_STYLES}]; uniform float faded, ratio;
out vec4 colour;
void main() {
  vec4 dash = dashes[style]; float off = abs(across), edge = .5 / ratio + .25, cover;
  if (dash.x < 0.) cover = smoothstep(edge, -edge, abs(off - 1.6) - .5);
  else cover = smoothstep(edge, -edge, off - half_width);
  float period = dash.x + dash.y + dash.z + dash.w;
  if (dash.x > 0.) {
    float at = mod(along, period);
    if (!(at < dash.x || (at > dash.x + dash.y && at < dash.x + dash.y + dash.z))) cover = 0.;
  }
  float alpha = cover * (shown < 1.5 ? faded : shown < 2.5 ? .8 : 1.);
  colour = vec4(colours[style].rgb * alpha, alpha);
}`;
const ARROW_VERTEX = `#version 300 es
in vec2 corner; in vec4 ends; in vec4 form; in vec2 rims; in float emphasis;
uniform vec2 centre, half_size; uniform float scale, ratio, node_scale;
flat out int style; flat out float shown;
void main() {
  bool back = form.w > 1.5; vec2 a = (ends.xy - centre) * scale, b = (ends.zw - centre) * scale;
  vec2 way = b - a; float length_ = max(length(way), .001); vec2 unit = way / length_, side = vec2(-unit.y, unit.x);
  vec2 tip = (back ? a : b) + side * form.z; vec2 ahead = back ? -unit : unit; float rim = (back ? rims.x : rims.y) * node_scale;
  float size = min((7. + form.y) * min(1., node_scale), length_ * .3);
  vec2 at = tip - ahead * (rim + 2. + (corner.x) * size) + vec2(-ahead.y, ahead.x) * corner.y * size * .45;
  style = int(form.x + .5); shown = emphasis;
  bool drawn = form.w > .5 && form.w < 2.5 && emphasis > .5;
  gl_Position = drawn ? vec4(at / half_size * vec2(1., -1.), 0., 1.) : vec4(2., 2., 2., 1.);
}`;
const ARROW_FRAGMENT = `#version 300 es
precision mediump float;
flat in int style; flat in float shown; uniform vec4 colours[${MOST_STYLES}]; uniform float faded; out vec4 colour;
void main() { float alpha = shown < 1.5 ? faded : 1.; colour = vec4(colours[style].rgb * alpha, alpha); }`;
const NODE_VERTEX = `#version 300 es
in vec2 corner; in vec4 place; in float emphasis; in float chosen;
uniform vec2 centre, half_size; uniform float scale, node_scale;
out vec2 at; flat out float shape; flat out float shown; flat out int type; flat out float ringed; flat out float radius;
void main() {
  radius = place.z * node_scale; at = corner * 2.; shown = emphasis; ringed = chosen;
  type = int(mod(place.w, 32.) + .5); shape = floor(place.w / 32. + .01);
  vec2 middle = (place.xy - centre) * scale;
  gl_Position = emphasis < .5 ? vec4(2., 2., 2., 1.) : vec4((middle + corner * radius * 2.) / half_size * vec2(1., -1.), 0., 1.);
}`;
const NODE_FRAGMENT = `#version 300 es
precision mediump float;
in vec2 at; flat in float shape; flat in float shown; flat in int type; flat in float ringed; flat in float radius;
uniform sampler2D shapes; uniform float cells, faded; uniform vec4 colours[${MOST_STYLES}], paper, ring; out vec4 colour;
void main() {
  vec4 mask = texture(shapes, vec2((shape + at.x * .25 + .5) / cells, at.y * .25 + .5));
  vec3 mixed = mix(paper.rgb, colours[type].rgb, mask.a > .01 ? mask.r / mask.a : 0.);
  float alpha = mask.a * (shown < 1.5 ? faded : 1.);
  colour = vec4(mixed * alpha, alpha);
  if (ringed > .5) {
    float r = length(at) * radius - radius * 1.45 - 1.5;
    float line = smoothstep(1.6, .6, abs(r));
    colour = mix(colour, vec4(ring.rgb, 1.), line * (1. - colour.a));
  }
}`;

class GlPainter {
  constructor(canvas) {
    const gl = canvas.getContext("webgl2", { antialias: true, alpha: true, premultipliedAlpha: true, preserveDrawingBuffer: false });
    if (!gl) throw new Error("no WebGL2");
    this.gl = gl;
    this.line = this.program(LINE_VERTEX, LINE_FRAGMENT);
    this.arrow = this.program(ARROW_VERTEX, ARROW_FRAGMENT);
    this.node = this.program(NODE_VERTEX, NODE_FRAGMENT);
    this.buffers = Object.fromEntries(["strip", "tip", "square", "edges", "edgeShown", "nodes", "nodeShown", "nodeChosen"].map((name) => [name, gl.createBuffer()]));
    this.fill("strip", new Float32Array([0, -1, 1, -1, 0, 1, 1, 1]));
    this.fill("tip", new Float32Array([0, 0, 1, -1, 1, 1]));
    this.fill("square", new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]));
    this.lines = this.bound(this.line, "strip", { edges: [["ends", 4], ["form", 4], ["rims", 2]], edgeShown: "emphasis" });
    this.arrows = this.bound(this.arrow, "tip", { edges: [["ends", 4], ["form", 4], ["rims", 2]], edgeShown: "emphasis" });
    this.shapes = this.bound(this.node, "square", { nodes: [["place", 4]], nodeShown: "emphasis", nodeChosen: "chosen" });
    this.texture();
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  program(vertex, fragment) {
    const { gl } = this;
    const made = gl.createProgram();
    for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(made, shader);
    }
    gl.linkProgram(made);
    if (!gl.getProgramParameter(made, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(made) || "no shader");
    const places = new Map();
    return { made, at: (name) => places.get(name) || places.set(name, gl.getUniformLocation(made, name)).get(name) };
  }

  fill(name, values) {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers[name]);
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.DYNAMIC_DRAW);
  }

  // A vertex array: the corners of one instance, and what each instance has.
  bound({ made }, shape, sources) {
    const { gl } = this;
    const array = gl.createVertexArray();
    gl.bindVertexArray(array);
    const point = (buffer, name, size, stride, offset, each, kind = gl.FLOAT) => {
      const place = gl.getAttribLocation(made, name);
      if (place < 0) return;
      gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers[buffer]);
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, size, kind, false, stride, offset);
      gl.vertexAttribDivisor(place, each);
    };
    point(shape, "corner", 2, 0, 0, 0);
    for (const [buffer, parts] of Object.entries(sources)) {
      if (typeof parts === "string") point(buffer, parts, 1, 0, 0, 1, gl.UNSIGNED_BYTE);
      else {
        const stride = 4 * parts.reduce((sum, [, size]) => sum + size, 0);
        let offset = 0;
        for (const [name, size] of parts) {
          point(buffer, name, size, stride, offset, 1);
          offset += 4 * size;
        }
      }
    }
    gl.bindVertexArray(null);
    return array;
  }

  // The shapes side by side: red where they are filled, opaque where they or their rim are.
  texture() {
    const { gl } = this;
    const canvas = element("canvas");
    canvas.width = CELL * SHAPE_NAMES.length;
    canvas.height = CELL;
    const pen = canvas.getContext("2d");
    SHAPE_NAMES.forEach((shape, index) => {
      traceShape(pen, shape, (index + 0.5) * CELL, CELL / 2, CELL / 4);
      pen.lineJoin = "round";
      pen.lineWidth = 10;
      pen.strokeStyle = "#000";
      pen.stroke();
      pen.fillStyle = "#f00";
      pen.fill();
    });
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, canvas);
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  }

  setScene(scene) {
    const { count, edgeCount } = scene;
    const nodes = new Float32Array(count * 4);
    for (let node = 0; node < count; node++) {
      nodes.set([scene.x[node], scene.y[node], scene.radius[node], scene.shape[node] * 32 + scene.type[node]], node * 4);
    }
    const edges = new Float32Array(edgeCount * 10);
    for (let edge = 0; edge < edgeCount; edge++) {
      const [s, t] = [scene.s[edge], scene.t[edge]];
      edges.set([scene.x[s], scene.y[s], scene.x[t], scene.y[t], scene.status[edge], scene.width[edge], scene.shift[edge], scene.arrow[edge], scene.radius[s], scene.radius[t]], edge * 10);
    }
    this.fill("nodes", nodes);
    this.fill("edges", edges);
    [this.count, this.edgeCount] = [count, edgeCount];
  }

  setEmphasis({ nodes, edges, chosen }) {
    this.fill("nodeShown", nodes);
    this.fill("edgeShown", edges);
    this.fill("nodeChosen", chosen);
  }

  setLook(look, types, statuses) {
    const packed = (colours) => new Float32Array(MOST_STYLES * 4).map((_, index) => (colours[index >> 2] || [0, 0, 0, 1])[index & 3]);
    this.lineColours = packed(statuses.map((status) => rgba(lineColour(look, status))));
    this.typeColours = packed(types.map((type) => rgba(colourOf(look, type))));
    this.dashes = packed(statuses.map((status) => {
      const { dash, double } = lineOf(status);
      return double ? [-1, 0, 0, 0] : [dash[0] || 0, dash[1] || 0, dash[2] || 0, dash[3] || 0];
    }));
    this.paper = rgba(look.paper);
    this.ring = rgba(look.ring);
  }

  paint(camera, faded, most = Infinity) {
    const { gl } = this;
    const edges = Math.min(this.edgeCount, most);
    gl.viewport(0, 0, gl.canvas.width, gl.canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const begin = (program, colours) => {
      gl.useProgram(program.made);
      gl.uniform2f(program.at("centre"), camera.x, camera.y);
      gl.uniform2f(program.at("half_size"), camera.width / 2, camera.height / 2);
      gl.uniform1f(program.at("scale"), camera.scale);
      gl.uniform1f(program.at("ratio"), camera.ratio);
      gl.uniform1f(program.at("node_scale"), camera.nodeScale);
      gl.uniform1f(program.at("faded"), faded);
      gl.uniform4fv(program.at("colours"), colours);
    };
    if (this.edgeCount) {
      begin(this.line, this.lineColours);
      gl.uniform4fv(this.line.at("dashes"), this.dashes);
      gl.bindVertexArray(this.lines);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, edges);
      begin(this.arrow, this.lineColours);
      gl.bindVertexArray(this.arrows);
      gl.drawArraysInstanced(gl.TRIANGLES, 0, 3, edges);
    }
    if (this.count) {
      begin(this.node, this.typeColours);
      gl.uniform1f(this.node.at("cells"), SHAPE_NAMES.length);
      gl.uniform4fv(this.node.at("paper"), this.paper);
      gl.uniform4fv(this.node.at("ring"), this.ring);
      gl.bindVertexArray(this.shapes);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.count);
    }
  }
}

// "#rrggbb" or "rgb(...)" as four numbers from 0 to 1.
function rgba(colour) {
  if (colour[0] === "#") return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).concat(1);
  return (colour.match(/[\d.]+/g) || [0, 0, 0]).slice(0, 3).map((part) => part / 255).concat(1);
}
