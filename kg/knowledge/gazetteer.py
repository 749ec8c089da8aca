"""What is known beforehand about names: countries, cities, organisations, agreements.

The entries are SKOS Turtle and CSV in ``ontology/gazetteer``; users add files of either form. In
Turtle an entry is a resource with ``skos:prefLabel``, ``skos:altLabel`` and a class (a kind of
`KINDS`, in any namespace), and may have the ``kg:`` properties named in `countries.ttl`. A CSV has
a header line; ``label`` is required, ``type``, ``aliases``, ``demonyms``, ``seats``, ``codes``,
``homographs``, ``called``, ``same_as`` (each with ``|`` between values), ``capital``, ``country``,
``wikidata`` and ``id`` are read if there. Other kinds of RDF are read as Turtle is, and what other
programs export by `gazetteer_formats`.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from xml.parsers import expat

import pyoxigraph as ox

from kg.errors import InputError
from kg.knowledge.folding import key, slug
from kg.knowledge.gazetteer_formats import WIKIDATA, Named, class_names, read_json, read_table
from kg.knowledge.lexicon import ontology_dir
from kg.knowledge.textfile import read_text

KG = "https://w3id.org/newskg#"
IDS = "https://w3id.org/newskg/gazetteer/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SAME = ("http://www.w3.org/2002/07/owl#sameAs", _SKOS + "exactMatch")
# The entity type of each class an entry may have.
KINDS = {
    **{
        kind: kind
        for kind in (
            "Person", "Organization", "Place", "Group", "Agreement", "Law", "Document", "Event",
            "Product", "Work", "Thing",
        )
    },
    **dict.fromkeys(("Country", "Territory", "Region", "County", "City"), "Place"),
}  # fmt: skip

_JSON = frozenset({".json", ".jsonl", ".ndjson", ".ijson"})
_ENGLISH = "en"
_OWN_TABLE = ".csv"
_TABLES = frozenset({_OWN_TABLE, ".tsv"})

# Rules ask for the same names of an article many times, so the last answers are kept.
_KEPT = 1 << 14

# A row of a CSV by its columns; None where it ends before them.
Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something known by name.

    ``id`` is its canonical id (``place/iran``), ``type`` its entity type and ``kind`` its class
    (``Country``). ``demonyms`` are adjectives and nouns of its people or members, ``seats`` names
    which stand for its government, ``country`` the id of the country it belongs to,
    ``homographs`` those of its names that often mean something else, ``called`` the nouns by which
    news speaks of it ("space agency"), ``same_as`` IRIs.
    """

    id: str
    type: str
    kind: str
    label: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    seats: tuple[str, ...] = ()
    country: str | None = None
    codes: tuple[str, ...] = ()
    homographs: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()

    @property
    def wikidata(self) -> str | None:
        """Its Wikidata id (``Q794``), if it has one."""
        found = [iri.removeprefix(WIKIDATA) for iri in self.same_as if iri.startswith(WIKIDATA)]
        return found[0] if found else None

    @property
    def names(self) -> tuple[str, ...]:
        """Its label and aliases."""
        return (self.label, *self.aliases)


