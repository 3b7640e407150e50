"""What judges said of a run's conversations, in `opinions.jsonl` of its folder: asked once, and never twice.

An opinion stands beside the verdict. A judge that fails leaves its conversation without one, and says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict
from itertools import combinations
from pathlib import Path
from typing import Any

from simulator.errors import InputError, Place
from simulator.frozen import dataclass
from simulator.judge.opinion import HIGHEST, LOWEST, marking, marks, preference, preferring
from simulator.judge.rubric import Rubric, rubric_of
from simulator.models.budget import OverBudget
from simulator.models.load import load_any
from simulator.models.model import Held, Model, ModelError
from simulator.models.tape import JUDGE, About, Exchanges, Tape
from simulator.models.wire.wiring import Wiring
from simulator.store.lines import Lines, cut_torn_line
from simulator.store.read import read_exchanges, read_lines, read_records
from simulator.store.runs import Prepared

FILE = "opinions.jsonl"
AT_ONCE = 8

Record = Mapping[str, Any]
Line = dict[str, Any]
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing a judge is asked: of one record its marks, of two which is better."""

    judge: Model
    records: tuple[Record, ...]
    rubric: Rubric

    @property
    def key(self) -> Key:
        """What tells this question from every other: whom, about what, by which prompt and rubric."""
        return key_of(self.judge.name, [record["id"] for record in self.records], self.rubric)

    @property
    def about(self) -> About:
        """The conversation whose replies the answer is kept among."""
        first = self.records[0]
        return About(first["id"], first["scenario"], first["seed"], first["trial"])

    async def answer(self, tape: Tape) -> Line:
        """The line that keeps the answer, or the fault that left none."""
        judge = tape.through(self.judge, who=f"{JUDGE} {' '.join(self.key)}")
        try:
            return self._line() | await self._asked(judge)
        except OverBudget:
            raise
        except ModelError as fault:
            return self._line() | {"fault": fault.message}

    def _line(self) -> Line:
        judge, of, asked, rubric = self.key
        return {"judge": judge, "of": of.split(" "), "prompt": asked, "rubric": rubric}

    async def _asked(self, judge: Model) -> Line:
        talks = [record["messages"] for record in self.records]
        if len(talks) == 1:
            return {"marks": {name: asdict(one) for name, one in (await marks(judge, talks[0], self.rubric)).items()}}
        better, reasons = await preference(judge, talks[0], talks[1], self.rubric)
        return {"better": better, "reasons": list(reasons)}


def key_of(judge: str, ids: Sequence[str], rubric: Rubric) -> Key:
    """What tells a question about one conversation, or about two, from every other."""
    asked = preferring() if len(ids) > 1 else marking()
    return judge, " ".join(ids), asked.label, rubric.digest


def answered(folder: Path | None) -> frozenset[Key]:
    """The questions a run folder holds the answers to."""
    return frozenset(_key(line) for line in read_opinions(folder) if "fault" not in line) if folder else frozenset()


def questions(
    records: Sequence[Record], judges: Sequence[Model], rubrics: Mapping[str, Rubric], *, pairs: bool = False
) -> list[Question]:
    """Everything to ask: each judge marks each conversation and, where wanted, compares those of one case."""
    found = [(record,) for record in records] + (_pairs(records) if pairs else [])
    return [
        Question(judge=judge, records=asked, rubric=rubrics[asked[0]["scenario"]])
        for asked in found
        for judge in judges
    ]


def _pairs(records: Sequence[Record]) -> list[tuple[Record, ...]]:
    """Conversations of the same case and trial with different assistants, two by two."""
    alike: dict[tuple[Any, ...], list[Record]] = {}
    for record in records:
        options = record["options"]
        alike.setdefault((record["case_id"], record["trial"], options.get("rung", 0)), []).append(record)
    return [pair for found in alike.values() for pair in combinations(found, 2)]


