"""The seven functions people call, each plain and async; the command line is a thin layer over them."""

from __future__ import annotations

import asyncio
import atexit
import json
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from simulator.assistants.assistant import AssistantKind
from simulator.assistants.load import load_assistant
from simulator.config import RunConfig
from simulator.draws import content_id
from simulator.engine.record import GRADING
from simulator.engine.run import Finished, Run, converse
from simulator.engine.workers import play_all
from simulator.errors import InputError, SimulatorError, closest
from simulator.fuzz.search import Bug, search
from simulator.labels.grade import grade_line
from simulator.lookup import shipped
from simulator.report.results import Results
from simulator.scenario.case import Case
from simulator.scenario.compile import Scenario, case_id
from simulator.scenario.load import load as load
from simulator.scenario.load import load_all
from simulator.store.folder import RunFolder
from simulator.store.lines import to_line
from simulator.store.read import read_records, read_run

T = TypeVar("T")
Listener = Callable[[Finished], None]
Wanted = str | Path | Scenario


_LOOPS = threading.local()


def _runner() -> asyncio.Runner:
    """One event loop for all plain calls of a thread: an AutoGen team lives in the loop it was first used in."""
    if not hasattr(_LOOPS, "runner"):
        _LOOPS.runner = asyncio.Runner()
        atexit.register(_LOOPS.runner.close)
    runner: asyncio.Runner = _LOOPS.runner
    return runner


