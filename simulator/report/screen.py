"""Where reports are printed: a terminal with its own width and colours, or plain text that is the same everywhere."""

from __future__ import annotations

import io
import sys
from typing import IO

from rich.console import Console, RenderableType

PLAIN_WIDTH = 100


def show(thing: RenderableType, file: IO[str] | None = None) -> None:
    """Prints on the file (stdout by default): in colour on a terminal, or where FORCE_COLOR asks for it."""
    file = file or sys.stdout
    console = Console(file=file, highlight=False)
    if console.is_terminal:
        console.print(thing)
    else:
        file.write(plain(thing) + "\n")


def plain(thing: RenderableType) -> str:
    """The thing as text, without colour and without spaces at line ends."""
    file = io.StringIO()
    Console(file=file, width=PLAIN_WIDTH, color_system=None, force_terminal=False, highlight=False).print(thing)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())
