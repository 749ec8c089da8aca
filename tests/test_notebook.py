"""A real Jupyter kernel shows graphs, articles and tables as HTML."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


@pytest.fixture(scope="module")
def shown(demo) -> list[str]:
    """The HTML that each code cell of the notebook shows."""
    book = nbformat.read(NOTEBOOK, as_version=4)
    assert not any(cell.get("outputs") for cell in book.cells), "outputs grow old; clear them"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    place = {"metadata": {"path": str(demo.parent)}}
    NotebookClient(book, timeout=120, kernel_name="python3", resources=place).execute(
        env=environment
    )
    return [
        "".join(output.data["text/html"] for output in cell.outputs if "data" in output)
        for cell in book.cells
        if cell.cell_type == "code"
    ]


@pytest.mark.pipeline
def test_a_notebook_shows_what_is_read(shown):
    summary, article, frame, statements = shown
    assert "articles," in summary and "<td" in summary and ">Meeting<" in summary
    assert 'title="Astrid Moen: Person">' in article
    assert "<b>Meeting</b>" in article and "asserted</span>" in article
    assert 'class="dataframe"' in frame and "Helder Pascoal" in frame
    assert "North Atlantic Fisheries Agreement" in statements and '<i title="cue">' in statements
