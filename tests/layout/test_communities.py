"""Nodes that have more between them than chance would give belong together."""

from itertools import combinations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.layout.communities import communities

PAIRS = st.tuples(st.integers(0, 19), st.integers(0, 19)).filter(lambda pair: pair[0] < pair[1])


def test_two_that_are_close_and_a_line_between_them():
    pairs = [*combinations(range(5), 2), *combinations(range(5, 9), 2), (0, 5)]
    assert communities(9, dict.fromkeys(pairs, 1)) == [[0, 1, 2, 3, 4], [5, 6, 7, 8]]


def test_weights_count():
    ring = {(0, 1): 9, (1, 2): 1, (2, 3): 9, (0, 3): 1}
    assert communities(4, ring) == [[0, 1], [2, 3]]
    assert communities(4, {(0, 1): 1, (1, 2): 9, (2, 3): 1, (0, 3): 9}) == [[0, 3], [1, 2]]


def test_what_nothing_joins_is_by_itself():
    assert communities(3, {(0, 2): 1}) == [[0, 2], [1]]
    assert communities(0, {}) == []


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(PAIRS, st.integers(1, 4), max_size=60))
def test_each_node_is_in_one_connected_community_and_none_is_better_apart(weights):
    found = communities(20, weights)
    assert sorted(node for nodes in found for node in nodes) == list(range(20))
    graph = nx.Graph()
    graph.add_nodes_from(range(20))
    graph.add_weighted_edges_from((one, two, weight) for (one, two), weight in weights.items())
    assert all(nx.is_connected(graph.subgraph(nodes)) for nodes in found)
    if weights:
        alone = nx.community.modularity(graph, [[node] for node in range(20)])
        assert nx.community.modularity(graph, found) > alone
    assert found == communities(20, dict(reversed(weights.items())))
