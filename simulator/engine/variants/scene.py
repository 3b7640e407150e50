"""A case with one thing changed that must make no difference to what is done: noise, wording, persona, tools, dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from simulator.draws import Draws
from simulator.engine.variants.names import AGAIN, DAYS, SHIFT
from simulator.errors import InputError
from simulator.frozen import dataclass
from simulator.personas.library import find_persona
from simulator.scenario.case import Case
from simulator.scenario.compile import Scenario
from simulator.scenario.load import load
from simulator.scenario.plan import on_rung
from simulator.tools.spec import ToolSpec
from simulator.values.late import Late
from simulator.worlds.disguise import Disguise
from simulator.worlds.toolset import Toolset

PLAIN, OTHER = "plain", "terse_commuter"
CLEAN, MESSY = "clean", "realistic"
DAY = Late(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
UNRELATED = ToolSpec(
    name="get_tide_table",
    description="Tells when it is high and low water at a harbour on a day. Changes nothing.",
    parameters={
        "type": "object",
        "properties": {"harbour": {"type": "string"}, "day": {"type": "string", "format": "date"}},
        "required": ["harbour", "day"],
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that a conversation is played with; `talk` is for the assistant, `user` for the user."""

    case: Case
    toolset: Toolset
    mess: str
    talk: Draws
    user: Draws


def varied(scene: Scene, variant: str) -> Scene:
    """The scene with what the variant changes; dates are moved in the scenario already."""
    change = CHANGES.get(variant)
    return change(scene) if change else scene


def _again(scene: Scene) -> Scene:
    return replace(scene, talk=scene.talk.at("again"))


def _noise(scene: Scene) -> Scene:
    return replace(scene, mess=MESSY if scene.mess == CLEAN else CLEAN)


def _wording(scene: Scene) -> Scene:
    return replace(scene, user=scene.user.at("other words"))


def _persona(scene: Scene) -> Scene:
    other = find_persona(OTHER if scene.case.persona.name == PLAIN else PLAIN)
    return replace(scene, case=replace(scene.case, persona=other))


def _order(scene: Scene) -> Scene:
    return replace(scene, toolset=_showing(scene.toolset, tuple(reversed(scene.toolset.shown))))


def _extra(scene: Scene) -> Scene:
    shown = scene.toolset.shown
    taken = {tool.name for tool in shown}
    extra = replace(UNRELATED, name=next(name for name in _names() if name not in taken))
    return replace(scene, toolset=_showing(scene.toolset, (extra, *shown)))


def _names() -> Any:
    yield UNRELATED.name
    number = 1
    while True:
        number += 1
        yield f"{UNRELATED.name}_{number}"


def _showing(toolset: Toolset, shown: tuple[ToolSpec, ...]) -> Toolset:
    """The same tools, shown otherwise; what calls mean stays as it was."""
    if toolset.disguise:
        return toolset.behind(replace(toolset.disguise, shown=shown))
    own = tuple(toolset.tools.values())
    return toolset.behind(Disguise(shown=shown, known=own, names={tool.name: tool.name for tool in own}))


CHANGES: Mapping[str, Callable[[Scene], Scene]] = {
    AGAIN: _again, "noise": _noise, "wording": _wording, "persona": _persona, "order": _order, "extra": _extra,
}  # fmt: skip


# --- dates ------------------------------------------------------------------------------------------------------------


def shifted(scenario: Scenario, kept: dict[str, Scenario]) -> Scenario:
    """The scenario with every date of its text moved; raises InputError where no case is left of it."""
    asked = sorted(map(str, [*scenario.given.items(), *scenario.do.items()]))
    key = f"{SHIFT}\0{scenario.name}\0{scenario.rung.number}\0{asked}"
    if key not in kept:
        try:
            found = load(scenario.document.path, edit=lambda text: moved(text, DAYS))
            found = found.under(moved(dict(scenario.given), DAYS), moved(dict(scenario.do), DAYS))
        except InputError as wrong:
            message = (
                f"the scenario {scenario.name!r} does not hold with its dates moved by {DAYS} days: {wrong.message}"
            )
            raise InputError(message, place=wrong.place) from None
        kept[key] = on_rung(found, scenario.rung.number)
    return kept[key]


def moved(found: Any, days: int) -> Any:
    """The same with every day of the form 2030-03-14 in its texts moved."""
    if isinstance(found, str):
        return DAY.sub(lambda match: _moved(match[0], days), found)
    if isinstance(found, Mapping):
        return {moved(key, days): moved(value, days) for key, value in found.items()}
    return [moved(one, days) for one in found] if isinstance(found, list | tuple) else found


def _moved(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return day
