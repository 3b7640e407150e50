"""A scenario proven before any run: chains hold, what is not known can be found out, the ground truth passes on sampled
cases, and doing nothing fails on each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from simulator.assistants.load import load_assistant
from simulator.authoring.links import broken_links
from simulator.authoring.needs import broken_needs
from simulator.authoring.proofs.blame import blamed, misdirected, unasked
from simulator.authoring.proofs.doubts import doubts
from simulator.authoring.proofs.edits import FEW, Edited, edited
from simulator.authoring.proofs.place import call_place
from simulator.authoring.proofs.possible import impossible, unmet_conditions
from simulator.authoring.recoverable import unreachable, unrecoverable
from simulator.config import RunConfig
from simulator.engine.run import Run, converse_now
from simulator.errors import InputError
from simulator.frozen import dataclass
from simulator.labels.label import Labels
from simulator.scenario.case import Case
from simulator.scenario.compile import Scenario
from simulator.scenario.load import load
from simulator.scenario.schema import FaultFile

CASES = 5
Record = Mapping[str, Any]
CaseOf = Callable[[str], Case]
FAULTY = 2
EDITED = 2
RARE = 100
MANY = 1000
SHOWN = 5
NOTHING = Edited()
CERTAIN = 1 - 2.0**-53


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was found out: problems, each with its line and the case that shows it; none where the labels are proven.

    `doubts` are no errors, and worth a second look.
    """

    problems: tuple[InputError, ...] = ()
    doubts: tuple[InputError, ...] = ()
    cases: int = 0
    edits: Edited = NOTHING

    @property
    def about(self) -> str:
        """What was proven, in a few words."""
        edits = self.edits
        done = f"; of {edits.edits} single edits {edits.fail} fail, {edits.equal} are as good" if edits.edits else ""
        return f"proven on {self.cases} cases{done}"

    def as_json(self) -> dict[str, int]:
        """The counts of `check --json`."""
        edits = self.edits
        return {"cases": self.cases, "edits": edits.edits, "edits_failing": edits.fail, "edits_as_good": edits.equal}


def prove(
    scenario: Scenario | str | Path, *, cases: int = CASES, edited_cases: int = EDITED, seed: str = "proof"
) -> list[InputError]:
    """What is wrong with needs, chains, facts and labels, each with the case that shows it; empty when proven."""
    return list(proof_of(scenario, cases=cases, edited_cases=edited_cases, seed=seed).problems)


def proof_of(
    scenario: Scenario | str | Path, *, cases: int = CASES, edited_cases: int = EDITED, seed: str = "proof"
) -> Proof:
    """The proof of a scenario on so many cases; on the first few also that every single edit fails or is as good."""
    loaded = scenario if isinstance(scenario, Scenario) else load(scenario)
    early = [*broken_needs(loaded), *broken_links(loaded), *unmet_conditions(loaded)]
    if early:
        return Proof(problems=tuple(early))
    config = RunConfig(paths=(), seed=seed, n=cases)
    case = cache(loaded.case)
    seeds = _seeds(loaded, case, config)
    problems = _first(list(impossible(loaded, case(seed))) for seed in seeds)
    problems = problems or [*_played(loaded, seeds, "reference"), *_played(loaded, _idle(case, seeds), "nothing")]
    edits = NOTHING
    for seed in _telling(case, seeds, edited_cases) if not problems else ():
        edits += edited(loaded, seed, most=FEW if edited_cases == EDITED else MANY)
        if edits.problems:
            break
    problems = problems or [*edits.problems[:SHOWN]] or _under_faults(loaded, config)
    remarks = () if problems else tuple(doubts(loaded, case(seeds[0])))
    return Proof(problems=tuple(problems), doubts=remarks, cases=len(seeds), edits=edits)


def _first(found: Iterable[list[InputError]]) -> list[InputError]:
    """What is wrong in the first case in which anything is."""
    return next((problems for problems in found if problems), [])


def _seeds(scenario: Scenario, case: CaseOf, config: RunConfig) -> list[str]:
    """The cases to prove: so many, and one more for each label that none of them has."""
    seeds = list(config.seeds())
    missing = {name for call, name, _ in scenario.parts.calls if call.when}
    for seed in seeds if missing else ():
        missing -= {label.id for label in case(seed).labels.calls}
    rare = range(len(seeds), RARE if missing else 0)
    for seed in [f"{config.seed}.{number}" for number in rare]:
        found = {label.id for label in case(seed).labels.calls} & missing
        seeds += [seed] if found else []
        missing -= found
        if not missing:
            break
    return seeds


def _telling(case: CaseOf, seeds: Sequence[str], most: int) -> list[str]:
    """So many cases to edit: the one with most labelled calls, then others; by default only such with other labels."""
    labels = {seed: [label.id for label in case(seed).labels.calls] for seed in seeds}
    first = max(seeds, key=lambda seed: len(labels[seed]))
    others = [seed for seed in seeds if seed != first and (most != EDITED or labels[seed] != labels[first])]
    return [first, *others][:most]


