"""All that is known before a page is read, loaded once and handed along."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from kg.knowledge.catalogue import Catalogue
from kg.knowledge.gazetteer import Gazetteer, load_gazetteer
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.knowledge.numbers import Number, load_numbers
from kg.knowledge.ontology import load_catalogue
from kg.knowledge.weights import Weights, load_weights


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Word lists, names, relations, numbers and fitted weights.

    Two are equal only if they are one: what is derived from one is kept by its identity.
    ``pronouns`` are the weights of the pronoun ranking by kind of pronoun, then by feature.
    """

    lexicon: Lexicon
    gazetteer: Gazetteer
    catalogue: Catalogue
    pronouns: Weights
    certainty: Weights
    numbers: Mapping[str, Number]

    @cached_property
    def words(self) -> Callable[[str], frozenset[str]]:
        """The entries of the word list of a name."""
        return self.lexicon.words

    @cached_property
    def table(self) -> Callable[[str], dict[str, tuple[str, ...]]]:
        """The entries of the word list of a name with their further fields."""
        return self.lexicon.table

    @cached_property
    def number(self) -> Callable[[str], float]:
        """The confidence, weight, window or limit of a name in ``ontology/numbers.txt``."""
        return {name: number.value for name, number in self.numbers.items()}.__getitem__

    @cached_property
    def whole(self) -> Callable[[str], int]:
        """A number that counts something: words, sentences, names."""
        return {name: int(number.value) for name, number in self.numbers.items()}.__getitem__


def load_knowledge(ontology: Iterable[str] = (), gazetteer: Iterable[str | Path] = ()) -> Knowledge:
    """The shipped knowledge with files of one's own: Turtle of relations, files of names.

    Without any it is loaded once, and with it what is derived from it.

    Raises:
        CatalogueError: A file of relations is malformed.
        InputError: A file of relations or of names cannot be read.
    """
    relations, names = tuple(ontology), tuple(gazetteer)
    return _loaded(relations, names) if relations or names else _shipped()


@cache
def _shipped() -> Knowledge:
    return _loaded((), ())


def _loaded(relations: tuple[str, ...], names: tuple[str | Path, ...]) -> Knowledge:
    lexicon = load_lexicon()
    return Knowledge(
        lexicon=lexicon,
        gazetteer=load_gazetteer(names),
        catalogue=load_catalogue(lexicon, relations),
        pronouns=load_weights("pronouns"),
        certainty=load_weights("certainty"),
        numbers=load_numbers(),
    )
