"""The run's users beside real turns: the two-sample tests, and what was copied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from simulator.audit import diversity
from simulator.audit.bands import LABELS
from simulator.audit.portrait import Row, Tell
from simulator.audit.turns import Spoken, pairs
from simulator.audit.twosample import Auc, auc, auc_of_windows
from simulator.errors import InputError


def realism(ours: Sequence[Spoken], real: Sequence[Spoken], tell: Tell = lambda step: None) -> Iterator[Row]:
    """A row for each test; one that has too few turns says so."""
    mine, theirs = pairs(ours), pairs(real)
    tests: Mapping[str, Callable[[], Auc]] = {
        "auc": lambda: auc(mine, theirs),
        "auc_function_words": lambda: auc(mine, theirs, function_words=True),
        "auc_five_turns": lambda: auc_of_windows(mine, theirs),
    }
    for name, test in tests.items():
        tell(LABELS[name])
        try:
            found = test()
        except InputError as refused:
            yield Row(section="realism", name=name, value=None, why=f"{refused.message}; {refused.hint}")
        else:
            yield Row(
                section="realism", name=name, value=found.value, low=found.low, high=found.high, count=found.samples
            )
    whole, rows = diversity.copies(ours, real)
    yield Row(section="realism", name="copied_turns_%", value=whole)
    yield Row(section="realism", name="copied_rows_%", value=rows)