def _idle(case: CaseOf, seeds: Sequence[str]) -> list[str]:
    """The cases in which doing nothing has to be tried: the first, and each whose labels may be met without a call."""
    return [seed for at, seed in enumerate(seeds) if not at or not _asks_for_calls(case(seed).labels)]


def _asks_for_calls(labels: Labels) -> bool:
    """Whether every conversation without a call fails, whatever is said in it: each plan has a required call."""
    return all(any(not one.optional and not one.when for one in plan) for plan in (labels.calls, *labels.plans))


def _played(scenario: Scenario, seeds: Sequence[str], agent: str) -> list[InputError]:
    """What the first of these conversations shows to be wrong: the ground truth must pass, doing nothing must not."""
    run = Run(scenarios=[scenario], kinds=[load_assistant(agent)])
    wanted = agent == "reference"
    for seed in seeds:
        (task,) = run.tasks(RunConfig(paths=(), seed=seed, n=1))
        record = converse_now(run, task).record
        found = [*unasked(scenario, record)] or [*unrecoverable(scenario, record)] if wanted else []
        if not found and record["verdict"]["passed"] != wanted:
            found = _why_failed(scenario, run, record) if wanted else [_asks_for_nothing(scenario, record)]
        if found:
            return found
    return []


def _why_failed(scenario: Scenario, run: Run, record: Record) -> list[InputError]:
    """The label at fault, by what is known best; a planned fault where the ground truth passes without it."""
    if record["case"].get("faults"):
        without = _without_faults(scenario, run, record["seed"])
        if without["verdict"]["passed"]:
            return [InputError(_problem(record), place=scenario.document.place("faults"))]
        record = without
    found = next(iter([*misdirected(scenario, record), *unreachable(scenario, record)]), None) or blamed(
        scenario, record
    )
    return [found or InputError(_problem(record), place=scenario.document.place("labels"))]


def _without_faults(scenario: Scenario, run: Run, seed: str) -> Record:
    """The same case with none of the faults that may happen in it."""
    faults = [fault for fault in scenario.file.faults if fault.chance < 1]
    none = {_draw(fault): 0.0 for fault in faults}
    (task,) = run.tasks(RunConfig(paths=(), seed=seed, n=1))
    return converse_now(run, task, none).record


def _draw(fault: FaultFile) -> str:
    return f"case/fault/{fault.tool}/{fault.kind}/{fault.nth}"


def _asks_for_nothing(scenario: Scenario, record: Record) -> InputError:
    labels = record["case"]["labels"]
    optional = next((label for label in labels["calls"] if label.get("optional")), None)
    place = call_place(scenario, optional["id"], "optional") if optional else scenario.document.place("labels")
    what = f"case {record['seed']}: an assistant that does nothing passes; the labels ask for nothing"
    hint = "require a call (without `optional`), a text under say, or another outcome"
    return InputError(what, place=place, hint=hint)


def _under_faults(scenario: Scenario, config: RunConfig) -> list[InputError]:
    """What the ground truth cannot do while one of the planned faults happens for certain."""
    run = Run(scenarios=[scenario], kinds=[load_assistant("reference")])
    problems = []
    for index, fault in enumerate(scenario.file.faults):
        if fault.chance == 0:
            continue
        certain = {_draw(fault): CERTAIN}
        for task in run.tasks(config)[:FAULTY]:
            record = converse_now(run, task, certain).record
            if not record["verdict"]["passed"]:
                failures = "; ".join(explain(failure) for failure in record["verdict"]["failures"][:2])
                why = f"makes the goal impossible in case {record['seed']}: {failures}"
                message = f"fault {index + 1} ({fault.kind} on {fault.tool}) {why}"
                problems.append(InputError(message, place=scenario.document.place("faults", index)))
                break
    return problems


def _problem(record: Record) -> str:
    failures = "; ".join(explain(failure) for failure in record["verdict"]["failures"][:3])
    planned = ", ".join(f"{fault['kind']} on {fault['tool']}" for fault in record["case"].get("faults", ()))
    under = f" under the planned fault {planned}" if planned else ""
    return f"case {record['seed']}: the ground truth itself fails{under} ({record['end']['reason']}): {failures}"


def explain(failure: Mapping[str, Any]) -> str:
    """A failure in a few words."""
    found = f"{failure['kind']} at {failure['where']}" if failure["where"] else failure["kind"]
    if "expected" in failure or "got" in failure:
        found += f", expected {failure.get('expected')!r}, got {failure.get('got')!r}"
    return f"{found} ({failure['proof']})" if failure.get("proof") else found
