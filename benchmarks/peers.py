"""The same articles read by kg and by tools beside it, in one run: facts a second, and how right.

    python benchmarks/peers.py ARTICLES.jsonl -o OUT [--python VENV/bin/python] [--tools kg,textacy]
    KIT/evaluate graph --split dev --pred OUT/textacy.jsonl     # any scorer of records

The tools are no dependencies of kg, and one is GPL: they are installed where they can be thrown
away, beside kg:

    python3 -m venv VENV && VENV/bin/pip install -e . textacy triplet-extract textgraph-kg

ARTICLES.jsonl has ``id`` and ``text`` of each article. Each tool is run by a process of its own,
whose processor time, start included, is counted. What it finds is then written as records, in its
favour: a verb that is one of kg's frames stands for the frame's relation with its roles, a verb of
saying for a Statement, another verb for an Action; what the tool takes for a name, or the words of
an end, are an entity, the same words the same one.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kg import records  # noqa: E402
from kg.knowledge.knowledge import Knowledge, load_knowledge  # noqa: E402
from kg.model import (  # noqa: E402
    Argument,
    Article,
    Entity,
    Extraction,
    Fact,
    Mention,
    Span,
)

Row = dict[str, Any]
SAYING = frozenset(
    [
        "say",
        "tell",
        "announce",
        "add",
        "claim",
        "warn",
        "state",
        "note",
        "argue",
        "report",
        "declare",
    ]
)
MODALS = frozenset(["will", "would", "may", "might", "could", "should", "must", "can", "shall"])
TYPES = {"PERSON": "Person", "ORG": "Organization", "GPE": "Country", "LOC": "Place"}


def articles(path: str) -> list[Row]:
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


# Each tool: articles in, triples out. A triple has the places of its ends and of its words, and
# what the verb is: lemma, preposition, passive, negated, modal.


def _nlp() -> Any:
    import spacy

    from kg.syntax import DEFAULT_MODEL

    load = spacy.load
    # Tools that ask for a model by name get the one that kg reads with.
    spacy.load = lambda name, **more: load(DEFAULT_MODEL, **more)
    return load(DEFAULT_MODEL)


def _named(doc: Any) -> Row:
    names = [(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in TYPES]
    return {"names": [(start, end, TYPES[label]) for start, end, label in names]}


def _verb(tokens: Any) -> Row:
    """What is to be known of the words of a predicate."""
    verbs = [t for t in tokens if t.pos_ in ("VERB", "AUX")] or list(tokens)
    main = verbs[-1]
    lemmas = {t.lemma_.lower() for t in tokens}
    return {
        "lemma": main.lemma_.lower(),
        "prep": next((t.lower_ for t in reversed(list(tokens)) if t.pos_ == "ADP"), None),
        "passive": main.tag_ == "VBN" and "be" in lemmas,
        "negated": bool(lemmas & {"not", "never", "n't"}),
        "modal": bool(lemmas & MODALS),
    }


def textacy(given: list[Row]) -> Iterator[Row]:
    """Subject-verb-object triples and direct quotations of textacy (Apache-2.0)."""
    from textacy.extract.triples import direct_quotations, subject_verb_object_triples

    nlp = _nlp()
    for row, doc in zip(given, nlp.pipe(r["text"] for r in given), strict=True):
        found = []
        for triple in subject_verb_object_triples(doc):
            ends = [(part[0].idx, part[-1].idx + len(part[-1])) for part in triple]
            sentence = triple.verb[0].sent
            place = (sentence.start_char, sentence.end_char)
            found.append({"ends": ends, "sentence": place, **_verb(triple.verb)})
        try:
            for quote in direct_quotations(doc):
                speaker = quote.speaker[0].idx, quote.speaker[-1].idx + len(quote.speaker[-1])
                cue = quote.cue[0].idx, quote.cue[-1].idx + len(quote.cue[-1])
                content = quote.content.start_char, quote.content.end_char
                place = (min(speaker[0], content[0]), max(speaker[1], content[1]))
                found.append(
                    {"ends": [speaker, cue, content], "sentence": place, **_verb(quote.cue)}
                )
        except ValueError as error:  # quotation marks that do not pair
            print(f"textacy: {row['id']}: {error}", file=sys.stderr)
        yield {"id": row["id"], **_named(doc), "triples": found}


def triplet_extract(given: list[Row]) -> Iterator[Row]:
    """Triples of triplet-extract (GPL-3.0), a port of Stanford OpenIE."""
    import triplet_extract as tool

    nlp = _nlp()
    extractor = tool.OpenIEExtractor(nlp=nlp)
    for row in given:
        doc, found = nlp(row["text"]), []
        for sentence in doc.sents:
            start, text = sentence.start_char, sentence.text
            for triple in extractor.extract_triplet_objects(text):
                ends = [_place(p, text) for p in (triple.subject, triple.relation, triple.object)]
                if ends[0] and ends[2]:
                    verb = ends[1] or ends[0]
                    places = [(start + a, start + b) for a, b in (ends[0], verb, ends[2])]
                    place = (start, sentence.end_char)
                    words = _verb(nlp(triple.relation))
                    found.append({"ends": places, "sentence": place, **words})
        yield {"id": row["id"], **_named(doc), "triples": found}


def _place(part: str, text: str) -> tuple[int, int] | None:
    """Where words stand in a sentence; where they do not stand together, their last one."""
    for words in (part, part.split()[-1] if part.split() else ""):
        found = words and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
        if found:
            return found.span()
    return None


def textgraph(given: list[Row]) -> Iterator[Row]:
    """Relations between entities of textgraph-kg (MIT), which finds names without a model."""
    with tempfile.TemporaryDirectory() as folder:
        for number, row in enumerate(given):
            Path(folder, f"{number}.txt").write_text(row["text"], encoding="utf-8")
        command = [str(Path(sys.executable).with_name("textgraph")), "build", folder]
        subprocess.run([*command, "--json-only", f"{folder}.json"], check=True, capture_output=True)
    graph = json.loads(Path(f"{folder}.json").read_text(encoding="utf-8"))
    Path(f"{folder}.json").unlink()
    number_of = {doc["doc_id"]: int(Path(doc["path"]).stem) for doc in graph["docs"]}
    names: dict[int, list[Any]] = {}
    triples: dict[int, list[Row]] = {}
    for edge in graph["edges"]:
        for span in edge["source_spans"]:
            number = number_of[span["doc_id"]]
            data = given[number]["text"].encode()
            start, end = (len(data[: span[k]].decode("utf-8", "ignore")) for k in ("start", "end"))
            if edge["predicate"] == "MENTIONS" and edge["object"].startswith("entity:"):
                kind = edge["object"].split(":")[1]
                names.setdefault(number, []).append((start, end, kind))
            elif all(edge[k].startswith("entity:") for k in ("subject", "object")):
                text = given[number]["text"][start:end]
                ends = [_place(edge[k].split(":", 2)[2], text) for k in ("subject", "object")]
                if ends[0] and ends[1]:
                    one, two = ((start + a, start + b) for a, b in ends)
                    words = {"lemma": edge["predicate"].lower(), "prep": None}
                    flags = {"passive": False, "negated": False, "modal": False}
                    triple = {"ends": [one, one, two], "sentence": (start, end), **words, **flags}
                    triples.setdefault(number, []).append(triple)
    for number, row in enumerate(given):
        found = {"names": names.get(number, []), "triples": triples.get(number, [])}
        yield {"id": row["id"], **found}


TOOLS: dict[str, Callable[[list[Row]], Iterator[Row]]] = {
    "textacy": textacy, "triplet-extract": triplet_extract, "textgraph-kg": textgraph,
}  # fmt: skip


# Triples as records.


def relations(knowledge: Knowledge) -> dict[tuple[str, str], tuple[str, str, str]]:
    """By verb and slot ("obj" or a preposition): a relation, and the roles of both ends.

    Of several frames the one that asks least of its clause.
    """
    found: dict[tuple[str, str], tuple[int, str, str, str]] = {}
    for relation in knowledge.catalogue.relations.values():
        for frame in relation.frames:
            roles = {label: slot.roles[0] for slot in frame.slots if slot.roles
                     for label in slot.labels}  # fmt: skip
            subject = roles.pop("subj", None)
            for lemma in frame.lemmas:
                for label, role in roles.items():
                    if subject and (frame.kind == "verb"):
                        made = (frame.specificity, relation.name, subject, role)
                        key = (lemma, label)
                        found[key] = min(found.get(key, made), made)
    return {key: made[1:] for key, made in found.items()}


def extraction(text: str, row: Row, known: dict[tuple[str, str], tuple[str, str, str]]) -> Any:
    """What a tool found in an article, as kg's records have it."""
    id = row["id"]
    article = Article(id, id, Span(0, len(text)), None, ())
    entities: dict[str, Entity] = {}
    mentions: dict[Span, Mention] = {}

    def entity(start: int, end: int, kind: str, form: str) -> str:
        words = " ".join(text[start:end].split())
        key = f"{id}/{words.casefold()}"
        entities.setdefault(key, Entity(key, id, kind, words, canonical=key, label=words))
        name = words if form == "name" else ""
        place = Span(start, end)
        mentions[place] = Mention(place, form, 0, 1, 0, kind, name, entity=key)  # type: ignore[arg-type]
        return key

    for start, end, kind in row["names"]:
        entity(start, end, kind, "name")

    def filled(role: str, start: int, end: int) -> Argument:
        inside = [n for n in row["names"] if start <= n[0] and n[1] <= end]
        if inside:
            start, end, kind = inside[0]
            return Argument(role, (Span(start, end),), text[start:end],
                            entity(start, end, kind, "name"))  # fmt: skip
        key = entity(start, end, "Thing", "nominal")
        return Argument(role, (Span(start, end),), text[start:end], key)

    facts = []
    for number, triple in enumerate(row["triples"]):
        (one, verb, two), lemma = triple["ends"], triple["lemma"]
        if lemma in SAYING:
            content = Argument("content", (Span(*two),), text[two[0] : two[1]])
            relation, args = "Statement", (filled("speaker", *one), content)
        else:
            if triple["passive"] and triple["prep"] == "by":
                one, two, slot = two, one, "obj"
            else:
                slot = triple["prep"] or "obj"
            action = ("Action", "agent", "patient")
            relation, *roles = known.get((lemma, slot)) or known.get((lemma, "obj")) or action
            args = (filled(roles[0], *one), filled(roles[1], *two))
        facts.append(
            Fact(
                f"{id}/{number}", id, id, relation, args, (Span(*verb),),
                Span(*triple["sentence"]), "peer", 0.5,
                polarity="negative" if triple["negated"] else "positive",
                modality="planned" if triple["modal"] else "actual",
                details={"act": "speech"} if relation == "Statement" else {},
            )
        )  # fmt: skip
    return Extraction(article, tuple(entities.values()), tuple(mentions.values()), tuple(facts))


