"""The ladder of worse and worse documentation: on each rung an assistant is shown less of the tools, or more of others.

0 as they are, 1 without descriptions, 2 under short names as well, 3 among tools of other services as well, 4 with a
tool that is needed left out as well: then the right outcome is to say that it cannot be done, or to hand over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from simulator.frozen import dataclass
from simulator.labels.label import CallLabel, Labels, Outcome
from simulator.lookup import shipped
from simulator.tools.spec import ToolSpec
from simulator.worlds.disguise import Disguise, shortened, undescribed
from simulator.worlds.service import Service, load_service
from simulator.worlds.toolset import Toolset

UNDESCRIBED, SHORT, CROWDED, LACKING = 1, 2, 3, 4
ADDED = 3
UNABLE = (Outcome(name="refused", also=("handed_over", "failed")),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """How far down the ladder a scenario stands; `lacking` is the tool that was left out, "" where none was."""

    number: int = 0
    lacking: str = ""

    def labels(self, labels: Labels) -> Labels:
        """The ground truth where a needed tool is not there."""
        return _without(labels, self.lacking) if self.lacking else labels


TOP = Rung()


def lower(toolset: Toolset, number: int, needed: str) -> tuple[Toolset, Rung]:
    """The tools as this rung shows them; `needed` is the tool that the lowest one leaves out."""
    own = tuple(toolset.tools.values())
    lacking = needed if number >= LACKING else ""
    if number >= CROWDED:
        toolset = toolset.with_services(_distractors(toolset))
    known = tuple(tool for tool in own if tool.name != lacking)
    shown = tuple(undescribed(tool) for tool in toolset.tools.values() if tool.name != lacking)
    names = {tool.name: tool.name for tool in shown}
    arguments: dict[str, dict[str, str]] = {}
    if number >= SHORT:
        shown, names, arguments = shortened(shown)
    return (
        toolset.behind(Disguise(shown=shown, known=known, names=names, arguments=arguments)),
        Rung(number=number, lacking=lacking),
    )


def needed_tool(calls: Sequence[CallLabel], tools: Sequence[str]) -> str:
    """The tool without which the request cannot be done: that of the last call that is asked for; "" where none is."""
    wanted = [call.name for call in calls if not call.optional]
    writing = [name for name in wanted if name in tools]
    return (writing or wanted or [""])[-1]


def _without(labels: Labels, lacking: str) -> Labels:
    """Look-ups may still be made, changes that need nothing of the missing tool are still wanted in the same way."""
    gone = {call.id for call in labels.calls if call.name == lacking}
    while more := {call.id for call in labels.calls if gone & set(call.after)} - gone:
        gone |= more
    goals = {call.goal for call in labels.calls if call.id in gone}
    return replace(
        labels,
        calls=tuple(
            replace(call, optional=True) if call.goal in goals else call for call in labels.calls if call.id not in gone
        ),
        say=(),
        rules=tuple(rule for rule in labels.rules if rule.tool != lacking),
        outcome=UNABLE,
    )


def _distractors(toolset: Toolset) -> Iterator[Service]:
    """Some tools of every shipped service whose tools and tables are others than those that are there."""
    tools, tables = set(toolset.tools), set(toolset.marks)
    for folder in sorted((shipped() / "tools_specs").glob("*")):
        service = _service(folder)
        if service is None or tools & {tool.name for tool in service.tools} or tables & set(service.marks):
            continue
        tools |= {tool.name for tool in service.tools}
        tables |= set(service.marks)
        yield replace(service, name=f"also {service.name}", tools=_some(service.tools), inputs={})


def _service(folder: Path) -> Service | None:
    return load_service(folder) if folder.is_dir() else None


def _some(tools: Sequence[ToolSpec]) -> tuple[ToolSpec, ...]:
    """Reads and writes in turn, in the order of their names."""
    ordered = sorted(tools, key=lambda tool: tool.name)
    reads, writes = ([tool for tool in ordered if tool.writes == kind] for kind in (False, True))
    return (*writes[: ADDED - 1], *reads[: ADDED - len(writes[: ADDED - 1])])
