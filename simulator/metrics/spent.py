"""What the assistant's models took: calls, tokens and US dollars; None where a price is unknown, never 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from simulator.frozen import dataclass
from simulator.models.model import Usage
from simulator.models.prices import Prices

Record = Mapping[str, Any]
TOKENS = ("fresh", "cached", "written", "output")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Over all conversations, excluded ones too: they were paid as well."""

    model_calls: int = 0
    read: int = 0
    written: int = 0
    usd: float | None = None


NOTHING = Spent()


def spent(records: Iterable[Record], prices: Prices | None = None) -> Spent:
    """What these conversations took; prices come from the public list where none are given."""
    prices = prices or Prices()
    calls, read, written, usd = 0, 0, 0, 0.0
    known = True
    for record in records:
        usage = record.get("usage", {})
        asked = int(usage.get("model_calls", 0))
        if not asked:
            continue
        tokens = {name: int(usage.get(name, 0)) for name in TOKENS}
        calls += asked
        read += tokens["fresh"] + tokens["cached"] + tokens["written"]
        written += tokens["output"]
        cost = _cost(record["options"], asked, tokens, prices)
        known = known and cost is not None
        usd += cost or 0.0
    return Spent(model_calls=calls, read=read, written=written, usd=usd if calls and known else None)


def _cost(options: Mapping[str, Any], calls: int, tokens: Mapping[str, int], prices: Prices) -> float | None:
    """As so many average calls: a long one may cost more a token. A server of one's own has no listed price."""
    name = str(options.get("assistant", ""))
    each = Usage(**{kind: round(count / calls) for kind, count in tokens.items()})
    own = name.startswith("openai:") and options.get("digest")
    one = prices.of_table(name, each) if own else prices.cost(name, each)
    return None if one is None else one * calls
