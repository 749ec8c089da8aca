"use strict";
// Which facts the filters leave, and how many each choice would: by relation, type of who takes
// part, standing, source, date and confidence.

const UNKNOWN = "(unknown)";
const MOST_BARS = 28;
const NOBODY = "No named entity";
const NO_FILTER = { ...Object.fromEntries(CHOOSERS.map((name) => [name, null])), from: "", until: "", undated: true, sure: 0 };

class Filters {
  constructor(graph) {
    this.graph = graph;
    const { facts, articles } = graph;
    const publisher = (article) => graph.words[articles.publisher[article]] || UNKNOWN;
    this.sources = [...new Set(articles.iri.map((_, article) => publisher(article)))].sort((a, b) => (a === UNKNOWN) - (b === UNKNOWN) || (a < b ? -1 : 1));
    const number = new Map(this.sources.map((name, index) => [name, index]));
    this.source = facts.article.map((article) => number.get(publisher(article)));
    this.names = {
      relation: graph.relations.map(({ name }) => name), type: [...graph.types, NOBODY], status: graph.statuses, source: this.sources,
    };
    // For each fact the types of its entities, a bit each.
    this.types = graph.entities.map((nodes) => nodes.reduce((bits, node) => bits | (1 << graph.type[node]), 0) || 1 << graph.types.length);
    this.dates = facts.iri.map((_, fact) => graph.date(fact));
    this.calendar();
  }

  // The bars of the histogram: years, months or days, whichever are fewer than can be seen.
  calendar() {
    const known = this.dates.map(({ iso }) => iso).filter((iso) => /^\d{4}/.test(iso)).sort();
    this.bars = [];
    this.bar = this.dates.map(() => -1);
    if (!known.length) return;
    const [first, last] = [known[0], known[known.length - 1]];
    const months = (iso) => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7) || 1) - 1;
    const span = months(last) - months(first) + 1;
    const years = Math.floor(months(last) / 12) - Math.floor(months(first) / 12) + 1;
    const unit = span <= MOST_BARS ? 1 : 12 * Math.max(1, Math.ceil(years / MOST_BARS));
    const start = unit === 1 ? months(first) : Math.floor(months(first) / 12) * 12;
    const iso = (month) => (unit === 1 ? `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}` : String(month / 12).padStart(4, "0"));
    for (let month = start; month <= months(last); month += unit) {
      this.bars.push({ from: iso(month), until: unit > 12 ? iso(month + unit - 12) : iso(month) });
    }
    this.bar = this.dates.map(({ iso: date }) => (/^\d{4}/.test(date) ? Math.floor((months(date) - start) / unit) : -1));
  }

  // What of one dimension is left: a flag for each of its values.
  allowed(name, state) {
    const chosen = state[name];
    if (!chosen) return this.names[name].map(() => true);
    const values = new Set(chosen.values);
    return this.names[name].map((value) => values.has(value) === chosen.only);
  }

  active(state) {
    return CHOOSERS.filter((name) => state[name]).length + Number(Boolean(state.from || state.until || !state.undated)) + Number(state.sure > 0);
  }

  // `mask` has 1 for each fact left. A count is how many facts a value has among those that the
  // *other* filters leave.
  apply(state) {
    const { graph, types, source, dates, bar } = this;
    const { facts } = graph;
    const relationOk = this.allowed("relation", state);
    const statusOk = this.allowed("status", state);
    const sourceOk = this.allowed("source", state);
    const typeOk = this.allowed("type", state);
    const typeBits = typeOk.reduce((bits, ok, type) => (ok ? bits | (1 << type) : bits), 0);
    const mask = new Uint8Array(graph.count);
    const counts = Object.fromEntries(CHOOSERS.map((name) => [name, this.names[name].map(() => 0)]));
    const bars = this.bars.map(() => 0);
    const certain = new Array(11).fill(0);
    let undated = 0;
    let shown = 0;
    for (let fact = 0; fact < graph.count; fact++) {
      const { iso } = dates[fact];
      const inTime = iso ? (!state.from || iso.slice(0, state.from.length) >= state.from.slice(0, iso.length)) && (!state.until || iso.slice(0, state.until.length) <= state.until) : state.undated;
      const failed =
        (relationOk[facts.relation[fact]] ? 0 : 1) + (types[fact] & typeBits ? 0 : 2) + (statusOk[facts.status[fact]] ? 0 : 4) +
        (sourceOk[source[fact]] ? 0 : 8) + (inTime ? 0 : 16) + (facts.confidence[fact] >= state.sure ? 0 : 32);
      if (!failed) {
        mask[fact] = 1;
        shown++;
      }
      if (!(failed & ~1)) counts.relation[facts.relation[fact]]++;
      if (!(failed & ~2)) for (let type = 0; type < typeOk.length; type++) if (types[fact] & (1 << type)) counts.type[type]++;
      if (!(failed & ~4)) counts.status[facts.status[fact]]++;
      if (!(failed & ~8)) counts.source[source[fact]]++;
      if (!(failed & ~16)) {
        if (bar[fact] >= 0) bars[bar[fact]]++;
        else undated++;
      }
      if (!(failed & ~32)) certain[Math.floor(facts.confidence[fact] / 10)]++;
    }
    const edges = new Uint8Array(graph.edges.s.length);
    graph.edges.facts.forEach((list, edge) => {
      edges[edge] = list.some((fact) => mask[fact]) && typeOk[graph.type[graph.edges.s[edge]]] && typeOk[graph.type[graph.edges.t[edge]]] ? 1 : 0;
    });
    return { mask, edges, typeOk, counts, bars, certain, undated, shown, hidden: graph.count - shown };
  }
}

