"""Read inputs into documents: .txt, .html, .jsonl, .pdf, directories, ``-``."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.model import Document, Problem


def read(inputs: Iterable[str]) -> Iterator[Document | Problem]:
    """The documents of the inputs, and a `Problem` for each one that cannot be read."""
    for name in inputs:
        path = Path(name)
        if path.suffix == ".jsonl":
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                yield Document(
                    row["id"], row["text"], True,
                    row.get("title"), row.get("published"), row.get("publisher"),
                )  # fmt: skip
        else:
            yield Document(name, path.read_text(encoding="utf-8"))
