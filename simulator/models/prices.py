"""What a model's tokens cost in US dollars: the user's own table first, then genai-prices; unknown is None, never 0."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from simulator.errors import InputError, Place
from simulator.models.model import Usage
from simulator.variables.yaml import load_yaml

MILLION = 1_000_000
KINDS = ("fresh", "cached", "written", "output")
NEEDED = ("fresh", "output")


class Prices:
    """Prices by model; `base_url` says that `openai:` is a server whose prices no public list knows."""

    def __init__(self, table: Mapping[str, Mapping[str, float]] | None = None, *, base_url: str = "") -> None:
        self._table, self._base_url = table or {}, base_url
        self._unknown: set[str] = set()

    def of_table(self, model: str, usage: Usage) -> float | None:
        """US dollars by the user's own table; None where it has no such model."""
        own = self._table.get(model) or self._table.get(model.partition(":")[2])
        if own is None:
            return None
        spent = sum(getattr(usage, kind) * own.get(kind, own["fresh"]) for kind in KINDS)
        return float(spent / MILLION)

    def cost(self, model: str, usage: Usage) -> float | None:
        """US dollars; None where no price is known."""
        if (own := self.of_table(model, usage)) is not None:
            return own
        provider, _, name = model.partition(":")
        if provider not in ("anthropic", "openai") or (provider == "openai" and self._base_url):
            return None
        if model in self._unknown:
            return None
        cost = _listed(provider, name, usage)
        if cost is None:
            self._unknown.add(model)  # looking for what is not in the list takes long
        return cost

    def knows(self, model: str) -> bool:
        """Whether a model's price is known."""
        return self.cost(model, Usage()) is not None


def _listed(provider: str, name: str, usage: Usage) -> float | None:
    if find_spec("genai_prices") is None:
        return None
    import genai_prices

    tokens = genai_prices.Usage(
        input_tokens=usage.fresh + usage.cached + usage.written,
        cache_read_tokens=usage.cached,
        cache_write_tokens=usage.written,
        output_tokens=usage.output,
    )
    try:
        return float(genai_prices.calc_price(tokens, name, provider_id=provider).total_price)
    except (LookupError, ValueError):
        return None


def read_table(path: Path) -> dict[str, dict[str, float]]:
    """Prices from a YAML or JSON file: by model, usd per million tokens that are fresh, cached, written, output."""
    place = Place(str(path))
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", place=place, hint="correct --prices") from None
    found = load_yaml(text, str(path)).data
    if not isinstance(found, Mapping) or not found:
        raise InputError("no table of prices", place=place, hint="such as gpt-x: {fresh: 2.5, output: 10}")
    return {str(model): _prices(model, row, place) for model, row in found.items()}


def _prices(model: Any, row: Any, place: Place) -> dict[str, float]:
    hint = "US dollars per million tokens: fresh and output, where they differ also cached and written"
    if not isinstance(row, Mapping) or not set(NEEDED) <= set(row) <= set(KINDS):
        raise InputError(f"the prices of {model!r} are {row!r}", place=place, hint=hint)
    if not all(isinstance(price, int | float) and 0 <= price < float("inf") for price in row.values()):
        raise InputError(f"a price of {model!r} is no number of 0 or more", place=place, hint=hint)
    return {str(kind): float(price) for kind, price in row.items()}
