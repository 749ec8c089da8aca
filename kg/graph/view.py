"""The graph as one HTML page: works offline, and every edge opens its sentences.

The drawing is vis-network's, as the pyvis package ships it, embedded whole; its physics is off and
nodes stand where `placing` puts them. What comes from pages is data, never markup: it stands in
the page as JSON whose ``<`` are escaped and is shown as text nodes only; a content security policy
allows the page's own two scripts and style by their hashes and nothing else, not even an image.
"""

import base64
import hashlib
import html
import importlib.util
import json
from collections.abc import Sequence, Set
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

import networkx as nx

from kg.errors import KgError
from kg.graph.answers import FactView, Views, keys
from kg.graph.network import STATUSES, joined
from kg.graph.placing import positions
from kg.graph.terms import Names, local_name
from kg.knowledge import folding
from kg.knowledge.catalogue import Catalogue
from kg.records import Corpus

MOST_NODES = 300


def page(corpus: Corpus, catalogue: Catalogue, names: Names, title: str = "") -> str:
    """The page. Beyond `MOST_NODES` entities those with the most facts are drawn."""
    data = json.dumps(view_data(corpus, catalogue, names), ensure_ascii=False, sort_keys=True)
    data = data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    library, script, style = _library(), _asset("view.js"), _asset("view.css")
    policy = (
        f"default-src 'none'; script-src {_hash(library)} {_hash(script)}; "
        f"style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    )
    filled = {
        "@policy@": policy,
        "@title@": html.escape(title or "News knowledge graph"),
        "@style@": style,
        "@data@": data,
        "@library@": library,
        "@script@": script,
    }
    parts = _asset("view.html").split("\n")
    return "\n".join(filled.get(part.strip(), _fill(part, filled)) for part in parts)


def _fill(line: str, filled: dict[str, str]) -> str:
    for name in ("@policy@", "@title@"):
        line = line.replace(name, filled[name])
    return line


def view_data(corpus: Corpus, catalogue: Catalogue, names: Names) -> dict[str, Any]:
    """What the page shows: nodes with places, edges that bundle facts, and the facts.

    Only what has a name is drawn; "the two sides" is found in the facts of those it meets.
    """
    views = Views(corpus, names)
    told = list(views.facts())
    links: dict[tuple[str, str, str], list[tuple[int, str, bool, bool]]] = {}
    facts_of: dict[str, list[int]] = {}
    for index, item in enumerate(told):
        for key in keys(item.fact, corpus.entities):
            facts_of.setdefault(key, []).append(index)
        for link in joined(item.fact, corpus, catalogue):
            one, two = sorted((link.source, link.target))
            links.setdefault((one, two, item.status), []).append(
                (index, local_name(link.property), link.source == one, link.symmetric)
            )
    named = corpus.named
    graph = nx.Graph()
    graph.add_edges_from(
        sorted({(one, two) for one, two, _ in links if one in named and two in named})
    )
    ranked = sorted(graph, key=lambda key: (-len(facts_of[key]), key))
    graph = graph.subgraph(ranked[:MOST_NODES])
    shown = sorted(node for node in graph if graph.degree(node))
    graph = graph.subgraph(shown)
    labels = {key: views.profiles[key].label for key in shown}
    most = max((len(facts_of[key]) for key in shown), default=1)
    weights = {key: sqrt(len(facts_of[key]) / most) for key in shown}
    places = positions(graph, labels, weights) if shown else {}
    number = {key: index for index, key in enumerate(shown)}
    return {
        "nodes": [
            {
                "label": labels[key],
                "type": views.profiles[key].type,
                "iri": names.entity(key).value,
                "names": _other_names(key, corpus, labels[key]),
                "keys": _keys(corpus.names_of.get(key, frozenset())),
                "x": places[key][0],
                "y": places[key][1],
                "weight": round(weights[key], 3),
                "facts": facts_of[key],
            }
            for key in shown
        ],
        "edges": [
            _edge(number[one], number[two], state, bundle)
            for (one, two, state), bundle in sorted(links.items())
            if one in number and two in number
        ],
        "facts": [_fact(item) for item in told],
        "letters": folding.letters(),
        "statuses": [s for s in STATUSES if any(item.status == s for item in told)],
        "entities": len(facts_of),
        "articles": len(corpus.extractions),
    }


def _other_names(key: str, corpus: Corpus, label: str) -> list[str]:
    return sorted(corpus.names_of.get(key, frozenset()) - {label})


def _keys(names: Set[str]) -> list[str]:
    """What the search finds an entity by, beside its names as they are."""
    return sorted(set(map(folding.key, names)) - {name.lower() for name in names})


def _edge(
    one: int, two: int, state: str, bundle: Sequence[tuple[int, str, bool, bool]]
) -> dict[str, Any]:
    directions = {
        "" if symmetric else "to" if forward else "from" for _, _, forward, symmetric in bundle
    }
    return {
        "from": one,
        "to": two,
        "status": state,
        "arrow": directions.pop() if len(directions) == 1 else "",
        "label": ", ".join(sorted({label for _, label, _, _ in bundle})),
        "facts": sorted({index for index, _, _, _ in bundle}),
    }


def _fact(item: FactView) -> dict[str, Any]:
    fact = item.fact
    return {
        "relation": fact.relation,
        "status": item.status,
        "modality": fact.modality,
        "polarity": fact.polarity,
        "claimed_by": item.claimed_by or "",
        "confidence": fact.confidence,
        "rule": fact.rule,
        "when": item.when or "",
        "fillers": [list(pair) for pair in item.fillers if pair[0] != "content"],
        "quote": item.evidence.text,
        "marks": [[mark.start, mark.end, mark.role] for mark in item.marks],
        "headline": item.headline or fact.article,
        "source": f"{fact.document}:{fact.evidence.start}-{fact.evidence.end}",
        "iri": item.iri,
    }


def _hash(text: str) -> str:
    """The source expression that allows a script or style which stands on lines of its own."""
    digest = hashlib.sha256(f"\n{text}\n".encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _asset(name: str) -> str:
    return (Path(__file__).parent / "page" / name).read_text(encoding="utf-8").strip("\n")


@cache
def _library() -> str:
    """vis-network out of pyvis's package; pyvis itself, which loads much, is not imported."""
    found = importlib.util.find_spec("pyvis")
    scripts = sorted(
        path
        for place in (found.submodule_search_locations or () if found else ())
        for path in Path(place).glob("lib/vis-*/vis-network.min.js")
    )
    if not scripts:
        raise KgError("the view needs vis-network out of the pyvis package; pip install pyvis")
    text = scripts[-1].read_text(encoding="utf-8").strip("\n")
    return text.replace("</script", "<\\/script")
