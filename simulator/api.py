"""The seven functions people call, each plain and async; the command line is a thin layer over them."""

from __future__ import annotations

import asyncio
import atexit
import json
import threading
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from simulator.assistants.http import http_kind
from simulator.assistants.llm import llm_kind
from simulator.config import RunConfig
from simulator.engine.run import converse
from simulator.errors import InputError, SimulatorError, closest
from simulator.fuzz.search import Bugs, search
from simulator.labels.dialects.grade import dialect_of, grade_line
from simulator.lookup import shipped
from simulator.metrics.excluded import excluded
from simulator.models.replay import Silent
from simulator.models.tape import ASSISTANT, USER, Exchanges
from simulator.noise.book import resolved
from simulator.noise.style import parse_mess
from simulator.report.results import Results
from simulator.scenario.case import Case
from simulator.scenario.compile import Scenario, case_id
from simulator.scenario.load import load as load
from simulator.scenario.load import load_all
from simulator.scenario.plan import Plan, draw_cases, on_rung, plan, strata
from simulator.store.forecast import Forecast
from simulator.store.forecast import forecast as foreseen
from simulator.store.lines import to_line
from simulator.store.opinions import judged, judges_of
from simulator.store.read import read_exchanges, read_records, read_run
from simulator.store.runs import Listener, load_run, load_scenarios, prepare, recorded, run_all

T = TypeVar("T")
Evidence = Mapping[str, Any]
Wanted = str | Path | Scenario


_LOOPS = threading.local()


def _runner() -> asyncio.Runner:
    """One event loop for all plain calls of a thread: an AutoGen team lives in the loop it was first used in."""
    if not hasattr(_LOOPS, "runner"):
        _LOOPS.runner = asyncio.Runner(loop_factory=quick_loop())
        atexit.register(_LOOPS.runner.close)
    runner: asyncio.Runner = _LOOPS.runner
    return runner


def quick_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Makes event loops of uvloop where it is installed; None stands for the standard library's."""
    if find_spec("uvloop") is None:
        return None
    found: Callable[[], asyncio.AbstractEventLoop] = import_module("uvloop").new_event_loop
    return found


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
            with asyncio.Runner(loop_factory=quick_loop()) as runner:
                found.append(runner.run(work))
        except BaseException as error:  # noqa: BLE001 - handed on to the caller's thread
            broken.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if broken:
        raise broken[0]
    return found[0]


# --- the seven ----------------------------------------------------------------------------------------------------


async def load_async(path: str | Path) -> Scenario:
    """As `load`."""
    return load(path)


def sampled(paths: Wanted | Sequence[Wanted], *, n: int | None = None, **options: Any) -> list[tuple[Scenario, Plan]]:
    """Each scenario with the cases wanted of it; by default one, or one for every value of `stratify`."""
    config = _config(paths, (), n=1 if n is None else n, **options)
    found = []
    for scenario in load_scenarios(config):
        values = strata(scenario, config.stratify) if config.stratify and n is None else ()
        found.append((scenario, plan(scenario, replace(config, n=len(values)) if values else config)))
    return found


def sample(
    scenario: Wanted, *, n: int | None = None, seed: str = "0", given: Evidence | None = None,
    do: Evidence | None = None, **options: Any,
) -> list[Case]:  # fmt: skip
    """Cases of a scenario: values, persona, backstory, goals and labels, before anybody speaks.

    given     what holds for every case, by variable: a value, or bounds such as {">=": 60}
    do        what is set from outside: the variables it depends on stay as they were
    cover     2 or 3: the fewest cases that cover every pair or triple of values, of the variables in `over` if given
    stratify  a variable whose values take turns
    """
    found = sampled(scenario, n=n, seed=seed, given=given or {}, do=do or {}, **options)
    return [case for loaded, wanted in found for case, _ in draw_cases(loaded, wanted)]


async def sample_async(scenario: Wanted, **options: Any) -> list[Case]:
    """As `sample`."""
    return sample(scenario, **options)


async def play_async(
    scenario: Wanted, *, assistant: Any = "reference", seed: str = "0", mess: str = "", **options: Any
) -> Results:
    """As `play`."""
    config = _config(scenario, (assistant,), seed=seed, mess=mess, n=1, **options)
    if len(config.rung) > 1:
        raise InputError("one conversation stands on one rung", hint="evaluate takes several")
    run = load_run(config)
    task = run.tasks(config)[0]
    finished = await converse(run, task, config.overrides)
    return Results(records=[finished.record], spent=run.exchanges.ledger)


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
    prepared = prepare(_config(paths, (assistant,), n=n, out=out, **options))
    records = await run_all(prepared, "generate", listener)
    return Results(records=records, spent=prepared.run.exchanges.ledger)


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
    prepared = prepare(_config(paths, several, n=n, trials=trials, out=out, **options))
    judges = judges_of(prepared)
    records = await run_all(prepared, "evaluate", listener)
    opinions = await judged(prepared, [one for one in records if not excluded(one)], judges) if judges else ()
    return Results(records=records, opinions=opinions, spent=prepared.run.exchanges.ledger)


