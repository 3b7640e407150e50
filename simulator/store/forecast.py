"""What a run would take, before anything is spent: its conversations, played offline by the ground truth and counted.

A model that asks more than the ground truth needs more calls, so every number comes with a range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

from simulator.assistants.embedded import embedded
from simulator.assistants.foreign.kind import Kind
from simulator.assistants.load import load_assistant
from simulator.config import RunConfig
from simulator.engine.run import Run, Task, converse_now
from simulator.frozen import dataclass
from simulator.judge.opinion import script
from simulator.judge.rubric import rubric_of
from simulator.models.budget import FREE
from simulator.models.load import is_model, load_any, server_digest, words_users
from simulator.models.model import Usage
from simulator.models.prices import Prices
from simulator.models.replay import Silent
from simulator.models.wire.body import to_bytes
from simulator.models.wire.wiring import Wiring
from simulator.prompts.prompt import prompt
from simulator.store.opinions import answered, key_of
from simulator.store.read import RECORDS, read_ids
from simulator.store.runs import ledger_of, load_run
from simulator.users.llm import HEARD
from simulator.users.load import AGENDA

SAMPLE = 60
LETTERS_PER_TOKEN = 4
PERSON, CRITERIA, OPINION = 500, 400, 800
"""Letters that tell who a user is, what a judge looks at, and what it says: reasons and marks."""
Asked = Callable[[Sequence[Mapping[str, Any]], int], list[tuple[int, int]]]
"""From a conversation and the size of its tools, for each call the letters asked with and the letters answered."""
SPREAD = 0.25
"""How far a model may lie from the ground truth and be called usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """For one assistant: conversations left; calls, tokens and US dollars (None: unknown) where it is a model.

    `free` says that it asks nobody: it is one of ours, or a replay.
    """

    assistant: str
    conversations: int
    model: bool
    calls: float = 0.0
    read: float = 0.0
    written: float = 0.0
    usd: float | None = None
    free: bool = False


def forecast(config: RunConfig) -> list[Forecast]:
    """What is left to do of the run a config asks for; needs no key and asks nobody."""
    wiring = Wiring(base_url=config.base_url)
    kinds = [_stand_in(spec, wiring) for spec in config.assistants]
    user = AGENDA if words_users(config.user) else config.user
    run = load_run(replace(config, assistants=tuple(kinds), user=user, budget=""))
    run = replace(run, scenarios=[replace(one, toolset=one.toolset.imagined()) for one in run.scenarios])
    done = read_ids(Path(config.out) / RECORDS, lasting=True) if config.out else frozenset()
    # A conversation has its id from who words its user too; here the grammar does.
    wanted = _worded_by(run, config.user, wiring).tasks(config)
    tasks = [replace(task, variant="") for task in wanted if task.id not in done]
    prices = ledger_of(config).prices
    found: list[Forecast] = []
    for at, kind in enumerate(kinds):
        mine = [task for task in tasks if task.assistant == at]
        if not is_model(kind.name):
            free = kind.embedded or kind.name.startswith(FREE)
            found.append(Forecast(assistant=kind.name, conversations=len(mine), model=False, free=free))
            continue
        found.append(_priced(prices, kind.name, kind.name, len(mine), _counted(run, mine, _asked)))
    truth = Kind(name="reference", embedded=True, start=embedded("reference"), sees_plan=True)
    played = replace(run, kinds=[truth])
    if words_users(config.user):
        name = _name(config.user)
        found.append(_priced(prices, f"user {name}", name, len(tasks), _counted(played, _by_truth(tasks), _worded)))
    return found + [_judging(config, played, wanted, judge, prices) for judge in map(_name, config.judges)]


def _worded_by(run: Run, user: Any, wiring: Wiring) -> Run:
    """The run with the user it will have; a provider's model needs no key for that."""
    if not words_users(user):
        return run
    words = Silent(user) if isinstance(user, str) and is_model(user) else load_any(user, wiring)
    return replace(run, user=words.name, words=words)


def _by_truth(tasks: Iterable[Task]) -> list[Task]:
    return [replace(task, assistant=0, variant="") for task in tasks]


def _priced(prices: Prices, who: str, model: str, conversations: int, counted: tuple[float, Usage]) -> Forecast:
    """The forecast of one model from its calls and tokens."""
    calls, usage = counted
    return Forecast(
        assistant=who, conversations=conversations, model=True, calls=calls, read=usage.fresh, written=usage.output,
        usd=_cost(prices, model, calls, usage),
    )  # fmt: skip


