"use strict";
// Finds entities, topics, relations and sentences by what somebody types; the best first.

const MOST_HITS = 8;
const MOST_SENTENCES = 5;
const FORGIVEN_FROM = 4;
// What can be kept of what is seen, as it is called in the menu.
const SAVED = ["copy link", "png", "svg", "csv", "json", "turtle"];

class Search {
  constructor(graph) {
    this.graph = graph;
    this.fold = folder(graph.folding || {});
    // Every name of every entity, folded; the label is the first.
    this.names = graph.label.map((label, node) => [...new Set([label, ...graph.names(node)].map((name) => this.fold(name)))].filter(Boolean));
    this.padded = this.names.map((names) => names.map((name) => ` ${name}`));
    this.byWord = new Map();
    this.names.forEach((names, node) => {
      for (const word of new Set(names.join(" ").split(" "))) {
        if (!this.byWord.has(word)) this.byWord.set(word, []);
        this.byWord.get(word).push(node);
      }
    });
    this.relationKeys = graph.relations.map(({ name, label }) => `${this.fold(label)} ${this.fold(readable(name))}`);
    this.relationCounts = graph.relations.map(() => 0);
    for (const relation of graph.facts.relation) this.relationCounts[relation]++;
    this.sentences = [];
    this.quoteFacts = new Map();
    graph.facts.quote.forEach((quote, fact) => {
      if (this.quoteFacts.has(quote)) this.quoteFacts.get(quote).push(fact);
      else this.quoteFacts.set(quote, [fact]);
    });
    this.quotes = [...this.quoteFacts.keys()];
  }

  // Sentences are folded while nothing else is to do; a search before that folds the rest.
  prepare(most = Infinity) {
    const until = Math.min(this.quotes.length, this.sentences.length + most);
    while (this.sentences.length < until) {
      this.sentences.push(` ${this.fold(this.graph.words[this.quotes[this.sentences.length]])}`);
    }
    return this.sentences.length === this.quotes.length;
  }

  // All entities by how well they fit, best first.
  entities(folded) {
    if (!folded) return [];
    const words = folded.split(" ");
    const scores = new Map();
    const inside = ` ${folded}`;
    const insides = words.map((word) => ` ${word}`);
    this.padded.forEach((names, node) => {
      let best = 0;
      for (const name of names) {
        const at = name.indexOf(inside);
        if (at === 0) best = Math.max(best, name.length === inside.length ? 6 : 5);
        else if (at > 0) best = Math.max(best, 4);
        else if (words.length > 1 && insides.every((word) => name.includes(word))) best = Math.max(best, 3);
      }
      if (best) scores.set(node, best);
    });
    if (![...scores.values()].some((score) => score >= 4)) this.forgive(words, scores);
    const { rank } = this.graph.nodes;
    return [...scores].sort((a, b) => b[1] - a[1] || rank[a[0]] - rank[b[0]]).map(([node]) => node);
  }

  // One typo a word: those that have a word near each of what is typed.
  forgive(words, scores) {
    let found;
    for (const word of words) {
      const near = new Map();
      for (const [known, nodes] of this.byWord) {
        if (!known.startsWith(word) && !(word.length >= FORGIVEN_FROM && nearly(word, known))) continue;
        const score = Math.abs(known.length - word.length) < 2 ? 2 : 1;
        for (const node of nodes) near.set(node, Math.max(score, near.get(node) || 0));
      }
      found = found ? new Map([...found].filter(([node]) => near.has(node)).map(([node, score]) => [node, Math.min(score, near.get(node))])) : near;
    }
    for (const [node, score] of found || []) if (!scores.has(node)) scores.set(node, score);
  }

  // The facts whose sentence has every word, in the order of the articles.
  facts(folded) {
    this.prepare();
    const words = folded.split(" ").map((word) => ` ${word}`);
    const found = [];
    this.sentences.forEach((sentence, index) => {
      if (words.every((word) => sentence.includes(word))) found.push(...this.quoteFacts.get(this.quotes[index]));
    });
    return found.sort((a, b) => a - b);
  }