def seconds(command: list[str]) -> float:
    """Of the processor, that a command took with all that it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--python", default=sys.executable, help="of the place with the tools")
    parser.add_argument("--tools", default=",".join(["kg", *TOOLS]))
    parser.add_argument("--only", choices=TOOLS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    given = articles(asked.articles)
    if asked.only:
        with asked.output.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row) + "\n" for row in TOOLS[asked.only](given))
        return
    asked.output.mkdir(parents=True, exist_ok=True)
    texts = {row["id"]: row["text"] for row in given}
    count = sum(len(text.split()) for text in texts.values())
    known = relations(load_knowledge())
    print(f"{len(given)} articles, {count:,} words\n")
    print("| tool | facts | facts a second | words a second | s | most frequent |")
    print("|---|---|---|---|---|---|")
    for tool in asked.tools.split(","):
        place = asked.output / f"{tool}.jsonl"
        if tool == "kg":
            raw = asked.output / "kg.unlinked.jsonl"
            reading = [asked.python, "-m", "kg", "extract", asked.articles, "--workers", "1"]
            took = seconds([*reading, "--parses", "none", "-o", str(raw)])
            took += seconds([asked.python, "-m", "kg", "link", str(raw), "-o", str(place)])
            rows = [json.loads(line) for line in place.open(encoding="utf-8")]
        else:
            raw = asked.output / f"{tool}.found.jsonl"
            command = [asked.python, __file__, asked.articles, "--only", tool, "-o", str(raw)]
            took = seconds(command)
            rows = []
            for row in articles(str(raw)):
                text = texts[row["id"]]
                rows += records.dump(extraction(text, row, known), text)
            place.write_text("".join(records.line(row) + "\n" for row in rows), encoding="utf-8")
        told = Counter(row["relation"] for row in rows if row["kind"] == "fact")
        facts = told.total()
        often = ", ".join(f"{name} {n}" for name, n in told.most_common(3))
        rates = f"{facts / took:.1f} | {count / took:,.0f} | {took:.1f}"
        print(f"| {tool} | {facts:,} | {rates} | {often} |", flush=True)


if __name__ == "__main__":
    main()
