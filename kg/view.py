"""The graph as one HTML page that works offline."""

import html

import networkx as nx

from kg.records import Corpus
from kg.terms import Names


def page(graph: nx.MultiDiGraph, corpus: Corpus, names: Names) -> str:
    """The page."""
    rows = "".join(
        f"<li><b>{html.escape(graph.nodes[s]['label'])}</b> {html.escape(d['label'])} "
        f"<b>{html.escape(graph.nodes[t]['label'])}</b> ({d['status']}): "
        f"{html.escape(d['sentence'])}</li>"
        for s, t, d in graph.edges(data=True)
    )
    return f"<!doctype html><meta charset=utf-8><title>Graph</title><ul>{rows}</ul>"
