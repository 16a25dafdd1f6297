"""What the keys of the full screen do: the bindings, the line at the foot, the help and the tests
all read this table."""

from __future__ import annotations

from dataclasses import dataclass

LIST, RIGHT = "list", "right"  # the panes


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """``keys`` in Textual's names; ``shown`` is what stands in the help and at the foot of the
    screen. There it stands with its ``label`` in the order of ``rank``, one for each pane, None
    where it is in the help alone."""

    keys: tuple[str, ...]
    shown: str
    action: str
    told: str
    label: str = ""
    rank: tuple[int | None, int | None] = (None, None)


KEYS: tuple[Key, ...] = (
    Key(keys=("down", "j"), shown="j, down", action="move(1)",
        told="the next claim; on the right, one line down"),
    Key(keys=("up", "k"), shown="k, up", action="move(-1)",
        told="the claim before; on the right, one line up"),
    Key(keys=("pagedown", "space"), shown="space, page down", action="page(1)",
        told="a screenful down"),
    Key(keys=("pageup", "b"), shown="b, page up", action="page(-1)", told="a screenful up"),
    Key(keys=("home", "g"), shown="g, home", action="end(-1)", told="to the beginning"),
    Key(keys=("end", "G"), shown="G, end", action="end(1)", told="to the end"),
    Key(keys=("enter",), shown="enter", action="read", label="read", rank=(5, None),
        told="read the claim on the right; there, open the text of its first article"),
    Key(keys=("tab",), shown="tab", action="other", told="to the other pane"),
    Key(keys=("escape",), shown="esc", action="back", label="back", rank=(None, 2),
        told="one step back: from an article to its claim, from the right to the list"),
    Key(keys=("n",), shown="n", action="conflict(1)", label="conflict", rank=(4, 4),
        told="the next conflict"),
    Key(keys=("N",), shown="N", action="conflict(-1)", told="the conflict before"),
    Key(keys=("slash",), shown="/", action="search", label="search", rank=(2, 8),
        told="search: claims that have all these words, or parts of words"),
    Key(keys=("f",), shown="f", action="filter", label="filter", rank=(3, 7),
        told="filter by relation, facet, source, language, story"),
    Key(keys=("x",), shown="x", action="clear", told="clear the search and every filter"),
    Key(keys=("a",), shown="a", action="article(1)", label="article", rank=(6, 3),
        told="an article's text, at the words of the statement; again: of the next statement"),
    Key(keys=("A",), shown="A", action="article(-1)", told="the same, of the statement before"),
    Key(keys=("t",), shown="t", action="show('timeline')", label="timeline", rank=(7, 9),
        told="the timeline of what is listed; again: back"),
    Key(keys=("s",), shown="s", action="show('sources')", label="sources", rank=(8, 10),
        told="the articles that tell what is listed; again: back"),
    Key(keys=("m",), shown="m", action="show('matrix')", label="matrix", rank=(9, 11),
        told="a row a listed claim, a column a source: who asserts, reports, denies; again: back"),
    Key(keys=("y",), shown="y", action="copy", label="copy", rank=(10, 5),
        told="copy the claim, or the statement whose article is open, to quote it"),
    Key(keys=("o",), shown="o", action="pager", label="pager", rank=(11, 6),
        told="open the article's text in $PAGER"),
    Key(keys=("question_mark",), shown="?", action="help", label="keys", rank=(0, 0),
        told="this list"),
    Key(keys=("q", "ctrl+c"), shown="q", action="quit", label="quit", rank=(1, 1), told="quit"),
)  # fmt: skip
# While the list of filters is open.
FILTER_KEYS: tuple[Key, ...] = (
    Key(keys=("down", "j"), shown="j, down", action="move(1)", told="the next value"),
    Key(keys=("up", "k"), shown="k, up", action="move(-1)", told="the value before"),
    Key(keys=("pagedown",), shown="page down", action="page(1)", told="a screenful down"),
    Key(keys=("pageup",), shown="page up", action="page(-1)", told="a screenful up"),
    Key(keys=("space", "enter"), shown="space", action="take", told="take it in, or out again",
        label="choose", rank=(1, None)),
    Key(keys=("tab",), shown="tab", action="group(1)", told="to the next group",
        label="next group", rank=(3, None)),
    Key(keys=("shift+tab",), shown="shift+tab", action="group(-1)", told="to the group before"),
    Key(keys=("x",), shown="x", action="clear", told="take all out", label="clear", rank=(2, None)),
    Key(keys=("escape", "f", "q"), shown="esc", action="close", told="close", label="close",
        rank=(0, None)),
)  # fmt: skip
# While this help is open.
HELP_KEYS: tuple[Key, ...] = (
    Key(keys=("down", "j"), shown="j, down", action="move(1)", told="one line down"),
    Key(keys=("up", "k"), shown="k, up", action="move(-1)", told="one line up"),
    Key(keys=("escape", "q", "question_mark", "enter"), shown="esc", action="close", told="close",
        label="close", rank=(0, None)),
)  # fmt: skip


def foot(keys: tuple[Key, ...], width: int, pane: str = LIST) -> list[Key]:
    """The keys that the line at the foot has room for, the most needed ones first.

    >>> [key.shown for key in foot(KEYS, 26)], [key.shown for key in foot(KEYS, 26, RIGHT)]
    (['?', 'q', '/'], ['?', 'q', 'esc'])
    """
    ranks = [(key.rank[pane == RIGHT], key) for key in keys]
    ordered = sorted(((r, key) for r, key in ranks if r is not None), key=lambda ranked: ranked[0])
    found: list[Key] = []
    used = -2  # no gap before the first one
    for _, key in ordered:
        used += len(key.shown) + 1 + len(key.label) + 2
        if used > width:
            break
        found.append(key)
    return found