class Gazetteer:
    """Entries, found by their names. Where several match, the more prominent come first."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, Entry] = {}
        for entry in entries:
            self._entries.setdefault(entry.id, entry)
        self._names: dict[str, list[tuple[str, Entry]]] = {}
        self._demonyms: dict[str, list[Entry]] = {}
        self._seats: dict[str, list[Entry]] = {}
        for entry in self._entries.values():
            for name in dict.fromkeys(entry.names):
                self._names.setdefault(key(name), []).append((name, entry))
            for name in dict.fromkeys(entry.demonyms):
                self._demonyms.setdefault(key(name), []).append(entry)
            for name in dict.fromkeys((entry.capital or "", *entry.seats)):
                if name:
                    self._seats.setdefault(key(name), []).append(entry)
        remembered = lru_cache(_KEPT)
        self.lookup = remembered(self._lookup)
        self.demonym = remembered(self._demonym)
        self.country_of_demonym = remembered(self._country_of_demonym)
        self.ambiguous = remembered(self._ambiguous)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def entry(self, id: str | None) -> Entry | None:
        """The entry of that id."""
        return self._entries.get(id) if id else None

    def _lookup(self, name: str) -> tuple[Entry, ...]:
        """The entries of that name, which may stand after "the" or carry a possessive.

        Case is respected where it tells names from words: "who" and "the house" are no
        organisations, while "IRAN" is Iran.
        """
        found = self._names.get(key(name), ())
        return tuple(dict.fromkeys(entry for known, entry in found if _case_fits(name, known)))

    def _demonym(self, word: str) -> tuple[Entry, ...]:
        """The places (or parties) whose people or members that adjective or noun names."""
        return tuple(self._demonyms.get(key(word), ())) if word[:1].isupper() else ()

    def _country_of_demonym(self, word: str) -> Entry | None:
        """The country of an adjective or noun of inhabitants; none if two could be meant."""
        found = [entry for entry in self.demonym(word) if entry.kind in ("Country", "Territory")]
        return found[0] if len(found) == 1 else None

    def seat_of(self, name: str) -> tuple[Entry, ...]:
        """What has its seat there, so that the name may stand for it ("Tehran rejected ...")."""
        return tuple(self._seats.get(key(name), ())) if name[:1].isupper() else ()

    def countries(self) -> tuple[Entry, ...]:
        """The entries of countries, in order of their ids."""
        return tuple(entry for entry in self if entry.kind == "Country")

    def _ambiguous(self, name: str) -> bool:
        """Whether a known name needs evidence: several entries, or an ordinary other meaning."""
        found = self.lookup(name) or self.demonym(name)
        wanted = key(name)
        return len(found) > 1 or any(wanted == key(h) for e in found for h in e.homographs)


def load_gazetteer(extra: Iterable[str | Path] = ()) -> Gazetteer:
    """The shipped gazetteer with files of one's own, whose entries come first.

    An entry of an own file replaces the shipped one of the same id. Raises `InputError` for a
    file that cannot be read.
    """
    folder = ontology_dir() / "gazetteer"
    files = [
        "countries.ttl",
        "cities.csv",
        "regions.ttl",
        "divisions.csv",
        "organizations.ttl",
        "agreements.ttl",
    ]
    paths = [*(Path(name) for name in extra), *(folder / name for name in files)]
    return Gazetteer(entry for path in paths for entry in read_entries(path))


def read_entries(path: Path) -> Iterator[Entry]:
    """The entries of a file of any form; raises `InputError` naming the file."""
    data, ending = read_text(path), path.suffix.lower()
    if ending in _JSON:
        return _entries_of(read_json(data, path))
    if ending in _TABLES:
        own = ending == _OWN_TABLE and not _foreign(data)
        return _read_csv(data, path) if own else _entries_of(read_table(data, path))
    return _read_rdf(data, path)


def _foreign(data: str) -> bool:
    """Whether a CSV has the columns of another program, to go by its header."""
    header = next((li for li in data.splitlines() if li.strip() and not li.startswith("#")), "")
    names = {cell.strip(' "') for cell in header.split(",")}
    return "label" not in names and len(names) > 1


def _entries_of(found: Iterable[Named]) -> Iterator[Entry]:
    taken = set[str]()
    for named in found:
        kind = _kind(named.classes)
        id = _new_id(KINDS[kind], named.label)
        if id in taken and named.same_as:
            id = f"{id}-{slug(named.same_as[0].rpartition('/')[2])}"
        taken.add(id)
        yield Entry(
            id,
            KINDS[kind],
            kind,
            named.label,
            named.aliases,
            country=_countries().get(named.country) if named.country else None,
            homographs=named.homographs,
            same_as=named.same_as,
        )


@lru_cache(1)
def _countries() -> Mapping[str, str]:
    """The ids of countries by their codes."""
    entries = read_entries(ontology_dir() / "gazetteer" / "countries.ttl")
    return {code: entry.id for entry in entries for code in entry.codes}


def _kind(classes: Iterable[str]) -> str:
    """The kind of a class of ours or of others."""
    ours = (class_names().get(cls, cls) for cls in classes)
    return next((kind for kind in ours if kind in KINDS), "Thing")


def _read_rdf(data: str, path: Path) -> Iterator[Entry]:
    form = ox.RdfFormat.from_extension(path.suffix.lower().removeprefix(".")) or ox.RdfFormat.TURTLE
    resources: dict[str, dict[str, list[str]]] = {}
    # A thesaurus has names in many languages; pages are English.
    foreign: dict[tuple[str, str], list[str]] = {}
    try:
        if form == ox.RdfFormat.RDF_XML:
            # What is cut off is no error to the parser of RDF.
            expat.ParserCreate().Parse(data, True)
        for quad in ox.parse(data, format=form):
            if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
                subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object
                values = resources.setdefault(subject, {})
                if isinstance(value, ox.Literal) and not _english(value.language):
                    foreign.setdefault((subject, predicate), []).append(value.value)
                else:
                    values.setdefault(predicate, []).append(value.value)
    except expat.ExpatError as error:
        told = expat.ErrorString(error.code)
        raise InputError(f"gazetteer {path}:{error.lineno}: not {form.name} ({told})") from error
    except SyntaxError as error:
        # RDF/XML tells no line of some faults.
        place = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise InputError(f"gazetteer {place}: not {form.name} ({error.msg})") from error
    for (subject, predicate), names in foreign.items():
        if predicate == _SKOS + "prefLabel":
            resources[subject].setdefault(predicate, names)
    for iri, values in resources.items():
        labels = values.get(_SKOS + "prefLabel")
        if not labels:
            continue

        def own(name: str, values: dict[str, list[str]] = values) -> tuple[str, ...]:
            return tuple(values.get(KG + name, ()))

        kinds = [re.split(r"[#/]", cls)[-1] for cls in values.get(_TYPE, ())]
        shipped = iri.startswith(IDS)
        kind = _kind(kinds)
        yield Entry(
            id=iri.removeprefix(IDS) if shipped else _new_id(KINDS[kind], labels[0]),
            type=KINDS[kind],
            kind=kind,
            label=labels[0],
            aliases=tuple(values.get(_SKOS + "altLabel", ())),
            demonyms=own("demonym"),
            capital=next(iter(own("capital")), None),
            seats=own("seat"),
            country=next((c.removeprefix(IDS) for c in own("country")), None),
            codes=tuple(values.get(_SKOS + "notation", ())),
            homographs=own("homograph"),
            called=own("called"),
            same_as=(*(() if shipped else (iri,)), *(v for p in _SAME for v in values.get(p, ()))),
        )


def _read_csv(data: str, path: Path) -> Iterator[Entry]:
    taken = set[str]()
    for row in _rows(data, path):
        if not row["label"]:
            continue

        def many(column: str, row: Row = row) -> tuple[str, ...]:
            return tuple(v.strip() for v in (row.get(column) or "").split("|") if v.strip())

        kind = row.get("type") or "Thing"
        if kind not in KINDS:
            raise InputError(f"gazetteer {path}: {kind} is no type; known are {', '.join(KINDS)}")
        country = row.get("country") or None
        id = row.get("id") or _new_id(KINDS[kind], row["label"])
        if id in taken and country:
            id = f"{id}-{country}"
        taken.add(id)
        yield Entry(
            id=id,
            type=KINDS[kind],
            kind=kind,
            label=row["label"],
            aliases=many("aliases"),
            demonyms=many("demonyms"),
            capital=row.get("capital") or None,
            seats=many("seats"),
            country=country and (country if "/" in country else f"place/{country}"),
            codes=many("codes"),
            homographs=many("homographs"),
            called=many("called"),
            same_as=(*many("same_as"), *(WIKIDATA + q for q in many("wikidata"))),
        )


def _rows(data: str, path: Path) -> Iterator[Row]:
    """The rows of a CSV by the columns of its header; each stands on a line of its own."""
    header: list[str] = []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            (cells,) = csv.reader([line], strict=True)
        except csv.Error as error:
            raise InputError(
                f"gazetteer {path}:{number}: {error}; close each quotation mark, and double those "
                "within a cell"
            ) from error
        if not header:
            header = cells
            if "label" not in header:
                raise InputError(
                    f"gazetteer {path}: its header line has no column 'label'; begin it with "
                    "label,type"
                )
        elif len(cells) > len(header):
            raise InputError(
                f"gazetteer {path}:{number}: {len(cells)} columns where the header has "
                f"{len(header)}; put a cell that has a comma in quotation marks"
            )
        else:
            yield dict(zip_longest(header, cells))


def _english(language: str | None) -> bool:
    return not language or language.split("-")[0] == _ENGLISH


def _new_id(type: str, label: str) -> str:
    return f"{type.lower()}/{slug(label)}"


def _case_fits(name: str, known: str) -> bool:
    letters = name.removesuffix("'s").removesuffix("’s").removeprefix("the ")
    if known.isupper():
        return letters.isupper()
    return known.islower() or not letters.islower()
