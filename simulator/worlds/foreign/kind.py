"""A world that is not ours, as the engine sees it: nothing of it runs before somebody has allowed that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from importlib import import_module

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.frozen import dataclass
from simulator.tools.spec import ToolSpec
from simulator.worlds.foreign.settings import ALLOWED, Settings
from simulator.worlds.foreign.starter import Starter
from simulator.worlds.world import Marks, Rows, World

WAITING = ("mcp", "http")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKind:
    """A world of kind python, mcp or http; `starter` is None until it is allowed."""

    settings: Settings
    tools: tuple[ToolSpec, ...]
    starter: Starter | None = None

    uses_faker = False

    @property
    def marks(self) -> Marks:
        return self.settings.marks

    @property
    def ours(self) -> bool:
        return self.starter is not None and self.starter.compares

    @property
    def waits(self) -> bool:
        """Whether its answers come from elsewhere, so that others can be had meanwhile."""
        return self.starter is not None and self.settings.kind in WAITING

    @property
    def shared(self) -> bool:
        """Whether all conversations are had with one and the same, which is reset before each."""
        return self.settings.kind == "http" and bool(self.settings.text("reset"))

    def allowed(self) -> ForeignKind:
        """The same world, ready to be opened; raises SetupError where it cannot be started."""
        if self.starter:
            return self
        kind = self.settings.kind  # its module is loaded when it is needed: an HTTP client costs more than most runs
        make: Callable[[Settings, Sequence[ToolSpec]], Starter] = getattr(
            import_module(f"simulator.worlds.foreign.{kind}"), kind.title()
        )
        return replace(self, starter=make(self.settings, self.tools))

    def check_rows(self, rows: Rows) -> list[InputError]:
        """What is wrong with rows a case wants to add."""
        del rows
        return []

    def open(self, rows: Rows, clock: datetime, draws: Draws) -> World:
        """A fresh world with these rows; raises InputError where nobody has allowed it."""
        if self.starter is None:
            raise refused(self.settings)
        return self.starter.open(rows, clock, draws)


def refused(settings: Settings) -> InputError:
    """Why a world is not started."""
    message = f"the world of kind {settings.kind} runs code of its own"
    return InputError(message, place=settings.document.place("kind"), hint=f"it starts {ALLOWED}")
