"""A built graph, opened: questions to it and other shapes of it.

Each question loads what it needs and nothing else, so that asking is quick.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.graph import sandbox, store
from kg.graph.directory import FACTS, STORE, VIEW, finish
from kg.graph.terms import Names

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib
    from pyoxigraph import Quad
    from pyvis.network import Network

    from kg.graph.answers import FactView, StatementView, Views
    from kg.graph.network import Status
    from kg.graph.notebook import Frame
    from kg.graph.result import Result
    from kg.graph.selection import Entities, Facts
    from kg.knowledge.catalogue import Catalogue
    from kg.linking.merge import Claim
    from kg.records import Corpus


@dataclass(frozen=True)
class Graph:
    """The graph that `kg build` wrote into a directory.

    Reading it never changes it. Raises `InputError` where there is no graph.
    """

    directory: Path

    @classmethod
    def open(cls, directory: str | Path) -> Graph:
        """The graph of a directory; finishes what a killed build had completed."""
        graph = cls(Path(directory))
        if graph.directory.is_dir():
            finish(graph.directory)
        store.meta(graph.directory / STORE)
        return graph

    @cached_property
    def meta(self) -> dict[str, Any]:
        """What the graph was made with: base IRI, model, ontology files, prefixes."""
        return store.meta(self.directory / STORE)

    @cached_property
    def names(self) -> Names:
        """How the graph's things are called."""
        return Names(self.meta["base"])

    @cached_property
    def catalogue(self) -> Catalogue:
        """The ontology the graph was made with."""
        from kg.knowledge.lexicon import load_lexicon
        from kg.knowledge.ontology import load_catalogue

        return load_catalogue(load_lexicon(), self.meta["ontology"])

    @cached_property
    def corpus(self) -> Corpus:
        """The facts of the graph as records."""
        from kg import records

        path = self.directory / FACTS
        try:
            with path.open(encoding="utf-8") as lines:
                return records.corpus(records.parse_lines(lines, str(path)))
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror}") from error

    @cached_property
    def views(self) -> Views:
        """The facts and entities as people read them."""
        from kg.graph.answers import Views

        return Views(self.corpus, self.names)

    def query(self, query: str, *, timeout: float = 30.0, limit: int = 10_000) -> Result:
        """Ask a SPARQL 1.1 query; the prefixes of the graph need not be declared.

        The query runs in a process of its own without network; ``timeout`` is in seconds and
        ``limit`` in rows. Raises `QueryError` when it is malformed or takes too long.
        """
        return sandbox.run(
            self.directory / STORE / store.QUADS, query, self.meta["prefixes"], timeout, limit
        )

    def search(self, words: str, limit: int = 20) -> list[store.Hit]:
        """The facts whose sentences hold all the words (``sanction*``: all that begin so)."""
        return store.search(self.directory / STORE, words, limit)

    def facts(
        self,
        about: str | None = None,
        relation: str | None = None,
        status: Status | None = None,
    ) -> Facts[FactView]:
        """The facts that are no statements, in the order of their texts.

        Args:
            about: A name, a part of one, an id or an IRI, found as `explain` finds it: only facts
                in which somebody or something that goes by it has a role.
            relation: A relation of the catalogue; the narrower ones belong to it, so that
                ``"headOf"`` gives heads of state, too.
            status: How the writer puts it: asserted, former, claimed, planned, possible, denied.

        Raises:
            QueryError: There is no such relation or status.
        """
        from kg.graph import lookup, selection
        from kg.graph.explain import views

        with lookup.opened(self.directory / STORE) as index:
            chosen = selection.facts(index, self.names, self.catalogue, about, relation, status)
            return selection.Facts(views(index.facts(chosen), index, self.names))

    def statements(
        self,
        speaker: str | None = None,
        about: str | None = None,
        status: Status | None = None,
    ) -> Facts[StatementView]:
        """Who said, thought or intended what, in the order of the texts.

        Args:
            speaker: A name, a part of one, an id or an IRI, found as `explain` finds it.
            about: The same for what the statement is about.
            status: As for `facts`.

        Raises:
            QueryError: There is no such status.
        """
        from kg.graph import lookup, selection
        from kg.graph.answers import StatementView
        from kg.graph.explain import views

        with lookup.opened(self.directory / STORE) as index:
            chosen = selection.statements(index, self.names, speaker, about, status)
            found = views(index.facts(chosen), index, self.names)
            return selection.Facts(view for view in found if isinstance(view, StatementView))

    def entities(self) -> Entities:
        """Every person, place, organisation ... with its names and mentions, by their ids."""
        from kg.graph.selection import Entities

        return Entities(self.views.entities(store.texts(self.directory / STORE)))

    def explain(self, asked: str) -> dict[str, list[FactView]]:
        """The facts about a name, an id or an IRI, each with its sentence (`explain`)."""
        from kg.graph import lookup
        from kg.graph.explain import explain

        with lookup.opened(self.directory / STORE) as index:
            return explain(asked, index, self.names)

    def merges(self, asked: str) -> dict[str, list[str]]:
        """Why those who go by a name are each one entity: reasons by canonical id."""
        from kg.graph import lookup
        from kg.graph.explain import merges

        judgements = partial(store.judgements, self.directory / STORE)
        with lookup.opened(self.directory / STORE) as index:
            return merges(asked, index, self.names, judgements)

    def serialize(self, form: str) -> bytes:
        """The graph in one of the formats of `export`."""
        from kg.graph import export

        if form in export.NETWORK_FORMATS:
            return export.NETWORK_FORMATS[form](self.to_networkx())
        out = BytesIO()
        # In JSON-LD their order tells, too, and that is not kept.
        used = None if form == "jsonld" else self.meta["prefixes"]
        export.write(store.opened(self.directory / STORE), form, self.names.base, out, used)
        return out.getvalue()

    def mint(self) -> Iterator[Quad]:
        """The quads of the graph, made anew from its records."""
        from kg.graph.quads import Minter
        from kg.knowledge.gazetteer import load_gazetteer

        gazetteer = load_gazetteer(self.meta["gazetteer"])
        license = self.meta.get("license")
        minter = Minter(self.corpus, self.catalogue, self.names, gazetteer, self.claims, license)
        return minter.quads()

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the facts say, each once, with its independent sources."""
        from kg.knowledge.numbers import load_numbers
        from kg.linking.merge import merge

        texts = store.texts(self.directory / STORE)
        return merge(self.corpus.extractions, self.catalogue, load_numbers(), texts)

    def to_networkx(self) -> networkx.MultiDiGraph:
        """Entities as nodes, facts as edges with their sentences (`network.network`)."""
        from kg.graph.network import network

        return network(self.corpus, self.catalogue, self.names)

    def to_pyvis(self) -> Network:
        """A network of the package pyvis, laid out and still (`drawing.drawn`)."""
        from kg.graph.drawing import drawn

        return drawn(self.to_networkx())

    def view(self, height: int = 720) -> Frame:
        """The explorer, for Jupyter to show in a frame ``height`` pixels high."""
        from kg.graph.notebook import Frame

        path = self.directory / VIEW
        try:
            return Frame(path.read_text(encoding="utf-8"), height)
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror}") from error

    def to_pandas(self) -> pandas.DataFrame:
        """A row a fact, statements among them (`tables.facts_frame`).

        Needs the extra ``pandas``.
        """
        from kg.graph.tables import facts_frame

        return facts_frame(self.views.facts())

    def to_rdflib(self) -> rdflib.Dataset:
        """An rdflib dataset with the named graphs; its default graph is their union."""
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=self.serialize("nquads"), format="nquads")
        for prefix, space in self.meta["prefixes"].items():
            dataset.bind(prefix, space)
        return dataset

    def __repr__(self) -> str:
        return f"<kg.Graph {self.directory}: {self._figures()}>"

    def _repr_html_(self) -> str:
        from kg.graph.notebook import summary

        return summary(str(self.directory), self._figures(), self.views)

    def _figures(self) -> str:
        from kg.graph.answers import figures

        corpus = self.corpus
        return figures(
            article=len(corpus.extractions), entity=len(self.views.told), fact=len(corpus.facts)
        )
