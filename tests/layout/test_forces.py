"""Large graphs: neighbours stand near, in time that grows little faster than the graph."""

import time

import networkx as nx
import numpy as np
import pytest

from kg.layout import forces as module
from kg.layout.forces import forces


def caves(count: int, size: int = 12) -> np.ndarray:
    """The edges of groups who all know each other, in a ring of such groups."""
    graph = nx.connected_caveman_graph(count, size)
    return np.array(sorted(map(sorted, graph.edges())))


@pytest.fixture(scope="module")
def drawn() -> np.ndarray:
    """Forty groups on a square of 2,000 pixels."""
    return forces(480, caves(40), 2000.0)


def near(places: np.ndarray, edges: np.ndarray, among: int) -> float:
    """The share of edges whose one end is among so many nearest nodes of the other."""
    found = 0
    for one, two in edges:
        distances = ((places - places[one]) ** 2).sum(axis=1)
        found += (distances < distances[two]).sum() - 1 < among
    return found / len(edges)


def test_neighbours_stand_near(drawn):
    edges = caves(40)[::20]
    assert near(drawn, edges, 24) > 0.9
    chance = np.random.default_rng(1).random((480, 2))
    assert near(chance, edges, 24) < 0.2


def test_a_layout_fills_its_square(drawn):
    assert drawn.min() == 0.0 and drawn.max() == pytest.approx(2000.0)
    assert drawn.max(axis=0).min() > 1000


def test_a_layout_is_the_same_on_every_machine(drawn):
    assert drawn[:2].round(2).tolist() == [[651.68, 676.99], [712.97, 686.0]]


def test_the_last_digits_of_a_transform_change_nothing(drawn, monkeypatch):
    """Machines differ in them; here they are changed on purpose."""
    chance = np.random.default_rng(3)
    exact = np.fft.irfft2

    def noisy(*arguments):
        found = exact(*arguments)
        return found * (1 + 1e-14 * chance.standard_normal(found.shape))

    monkeypatch.setattr(module.np.fft, "irfft2", noisy)
    assert (forces(480, caves(40), 2000.0) == drawn).all()


def test_time_grows_with_the_graph_not_with_its_square(monkeypatch):
    monkeypatch.setattr(module, "_ROUNDS", 40)

    def seconds(count: int) -> float:
        edges, began = caves(count), time.process_time()
        forces(count * 12, edges, 10_000.0)
        return time.process_time() - began

    small = min(seconds(100) for _ in range(2))
    # Eight times as many: 64 times as long if it grew with the square.
    assert seconds(800) < 16 * small
