"""A finished conversation as one plain record: what `records.jsonl` holds, what reports and exports read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from simulator import __version__
from simulator.draws import content_id
from simulator.labels.failures import Failure, Verdict
from simulator.messages import Note, Reading, Trajectory, to_openai
from simulator.scenario.case import Case
from simulator.scenario.compile import Scenario
from simulator.scenario.shown import case_in_record
from simulator.variables import faker
from simulator.worlds.state import diff

GRADING = 2


def record_id(case_id: str, options: Mapping[str, Any], trial: int) -> str:
    """The id of a conversation, known before it is played."""
    parts = (options["mess"], str(trial), options["user"], options["assistant"], options.get("digest", ""))
    variant = (f"variant {options['variant']}",) if options.get("variant") else ()
    words = (f"user {options['user_digest']}",) if options.get("user_digest") else ()
    return content_id(case_id, *parts, *variant, *words)


def make_record(
    case: Case, *, scenario: Scenario, options: Mapping[str, Any], trial: int, trajectory: Trajectory, verdict: Verdict
) -> dict[str, Any]:
    """The record of one conversation; plain JSON values, no durations."""
    end = trajectory.end
    return {
        "id": record_id(case.id, options, trial),
        "case_id": case.id,
        "scenario": case.scenario,
        "seed": case.seed,
        "trial": trial,
        "options": dict(options),
        "overrides": dict(case.overrides),
        "case": case_in_record(case),
        "messages": [to_openai(message) for message in trajectory.messages],
        "notes": [_note(note, one_goal=len(case.goals) == 1) for note in trajectory.notes],
        "tools": scenario.toolset.digest,
        "state": _changes(trajectory),
        "end": {"reason": end.reason, "blame": end.blame, **({"detail": end.detail} if end.detail else {})},
        "verdict": {
            "passed": verdict.passed,
            "failures": [_failure(failure) for failure in verdict.failures],
            "matched": dict(verdict.matched),
            "scores": _scores(verdict.scores),
        },
        "usage": dict(trajectory.usage),
        "versions": dict(versions(scenario.parts.network.uses_faker or scenario.toolset.uses_faker)),
    }


def _scores(scores: Mapping[str, float]) -> dict[str, float]:
    """The scores; precision and recall stand only where their F1 is not 1, which says all."""
    full = {name.removesuffix("_f1") for name, score in scores.items() if name.endswith("_f1") and score == 1.0}
    return {
        name: round(score, 4)
        for name, score in scores.items()
        if name.endswith("_f1") or name.partition("_")[0] not in full
    }


def _changes(trajectory: Trajectory) -> dict[str, Any] | None:
    if trajectory.first is None or trajectory.last is None:
        return None
    return diff(trajectory.first, trajectory.last)


@lru_cache(maxsize=2)
def versions(with_faker: bool) -> Mapping[str, Any]:
    """What the record depends on beside its inputs; Faker's version only where the scenario names it."""
    found: dict[str, Any] = {"simulator": __version__, "grading": GRADING, "record": 1}
    return {**found, "faker": faker.version()} if with_faker else found


def _note(note: Note, *, one_goal: bool) -> dict[str, Any]:
    """A note without what is empty or usual (a status of 200); the goal stands only where there are several."""
    found = _user_note(note, one_goal) if note.act else {}
    if note.reading is not None:
        found["read"] = _reading(note.reading)
    if note.result is not None:
        result = note.result
        if result.status != 200:
            found["status"] = result.status
        for name, value in (("wrote", result.wrote), ("fault", result.fault), ("refused", result.refused)):
            if value:
                found[name] = value
    return found


def _user_note(note: Note, one_goal: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"act": note.act}
    if note.goal and not one_goal:
        found["goal"] = note.goal
    if note.told:
        found["told"] = dict(note.told)
    if note.happened:
        found["happened"] = list(note.happened)
    if note.spans:
        found["spans"] = [[s.slot, s.start, s.end, *([1] if s.harmed else [])] for s in note.spans]
    if note.slips:
        found["slips"] = [[s.kind, s.start, s.end, s.was] for s in note.slips]
    if note.stand_in:
        found["stand_in"] = note.stand_in
    return found


def _reading(reading: Reading) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, texts in (("asks", reading.asks), ("unknown", reading.unknown), ("offers", reading.offers)):
        if texts:
            found[name] = list(texts)
    if reading.confirms:
        found["confirms"] = True
    if reading.bye:
        found["bye"] = True
    if reading.question and not reading.asks and not reading.confirms:
        found["question"] = True
    for word in ("right", "wrong") if reading.values else ():
        if slots := [slot for slot, held in reading.values.items() if held == word]:
            found[word] = slots
    if not reading.understood:
        found["understood"] = False
    return found | {name: word for name, word in (("claim", reading.claim), ("manner", reading.manner)) if word}


def _failure(failure: Failure) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": failure.kind, "blame": failure.blame, "where": failure.where}
    for name in ("expected", "got", "proof"):
        if getattr(failure, name) not in (None, ""):
            found[name] = getattr(failure, name)
    return found
