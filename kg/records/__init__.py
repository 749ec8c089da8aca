"""The JSON Lines of DESIGN section 3: records out, records in.

``dump`` and ``load`` are inverse up to the token indices of mentions, which have no meaning
outside the run that made them. A fact's record also holds ``quote``, the sentence it rests on, and
an article's its headline, so that everything after extraction can be done without the pages.
"""

from kg.records.corpus import Corpus, corpus, joined
from kg.records.loading import load, load_fact, parse_lines
from kg.records.writing import Record, dump, dump_fact, line, relinked, sort_key

__all__ = [
    "Corpus",
    "Record",
    "corpus",
    "dump",
    "dump_fact",
    "joined",
    "line",
    "load",
    "load_fact",
    "parse_lines",
    "relinked",
    "sort_key",
]
