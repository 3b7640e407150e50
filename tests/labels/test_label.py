"""Which labels count by what has happened."""

from __future__ import annotations

from simulator.labels.label import DONE, CallLabel, Labels, Outcome, Said, active

LATER = CallLabel(id="b", name="change", when="happened(later)")
FIRST = CallLabel(id="a", name="change")
LABELS = Labels(
    calls=(FIRST, LATER),
    never=(CallLabel(id="n", name="refund", when="tier == 'basic'"),),
    say=(Said(text="75", when="tier == 'gold'"),),
    outcome=(Outcome(name="refused", when="tier == 'basic'"), Outcome(name="done")),
)


def test_a_label_with_an_event_counts_once_it_happened():
    assert [label.id for label in active(LABELS, (), {"tier": "gold"}).calls] == ["a"]
    found = active(LABELS, {"later"}, {"tier": "gold"}).calls
    assert [(label.id, label.when) for label in found] == [("a", ""), ("b", "")]


def test_conditions_over_variables_decide_every_kind_of_label():
    gold, basic = (active(LABELS, (), {"tier": tier}) for tier in ("gold", "basic"))
    assert (len(gold.never), len(gold.say), gold.outcome) == (0, 1, (Outcome(name="done"),))
    assert (len(basic.never), len(basic.say), basic.outcome) == (1, 0, (Outcome(name="refused"),))


def test_without_an_outcome_that_holds_it_is_done():
    labels = Labels(outcome=(Outcome(name="refused", when="False"),))
    assert active(labels, (), {}).outcome == DONE


def test_deciding_twice_changes_nothing():
    once = active(LABELS, {"later"}, {"tier": "basic"})
    assert active(once, (), {}) == once
