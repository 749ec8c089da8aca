"use strict";
// The search as one types: a list of hits under the field, by keys, mouse or finger.

// How long nothing is typed before the server is asked, in milliseconds.
const PAUSE = 200;

class SearchBox {
  // `take(hit)` is called with what is chosen.
  constructor(graph, search, field, list, said, take) {
    Object.assign(this, { graph, search, field, list, said, take, options: [], at: -1 });
    field.addEventListener("input", () => this.look());
    field.addEventListener("focus", () => this.look());
    field.addEventListener("keydown", (event) => this.key(event));
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    field.addEventListener("blur", () => this.close());
  }

  look() {
    clearTimeout(this.later);
    const text = this.field.value;
    this.list.replaceChildren();
    this.options = [];
    if (!text.trim()) {
      const questions = () => this.search.examples().map(({ text: words, hit }) => ({ kind: "example", words, hit }));
      const most = () => this.graph.order.slice(0, MOST_HITS).map((node) => ({ kind: "node", node }));
      this.group(this.asking ? { title: this.asking, hits: most() } : { title: "Ask", hits: questions() });
      this.said.textContent = "";
    } else {
      const groups = this.search.find(text).map((group) => (this.asking ? { ...group, hits: group.hits.filter((hit) => hit.kind === "node") } : group)).filter((group) => group.hits.length);
      for (const group of groups) this.group(group);
      if (!groups.length) {
        const none = element("div", "nothing", "Nothing found for “", isolated(cut(text.trim())), "”. ", element("span", "quiet", "Names, their spellings, kinds of facts and sentences were searched."));
        none.setAttribute("role", "option");
        none.setAttribute("aria-disabled", "true");
        none.setAttribute("aria-selected", "false");
        this.list.append(none);
      }
      this.said.textContent = groups.length ? plural(this.options.length, "hit") : "Nothing found";
      // The other end of a way has to be in the picture.
      if (this.graph.server && !this.asking) this.later = setTimeout(() => this.lookBeyond(text), PAUSE);
    }
    this.open(this.list.children.length > 0);
    this.choose(text.trim() && this.options.length ? 0 : -1);
  }

  // What only the server finds stands below what is in the picture.
  async lookBeyond(text) {
    const hits = await this.graph.server.beyond(this.graph, text.trim()).catch(() => null);
    // Meanwhile something else may have been typed, or chosen.
    if (this.field.value !== text || this.list.hidden || this.asking || (hits && !hits.length)) return;
    if (hits) this.list.querySelector(".nothing")?.remove();
    this.group({ title: hits ? "Not in this picture" : "The server does not answer; only this picture was searched", hits: hits || [] });
    if (!hits) return;
    this.said.textContent = plural(this.options.length, "hit");
    if (this.at < 0) this.choose(0);
  }

  group({ title, hits, more }) {
    const box = element("div", "hits", element("div", "hits-title", title));
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", title);
    for (const hit of hits) {
      const option = element(hit.href ? "a" : "div", `hit hit-${hit.kind}`, ...this.describe(hit));
      if (hit.href) Object.assign(option, { href: hit.href, tabIndex: -1 });
      option.id = `hit-${this.options.length}`;
      option.setAttribute("role", "option");
      if (!hit.href) option.addEventListener("click", () => this.pick(hit));
      option.addEventListener("pointermove", () => this.choose(this.options.findIndex((each) => each.option === option), false));
      this.options.push({ option, hit });
      box.append(option);
    }
    if (more > 0) {
      const line = element("div", "quiet hits-more", `${plural(more, "more name")}: type on`);
      line.setAttribute("role", "presentation");
      box.append(line);
    }
    this.list.append(box);
  }

