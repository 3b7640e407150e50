"""HTML put together from parts: what is plain text is escaped, always; only what was made here is markup."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from simulator.report.visible import visible

EMPTY = frozenset(("meta", "input", "rect", "line", "circle"))


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: object) -> Markup:
    """An element; `class_` is the attribute class, `_` in a name is `-`, None and False leave an attribute out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(visible(str(value)), quote=True)}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in EMPTY:
        return Markup(f"<{name}{given}>" if name in ("meta", "input") else f"<{name}{given}/>")
    return Markup(f"<{name}{given}>{together(*children)}</{name}>")


def together(*children: str) -> Markup:
    """Several parts after each other."""
    return Markup("".join(one if isinstance(one, Markup) else escape(visible(one), quote=True) for one in children))


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, numbers: tuple[int, ...] = ()) -> Markup:
    """A table that scrolls by itself where the page is narrow; columns of these places hold numbers."""

    def cells(kind: str, row: tuple[str, ...]) -> Markup:
        return together(
            *(tag(kind, cell, class_="n" if at in numbers else None) for at, cell in enumerate(row)),
        )

    body = together(*(tag("tr", cells("td", row)) for row in rows))
    whole = tag("table", tag("thead", tag("tr", cells("th", head))), tag("tbody", body))
    return tag("div", whole, class_="wide", tabindex="0")
