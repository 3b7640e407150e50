"""Lists as APIs give them: filtered by what the query asks for, in the order asked for, one page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.frozen import NamedTuple
from simulator.tools.wording import flat, split_words

_SIZES = frozenset("limit perpage pagesize top first size pagelimit maxresults maxitems take count rows itemsperpage"
                   " resultsperpage".split())  # fmt: skip
_PAGES = frozenset("page pagenumber pageno pageindex p".split())
_SKIPS = frozenset("offset skip start startindex from".split())
_TOKENS = frozenset("cursor pagetoken nexttoken after startingafter continuation continuationtoken nextpagetoken"
                    " marker bookmark".split())  # fmt: skip
_TEXTS = frozenset("q query search searchterm term keyword keywords text".split())
_SORTS = frozenset("sort sortby orderby order ordering".split())
_WAYS = frozenset("order sortorder direction sortdirection orderdirection dir".split())
_LOW = frozenset("min minimum from after since gte ge gt start newer".split())
_HIGH = frozenset("max maximum to before until lte le lt end older upto".split())
_TOTALS = frozenset(
    "total totalcount odatacount totalitems totalresults numberofelements totalelements totalrecords totalrows".split()
)
_COUNTS = frozenset("count size length itemcount resultcount returned".split())
_PAGE_COUNTS = frozenset("pages totalpages pagecount lastpage numpages".split())
_MORE = frozenset("hasmore hasnext hasnextpage more".split())
_LAST = frozenset("last islast".split())
_NEXTS = frozenset(
    "next nextcursor nextpagetoken nexttoken endcursor cursor nextpage continuationtoken nextmarker".split()
)
_DAY = 10
TOKEN = "page-"


class Page(NamedTuple):
    """What of a list is shown: the things, how many there are in all, and where this page stands."""

    things: Sequence[Mapping[str, Any]]
    total: int
    start: int
    size: int
    number: int

    @property
    def next(self) -> int | None:
        """Where the next page begins, if there is one."""
        end = self.start + len(self.things)
        return end if end < self.total and self.things else None


def chosen(
    things: Sequence[Mapping[str, Any]], arguments: Mapping[str, Any], fields: Mapping[str, str]
) -> list[Mapping[str, Any]]:
    """The things a query asks for, in the order it asks for; `fields` are their names by flat name."""
    kept = [thing for thing in things if all(_asked(thing, name, value, fields) for name, value in arguments.items())]
    return _sorted(kept, arguments, fields)


def page_of(
    things: Sequence[Mapping[str, Any]],
    arguments: Mapping[str, Any],
    lowest: Mapping[str, Any],
    fields: Mapping[str, str],
) -> Page:
    """The page a query asks for; `lowest` are the first numbers that its arguments take, where known."""
    size, start, number = len(things), 0, 1
    for name, value in arguments.items():
        word = flat(name)
        if word in fields and not isinstance(value, int):
            continue
        if word in _SIZES and _whole(value) and value > 0:
            size = value
    for name, value in arguments.items():
        word = flat(name)
        if word in _PAGES and _whole(value):
            first = int(lowest.get(name, 1))
            start, number = max(0, value - first) * size, value
        elif word in _SKIPS and _whole(value) and word not in fields:
            start = max(0, value)
        elif word in _TOKENS and isinstance(value, str) and value:
            start = _after(value, things)
    shown = list(things[start : start + size])
    return Page(things=shown, total=len(things), start=start, size=size, number=number)


def about_page(envelope: Mapping[str, Any], page: Page, fits: Any, path: Sequence[str] = ()) -> dict[str, Any]:
    """What stands around a list: totals, the page's number, and where the next one begins."""
    out: dict[str, Any] = {}
    for name, old in envelope.items():
        if isinstance(old, Mapping):
            out[name] = about_page(old, page, fits, (*path, name))
            continue
        zero_based = flat(name) == "number" and flat(path[-1] if path else "") == "page" and _whole(old)
        found = page.number - 1 if zero_based else _written(flat(name), old, page)
        if found is not None:
            out[name] = found
        elif flat(name) in _NEXTS and page.next is None and not isinstance(old, list):
            if fits((*path, name), None):
                out[name] = None
            elif fits((*path, name), _GONE):
                continue
            else:
                out[name] = "" if isinstance(old, str) else old
        else:
            out[name] = old
    return out


