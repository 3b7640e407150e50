"""A ground truth that fails, told as the label that is wrong: its line, what it makes impossible, what to change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from simulator.authoring.proofs.place import call_place, never_place, rule_place, said_place
from simulator.errors import InputError, Place, short
from simulator.frozen import dataclass
from simulator.labels.label import CallLabel, Labels, active
from simulator.matching.matchers import matcher_of
from simulator.scenario.case import Case
from simulator.scenario.compile import Scenario
from simulator.values.mention import mentions
from simulator.variables.template import to_json

Record = Mapping[str, Any]
Failure = Mapping[str, Any]
OUTCOMES = "refused, asked or handed_over"
RULES = {
    "confirm_before": "let the user be asked about the value that the label says, or take the rule out",
    "authenticate": "label the call that shows who the user is with `after` before the others, or take the rule out",
    "deadline": "move `until` or the clock, or label the refusal: outcome: refused",
    "limit": "let the label's argument keep the bound, or change the bound",
    "grounded": "let the user, the policy or a labelled look-up say the value",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One conversation of the ground truth that did not pass."""

    scenario: Scenario
    case: Case
    record: Mapping[str, Any]

    @property
    def labels(self) -> Labels:
        """The labels that held in the end."""
        happened = [event for note in self.record["notes"] for event in note.get("happened", ())]
        return active(self.case.labels, happened, self.case.values)

    def problem(self, what: str, place: Place, hint: str) -> InputError:
        """What is wrong, with the case that shows it."""
        return InputError(f"case {self.record['seed']}: {what}", place=place, hint=hint)


Told = Callable[[Trial, Failure], InputError]


def blamed(scenario: Scenario, record: Record) -> InputError | None:
    """The label at fault in a failed conversation of the ground truth; None where no single one is."""
    trial = _trial(scenario, record)
    failures = record["verdict"]["failures"]
    for kind, told in TOLD.items():
        for failure in failures:
            if failure["kind"] == kind:
                return told(trial, failure)
    return None


def unasked(scenario: Scenario, record: Record) -> Iterator[InputError]:
    """A conversation that came to nothing because no label requires a call."""
    failures = record["verdict"]["failures"]
    if any(failure["kind"] == "no_progress" for failure in failures):
        trial = _trial(scenario, record)
        if trial.labels.outcome[0].name == "done" and all(label.optional for label in trial.labels.calls):
            yield _nothing_required(trial)


def misdirected(scenario: Scenario, record: Record) -> Iterator[InputError]:
    """Arguments of calls that were never made: not what the user says for that slot, or of a field no result has."""
    trial = _trial(scenario, record)
    for label in _unmet(trial):
        for name, value in label.args.items():
            place = call_place(scenario, label.id, "args", name)
            wanted = [goal.slots[name].value for goal in trial.case.goals if name in goal.slots]
            later = [event.set[name] for event in trial.case.events if name in event.set]
            if wanted and not matcher_of(value) and to_json(value) not in map(to_json, [*wanted, *later]):
                what = f"{label.name} is to be called with {name} {_shown(value)}"
                what += f", and the user asks for {_shown(wanted[0])}"
                hint = f"write what the slot {name} says{_template(scenario, name)}, or let the user want the other"
                yield trial.problem(what, place, hint)
            elif matcher_of(value) == "$from_result" and not _is_answered(trial, value["$from_result"]):
                what = f"{label.name} is to be called with {name} from a result"
                what += f", and no result has {short(str(value['$from_result']))}"
                yield trial.problem(what, place, "name a field that a labelled look-up answers with")


def _trial(scenario: Scenario, record: Record) -> Trial:
    return Trial(scenario=scenario, case=scenario.case(record["seed"], record["overrides"]), record=record)


def _is_answered(trial: Trial, field: str) -> bool:
    return any(f'"{field}"' in (one["content"] or "") for one in trial.record["messages"] if one["role"] == "tool")


def _template(scenario: Scenario, name: str) -> str:
    found = next((goal.slots[name].value for goal in scenario.file.goals if name in goal.slots), None)
    return f": {short(found)}" if isinstance(found, str) else ""


