"""Stress puts what is far in the graph far apart, and the same way every time."""

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.layout.stress import hops, stress


def edges(graph: nx.Graph) -> np.ndarray:
    return np.array(sorted(graph.edges()))


def apart(places: np.ndarray) -> np.ndarray:
    return np.linalg.norm(places[:, None] - places[None, :], axis=2)


def error(places: np.ndarray, wanted: np.ndarray) -> float:
    """How far the distances are from the wanted ones, as a part of them, on the whole."""
    found = apart(places)[wanted > 0]
    return float(np.sqrt((((found - wanted[wanted > 0]) / wanted[wanted > 0]) ** 2).mean()))


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 40), st.integers(0, 10_000))
def test_hops_are_the_shortest_ways(size, seed):
    graph = nx.random_labeled_tree(size, seed=seed)
    known = dict(nx.all_pairs_shortest_path_length(graph))
    found = hops(size, edges(graph))
    assert found.tolist() == [[known[one][two] for two in range(size)] for one in range(size)]
    some = hops(size, edges(graph), np.array([size - 1]))
    assert some.tolist() == found[-1:].tolist()


def test_a_line_is_drawn_straight():
    wanted = hops(12, edges(nx.path_graph(12)))
    (places,) = stress([wanted])
    assert error(places, wanted) < 0.02


def test_a_grid_is_drawn_as_one():
    graph = nx.convert_node_labels_to_integers(nx.grid_2d_graph(6, 6), ordering="sorted")
    wanted = hops(36, edges(graph))
    (places,) = stress([wanted])
    # No drawing of a grid keeps its distances, which count corners; the usual one is off by 0.2.
    usual = np.array([(node // 6, node % 6) for node in range(36)], dtype=float)
    assert error(places, wanted) < error(usual * 1.2, wanted) + 0.02


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(2, 25), min_size=1, max_size=5), st.integers(0, 1000))
def test_several_graphs_stand_as_they_should_at_once(sizes, seed):
    wanted = [hops(n, edges(nx.random_labeled_tree(n, seed=seed))) for n in sizes]
    places = stress(wanted)
    assert [len(part) for part in places] == sizes
    for part, distances in zip(places, wanted, strict=True):
        assert np.isfinite(part).all()
        assert error(part, distances) < 0.5
    again = stress(wanted)
    assert all((one == two).all() for one, two in zip(places, again, strict=True))


def test_nothing_is_laid_out_where_nothing_is():
    assert stress([]) == []