  // What a list of hits shows: [{ title, hits: [{ kind, ... }] }], empty if there is nothing.
  find(text) {
    const folded = this.fold(text).replace(/^(the )+/, "");
    if (!folded) return [];
    const entities = this.entities(folded);
    const groups = [];
    const asked = this.asked(text) || this.told(text);
    if (asked) groups.push({ title: "Answer", hits: [asked] });
    groups.push({ title: "People, places, things", hits: entities.slice(0, MOST_HITS).map((node) => ({ kind: "node", node })), more: entities.length - MOST_HITS });
    const topics = entities.filter((node) => this.graph.saidAbout.has(node)).slice(0, 3);
    groups.push({ title: "Topics of what is said", hits: topics.map((node) => ({ kind: "topic", node, count: this.graph.saidAbout.get(node).length })) });
    const relations = this.relationKeys.map((key, relation) => [key, relation]).filter(([key]) => ` ${key}`.includes(` ${folded}`));
    relations.sort((a, b) => this.relationCounts[b[1]] - this.relationCounts[a[1]]);
    groups.push({ title: "Kinds of facts", hits: relations.slice(0, 3).filter(([, relation]) => this.relationCounts[relation]).map(([, relation]) => ({ kind: "relation", relation })) });
    if (folded.length > 1) {
      const facts = this.facts(folded);
      const quotes = [...new Map(facts.map((fact) => [this.graph.facts.quote[fact], fact])).values()];
      const hits = quotes.slice(0, MOST_SENTENCES).map((fact) => ({ kind: "sentence", fact, words: folded.split(" ") }));
      if (quotes.length > 1) hits.unshift({ kind: "words", text: text.trim(), count: facts.length, sentences: quotes.length });
      groups.push({ title: "Sentences", hits });
    }
    return groups.filter((group) => group.hits.length);
  }

  // A question in words: "who met Raisi", "who spoke about Iran", "how are A and B connected".
  asked(text) {
    const plain = text.trim().replace(/\?+$/, "").trim();
    const one = (name) => this.entities(this.fold(name))[0];
    let found = /^how (?:are|is) (.+?) (?:and|with|to) (.+?)(?: (?:linked|connected|related))?$/i.exec(plain) || /^path from (.+?) to (.+)$/i.exec(plain);
    if (found) {
      const [a, b] = [one(found[1].replace(/ (?:linked|connected|related)$/i, "")), one(found[2])];
      if (a !== undefined && b !== undefined && a !== b) return { kind: "path", from: a, to: b };
    }
    found = /^(?:who|what was) (?:spoke|said|talked|speaks)(?: \w+)? about (.+)$/i.exec(plain);
    if (found) {
      const node = this.entities(this.fold(found[1])).find((each) => this.graph.saidAbout.has(each));
      if (node !== undefined) return { kind: "topic", node, count: this.graph.saidAbout.get(node).length };
    }
    found = /^what (?:did|does|has) (.+?) (?:say|said)(?: about (.+))?$/i.exec(plain);
    if (found) {
      const speaker = one(found[1]);
      const about = found[2] === undefined ? undefined : one(found[2]);
      if (speaker !== undefined && (found[2] === undefined || about !== undefined)) return { kind: "said", node: speaker, about };
    }
    found = /^who(?: \w+)? (met|meets) (.+)$/i.exec(plain) || /^who (met) (with )?whom$/i.exec(plain);
    if (found) {
      const relation = this.meeting();
      const whom = found[2] && !/whom|with/i.test(found[2]) ? one(found[2]) : undefined;
      if (relation >= 0) return { kind: "met", relation, node: whom };
    }
    return null;
  }