def _unmet(trial: Trial) -> list[CallLabel]:
    matched = trial.record["verdict"]["matched"]
    return [label for label in trial.labels.calls if label.id not in matched and not label.optional]


def _shown(value: Any) -> str:
    return short(repr(to_json(value)))


# --- by the kind of failure -------------------------------------------------------------------------------------------


def _forbidden(trial: Trial, failure: Failure) -> InputError:
    name = failure["where"]
    place = never_place(trial.scenario, trial.case, name, failure.get("got") or {})
    wanted = next((label.id for label in trial.labels.calls if label.name == name), "")
    line = call_place(trial.scenario, wanted).line
    hint = f"narrow it with args or when, or take out one of the two (the call stands in line {line})"
    return trial.problem(f"{name} is forbidden here, and the labels want it called", place, hint)


def _schema(trial: Trial, failure: Failure) -> InputError:
    tool, _, argument = failure["where"].partition(".")
    label = next((one for one in trial.labels.calls if one.name == tool), None)
    place = call_place(trial.scenario, label.id if label else "", "args", argument)
    if argument and label and argument not in label.args:
        what, hint = f"{tool} needs {argument}, and the label gives none", f"write {argument} under args"
        return trial.problem(what, place, hint)
    what = f"{tool} is to be called with {argument or 'arguments'} that the document does not allow"
    return trial.problem(f"{what}: {failure.get('proof', '')}", place, "write a value that fits the document")


def _rule(trial: Trial, failure: Failure) -> InputError:
    name = failure["where"]
    if name.startswith("outcome:"):
        hint = "let the policy say when a person takes over, or choose another outcome"
        return trial.problem(failure["proof"], trial.scenario.document.place("labels", "outcome"), hint)
    kind, _, tool = name.partition(":")
    what = f"the labels cannot be met without breaking {kind} on {tool}: {failure.get('proof', '')}"
    return trial.problem(what, rule_place(trial.scenario, name), RULES.get(kind, "change the rule or the labels"))


def _order(trial: Trial, failure: Failure) -> InputError:
    label = next((one for one in trial.labels.calls if one.name == failure["where"]), None)
    expected, name = failure.get("expected"), label.id if label else ""
    if not isinstance(expected, str):
        what = f"{failure['where']} cannot be called in turn {expected} of the user: {failure.get('proof', '')}"
        return trial.problem(what, call_place(trial.scenario, name, "turn"), "write another turn, or take it out")
    place = call_place(trial.scenario, name, "after")
    what = f"{failure['where']} cannot be called {expected}: {failure.get('proof', '')}"
    return trial.problem(what, place, "turn the `after` round, or take it out")


def _state(trial: Trial, failure: Failure) -> InputError:
    document, where = trial.scenario.document, failure["where"]
    for kind in ("must", "must_not"):
        places = getattr(trial.scenario.file.labels.state, kind)
        if where in places and (failure.get("expected") == "a change") == (kind == "must"):
            what = f"{where} {kind.replace('_', ' ')} change, and the labelled calls say otherwise: {failure['proof']}"
            hint = f"take it out of {kind}, or change what is labelled under calls"
            return trial.problem(what, document.place("labels", "state", kind, places.index(where)), hint)
    hint = "label what else changes, or write the table or column under state: {may: [...]}"
    return trial.problem(f"the world ends otherwise: {failure['proof']}", document.place("labels", "calls"), hint)


def _refused(trial: Trial, failure: Failure) -> InputError:
    name = failure["where"]
    matched = trial.record["verdict"]["matched"]
    late = [label.id for label in trial.labels.calls if label.name == name and label.id in matched]
    label = max(late, key=lambda one: matched[one], default="")
    what = f"the labels want {name} called, and the world refuses it: {_why(trial, failure)}"
    hint = "let the rows of the world allow it, or take the label out"
    return trial.problem(what, call_place(trial.scenario, label), hint)