def _now(work: Coroutine[Any, Any, T]) -> T:
    """The result of async work, also where an event loop is running already (then in a thread of its own)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return _runner().run(work)
    found: list[T] = []
    broken: list[BaseException] = []

    def run() -> None:
        try:
            found.append(asyncio.run(work))
        except BaseException as error:  # noqa: BLE001 - handed on to the caller's thread
            broken.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if broken:
        raise broken[0]
    return found[0]


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
            "user": config.user,
            "seed": config.seed,
            "n": config.n,
            "trials": config.trials,
            "mess": config.mess,
            "overrides": dict(config.overrides),
            "grading": GRADING,
        }

    def folder(self, verb: str) -> RunFolder:
        """The run folder of the config, opened for writing, with the inputs kept."""
        assert self.config.out is not None
        folder = RunFolder.open(self.config.out, self.asked(verb))
        for scenario in self.run.scenarios:
            for text in scenario.inputs.values():
                folder.keep(content_id(text, size=16), text)
            tools = [tool.to_openai() for tool in scenario.toolset.tools.values()]
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
    scenarios = [path for path in config.paths if isinstance(path, Scenario)]
    paths = [path for path in config.paths if not isinstance(path, Scenario)]
    if paths:
        scenarios += load_all(paths)
    if not scenarios:
        raise InputError("no scenario was named", hint="give a file, a folder or the name of a shipped scenario")
    kinds = [load_assistant(assistant) for assistant in config.assistants]
    return Run(
        scenarios=_distinct(scenarios, "scenario"),
        kinds=_distinct(kinds, "assistant"),
        user=config.user,
        mess=config.mess,
    )


Named = TypeVar("Named", Scenario, AssistantKind)


def _distinct(found: Sequence[Named], what: str) -> list[Named]:
    """Each once; raises InputError where two different ones share a name."""
    kept: dict[str, Named] = {}
    for one in found:
        before = kept.setdefault(one.name, one)
        if before is not one and before.digest != one.digest:
            raise InputError(f"two {what}s are both named {one.name!r}", hint="give each its own name")
    return list(kept.values())


async def run_all(prepared: Prepared, verb: str, listener: Listener | None = None) -> Results:
    """Every conversation wanted: played, kept in the run folder if there is one, and given back."""
    folder = prepared.folder(verb) if prepared.config.out else None
    records: dict[str, dict[str, Any]] = {}
    keep = prepared.config.keep or folder is None
    try:
        wanted = [task.id for task in prepared.run.tasks(prepared.config)]
        done = folder.done if folder else frozenset()
        tasks = prepared.run.tasks(prepared.config, done)
        if folder and len(tasks) < len(wanted):
            asked = set(wanted)
            stored = (record for record in read_records(folder.path) if record["id"] in asked)
            records = {record["id"]: record if keep else _summary_of(record) for record in stored}
        playing: AsyncIterator[Finished] = play_all(
            prepared.run,
            tasks,
            jobs=prepared.config.jobs,
            reload=prepared.reload,
            processes=prepared.config.processes,
        )
        async with aclosing(playing) as finishing:  # type: ignore[type-var]
            async for finished in finishing:
                if folder:
                    folder.append(finished.record)
                    folder.time(finished.record["id"], {"seconds": finished.seconds})
                records[finished.record["id"]] = finished.record if keep else _summary_of(finished.record)
                if listener:
                    listener(finished)
        return Results(records=[records[name] for name in dict.fromkeys(wanted)])
    finally:
        if folder:
            folder.close()


def _summary_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """A stored record without what only a reader of the conversation needs."""
    return {name: value for name, value in record.items() if name not in ("messages", "notes", "case", "state")}


# --- the seven ----------------------------------------------------------------------------------------------------


async def load_async(path: str | Path) -> Scenario:
    """As `load`."""
    return load(path)


def sample(scenario: Wanted, *, n: int = 1, seed: str = "0") -> list[Case]:
    """Cases of a scenario: values, persona, backstory, goals and labels, before anybody speaks."""
    loaded = scenario if isinstance(scenario, Scenario) else load(scenario)
    return [loaded.case(name) for name in RunConfig(paths=(), n=n, seed=seed).seeds()]


async def sample_async(scenario: Wanted, *, n: int = 1, seed: str = "0") -> list[Case]:
    """As `sample`."""
    return sample(scenario, n=n, seed=seed)


async def play_async(
    scenario: Wanted, *, assistant: Any = "reference", seed: str = "0", mess: str = "", **options: Any
) -> Results:
    """As `play`."""
    config = RunConfig(paths=(scenario,), assistants=(assistant,), seed=seed, mess=mess, n=1, **options)
    run = load_run(config)
    task = run.tasks(config)[0]
    finished = await converse(run, task, config.overrides)
    return Results(records=[finished.record])


def play(scenario: Wanted, *, assistant: Any = "reference", seed: str = "0", mess: str = "", **options: Any) -> Results:
    """One conversation and its verdict; `.record` is the plain record, `.transcript()` prints it.

    The assistant is an agent string or an object: a function reply(messages, tools), a factory make(tools), an
    AutoGen agent or team.
    """
    return _now(play_async(scenario, assistant=assistant, seed=seed, mess=mess, **options))


async def generate_async(
    paths: Wanted | Sequence[Wanted], *, n: int = 20, out: str | Path | None = None, listener: Listener | None = None,
    assistant: Any = "reference", **options: Any,
) -> Results:  # fmt: skip
    """As `generate`."""
    config = _config(paths, (assistant,), n=n, out=out, **options)
    return await run_all(prepare(config), "generate", listener)


def generate(
    paths: Wanted | Sequence[Wanted], *, n: int = 20, out: str | Path | None = None, listener: Listener | None = None,
    assistant: Any = "reference", **options: Any,
) -> Results:  # fmt: skip
    """Cases 0 … n-1 of every scenario played; `.verified` holds the records that passed."""
    return _now(generate_async(paths, n=n, out=out, listener=listener, assistant=assistant, **options))


async def evaluate_async(
    paths: Wanted | Sequence[Wanted], *, assistant: Any, n: int = 20, trials: int = 1,
    out: str | Path | None = None, listener: Listener | None = None, **options: Any,
) -> Results:  # fmt: skip
    """As `evaluate`."""
    several = tuple(assistant) if isinstance(assistant, list | tuple) else (assistant,)
    config = _config(paths, several, n=n, trials=trials, out=out, **options)
    return await run_all(prepare(config), "evaluate", listener)


def evaluate(
    paths: Wanted | Sequence[Wanted], *, assistant: Any, n: int = 20, trials: int = 1,
    out: str | Path | None = None, listener: Listener | None = None, **options: Any,
) -> Results:  # fmt: skip
    """The same cases for every assistant (one, or a list): success with its interval, pass^k, failure kinds."""
    return _now(evaluate_async(paths, assistant=assistant, n=n, trials=trials, out=out, listener=listener, **options))


async def fuzz_async(
    paths: Wanted | Sequence[Wanted], *, assistant: Any, tries: int = 200, out: str | Path | None = None,
    listener: Listener | None = None, **options: Any,
) -> list[Bug]:  # fmt: skip
    """As `fuzz`."""
    if tries < 1:
        raise InputError(f"--tries is {tries!r}", hint="a whole number of 1 or more")
    config = _config(paths, (assistant,), n=tries, out=out, **options)
    config = replace(config, mess=config.mess or "fuzz")
    prepared = prepare(config)
    folder = prepared.folder("fuzz") if config.out else None
    bugs: list[Bug] = []
    kept = set(folder.done) if folder else set()
    try:
        async for bug in search(prepared.run, config, listener):
            bugs.append(bug)
            if folder:
                for record in (bug.found, bug.minimal):
                    if record["id"] not in kept:
                        kept.add(record["id"])
                        folder.append(record)
        return bugs
    finally:
        if folder:
            folder.close()


def fuzz(
    paths: Wanted | Sequence[Wanted], *, assistant: Any, tries: int = 200, out: str | Path | None = None,
    listener: Listener | None = None, **options: Any,
) -> list[Bug]:  # fmt: skip
    """Failing conversations, one per failure signature, each with a minimal one that fails alike."""
    return _now(fuzz_async(paths, assistant=assistant, tries=tries, out=out, listener=listener, **options))


async def grade_async(lines: Iterable[str | Mapping[str, Any]]) -> list[dict[str, Any]]:
    """As `grade`."""
    return grade(lines)


def grade(lines: Iterable[str | Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Verdicts on conversations somebody else recorded, one per line of formats.md's grade form."""
    return [grade_line(line) for line in lines]


