"""Where reports are printed: a terminal with its own width and colours, or plain text that is the same everywhere.

What the output cannot write is shown as an escape; where there is no output at all, nothing is printed.
"""

from __future__ import annotations

import io
import sys
from typing import IO

from rich.console import Console, RenderableType

PLAIN_WIDTH = 100


class _AsciiText(io.StringIO):
    """Text in memory that tells rich to draw its tables with ASCII."""

    encoding = "ascii"


def show(thing: RenderableType, file: IO[str] | None = None) -> None:
    """Prints on the file (stdout by default): in colour on a terminal, or where FORCE_COLOR asks for it."""
    file = file or sys.stdout
    if file is None or file.closed:
        return
    console = Console(file=file, highlight=False)
    if console.is_terminal:
        with console.capture() as drawn:
            console.print(thing)
        text = drawn.get()
    else:
        text = plain(thing, io.StringIO() if console.encoding.startswith("utf") else _AsciiText()) + "\n"
    encoding = getattr(file, "encoding", None) or "utf-8"
    file.write(text.encode(encoding, "backslashreplace").decode(encoding))


def plain(thing: RenderableType, file: io.StringIO | None = None) -> str:
    """The thing as text, without colour and without spaces at line ends."""
    file = file or io.StringIO()
    Console(file=file, width=PLAIN_WIDTH, color_system=None, force_terminal=False, highlight=False).print(thing)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())
