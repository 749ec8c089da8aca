"""Posts at the end of names: "Senate [Majority Leader] Ann Lee", "Coös [County Attorney] Bo Dahl".

The tagger often takes the first words of a title for the end of the name before it.
"""

from dataclasses import replace

from kg.knowledge.posts import posts_by_first_word
from kg.mentions.name import Name
from kg.mentions.nouns import singular
from kg.syntax.annotate import Annotation


def without_posts(ann: Annotation, names: list[Name]) -> list[Name]:
    """The names without the posts that they were taken together with."""
    starts = {name.first: name for name in names}
    return [_closed(ann, _cut(ann, name, starts)) for name in names]


def _closed(ann: Annotation, name: Name) -> Name:
    """The name without a small word at its end: "the Labour Party [of] Prime Minister Ann Lee"."""
    last = name.last
    while last - 1 > name.first and ann.doc[last - 1].tag_ in ("IN", "DT", "CC"):
        last -= 1
    return replace(name, last=last)


def _cut(ann: Annotation, name: Name, starts: dict[int, Name]) -> Name:
    for i in range(name.first + 1, name.last):
        end = _post_end(ann, i)
        if end is None or end < name.last:
            continue
        bearer = starts.get(end)
        before = ann.doc[name.first : i].text
        # "a Republican Assemblywoman", but the Norwegian Consul may be a ship
        adherent = any(e.type == "Organization" for e in ann.knowledge.gazetteer.demonym(before))
        titled = bearer is not None and ann.doc[end - 1].head.i >= end
        if end == name.last and not titled and not adherent:
            continue
        # A county's attorney is called after the county, which keeps its noun.
        last = i + 1 if ann.doc[i].lower_ in ann.knowledge.words("place_nouns") else i
        return replace(name, last=last, type=_type(name, last))
    return name


def _type(name: Name, last: int) -> str:
    return "Thing" if name.type == "Person" and last < name.last else name.type


def _post_end(ann: Annotation, at: int) -> int | None:
    """Where the noun of a post ends that begins at a token."""
    doc, block = ann.doc, ann.block_of
    for parts in posts_by_first_word(ann.knowledge.lexicon).get(singular(doc[at]), ()):
        end = at + len(parts)
        if end > len(doc) or block[end - 1] != block[at]:
            continue
        if all(
            part in (token.lower_, singular(token))
            for token, part in zip(doc[at:end], parts, strict=True)
        ):
            return end
    return None