def replay(run: str | Path, name: str) -> Results:
    """A stored conversation played again from its seed and overrides, and found to be the same.

    Raises InputError where no record has this id, where its scenario has changed since, or where the conversation
    went another way (an assistant that is not deterministic).
    """
    folder = Path(run)
    record = _stored(folder, name)
    asked = read_run(folder)
    specs = {name: agent.get("spec", name) for name, agent in asked["agents"].items()}
    if missing := [path for path in asked["paths"] if not Path(path).exists() and not (shipped() / path).exists()]:
        hint = "give the command in the folder where the run was made"
        raise InputError(f"the scenario file {missing[0]} of this run is not here", hint=hint)
    scenario = next((s for s in load_all(_here(asked["paths"])) if s.name == record["scenario"]), None)
    if scenario is None or case_id(scenario, record["seed"], record["overrides"]) != record["case_id"]:
        raise InputError(
            f"the scenario {record['scenario']!r} has changed since this run",
            hint="take back the change, or run it anew",
        )
    options = record["options"]
    config = RunConfig(
        paths=(scenario,),
        assistants=(specs.get(options["assistant"], options["assistant"]),),
        user=options["user"],
        seed=record["seed"],
        n=1,
        trials=record["trial"] + 1,
        mess=options["mess"],
        overrides=record["overrides"],
    )
    prepared = load_run(config)
    finished = _now(converse(prepared, prepared.tasks(config)[-1], config.overrides))
    again = {**finished.record, **{key: record[key] for key in ("minimal_of",) if record.get(key)}}
    if json.loads(to_line(again)) != record:
        raise InputError(
            f"conversation {record['id']} went another way this time",
            hint="is the assistant deterministic, and unchanged?",
        )
    return Results(records=[again])


def _here(paths: Sequence[str]) -> list[Path]:
    return [Path(path) if Path(path).exists() else shipped() / path for path in paths]


def _stored(folder: Path, name: str) -> dict[str, Any]:
    found = {record["id"]: record for record in read_records(folder) if record["id"].startswith(name)}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise InputError(f"{len(found)} conversations of {folder} begin with {name!r}", hint="give more of the id")
    raise InputError(f"{folder} has no conversation {name!r}", hint=closest(name, [*found]))


def _config(paths: Wanted | Sequence[Wanted], assistants: tuple[Any, ...], **options: Any) -> RunConfig:
    several = (paths,) if isinstance(paths, str | Path | Scenario) else tuple(paths)
    if options.get("out") is not None:
        options["out"] = Path(options["out"])
    known = set(asdict(RunConfig(paths=())))
    for name in options:
        if name not in known:
            raise SimulatorError(f"unknown option {name!r}")
    return RunConfig(paths=several, assistants=assistants, **options)