def evaluate(
    paths: Wanted | Sequence[Wanted], *, assistant: Any, n: int = 20, trials: int = 1,
    out: str | Path | None = None, listener: Listener | None = None, **options: Any,
) -> Results:  # fmt: skip
    """The same cases for every assistant (one, or a list): success with its interval, pass^k, failure kinds.

    judges  models (strings or objects) that also mark every conversation that counts, by the scenario's rubric
    pairs   whether they also say which of two assistants served each case better
    """
    return _now(evaluate_async(paths, assistant=assistant, n=n, trials=trials, out=out, listener=listener, **options))


def forecast(
    paths: Wanted | Sequence[Wanted], *, assistant: Any, n: int = 20, trials: int = 1, out: str | Path | None = None,
    **options: Any,
) -> list[Forecast]:  # fmt: skip
    """What the same `evaluate` would take, for each assistant: conversations, calls, tokens, US dollars."""
    several = tuple(assistant) if isinstance(assistant, list | tuple) else (assistant,)
    return foreseen(_config(paths, several, n=n, trials=trials, out=out, **options))


async def fuzz_async(
    paths: Wanted | Sequence[Wanted], *, assistant: Any, tries: int = 200, out: str | Path | None = None,
    listener: Listener | None = None, **options: Any,
) -> Bugs:  # fmt: skip
    """As `fuzz`."""
    if tries < 1:
        raise InputError(f"--tries is {tries!r}", hint="a whole number of 1 or more")
    config = _config(paths, (assistant,), n=tries, out=out, **options)
    config = replace(config, mess=config.mess or "fuzz")
    prepared = prepare(config)
    folder = prepared.folder("fuzz") if config.out else None
    if folder:
        recorded(prepared.run, folder, frozenset())  # what is kept already is had again, to be varied
    bugs = Bugs(prepared.run.exchanges.ledger)
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
) -> Bugs:  # fmt: skip
    """Failing conversations, one per failure signature, each with a minimal one that fails alike.

    `.spent` says what models were asked and paid.
    """
    return _now(fuzz_async(paths, assistant=assistant, tries=tries, out=out, listener=listener, **options))


async def grade_async(lines: Iterable[str | Mapping[str, Any]], *, dialect: str = "strict") -> list[dict[str, Any]]:
    """As `grade`."""
    return grade(lines, dialect=dialect)


def grade(lines: Iterable[str | Mapping[str, Any]], *, dialect: str = "strict") -> list[dict[str, Any]]:
    """Verdicts on conversations somebody else recorded, one per line (docs/grading.md), by any of the dialects."""
    rules = dialect_of(dialect)
    return [grade_line(line, rules) for line in lines]


def replay(run: str | Path, name: str, *, allow_code: bool = False) -> Results:
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
    options = record["options"]
    kept = [line for line in read_exchanges(folder) if line["conversation"] == record["id"]]
    if scenario is not None and ("given" in options or "do" in options):
        scenario = scenario.under(options.get("given", {}), options.get("do", {}))
    if scenario is not None:
        scenario = on_rung(scenario, options.get("rung", 0))
    if scenario is None or case_id(scenario, record["seed"], record["overrides"]) != record["case_id"]:
        raise InputError(
            f"the scenario {record['scenario']!r} has changed since this run",
            hint="take back the change, or run it anew",
        )
    config = RunConfig(
        paths=(scenario,),
        assistants=(_recorded_kind(options, kept) or specs.get(options["assistant"], options["assistant"]),),
        user=Silent(options["user"]) if any(line["who"] == USER for line in kept) else options["user"],
        seed=record["seed"],
        n=1,
        trials=record["trial"] + 1,
        mess=options["mess"],
        overrides=record["overrides"],
        variants=(options.get("variant", ""),),
        allow_code=allow_code,
    )
    prepared = load_run(config)
    if kept:
        exchanges = Exchanges(offline=True)
        exchanges.keep(kept)
        prepared = replace(prepared, exchanges=exchanges)
    finished = _now(converse(prepared, prepared.tasks(config)[-1], config.overrides))
    again = {**finished.record, **{key: record[key] for key in ("minimal_of",) if record.get(key)}}
    if json.loads(to_line(again)) != record:
        raise InputError(
            f"conversation {record['id']} went another way this time",
            hint="is the assistant deterministic, and unchanged?",
        )
    return Results(records=[again])


def _recorded_kind(options: Mapping[str, Any], kept: Sequence[Mapping[str, Any]]) -> Any:
    """The assistant of a conversation whose replies were kept; None where none were, and it plays again itself."""
    name, digest = options["assistant"], options.get("digest", "")
    said = [line for line in kept if line["who"] == ASSISTANT]
    if not said:
        return None
    kind = http_kind(name) if name.startswith(("http:", "https:")) else llm_kind(Silent(said[0]["model"]))
    return replace(kind, name=name, digest=digest)


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
    if isinstance(options.get("rung"), int):
        options["rung"] = (options["rung"],)
    known = {field.name for field in fields(RunConfig)}
    for name in options:
        if name not in known:
            raise SimulatorError(f"unknown option {name!r}")
    options["mess"] = resolved(options.get("mess", ""))
    config = RunConfig(paths=several, assistants=assistants, **options)
    if config.mess:
        parse_mess(config.mess)  # an unknown habit is told before anything is played
    return config