_GONE = object()
GONE = _GONE


def _written(word: str, old: Any, page: Page) -> Any:
    whole = _whole(old)
    if whole and word in _TOTALS:
        return page.total
    if whole and word in _COUNTS:
        return page.total if word == "count" else len(page.things)
    if whole and word in _PAGE_COUNTS:
        return -(-page.total // page.size) if page.size else (1 if page.total else 0)
    if whole and word in _PAGES:
        return page.number
    if whole and word in _SIZES:
        return page.size or old
    if whole and word in _SKIPS:
        return page.start
    if isinstance(old, bool) and word in _MORE:
        return page.next is not None
    if isinstance(old, bool) and word in _LAST:
        return page.next is None
    if word in _NEXTS and page.next is not None:
        return f"{TOKEN}{page.next}" if isinstance(old, str) else page.number + 1 if whole else None
    return None


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _after(token: str, things: Sequence[Mapping[str, Any]]) -> int:
    """Where the page of a token begins: our own token, or the id of the last thing that was seen."""
    number = token.removeprefix(TOKEN)
    if token.startswith(TOKEN) and number.isdecimal():
        return int(number)
    places = [at for at, thing in enumerate(things) if token in map(str, thing.values())]
    return places[0] + 1 if places else 0


def _asked(thing: Mapping[str, Any], name: str, value: Any, fields: Mapping[str, str]) -> bool:
    word = flat(name)
    if word in fields:
        return _equal(thing.get(fields[word]), value)
    if word in _TEXTS and isinstance(value, str):
        return any(value.casefold() in str(item).casefold() for item in thing.values() if isinstance(item, str))
    words = split_words(name)
    for bounds, low in ((_LOW, True), (_HIGH, False)):
        for rest, bound in ((words[1:], words[:1]), (words[:-1], words[-1:])):
            field = fields.get("".join(rest)) or fields.get(f"{''.join(rest)}at")
            if rest and bound and bound[0] in bounds and field:
                return _beyond(thing.get(field), value, low=low, open_=bound[0] in ("gt", "lt"))
    return True


def _equal(held: Any, value: Any) -> bool:
    if isinstance(value, list):
        return any(_equal(held, one) for one in value)
    if isinstance(held, list) and not isinstance(value, Mapping):
        return any(_equal(one, value) for one in held)
    if isinstance(held, str) and isinstance(value, str):
        whole = held.casefold() == value.casefold()
        return whole or (len(value) == _DAY and held.startswith(f"{value}T"))
    return bool(held == value and isinstance(held, bool) == isinstance(value, bool)) or (
        held is not None and str(held) == str(value)
    )


def _beyond(held: Any, value: Any, *, low: bool, open_: bool) -> bool:
    if held is None:
        return False
    try:
        fine = held > value if low else held < value
    except TypeError:
        return True
    day = isinstance(held, str) and isinstance(value, str) and len(value) == _DAY and held.startswith(value)
    return bool(fine) or (not open_ and (held == value or day))


def _sorted(
    things: list[Mapping[str, Any]], arguments: Mapping[str, Any], fields: Mapping[str, str]
) -> list[Mapping[str, Any]]:
    wanted = next((str(v) for n, v in arguments.items() if flat(n) in _SORTS and _field(str(v), fields)), "")
    field = _field(wanted, fields)
    if not field:
        return things
    ways = [str(v).casefold() for n, v in arguments.items() if flat(n) in _WAYS] + [wanted.casefold()]
    down = wanted.startswith("-") or any(way.startswith("desc") or way.endswith(("desc", "descending")) for way in ways)
    numbers = all(isinstance(thing.get(field), int | float) for thing in things)
    return sorted(things, key=lambda thing: thing[field] if numbers else str(thing.get(field, "")), reverse=down)


def _field(wanted: str, fields: Mapping[str, str]) -> str:
    name = wanted.lstrip("+-").partition(":")[0].partition(" ")[0].partition(",")[0]
    words = split_words(name)
    return fields.get(flat(name)) or (
        fields.get("".join(words[:-1]), "") if words[-1:] in (("asc",), ("desc",)) else ""
    )
