"""Runs as they are asked for: loaded, played and kept in their folder, resumed where one was left off."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from simulator.assistants.assistant import AssistantKind
from simulator.assistants.load import load_assistant
from simulator.config import RunConfig
from simulator.draws import content_id
from simulator.engine.record import GRADING
from simulator.engine.run import Finished, Run
from simulator.engine.variants.names import RELATIONS, STATIC
from simulator.engine.workers import play_all
from simulator.errors import InputError, closest
from simulator.frozen import dataclass
from simulator.models.budget import Ledger, read_budget
from simulator.models.load import load_any, words_users
from simulator.models.prices import Prices, read_table
from simulator.models.tape import Exchanges
from simulator.models.wire.wiring import Wiring
from simulator.scenario.compile import Scenario
from simulator.scenario.given import evidence_of
from simulator.scenario.load import fits, load_all, words_of
from simulator.scenario.plan import Plan, on_rung
from simulator.store.folder import RunFolder
from simulator.store.read import read_exchanges, read_records
from simulator.users.load import check_user

UNFINISHED = ("budget",)
"""Ends after which a conversation is not kept but goes on another time."""

Listener = Callable[[Finished], None]
Named = TypeVar("Named", Scenario, AssistantKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A run that is loaded, its config, and how another process loads it again (None where it cannot)."""

    run: Run
    config: RunConfig
    reload: Callable[[], Run] | None

    def asked(self, verb: str) -> dict[str, Any]:
        """What identifies the run in its folder: the same command again resumes it."""
        config = self.config
        return {
            "verb": verb,
            "paths": [scenario.document.path for scenario in self.run.scenarios],
            "digests": {s.name: s.digest for s in self.run.scenarios},
            "inputs": sorted({content_id(text, size=16) for s in self.run.scenarios for text in s.inputs.values()}),
            "assistants": [kind.name for kind in self.run.kinds],
            "agents": {kind.name: _as_asked(kind) for kind in self.run.kinds},
            "user": self.run.user,
            "seed": config.seed,
            "n": 0 if config.cover else config.n,
            "trials": config.trials,
            "mess": config.mess,
            **self._cases(),
            **({"rung": list(config.rung)} if config.rung else {}),
            **({"variants": list(config.variants)} if config.variants else {}),
            "overrides": dict(config.overrides),
            "grading": GRADING,
        }

    def _cases(self) -> dict[str, Any]:
        """What says which cases are drawn, as far as it was said."""
        config, first = self.config, self.run.scenarios[0]
        found = {"cover": config.cover, "over": list(config.over), "stratify": config.stratify}
        return {name: said for name, said in found.items() if said} | evidence_of(first.given, first.do)

    def folder(self, verb: str, *, again: bool = False) -> RunFolder:
        """The run folder of the config, opened for writing, with the inputs kept; `again` as of `RunFolder.open`."""
        assert self.config.out is not None
        folder = RunFolder.open(self.config.out, self.asked(verb), again=again)
        for scenario in self.run.scenarios:
            for text in scenario.inputs.values():
                folder.keep(content_id(text, size=16), text)
            tools = [tool.to_openai() for tool in scenario.toolset.shown]
            folder.keep(scenario.toolset.digest, json.dumps(tools, ensure_ascii=False))
        return folder


def _as_asked(kind: AssistantKind) -> dict[str, str]:
    """What `run.json` keeps of an assistant: its digest, and what loads it again where that is more than its name."""
    spec = getattr(kind, "spec", "")
    return {"digest": kind.digest, **({"spec": spec} if spec not in ("", kind.name) else {})}


def prepare(config: RunConfig) -> Prepared:
    """Loads scenarios and assistants; raises InputError or SetupError before anything is run."""
    run = load_run(config)
    plain = all(isinstance(part, str | Path) for part in (*config.paths, *config.assistants))
    return Prepared(run=run, config=config, reload=partial(load_run, config) if plain else None)


def load_run(config: RunConfig) -> Run:
    """The run a config asks for."""
    wiring = Wiring(base_url=config.base_url, seconds=config.timeout)
    kinds = [load_assistant(assistant, wiring=wiring) for assistant in config.assistants]
    for variant in config.variants:
        if variant not in ("", STATIC, *RELATIONS):
            raise InputError(f"there is no variant {variant!r}", hint=closest(variant, [STATIC, *RELATIONS]))
    if STATIC in config.variants:
        _can_be_told(kinds)
    ledger = ledger_of(config)
    words = load_any(config.user, wiring) if words_users(config.user) else None
    if words is None:
        check_user(config.user)
    ledger.check([kind.name for kind in kinds if not kind.embedded] + ([words.name] if words else []))
    return Run(
        scenarios=[_startable(scenario, allow=config.allow_code) for scenario in load_scenarios(config)],
        kinds=_distinct(kinds, "assistant"),
        user=words.name if words else config.user,
        words=words,
        mess=config.mess,
        exchanges=Exchanges(ledger=ledger),
    )


def _can_be_told(kinds: Sequence[AssistantKind]) -> None:
    """Raises InputError for an assistant that cannot be given a history."""
    for kind in kinds:
        if kind.embedded and kind.name.partition(":")[0] in ("reference", "mutant", "twin"):
            raise InputError(f"--static: {kind.name} plays the ground truth, which the history is", hint="leave it out")
        if kind.world == "own" or kind.exclusive:
            hint = "a model, a server, or a function reply(messages, tools) can be given one"
            raise InputError(f"--static: {kind.name} remembers by itself what was said", hint=hint)


