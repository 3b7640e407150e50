"""Reports reach any output, or none."""

from __future__ import annotations

import io
import sys

import pytest
from rich import box
from rich.table import Table

from simulator.report.screen import show


@pytest.fixture
def table():
    found = Table(box=box.SIMPLE_HEAD)
    found.add_column("name")
    found.add_row("caf\u00e9 \u2026")
    return found


def test_without_any_output_nothing_is_printed(table, monkeypatch, capsys):
    with monkeypatch.context() as without:
        without.setattr(sys, "stdout", None)
        show(table)
    closed = io.StringIO()
    closed.close()
    show(table, closed)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize(("encoding", "written"), [("ascii", b"caf\\xe9 \\u2026"), ("latin-1", b"caf\xe9 \\u2026")])
def test_what_an_output_cannot_write_is_escaped(table, monkeypatch, encoding, written, colour):
    monkeypatch.setenv("TERM", "xterm")
    if colour:
        monkeypatch.setenv("FORCE_COLOR", "1")
    else:
        monkeypatch.delenv("FORCE_COLOR", raising=False)
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding)
    show(table, file)
    file.flush()
    assert written in raw.getvalue()
    assert b"u2500" not in raw.getvalue()