// The filter with one value more or less; null when nothing is left out any more.
function toggled(filter, names, value) {
  const left = new Set(names.filter((name) => !filter || filter.values.includes(name) === filter.only));
  if (left.has(value)) left.delete(value);
  else left.add(value);
  if (left.size === names.length) return null;
  const only = left.size <= names.length / 2 && left.size > 0;
  return { only, values: names.filter((name) => left.has(name) === only) };
}

// The controls. `change` is called with the parts of the state that are to be other.
class FilterPanel {
  constructor(place, filters, change) {
    Object.assign(this, { place, filters, change, all: new Set() });
    this.rows = new Map();
    const { graph } = filters;
    const section = (title, ...children) => place.appendChild(element("section", "filter", element("h3", "", title), ...children));
    this.lists = {};
    this.summary = place.appendChild(element("div", "left-over"));
    for (const [name, title] of [["status", "How it is told"], ["type", "Who and what"], ["relation", "Kind of fact"], ["source", "Publisher"]]) {
      if (name === "source" && filters.sources.length === 1 && filters.sources[0] === UNKNOWN) {
        section(title, element("p", "quiet", "The pages do not say who published them."));
        continue;
      }
      const group = element("div", "choices");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", title);
      this.lists[name] = group;
      const box = section(title, group);
      if (name === "status") this.time = box;
      filters.names[name].forEach((value, index) => this.row(name, value, index, graph));
    }
    this.dates(section);
    this.certainty(section);
  }

  row(name, value, index, graph) {
    const tick = element("input");
    tick.type = "checkbox";
    tick.dataset.filter = name;
    tick.dataset.value = value;
    const picture = name === "status" ? lineSwatch(value) : name === "type" && index < graph.types.length ? typeSwatch(value) : null;
    const text = name === "relation" ? capital(graph.relations[index].label) : name === "status" ? capital(value) : value;
    const count = element("span", "count");
    const label = element("label", "", tick, picture, element("bdi", "name", text), count);
    if (STANDING[value] && name === "status") label.title = STANDING[value];
    const only = button("only", "only", () => this.change({ [name]: { only: true, values: [value] } }));
    only.setAttribute("aria-label", `Only ${text}`);
    tick.addEventListener("change", () => this.change({ [name]: toggled(this.state[name], this.present(name), value) }));
    const row = element("div", "choice", label, only);
    this.rows.set(`${name} ${value}`, { row, tick, count });
    this.lists[name].append(row);
  }