  describe(hit) {
    const { graph } = this;
    const quiet = (text) => element("span", "quiet", text);
    const row = (...parts) => element("span", "hit-line", ...parts);
    const name = (node) => isolated(graph.short[node], "hit-name");
    switch (hit.kind) {
      case "node": {
        const others = graph.names(hit.node).slice(0, 4).map((each) => cut(each, 30)).join(", ");
        const type = graph.types[graph.type[hit.node]];
        return [typeSwatch(type), element("span", "hit-text", row(name(hit.node), quiet(`${type} · ${plural(graph.factsOf[hit.node].length, "fact")}`)), others && element("span", "quiet also", "also ", isolated(others)))];
      }
      case "topic": return [element("span", "hit-text", row(element("span", "", "Said about ", name(hit.node)), quiet(plural(hit.count || graph.saidAbout.get(hit.node).length, "statement"))))];
      case "relation": return [element("span", "hit-text", row(isolated(capital(graph.relations[hit.relation].label), "hit-name"), quiet(plural(this.search.relationCounts[hit.relation], "fact"))))];
      case "words": return [element("span", "hit-text", row(element("span", "", "All sentences with “", isolated(cut(hit.text)), "”"), quiet(plural(hit.count, "fact"))))];
      case "sentence": return [element("span", "hit-text", this.excerpt(hit))];
      case "beyond":
      case "page": return [element("span", "hit-text", hit.sentence ? isolated(cut(hit.sentence.replace(/\s+/g, " "), 130)) : row(isolated(cut(hit.name), "hit-name"), quiet(hit.note)))];
      case "path": return [element("span", "hit-text", "How ", name(hit.from), " and ", name(hit.to), " are connected")];
      case "said": return [element("span", "hit-text", "What ", name(hit.node), " said", ...(hit.about === undefined ? [] : [" about ", name(hit.about)]))];
      case "met": return [element("span", "hit-text", "Who met ", ...(hit.node === undefined ? ["whom"] : [name(hit.node)]))];
      default: return [element("span", "hit-text", isolated(hit.words))];
    }
  }

  // The sentence about its first word that is searched for.
  excerpt({ fact, words }) {
    const quote = this.graph.told("quote", fact).replace(/\s+/g, " ");
    const where = quote.split(/(?<=[^\p{L}\p{N}])(?=[\p{L}\p{N}])/u);
    let position = 0;
    let found = 0;
    for (const part of where) {
      if (this.search.fold(part).startsWith(words[0])) {
        found = position;
        break;
      }
      position += part.length;
    }
    const start = Math.max(0, found - 40);
    return isolated((start ? "…" : "") + cut(quote.slice(start), 130));
  }

  key(event) {
    const keys = { ArrowDown: 1, ArrowUp: -1 };
    if (keys[event.key] && this.options.length) {
      event.preventDefault();
      if (this.list.hidden) this.look();
      this.choose((this.at + keys[event.key] + this.options.length) % this.options.length);
    } else if (event.key === "Enter") {
      if (!this.list.hidden && this.options[this.at]) this.pick(this.options[this.at].hit);
    } else if (event.key === "Escape") {
      this.field.value = "";
      this.asking = "";
      this.close();
    }
  }

  choose(at, scroll = true) {
    this.at = at;
    this.options.forEach(({ option }, index) => option.setAttribute("aria-selected", String(index === at)));
    const chosen = this.options[at];
    if (chosen) {
      this.field.setAttribute("aria-activedescendant", chosen.option.id);
      if (scroll) chosen.option.scrollIntoView({ block: "nearest" });
    } else this.field.removeAttribute("aria-activedescendant");
  }

  pick(hit) {
    if (hit.href) return location.assign(hit.href);
    this.close();
    this.field.value = "";
    this.field.blur();
    this.take(hit.kind === "example" ? hit.hit : hit);
  }

  open(shown) {
    this.list.hidden = !shown;
    this.field.setAttribute("aria-expanded", String(shown));
  }

  close() {
    clearTimeout(this.later);
    this.open(false);
    this.said.textContent = "";
    if (this.asking) {
      this.asking = "";
      this.field.placeholder = this.field.dataset.placeholder;
    }
  }

  // The next choice is the other end of a way.
  askFor(text) {
    this.asking = text;
    this.field.placeholder = text;
    this.field.value = "";
    this.field.focus();
    this.look();
  }
}