async def ask_all(
    wanted: Sequence[Question], exchanges: Exchanges, folder: Path | None, told: Callable[[], None] = lambda: None
) -> list[Line]:
    """Every opinion wanted, those the folder holds already unasked; `told` hears of each that is there."""
    kept = {_key(line): line for line in read_opinions(folder)} if folder else {}
    if folder:
        cut_torn_line(folder / FILE)
    lines = Lines(folder / FILE) if folder else None
    gate = asyncio.Semaphore(AT_ONCE)
    tapes = {about: exchanges.tape(about) for about in dict.fromkeys(question.about for question in wanted)}

    async def one(question: Question) -> Line | None:
        found = kept.get(question.key)
        if found is None or "fault" in found:
            async with gate:
                found = await _unless_spent(question.answer(tapes[question.about]))
            if lines and found:
                lines.append(found)
        told()
        return found

    held = [judge for judge in {id(q.judge): q.judge for q in wanted}.values() if isinstance(judge, Held)]
    for judge in held:
        judge.hold()
    try:
        found = await asyncio.gather(*(one(question) for question in wanted))
    finally:
        for judge in held:
            await judge.release()
        if lines:
            lines.close()
    return [line for line in found if line]


async def _unless_spent(asking: Awaitable[Line]) -> Line | None:
    """An opinion that the budget no longer allows is asked for another time."""
    try:
        return await asking
    except OverBudget:
        return None


def read_marks(file: Path) -> dict[tuple[str, str], int]:
    """People's marks of conversations, a JSON line each: `{"id": …, "marks": {"helpful": 4}}`."""
    found: dict[tuple[str, str], int] = {}
    for number, line in read_lines(file):
        marks = line.get("marks") if isinstance(line, dict) else None
        if not isinstance(marks, dict) or not isinstance(line.get("id"), str) or not _all_marks(marks):
            hint = 'write {"id": …, "marks": {"helpful": 4}}, marks from 1 to 5'
            raise InputError("no marks of a conversation", place=Place(str(file), number, 1), hint=hint)
        found |= {(line["id"], criterion): mark for criterion, mark in marks.items()}
    return found


def _all_marks(found: Mapping[str, Any]) -> bool:
    return all(type(mark) is int and LOWEST <= mark <= HIGHEST for mark in found.values())


def read_opinions(folder: Path) -> list[Line]:
    """The opinions of a run folder, of each question the last; none where no judge was asked."""
    file = folder / FILE
    if not file.exists():
        return []
    found = {}
    for number, line in read_lines(file):
        if not _is_opinion(line):
            raise InputError("no opinion of a judge", place=Place(str(file), number, 1), hint="remove that line")
        found[_key(line)] = line
    return list(found.values())


def _is_opinion(line: Any) -> bool:
    if not isinstance(line, dict) or not all(isinstance(line.get(name), str) for name in ("judge", "prompt", "rubric")):
        return False
    of = line.get("of")
    return isinstance(of, list) and 1 <= len(of) <= 2 and all(isinstance(name, str) for name in of)


def _key(line: Mapping[str, Any]) -> Key:
    return line["judge"], " ".join(line["of"]), line["prompt"], line["rubric"]


def judges_of(prepared: Prepared) -> list[Model]:
    """The models that a run's config names as judges; raises SetupError or InputError before anything is played."""
    wiring = Wiring(base_url=prepared.config.base_url, seconds=prepared.config.timeout)
    judges = [load_any(judge, wiring) for judge in prepared.config.judges]
    prepared.run.exchanges.ledger.check([judge.name for judge in judges])
    return judges


async def judged(
    prepared: Prepared, records: Sequence[Record], judges: Sequence[Model], told: Callable[[], None] = lambda: None
) -> list[Line]:
    """The opinions of judges on a run's records, kept in its folder if it has one."""
    config, run = prepared.config, prepared.run
    rubrics = {scenario.name: rubric_of(scenario.file.rubric) for scenario in run.scenarios}
    if config.out is None:
        return await ask_all(questions(records, judges, rubrics, pairs=config.pairs), run.exchanges, None, told)
    wanted = {record["id"] for record in records}
    whole = [record for record in read_records(config.out) if record["id"] in wanted]
    with prepared.folder("evaluate") as folder:
        if not run.asks:
            run.exchanges.keep(read_exchanges(folder.path), folder.done)
        run.exchanges.write = folder.exchange
        return await ask_all(questions(whole, judges, rubrics, pairs=config.pairs), run.exchanges, folder.path, told)