  // The values that some fact has; others (a relation nobody tells of) are no choice.
  present(name) {
    return this.filters.names[name].filter((value) => this.everywhere[name][this.filters.names[name].indexOf(value)] > 0);
  }

  dates(section) {
    this.histogram = element("div", "histogram");
    this.range = element("p", "quiet range");
    const field = (name, text) => {
      const input = element("input");
      Object.assign(input, { type: "text", inputMode: "numeric", placeholder: "YYYY-MM-DD", size: 10, autocomplete: "off" });
      input.addEventListener("change", () => this.change({ [name]: /^\d{4}(-\d\d(-\d\d)?)?$/.test(input.value.trim()) ? input.value.trim() : "" }));
      this[name] = input;
      return element("label", "day", element("span", "", text), input);
    };
    const tick = element("input");
    tick.type = "checkbox";
    tick.addEventListener("change", () => this.change({ undated: tick.checked }));
    this.undatedTick = tick;
    this.undatedCount = element("span", "count");
    const bars = this.filters.bars;
    bars.forEach((bar, index) => {
      const shown = button("", "bar", () => {
        const same = this.state.from === bar.from && this.state.until === bar.until;
        const wider = this.state.from && !same && this.extending;
        this.change(same ? { from: "", until: "" } : wider ? { from: bar.from < this.state.from ? bar.from : this.state.from, until: bar.until > this.state.until ? bar.until : this.state.until } : { from: bar.from, until: bar.until });
      });
      shown.append(element("span", "all"), element("span", "now"));
      shown.dataset.bar = index;
      this.histogram.append(shown);
    });
    this.dragging();
    section("When", bars.length ? this.histogram : "", this.range, bars.length ? element("div", "days", field("from", "From"), field("until", "Until")) : "", element("div", "choice", element("label", "", tick, element("span", "name", "Undated"), this.undatedCount)));
  }

  // Drawn over with the pointer, the bars are a range.
  dragging() {
    let first = -1;
    const at = (event) => {
      const found = document.elementFromPoint(event.clientX, event.clientY)?.closest?.(".bar");
      return found ? Number(found.dataset.bar) : -1;
    };
    this.histogram.addEventListener("pointerdown", (event) => {
      first = at(event);
      this.extending = event.shiftKey;
    });
    addEventListener("pointerup", (event) => {
      const last = first < 0 ? -1 : at(event);
      if (last >= 0 && last !== first) {
        const [low, high] = [Math.min(first, last), Math.max(first, last)];
        this.change({ from: this.filters.bars[low].from, until: this.filters.bars[high].until });
      }
      first = -1;
    });
  }

  certainty(section) {
    const slider = element("input");
    Object.assign(slider, { type: "range", min: 0, max: 95, step: 5 });
    slider.setAttribute("aria-label", "Least confidence in percent");
    this.slider = slider;
    this.sureText = element("p", "quiet");
    slider.addEventListener("input", () => this.change({ sure: Number(slider.value) }));
    section("Confidence", slider, this.sureText);
  }

