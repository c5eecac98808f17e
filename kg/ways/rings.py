"""Where rings can lie: what a search for rings from anywhere begins with and keeps to."""

from collections.abc import Collection

from kg.ways.network import Network

__all__ = ["ringed"]


def ringed(net: Network, closed: Collection[int]) -> set[int]:
    """Leave out what nothing leads to and what leads nowhere, until rings and what lies between them is left."""
    left = set(range(len(net.arrays.nodes))).difference(closed)
    while True:
        kept = {rank for rank in left if not left.isdisjoint(net.near(rank)) and not left.isdisjoint(net.back(rank))}
        if len(kept) == len(left):
            return kept
        left = kept
