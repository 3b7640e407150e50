"""Errors are ours and carry an exit code; failures of an agent are data and live in `labels`.

An error prints in three lines at most: where and what is wrong, then what to do.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from simulator.frozen import NamedTuple

MAX_WIDTH = 400
MAX_NAME = 80
KEYS = ("ANTHROPIC_API_KEY", "OPENAI_API_KEY")
SHORTEST_KEY = 8


class Place(NamedTuple):
    """A position in a file; line and column count from 1, 0 means the whole file."""

    path: str
    line: int = 0
    col: int = 0

    def __str__(self) -> str:
        path = _visible(self.path)
        path = path if len(path) <= MAX_WIDTH else "…" + path[1 - MAX_WIDTH :]
        return f"{path}:{self.line}:{self.col}" if self.line else path


class SimulatorError(Exception):
    """Something we must tell the user, with where it is and what to do about it."""

    exit_code = 4

    def __init__(self, message: str, *, place: Place | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = one_line(message)
        self.place = place
        self.hint = one_line(hint)

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head}\nhint: {self.hint}" if self.hint else head

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message, self.place, self.hint)


def _rebuild(kind: type[SimulatorError], message: str, place: Place | None, hint: str) -> SimulatorError:
    return kind(message, place=place, hint=hint)


class InputError(SimulatorError):
    """A scenario, document, flag or argument is wrong: exit code 2."""

    exit_code = 2


class InputErrors(InputError):
    """Several input errors found in one reading; each prints by itself."""

    def __init__(self, errors: Sequence[InputError]) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)

    def __reduce__(self) -> tuple[object, ...]:
        return InputErrors, (self.errors,)


class SetupError(SimulatorError):
    """A key, extra, server, disk or lock is missing, nothing was run: exit code 3."""

    exit_code = 3


class OurBug(SimulatorError):
    """The simulator itself broke a promise: exit code 4."""


def redact(text: str) -> str:
    """The text without any key of a provider that stands in the environment."""
    for name in KEYS:
        key = os.environ.get(name, "").strip()  # as it is sent
        if len(key) < SHORTEST_KEY:
            continue
        for written in (key, key.replace("\\", "\\\\")):
            if written in text:
                text = text.replace(written, f"[{name}]")
    return text


def one_line(text: str) -> str:
    """The text on one line, without keys, its control characters made visible, cut at a readable length."""
    flat = " ".join(redact(text).split())
    safe = _visible(flat)
    return safe if len(safe) <= MAX_WIDTH else safe[: MAX_WIDTH - 1] + "…"


def short(text: str) -> str:
    """A name as an error repeats it: enough to know it again."""
    return text if len(text) <= MAX_NAME else text[: MAX_NAME - 1] + "…"


def _visible(text: str) -> str:
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def closest(word: str, known: Sequence[str]) -> str:
    """A hint naming the nearest known word, or listing a few when none is near."""
    from difflib import get_close_matches  # loaded where something is wrong

    near = get_close_matches(word, known, n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    shown = ", ".join(sorted(known)[:8])
    return f"known: {shown}" if shown else "none is known here"
