"""The records of a run in one hand, with the questions people ask of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Any

from simulator.engine.variants.names import variant_of
from simulator.frozen import dataclass
from simulator.metrics.excluded import excluded
from simulator.metrics.summary import Summary, summarise
from simulator.models.budget import Ledger

Record = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Results:
    """Records in the order they were asked for, what judges said of them, and what models were asked and paid."""

    records: Sequence[Record]
    opinions: Sequence[Mapping[str, Any]] = ()
    spent: Ledger = field(default_factory=Ledger, compare=False)

    @property
    def record(self) -> Record:
        """The only record; raises ValueError where there are several."""
        (only,) = self.records
        return only

    @property
    def passed(self) -> bool:
        """Whether every conversation passed."""
        return all(record["verdict"]["passed"] and not excluded(record) for record in self.records)

    @property
    def played(self) -> list[Record]:
        """The conversations as they are: not as fixed histories, nor with something changed."""
        return [record for record in self.records if not variant_of(record)]

    @property
    def verified(self) -> list[Record]:
        """The conversations that passed and count: what may be trained on."""
        return [record for record in self.played if record["verdict"]["passed"] and not excluded(record)]

    @property
    def failed(self) -> list[Record]:
        """The conversations whose assistant failed; excluded ones are not among them."""
        return [record for record in self.played if not record["verdict"]["passed"] and not excluded(record)]

    @property
    def excluded(self) -> list[Record]:
        """The conversations that do not count, because something other than the assistant broke them."""
        return [record for record in self.played if excluded(record)]

    @property
    def failures(self) -> list[Mapping[str, Any]]:
        """Every failure of every conversation that counts."""
        return [failure for record in self.failed for failure in record["verdict"]["failures"]]

    @cached_property
    def summary(self) -> Summary:
        """Success with its interval, pass^k and failure kinds, over all records together."""
        return summarise(self.records, self.spent.prices)

    @property
    def success_rate(self) -> float:
        """The share of counted conversations that passed, 0 to 1; 0.0 where none counts."""
        counted = len(self.verified) + len(self.failed)
        return len(self.verified) / counted if counted else 0.0

    def by_assistant(self) -> dict[str, Results]:
        """The same for each assistant, in the order they first appear."""
        found: dict[str, list[Record]] = {}
        for record in self.records:
            found.setdefault(record["options"]["assistant"], []).append(record)
        return {name: Results(records=records, spent=self.spent) for name, records in found.items()}

    def transcript(self) -> str:
        """Every conversation printed turn by turn, with its tool calls and verdict."""
        from simulator.report.transcript import transcript_text

        return "\n\n".join(transcript_text(record) for record in self.records)

    def report(self) -> str:
        """The table `simulator report` prints."""
        from simulator.report.terminal import report_text

        return report_text(self.records, self.spent.prices)

    def __len__(self) -> int:
        return len(self.records)