  // What is to be done with what is seen, in words: "timeline", "claimed", "since 2019",
  // "80 %", "only Nordic Wire", "csv", "copy link".
  told(text) {
    const { graph } = this;
    const plain = text.trim().toLowerCase();
    const only = (name, value) => ({ kind: "set", words: `Only ${value}`, parts: { [name]: { only: true, values: [value] } } });
    if (VIEWS.includes(plain)) return { kind: "set", words: `As ${plain}`, parts: { view: plain } };
    if (SAVED.includes(plain)) return { kind: "keep", words: plain === SAVED[0] ? "Copy the link to this" : `Save as ${plain}`, entry: plain };
    const status = graph.statuses.find((each) => plain.replace(/^only /, "") === each);
    if (status) return only("status", status);
    let found = /^(in|since|from|until|to) (\d{4}(?:-\d\d){0,2})(?: (?:to|until) (\d{4}(?:-\d\d){0,2}))?$/.exec(plain);
    if (found) {
      const [, how, day, last] = found;
      const until = /^(until|to)$/.test(how) ? day : how === "in" ? day : last || "";
      return { kind: "set", words: capital(plain), parts: { from: /^(until|to)$/.test(how) ? "" : day, until, undated: false } };
    }
    found = /^(?:at least |over )?(\d\d?|100) ?%(?: sure)?$/.exec(plain);
    if (found) return { kind: "set", words: `At least ${found[1]} % sure`, parts: { sure: Number(found[1]) } };
    found = /^only (.+)$/.exec(plain);
    if (!found) return null;
    const wanted = this.fold(found[1]);
    const source = [...new Set(graph.articles.publisher)].map((at) => graph.strings[at]).find((each) => each && this.fold(each).startsWith(wanted));
    if (source) return only("source", source);
    const type = graph.types.find((each) => this.fold(each).startsWith(wanted));
    if (type) return only("type", type);
    const relation = this.relationKeys.findIndex((key, at) => this.relationCounts[at] && ` ${key}`.includes(` ${wanted}`));
    return relation < 0 ? null : { kind: "relation", relation };
  }

  meeting() {
    return this.graph.relations.findIndex(({ name }, relation) => name === "Meeting" && this.relationCounts[relation] > 0);
  }

  // Questions that this graph can answer, to begin with.
  examples() {
    this.asking = this.asking || this.questions();
    return this.asking;
  }

  questions() {
    const { graph } = this;
    const found = [];
    const relation = this.meeting();
    if (relation >= 0) found.push({ text: "Who met whom?", hit: { kind: "met", relation } });
    const named = (node) => /^\p{Lu}/u.test(graph.label[node]);
    const topic = [...graph.saidAbout].filter(([node]) => named(node)).sort((a, b) => b[1].length - a[1].length)[0];
    if (topic) found.push({ text: `Who spoke about ${cut(graph.label[topic[0]], 24)}?`, hit: { kind: "topic", node: topic[0] } });
    const spoken = new Map();
    graph.facts.speaker.forEach((node) => node >= 0 && named(node) && graph.types[graph.type[node]] === "Person" && spoken.set(node, (spoken.get(node) || 0) + 1));
    const speaker = [...spoken].sort((a, b) => b[1] - a[1])[0];
    if (speaker) found.push({ text: `What did ${cut(graph.label[speaker[0]], 24)} say?`, hit: { kind: "said", node: speaker[0] } });
    const people = graph.order.filter((node) => named(node) && graph.types[graph.type[node]] === "Person" && graph.nodes.drawn[node]).slice(0, 12);
    for (let gap = people.length - 1; gap > 0 && found.length < 4; gap--) {
      const path = shortest(graph, people[0], people[gap], {});
      if (path && path.length > 1) found.push({ text: `How are ${cut(graph.label[people[0]], 22)} and ${cut(graph.label[people[gap]], 22)} connected?`, hit: { kind: "path", from: people[0], to: people[gap] } });
    }
    if (graph.statuses.includes("denied")) found.push({ text: "What is denied?", hit: { kind: "status", status: "denied" } });
    return found.slice(0, 5);
  }
}
