"""What a run may spend and has spent: calls, tokens, US dollars. Once it is spent no model is asked any more."""

from __future__ import annotations

import re
from dataclasses import field, fields

from simulator.errors import InputError
from simulator.frozen import dataclass
from simulator.models.model import ModelError, Usage
from simulator.models.prices import Prices
from simulator.values.late import Late

AMOUNT = Late(r"(\d+(?:\.\d+)?)(usd|ktok|mtok|tok|calls?)", re.IGNORECASE)
UNITS = {"usd": ("usd", 1), "tok": ("tokens", 1), "ktok": ("tokens", 1_000), "mtok": ("tokens", 1_000_000)}
FREE = "replay:"
"""Where replies come from that cost nothing."""


class OverBudget(ModelError):
    """The budget is spent: the conversation stops here, and goes on from here another time."""

    def __init__(self, message: str) -> None:
        super().__init__(message, infrastructure=True)

    def __reduce__(self) -> tuple[object, ...]:
        return OverBudget, (self.message,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Bounds; None is none."""

    usd: float | None = None
    tokens: float | None = None
    calls: float | None = None


NO_BOUNDS = Budget()


def read_budget(text: str) -> Budget:
    """The bounds of a text such as `5usd`, `200ktok`, `100calls` or several with commas."""
    found: dict[str, float] = {}
    for word in text.replace(" ", "").split(",") if text.strip() else ():
        match = AMOUNT.fullmatch(word)
        if not match or float(match[1]) == 0:
            raise InputError(f"--budget {text!r} is no budget", hint="5usd, 200ktok, 100calls, or several with commas")
        name, factor = UNITS.get(match[2].lower(), ("calls", 1))
        found[name] = float(match[1]) * factor
    return Budget(**found)


@dataclass(slots=True)
class Ledger:
    """What was spent, each call at its own price, and what is still to come back."""

    budget: Budget = field(default_factory=Budget)
    prices: Prices = field(default_factory=Prices)
    calls: int = 0
    before: int = 0
    used: Usage = field(default_factory=Usage)
    stopped: bool = False
    _usd: float | None = 0.0
    _live: int = 0

    def check(self, models: list[str]) -> None:
        """Raises InputError where a bound in dollars could not be kept for want of a price."""
        for model in models:
            if self.budget.usd is not None and not self.prices.knows(model):
                hint = "give --prices FILE, install the extra prices, or bound tokens or calls"
                raise InputError(f"--budget in usd: the price of {model} is unknown", hint=hint)

    def admit(self, model: str) -> None:
        """A place for one more call; raises OverBudget where there is none."""
        if self.stopped or not self._fits():
            self.stopped = True
            raise OverBudget(f"{model} was not asked: the budget is spent")
        self._live += 1

    def settle(self, model: str, usage: Usage | None) -> None:
        """A call that was admitted came back; None where it failed, which nobody bills."""
        self._live -= 1
        if usage is not None:
            self.count(model, usage)

    def count(self, model: str, usage: Usage, *, before: bool = False) -> None:
        """Counts one call; `before` where it was paid in an earlier part of the run."""
        self.calls += 1
        self.before += before
        self.used = self.used.plus(usage)
        cost = self.prices.cost(model, usage)
        self._usd = None if cost is None or self._usd is None else self._usd + cost

    def tokens(self) -> int:
        """All tokens, read or written."""
        return self.used.fresh + self.used.cached + self.used.written + self.used.output

    def usd(self) -> float | None:
        """US dollars, None where some price is unknown."""
        return self._usd

    def _fits(self) -> bool:
        """Whether one more call fits, the ones under way being taken for average ones."""
        if self.budget == NO_BOUNDS:
            return True
        share = (self._live + 1) / self.calls if self.calls else 0.0
        spent = {"calls": float(self.calls + self._live + 1)}
        if self.budget.tokens is not None:
            spent["tokens"] = self.tokens() * (1 + share)
        if self.budget.usd is not None:
            spent["usd"] = (self.usd() or 0.0) * (1 + share)
        bounds = ((field.name, getattr(self.budget, field.name)) for field in fields(self.budget))
        return all(bound is None or spent[name] <= bound for name, bound in bounds)


def spent_words(ledger: Ledger) -> str:
    """One line on what was spent, "" where no model was asked."""
    if not ledger.calls:
        return ""
    used = ledger.used
    read = used.fresh + used.cached + used.written
    cached = f" ({used.cached:,} from a cache)" if used.cached else ""
    before = f" ({ledger.before:,} of them before)" if ledger.before else ""
    usd = ledger.usd()
    cost = "cost unknown" if usd is None else f"cost {dollars(usd)}"
    guess = f" (of {used.untold:,} calls by letters: no tokens were told)" if used.untold else ""
    calls = "1 model call" if ledger.calls == 1 else f"{ledger.calls:,} model calls"
    return f"{calls}{before}, {read:,} tokens read{cached}, {used.output:,} written{guess}, {cost}"


def dollars(usd: float) -> str:
    """An amount, to the cent, or to three digits where it is small."""
    return f"{usd:,.2f} usd" if usd >= 1 or usd == 0 else f"{usd:.3g} usd"
