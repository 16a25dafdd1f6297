"""Members of a claim joined step by step, none with one that it is apart from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[str, str]


class Groups:
    """Groups of members, with which of them are apart; the smallest member stands for its group.

    Nothing depends on the order in which members, pairs or edges are given.
    """

    def __init__(self, members: Iterable[str], apart: Iterable[Pair]) -> None:
        self._root = {member: member for member in sorted(members)}
        self._members = {member: [member] for member in self._root}
        self._apart: dict[str, set[str]] = {member: set() for member in self._root}
        for left, right in apart:
            self.hold_apart(left, right)

    def root(self, member: str) -> str:
        return self._root[member]

    def roots(self) -> list[str]:
        return sorted(self._members)

    def members(self, root: str) -> list[str]:
        return self._members[root]

    def opponents(self, member: str) -> set[str]:
        """Those that stand for the groups that the member's group is apart from."""
        return self._apart[self._root[member]]

    def hold_apart(self, left: str, right: str) -> None:
        """Keep the groups of two members apart; they must not be one already."""
        first, second = self._root[left], self._root[right]
        assert first != second, "two that are joined cannot be held apart"
        self._apart[first].add(second)
        self._apart[second].add(first)

    def join_if_free(self, left: str, right: str) -> None:
        """Join two members' groups unless some of the two groups are apart."""
        first, second = sorted((self._root[left], self._root[right]))
        if first == second or second in self._apart[first]:
            return
        joined = self._members.pop(second)
        for member in joined:
            self._root[member] = first
        self._members[first] += joined
        for opponent in self._apart.pop(second):
            self._apart[opponent].remove(second)
            self._apart[opponent].add(first)
            self._apart[first].add(opponent)

    def join_all(self, pairs: Mapping[Pair, int], *, is_strict: bool = False) -> set[str]:
        """Join the groups of these pairs, the pairs with the highest weight first.

        A group that could go with two that are apart goes where it has more weight; where that is
        equal, or with ``is_strict``, with neither of them. Returns the members of such groups.
        """
        weights: Counter[Pair] = Counter()
        for (left, right), weight in pairs.items():
            ends = sorted((self._root[left], self._root[right]))
            if ends[0] != ends[1] and ends[1] not in self._apart[ends[0]]:
                weights[ends[0], ends[1]] += weight
        near: dict[str, dict[str, int]] = {}
        for (first, second), weight in weights.items():
            near.setdefault(first, {})[second] = weight
            near.setdefault(second, {})[first] = weight
        torn = {group: self._rivals(others) for group, others in near.items()}
        for (first, second), weight in sorted(weights.items(), key=lambda w: (-w[1], w[0])):
            for one, other in ((first, second), (second, first)):
                rivals = torn[one].get(other, ())
                if rivals and (is_strict or max(rivals) >= weight):
                    break
            else:
                self.join_if_free(first, second)
        return {m for group, rivals in torn.items() if rivals for m in self._members.get(group, ())}

    def _rivals(self, others: Mapping[str, int]) -> dict[str, list[int]]:
        """The weights of those of the others that each is apart from."""
        return {
            other: [others[rival] for rival in self._apart[other] if rival in others]
            for other in others
            if not self._apart[other].isdisjoint(others)
        }

    def all(self) -> list[Sequence[str]]:
        return [tuple(sorted(group)) for _, group in sorted(self._members.items())]
