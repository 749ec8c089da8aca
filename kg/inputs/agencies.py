"""Formats of news agencies: NewsML-G2, NITF, ninjs 1 to 3."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

from kg.errors import InputError
from kg.inputs.decode import decode_xml
from kg.inputs.jsonl import article
from kg.inputs.markup import flat, paragraphs, paragraphs_of, with_title
from kg.inputs.opened import Opened, Way
from kg.inputs.problems import Found, notice, problem
from kg.inputs.safe_xml import every, first, local, parsed, text
from kg.inputs.stated import authors, language, published, sections
from kg.model import Document

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_BY = re.compile(r"by\s+", re.IGNORECASE)
# The states of items that must not be published, as IPTC names them.
_UNUSABLE = ("canceled", "cancelled", "withheld")
# What subjects are that are no sections, as IPTC names kinds of concepts.
_THINGS = ("person", "organisation", "org", "geoarea", "poi", "event", "object", "ftv", "animal")
_USUAL = ("uri", "headline", "headlines", "body_text", "body_xhtml", "bodies", "versioncreated")


def read_newsml(opened: Opened, way: Way) -> Iterator[Found]:
    """The articles of NewsML-G2: an item, or those of a message, each in its last version."""
    yield from _xml(opened, way, newsml)


def read_nitf(opened: Opened, way: Way) -> Iterator[Found]:
    """The article of NITF."""
    yield from _xml(opened, way, nitf)


def read_unknown_xml(opened: Opened, way: Way) -> Iterator[Found]:
    """Nothing: XML of another kind."""
    raise InputError("XML of a kind that kg does not know; give feeds, NewsML-G2, NITF or text")
    yield


def _xml(opened: Opened, way: Way, function: Any) -> Iterator[Found]:
    written, remark = decode_xml(way.whole(opened))
    if remark:
        yield notice(opened.place, remark)
    for item in way.decoded(function, written, opened.name):
        if isinstance(item, _Left):
            yield (notice if item.meant else problem)(opened.place, item.message)
        else:
            yield item


@dataclass(frozen=True)
class _Left:
    """Why an item is left out, and whether its agency means that."""

    message: str
    meant: bool = False


def newsml(written: str, name: str) -> list[Document | _Left]:
    """The articles of NewsML-G2, or why there is none; raises `InputError` where it is none."""
    root = parsed(written, "NewsML-G2", "agencies")
    items = [root] if local(root) == "newsItem" else every(root, "newsItem")
    if not items:
        raise InputError("no news item in it; leave it out")
    latest: dict[str, tuple[int, Document | _Left]] = {}
    for number, item in enumerate(items, 1):
        guid = item.get("guid") or (name if len(items) == 1 else f"{name}:{number}")
        version = int(item.get("version") or 1) if (item.get("version") or "1").isdigit() else 1
        if guid not in latest or version > latest[guid][0]:
            latest[guid] = (version, _news_item(item, guid))
    return [found for _, found in latest.values()]


def _news_item(item: Element, guid: str) -> Document | _Left:
    status = first(item, "itemMeta", "pubStatus")
    state = "" if status is None else (status.get("qcode") or status.get("uri") or "")
    if re.split(r"[:/]", state)[-1].lower() in _UNUSABLE:
        return _Left(f"{guid}: {re.split(r'[:/]', state)[-1]} by its agency; left out", meant=True)
    inline = first(item, "contentSet", "inlineXML")
    inner = None if inline is None else next(iter(inline), None)
    plain = first(item, "contentSet", "inlineData")
    if inner is not None and local(inner) == "nitf":
        document = _nitf(inner, guid)
    elif inner is not None:
        body = first(inner, "body")
        document = Document(guid, paragraphs_of(inner if body is None else body), single=True)
    elif plain is not None:
        marked = "html" in (plain.get("contenttype") or "")
        told = "".join(plain.itertext())
        document = Document(guid, paragraphs(told) if marked else told.strip(), single=True)
    else:
        return _Left(f"{guid}: no text in the item, which is of another kind or lies elsewhere")
    meta = first(item, "contentMeta")
    meta = item if meta is None else meta
    if not document.text:
        return _Left(f"{guid}: no text in the item")
    title = text(first(meta, "headline")) or document.title
    tag = first(meta, "language")
    moments = (first(meta, "contentCreated"), first(item, "firstCreated"),
               first(item, "itemMeta", "versionCreated"))  # fmt: skip
    day, issued = next(filter(None, map(_moment, moments)), (None, None))
    provider = first(item, "itemMeta", "provider")
    names = [text(first(creator, "name")) for creator in every(meta, "creator")]
    return replace(
        document,
        text=with_title(title, document.text),
        title=title,
        published=day or document.published,
        issued=issued or document.issued,
        publisher=_named(provider) or document.publisher,
        language=language((None if tag is None else tag.get("tag")) or item.get(_LANGUAGE)),
        authors=authors(filter(None, names)) or _byline(first(meta, "by")) or document.authors,
        sections=sections(_subjects(meta)) or document.sections,
    )


def _subjects(meta: Element) -> Iterator[str]:
    """What an item is about by the names of its subjects; people, bodies and places are none."""
    for subject in every(meta, "subject"):
        kind = (subject.get("type") or "").rpartition(":")[2].lower()
        name = text(first(subject, "name")) or subject.get("literal")
        if name and kind not in _THINGS:
            yield name


def _named(element: Element | None) -> str | None:
    """The name of who provides an item, or the literal or code instead of it."""
    if element is None:
        return None
    name = text(first(element, "name")) or element.get("literal")
    return flat(name or (element.get("qcode") or "").rpartition(":")[2])


def _moment(element: Element | None) -> tuple[str | None, str | None] | None:
    return None if element is None else _when(text(element))


def _when(told: str | None) -> tuple[str | None, str | None] | None:
    """The day and time of a date of ISO 8601 in its long or short form."""
    if not told:
        return None
    try:
        if re.match(r"\d{8}", told):
            moment = datetime.fromisoformat(told)
            told = moment.isoformat() if "T" in told else moment.date().isoformat()
    except ValueError:
        return None
    day, issued = published(told)
    return (day, issued) if day else None


def _byline(element: Element | None) -> tuple[str, ...]:
    """Who wrote an article by its byline: the persons named in it, or else its words."""
    if element is None:
        return ()
    persons = authors(filter(None, map(text, every(element, "person"))))
    return persons or authors(_BY.sub("", text(element) or "", count=1))


def nitf(written: str, name: str) -> list[Document | _Left]:
    """The article of NITF; raises `InputError` where it has no text."""
    document = _nitf(parsed(written, "NITF", "agencies"), name)
    if not document.text:
        raise InputError("no text in its body; leave it out")
    return [document]


def _nitf(root: Element, name: str) -> Document:
    headline = first(root, "hedline", "hl1")
    title = text(first(root, "hedline") if headline is None else headline) or text(
        first(root, "head", "title")
    )
    number, data, holder = (
        first(root, "doc-id"),
        first(root, "pubdata"),
        first(root, "doc.copyright"),
    )
    body = first(root, "body.content")
    words = "" if body is None else paragraphs_of(body)
    day, issued = _when(_dated(root, data)) or (None, None)
    paper = None if data is None else data.get("name")
    return Document(
        (None if number is None else number.get("id-string")) or name,
        with_title(title, words) if words else "",
        single=True,
        title=title,
        published=day,
        publisher=flat(paper or (None if holder is None else holder.get("holder"))),
        language=language(root.get(_LANGUAGE)),
        authors=_byline(first(root, "byline")),
        issued=issued,
        sections=sections(_printed_in(root, data)),
    )


def _printed_in(root: Element, data: Element | None) -> list[str]:
    """The section where NITF says that an article was printed, else what it is about."""
    section = None if data is None else data.get("position.section")
    types = [item.get("tobject.subject.type") for item in every(root, "tobject.subject")]
    return [section] if section else [kind for kind in types if kind]


def _dated(root: Element, data: Element | None) -> str | None:
    """When an article of NITF was published, else issued."""
    told = None if data is None else data.get("date.publication")
    issued, release = first(root, "date.issue"), first(root, "date.release")
    for element in (issued, release):
        told = told or (None if element is None else element.get("norm"))
    return told


def read_ninjs(opened: Opened, way: Way) -> Iterator[Found]:
    """The articles of ninjs, or of a list of JSON objects as lines of JSON have them."""
    written, remark = decode_xml(way.whole(opened))
    if remark:
        yield notice(opened.place, remark)
    try:
        found = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON ({error}); give JSON Lines as .jsonl") from None
    items = found if isinstance(found, list) else [found]
    for number, item in enumerate(items, 1):
        name = opened.name if len(items) == 1 else f"{opened.name}:{number}"
        place = opened.place if len(items) == 1 else f"{opened.place}:{number}"
        if isinstance(item, dict) and any(key in item for key in _USUAL):
            made = _ninjs(item, name)
            if isinstance(made, _Left):
                yield (notice if made.meant else problem)(place, made.message)
            else:
                yield made
        elif isinstance(item, dict) and way.columns.text in item:
            yield from article({"id": name, **way.columns.row(item)}, place)
        else:
            yield problem(place, "JSON of a kind that kg does not know; give ninjs or JSON Lines")


def _ninjs(item: dict[str, Any], name: str) -> Document | _Left:
    """The article of a ninjs object of any version, or why there is none."""
    # Version 2 writes in small letters, others in camel case.
    told = {key.lower(): value for key, value in item.items()}
    state = str(told.get("pubstatus") or "").lower()
    if state in _UNUSABLE:
        return _Left(f"{state} by its agency; left out", meant=True)
    kind = told.get("type")
    if kind not in (None, "text", "composite"):
        return _Left(f"a {kind}, not a text; leave it out")
    words = _body(told)
    if not words:
        return _Left("no text in it; leave it out")
    title = flat(_string(told.get("headline")) or _main(told.get("headlines")))
    days = (told.get("contentcreated"), told.get("firstcreated"), told.get("versioncreated"))
    day, issued = next(filter(None, map(_when, map(_string, days))), (None, None))
    sources = _objects(told.get("infosources")) + _objects(told.get("infosource"))
    subjects = _objects(told.get("subjects")) + _objects(told.get("subject"))
    provider = next((_string(source.get("name")) for source in sources), None)
    return Document(
        _string(told.get("uri")) or name,
        with_title(title, words),
        single=True,
        title=title,
        published=day,
        publisher=flat(provider or _string(told.get("copyrightholder"))),
        language=language(_string(told.get("language"))),
        authors=authors(_BY.sub("", _string(told.get("byline")) or "", count=1)),
        issued=issued,
        sections=sections(filter(None, (_string(subject.get("name")) for subject in subjects))),
    )


def _body(told: dict[str, Any]) -> str:
    """The text of an article, from the form that keeps paragraphs best."""
    bodies = [
        (str(body.get("contentType") or body.get("contenttype") or ""), _string(body.get("value")))
        for body in _objects(told.get("bodies"))
    ]
    bodies += [(key, _string(value)) for key, value in told.items() if key.startswith("body_")]
    for wanted in ("html", ""):
        for kind, value in bodies:
            if value and wanted in kind:
                return paragraphs(value) if wanted else value.strip()
    return ""


def _main(found: Any) -> str | None:
    """The main one of several headlines."""
    items = _objects(found)
    items.sort(key=lambda item: item.get("role") not in (None, "main"))
    return next((_string(item.get("value")) for item in items), None)


def _objects(found: Any) -> list[dict[str, Any]]:
    listed: Iterable[Any] = found if isinstance(found, list) else [found]
    return [item for item in listed if isinstance(item, dict)]


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