def ledger_of(config: RunConfig) -> Ledger:
    """What a run may spend, at what prices."""
    table = read_table(Path(config.prices)) if config.prices else {}
    return Ledger(budget=read_budget(config.budget), prices=Prices(table, base_url=config.base_url))


def _startable(scenario: Scenario, *, allow: bool) -> Scenario:
    """The scenario, its worlds of foreign code ready; raises InputError where nobody has allowed them."""
    if not scenario.toolset.foreign:
        return scenario
    if not allow:
        scenario.toolset.refuse_foreign()
    return replace(scenario, toolset=scenario.toolset.allowed())


def load_scenarios(config: RunConfig) -> list[Scenario]:
    """The scenarios a config names and its filter keeps, each with what is given and done."""
    scenarios = [path for path in config.paths if isinstance(path, Scenario)]
    paths = [path for path in config.paths if not isinstance(path, Scenario)]
    if paths:
        scenarios += load_all(paths)
    if not scenarios:
        raise InputError("no scenario was named", hint="give a file, a folder or the name of a shipped scenario")
    kept = _filtered(_distinct(scenarios, "scenario"), config.filter)
    _all_know([*config.given, *config.do], kept)
    drawn = [scenario.under(config.given, config.do) for scenario in kept] if config.given or config.do else kept
    return [on_rung(one, number) for number in dict.fromkeys(config.rung) for one in drawn] if config.rung else drawn


def _filtered(scenarios: Sequence[Scenario], wanted: Sequence[str]) -> list[Scenario]:
    """The scenarios whose name or one of whose tags fits one of the patterns."""
    kept = [scenario for scenario in scenarios if not wanted or fits(words_of(scenario), wanted)]
    if not kept:
        known = [word for scenario in scenarios for word in words_of(scenario)]
        raise InputError(f"--filter {wanted[0]!r} fits no scenario", hint=closest(wanted[0], known))
    return kept


def _all_know(names: Sequence[str], scenarios: Sequence[Scenario]) -> None:
    """Raises InputError where one of several scenarios lacks a variable that another has."""
    for name in names:
        without = [scenario for scenario in scenarios if name not in scenario.parts.network.names]
        if without and len(without) < len(scenarios):
            raise InputError(
                f"the scenario {without[0].name!r} has no variable {name!r}",
                hint="--filter NAME keeps the scenarios that have it",
            )


def _distinct(found: Sequence[Named], what: str) -> list[Named]:
    """Each once; raises InputError where two different ones share a name."""
    kept: dict[str, Named] = {}
    for one in found:
        before = kept.setdefault(one.name, one)
        if before is not one and before.digest != one.digest:
            raise InputError(f"two {what}s are both named {one.name!r}", hint="give each its own name")
    return list(kept.values())


async def run_all(prepared: Prepared, verb: str, listener: Listener | None = None) -> list[Mapping[str, Any]]:
    """The record of every conversation wanted: played, and kept in the run folder if there is one.

    A listener that has a method `begin` is told first how many conversations there are, and each scenario's plan.
    """
    run, config = prepared.run, prepared.config
    plans = run.plans(config)
    wanted = run.tasks(config, plans)
    folder = prepared.folder(verb, again=True) if config.out else None
    records: dict[str, dict[str, Any]] = {}
    keep = config.keep or folder is None
    try:
        done = folder.done if folder else frozenset()
        tasks = [task for task in wanted if task.id not in done]
        if folder and len(tasks) < len(wanted):
            asked = {task.id for task in wanted}
            stored = (record for record in read_records(folder.path) if record["id"] in asked)
            records = {record["id"]: record if keep else _summary_of(record) for record in stored}
        if folder:
            recorded(run, folder)
        begin(listener, len(tasks), run, plans)
        playing: AsyncIterator[Finished] = play_all(
            run, tasks, jobs=config.jobs, reload=prepared.reload, processes=config.processes
        )
        async with aclosing(playing) as finishing:  # type: ignore[type-var]
            async for finished in finishing:
                if listener:
                    listener(finished)
                if folder and finished.record["end"]["reason"] in UNFINISHED:
                    continue
                if folder:
                    folder.append(finished.record)
                    folder.time(finished.record["id"], {"seconds": finished.seconds})
                records[finished.record["id"]] = finished.record if keep else _summary_of(finished.record)
        return [records[name] for name in dict.fromkeys(task.id for task in wanted) if name in records]
    finally:
        if folder:
            folder.close()


def recorded(run: Run, folder: RunFolder, done: frozenset[str] | None = None) -> None:
    """From here on the run's exchanges are kept in the folder; what it has kept already is not asked again.

    What is `done` is not had again: by default whatever has a record.
    """
    if run.asks:
        run.exchanges.keep(read_exchanges(folder.path), folder.done if done is None else done)
        run.exchanges.write = folder.exchange


def begin(listener: Listener | None, total: int, run: Run, plans: Sequence[Plan]) -> None:
    """Tells a listener that wants to know what is about to be played."""
    if told := getattr(listener, "begin", None):
        told(total, {scenario.name: wanted for scenario, wanted in zip(run.scenarios, plans, strict=True)})


def _summary_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """A stored record without what only a reader of the conversation needs."""
    return {name: value for name, value in record.items() if name not in ("messages", "notes", "case", "state")}