  show(state, result) {
    this.state = state;
    this.everywhere = this.everywhere || this.filters.apply(blankState()).counts;
    for (const name of Object.keys(this.lists)) {
      const allowed = this.filters.allowed(name, state);
      const values = this.filters.names[name];
      const ranked = values.map((_, index) => index).filter((index) => this.everywhere[name][index] > 0);
      if (name !== "status") ranked.sort((a, b) => this.everywhere[name][b] - this.everywhere[name][a] || a - b);
      const most = this.all.has(name) ? Infinity : name === "relation" || name === "source" ? 7 : 12;
      values.forEach((value, index) => {
        const { row, tick, count } = this.rows.get(`${name} ${value}`);
        const place = ranked.indexOf(index);
        row.hidden = place < 0 || (place >= most && !(state[name] && allowed[index] === state[name].only));
        row.style.order = place;
        tick.checked = allowed[index];
        count.textContent = result.counts[name][index].toLocaleString("en");
        row.classList.toggle("none", !result.counts[name][index]);
      });
      this.more(name, ranked.length, most);
    }
    const highest = Math.max(1, ...(this.fullBars = this.fullBars || this.filters.apply(blankState()).bars));
    this.filters.bars.forEach((bar, index) => {
      const shown = this.histogram.children[index];
      const height = (count) => (count ? `${Math.max(6, (100 * count) / highest)}%` : "0");
      shown.firstChild.style.height = height(this.fullBars[index]);
      const inside = (!state.from || bar.until >= state.from.slice(0, bar.until.length)) && (!state.until || bar.from <= state.until.slice(0, bar.from.length));
      shown.lastChild.style.height = inside ? height(result.bars[index]) : "0";
      shown.setAttribute("aria-pressed", String(Boolean(state.from || state.until) && inside));
      const name = bar.from === bar.until ? dated(bar.from) : `${bar.from}–${bar.until}`;
      shown.setAttribute("aria-label", `${name}: ${plural(result.bars[index], "fact")}`);
      shown.title = shown.getAttribute("aria-label");
    });
    if (this.from) [this.from.value, this.until.value] = [state.from, state.until];
    const { bars } = this.filters;
    this.range.textContent = !bars.length ? "No fact and no page has a date." : state.from || state.until ? `${state.from ? dated(state.from) : "…"} to ${state.until ? dated(state.until) : "…"}` : `${dated(bars[0].from)} to ${dated(bars[bars.length - 1].until)}`;
    this.undatedTick.checked = state.undated;
    this.undatedCount.textContent = result.undated.toLocaleString("en");
    this.slider.value = state.sure;
    this.slider.setAttribute("aria-valuetext", state.sure ? `${state.sure} percent or more` : "any");
    const kept = result.certain.reduce((sum, count) => sum + count, 0);
    this.sureText.textContent = state.sure ? `${state.sure} % or more` : `Any (${plural(kept, "fact")})`;
    this.left(state, result);
  }

  left(state, result) {
    const active = this.filters.active(state);
    this.summary.replaceChildren(element("p", "", element("b", "", result.shown.toLocaleString("en")), ` of ${plural(this.filters.graph.count, "fact")}`, result.hidden ? `, ${result.hidden.toLocaleString("en")} hidden` : ""));
    if (active) this.summary.append(button("Clear filters", "plain", () => this.change(NO_FILTER)));
  }

  // What is filtered, in words above the facts, each to be taken away.
  chips(state) {
    const found = [];
    const chip = (text, parts) => {
      const made = button("", "chip filtered", () => this.change(parts));
      made.append(isolated(text), element("span", "cross", "×"));
      made.setAttribute("aria-label", `Remove filter: ${clean(text)}`);
      found.push(made);
    };
    const { relations } = this.filters.graph;
    const text = (name, value) => (name === "relation" ? capital(relations.find((each) => each.name === value)?.label || value) : capital(value));
    for (const name of CHOOSERS) {
      if (!state[name]) continue;
      const { only, values } = state[name];
      const some = values.slice(0, 3).map((value) => text(name, value)).join(", ") + (values.length > 3 ? ` +${values.length - 3}` : "");
      chip(only ? some || "nothing" : `not ${some}`, { [name]: null });
    }
    if (state.from || state.until) chip([state.from && `from ${dated(state.from)}`, state.until && `until ${dated(state.until)}`].filter(Boolean).join(" "), { from: "", until: "" });
    if (!state.undated) chip("dated only", { undated: true });
    if (state.sure) chip(`${state.sure} % sure or more`, { sure: 0 });
    return found.length ? [element("div", "chips", ...found)] : [];
  }

  more(name, count, most) {
    const list = this.lists[name];
    let shown = list.querySelector(".more");
    if (count <= (this.all.has(name) ? 7 : most)) return;
    if (!shown) {
      shown = button("", "more plain", () => {
        if (!this.all.delete(name)) this.all.add(name);
        this.show(this.state, this.filters.apply(this.state));
      });
      shown.style.order = 10000;
      list.append(shown);
    }
    shown.textContent = this.all.has(name) ? "Fewer" : `All ${count}`;
  }
}