def _judging(config: RunConfig, played: Run, wanted: Sequence[Task], judge: str, prices: Prices) -> Forecast:
    """What one judge is still asked: marks of every conversation, and of every two of a case which is better."""
    told = answered(config.out)
    rubrics = [rubric_of(scenario.file.rubric) for scenario in played.scenarios]
    marked = [one for one in wanted if key_of(judge, [one.id], rubrics[one.scenario]) not in told]
    alike: dict[tuple[Any, ...], list[Task]] = {}
    for one in wanted if config.pairs else ():
        alike.setdefault((one.scenario, one.seed, str(one.given), one.trial), []).append(one)
    pairs = [pair for found in alike.values() for pair in combinations(found, 2)]
    left = [pair for pair in pairs if key_of(judge, [one.id for one in pair], rubrics[pair[0].scenario]) not in told]
    calls, usage = _counted(played, _by_truth(marked), _judged)
    more, compared = _counted(played, _by_truth(one for pair in left for one in pair), _compared)
    return _priced(prices, f"judge {judge}", judge, len(marked), (calls + more, usage.plus(compared)))


def _name(model: Any) -> str:
    return model if isinstance(model, str) else str(model.name)


def _stand_in(spec: Any, wiring: Wiring) -> Any:
    """The ground truth under the name of a model; what is no model is loaded as it is."""
    if not isinstance(spec, str) or not is_model(spec):
        return load_assistant(spec, wiring=wiring)
    start = embedded("reference")
    return Kind(name=spec, digest=server_digest(spec, wiring), embedded=True, start=start, sees_plan=True)


def _counted(run: Run, tasks: Sequence[Task], asked_in: Asked) -> tuple[float, Usage]:
    """Calls and tokens of all these conversations, from as many of them as tell enough."""
    step = max(1, len(tasks) // SAMPLE)
    sample = tasks[::step]
    calls = read = written = 0
    for task in sample:
        tools = [tool.to_openai() for tool in run.scenario(task).toolset.tools.values()]
        asked = asked_in(converse_now(run, task).record["messages"], len(to_bytes({"tools": tools})))
        calls += len(asked)
        read += sum(one for one, _ in asked)
        written += sum(other for _, other in asked)
    times = len(tasks) / (len(sample) * LETTERS_PER_TOKEN) if sample else 0.0
    return calls * times * LETTERS_PER_TOKEN, Usage(fresh=round(read * times), output=round(written * times))


def _cost(prices: Prices, model: str, calls: float, usage: Usage) -> float | None:
    """The price of so many average calls: a long one may cost more a token."""
    each = Usage(fresh=round(usage.fresh / calls), output=round(usage.output / calls)) if calls else Usage()
    one = prices.cost(model, each)
    return None if one is None else one * calls


def _asked(messages: Sequence[Mapping[str, Any]], tools: int) -> list[tuple[int, int]]:
    """For every answer of the assistant: the letters it was asked with, and its own."""
    found, before = [], tools
    for message in messages:
        size = len(to_bytes(message))
        if message["role"] == "assistant":
            found.append((before, _letters(message)))
        before += size
    return found


def _letters(message: Mapping[str, Any]) -> int:
    """What a model wrote of a message: its text, the names and the arguments of its calls."""
    calls = [call["function"] for call in message.get("tool_calls") or ()]
    return len(message.get("content") or "") + sum(len(call["name"]) + len(call["arguments"]) for call in calls)


def _worded(messages: Sequence[Mapping[str, Any]], _: int) -> list[tuple[int, int]]:
    """For every turn of the user: the letters a model is asked with to word it, and its own."""
    asked, found, said = len(prompt("user").text) + PERSON, [], [0]
    for message in messages:
        size = len(message.get("content") or "")
        if message["role"] == "user":
            found.append((asked + sum(said[-HEARD:]) + size, size))
        if size and message["role"] in ("user", "assistant"):
            said.append(size + len(message["role"]))
    return found


def _judged(messages: Sequence[Mapping[str, Any]], _: int) -> list[tuple[int, int]]:
    """The letters a judge is asked with about a conversation, and its own."""
    return [(len(prompt("judge").text) + CRITERIA + len(script(messages)), OPINION)]


def _compared(messages: Sequence[Mapping[str, Any]], _: int) -> list[tuple[int, int]]:
    """A conversation's share of being compared with another one: both are read twice, in either order."""
    return [(len(prompt("prefer").text) + CRITERIA + 2 * len(script(messages)), OPINION // 4)]


def forecast_words(found: Forecast) -> str:
    """The forecast in one line, numbers as ranges."""
    count = "1 conversation" if found.conversations == 1 else f"{found.conversations:,} conversations"
    if not found.model:
        said = "it asks no model" if found.free else "what it spends itself is not known here"
        return f"{found.assistant}: {count}; {said}"
    cost = "cost unknown (no price for this model)" if found.usd is None else f"cost {_usd(found.usd)} usd"
    return (
        f"{found.assistant}: {count}, {_range(found.calls)} calls, {_range(found.read)} tokens read, "
        f"{_range(found.written)} written, {cost}"
    )


def _range(number: float) -> str:
    return f"{round(number * (1 - SPREAD)):,} to {round(number * (1 + SPREAD)):,}"


def _usd(amount: float) -> str:
    low, high = amount * (1 - SPREAD), amount * (1 + SPREAD)
    digits = 2 if low >= 0.1 else 4
    return f"{low:,.{digits}f} to {high:,.{digits}f}"