def _refusal(trial: Trial, failure: Failure) -> InputError:
    place = trial.scenario.document.place("labels", "outcome")
    calls = [label.name for label in trial.labels.calls if not label.optional]
    if calls:
        what = f"the outcome is refused, and {calls[0]} is labelled as a call to be made"
        return trial.problem(what, place, "write outcome: done, or take out the calls")
    return trial.problem(f"the outcome is refused: {failure['proof']}", place, "let the policy say why it is refused")


def _stuck(trial: Trial, failure: Failure) -> InputError:
    unmet, scenario = _unmet(trial), trial.scenario
    if unmet:
        place = call_place(scenario, unmet[0].id)
        what = f"{unmet[0].name} cannot be called as labelled ({trial.record['end']['reason']}): {_why(trial, failure)}"
        return trial.problem(what, place, "is it what the user asks for, with values that somebody says?")
    outcome = trial.labels.outcome[0].name
    if outcome != "done":
        what = f"the outcome is {outcome}, and the ground truth does not come to it: {failure.get('proof', '')}"
        hint = "write outcome: done where the labelled calls do it, or let the policy say why not"
        return trial.problem(what, scenario.document.place("labels", "outcome"), hint)
    if any(not label.optional for label in trial.labels.calls):
        what = f"the labelled calls are made, and the user is not served ({trial.record['end']['reason']}): "
        hint = f"label the call that does what the goal says, or let the outcome be {OUTCOMES}"
        return trial.problem(what + _why(trial, failure), scenario.document.place("labels", "calls"), hint)
    return _nothing_required(trial)


def _nothing_required(trial: Trial) -> InputError:
    scenario = trial.scenario
    optional = next((label for label in trial.labels.calls if scenario.toolset.tools[label.name].writes), None)
    place = call_place(scenario, optional.id, "optional") if optional else scenario.document.place("labels", "calls")
    what = f"no call is required, so that nobody does what the user asks for ({trial.record['end']['reason']})"
    hint = f"take `optional: true` from {optional.name}" if optional else "label the call that does it"
    return trial.problem(what, place, f"{hint}, or let the outcome be {OUTCOMES}")


def _why(trial: Trial, failure: Failure) -> str:
    refused = [
        message["content"]
        for message, note in zip(trial.record["messages"], trial.record["notes"], strict=True)
        if message["role"] == "tool" and note.get("status", 0) >= 400 and not note.get("fault")
    ]
    return short(refused[-1]) if refused else str(failure.get("proof", ""))


def _not_said(trial: Trial, failure: Failure) -> InputError:
    value, record = failure.get("expected"), trial.record
    place = said_place(trial.scenario, trial.case, "say", value)
    heard = [message["content"] for message in record["messages"] if message["role"] != "assistant"]
    if any(mentions(value, text, trial.case.clock) for text in heard if text):
        hint = "take it out, or label a look-up whose answer gives the occasion"
        return trial.problem(f"{_shown(value)} is to be said, and the ground truth has no occasion to", place, hint)
    what = f"{_shown(value)} is to be said, and nobody tells it to the assistant: no user, result or policy has it"
    return trial.problem(what, place, "label a look-up that shows it, write it into the policy, or take it out")


def _said(trial: Trial, failure: Failure) -> InputError:
    value = failure.get("got")
    place = said_place(trial.scenario, trial.case, "never_say", value)
    wanted = [said.text for said in trial.labels.say]
    if value in wanted:
        what = f"{_shown(value)} must be said and must not"
        return trial.problem(what, place, "take it out of say or never_say, or give one of them a `when`")
    what = f"{_shown(value)} must not be said, and the ground truth cannot do without: {failure['proof']}"
    return trial.problem(what, place, "write the whole of what is secret, or take it out")


TOLD: Mapping[str, Told] = {
    "forbidden_call": _forbidden, "schema_violation": _schema, "policy": _rule, "privacy_leak": _rule,
    "ungrounded_argument": _rule, "ignored_error": _refused,
    "wrong_order": _order, "wrong_state": _state, "missing_refusal": _refusal,
    "no_progress": _stuck, "gave_up": _stuck, "missing_call": _stuck, "said_forbidden": _said, "not_said": _not_said,
}  # fmt: skip
