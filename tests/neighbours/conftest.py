import pytest

from tests.neighbours import hostile


@pytest.fixture(scope="session")
def hard(tmp_path_factory):
    """A graph of hostile names, with facts of every standing."""
    return hostile.graph(tmp_path_factory.mktemp("hostile") / "graph")
