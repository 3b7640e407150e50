"""The command `simulator`: each verb is a module of its own, loaded when it is asked for.

Data goes to stdout, talk to stderr. Exit codes: 0 fine, 1 failures found, 2 bad input, 3 set-up missing, 4 our own bug,
130 / 143 stopped.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from importlib import import_module
from typing import Any

import click

from simulator import __version__
from simulator.errors import InputErrors, OurBug, SetupError, SimulatorError

VERBS = {
    "check": "validate scenarios and API documents, prove their labels",
    "new": "write proven scenarios from an API document",
    "sample": "cases before anybody speaks: values, persona, backstory, goals and labels",
    "play": "one conversation, printed turn by turn, then its verdict",
    "generate": "play many cases and keep the verified conversations",
    "evaluate": "the same cases for every assistant: a score with its interval",
    "fuzz": "look for failing conversations, shrink each to a minimal one",
    "replay": "play a stored conversation again, byte for byte",
    "grade": "judge conversations that somebody else recorded, one JSON line each",
    "regrade": "judge a stored run by today's labels, list every verdict that flipped",
    "report": "what a run found, for people and for CI",
    "export": "training data from a run",
    "audit": "what a data set is like: realism, diversity, balance, leaks",
    "phrasebook": "learn wordings and habits from a log of your own",
}
SHOWN = 5
SELDOM = 50_000
"""New objects after which the collector looks for garbage: a command leaves little, and looking takes long."""
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Verbs(click.Group):
    """Finds a verb's module when the verb is used; --help loads none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        return _load(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


def _load(verb: str) -> click.Command:
    """The command of a verb. What it loads stays to the end, so nothing looks for garbage in it, now or later."""
    watched = gc.isenabled()
    gc.disable()
    try:
        command: click.Command = import_module(f"simulator.cli.{verb}").command
        gc.freeze()
    finally:
        if watched:
            gc.enable()
    return command


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]}, subcommand_metavar="VERB …")
@click.version_option(__version__, prog_name="simulator")
def simulator() -> None:
    """Simulated people talk to your assistant; every tool call is checked against ground truth."""


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits with its code."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # a check runs no foreign code, installed or not
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])
    signal.signal(signal.SIGTERM, _terminate)
    code = run(sys.argv[1:] if arguments is None else arguments)
    gc.freeze()  # the process ends: nobody has to look for garbage in what it leaves
    sys.exit(code)


_TERMINATED: list[int] = []


def _terminate(number: int, _frame: object) -> None:
    """SIGTERM takes the way of Ctrl-C, which lets a run close its files."""
    _TERMINATED.append(number)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell starts what runs in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.raise_signal(signal.SIGINT)


def run(arguments: list[str]) -> int:
    """The exit code of a command line; every error is printed in three lines at most."""
    debug = "--debug" in arguments
    arguments = [word for word in arguments if word != "--debug"]
    out = sys.stdout
    try:
        code = simulator.main(arguments, prog_name="simulator", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except (KeyboardInterrupt, click.exceptions.Abort):
        return _stopped(143 if _TERMINATED else 130)
    except click.ClickException as wrong:
        return _usage(wrong)
    except SystemExit:
        if sys.stdout is out:
            raise
        _close_stdout()  # click has put something else in its place: the reader went away
        return 0
    except Exception as error:
        if debug:
            raise
        return _say(_explained(error))


def _explained(error: Exception) -> SimulatorError:
    if isinstance(error, SimulatorError):
        return error
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return SetupError(f"nothing more can be written: {error.strerror}", hint="make room on the disk")
    hint = "please report it with the command; --debug shows where it happened"
    return OurBug(f"the simulator itself failed: {type(error).__name__}: {error}", hint=hint)


def _say(error: SimulatorError) -> int:
    errors: Any = error.errors if isinstance(error, InputErrors) else (error,)
    for each in errors[:SHOWN]:
        click.echo(f"error: {each}", err=True)
    if len(errors) > SHOWN:
        click.echo(f"and {len(errors) - SHOWN} more", err=True)
    return error.exit_code


def _usage(wrong: click.ClickException) -> int:
    context = getattr(wrong, "ctx", None)
    path = context.command_path if context else "simulator"
    click.echo(f"error: {wrong.format_message()}\nhint: {path} --help", err=True)
    return 2


def _stopped(code: int) -> int:
    click.echo("stopped; the same command goes on where this left off, if it had --out", err=True)
    return code


def _close_stdout() -> None:
    """Keeps the interpreter from complaining about a reader that went away."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
