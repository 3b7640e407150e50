"""The audit as one HTML page: nothing is fetched, nothing runs, and every text is escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from simulator.audit.bands import figures
from simulator.audit.portrait import Portrait, Row
from simulator.audit.show.plot import plot
from simulator.audit.show.table import SECTIONS, counted, interval, limits, number

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430;
  background: #fff; }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100% } td, th { padding: .2rem .6rem .2rem 0; text-align: left;
  border-bottom: 1px solid #e3e7ec; vertical-align: top }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
.in { color: #1a7f4b } .below, .above { color: #a4480b; font-weight: 600 } .why, footer { color: #5b6672 }
svg { width: 100%; height: auto } svg text { font: 12px system-ui, sans-serif }
svg text:not([fill]) { fill: #1c2430 } svg text[font-weight] { font-weight: 600 }
svg text.end { font-size: 10px; fill: #5b6672 }
"""
MOST = 200


def page(portrait: Portrait, title: str) -> str:
    """The whole page."""
    return "\n".join(_parts(portrait, title)) + "\n"


def _parts(portrait: Portrait, title: str) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>Audit of {escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>"
    yield f"<h1>Audit of {escape(title)}</h1>"
    beside = f", beside real turns from {escape(portrait.real)}" if portrait.real else ""
    yield f"<p>{portrait.conversations:,} conversations, {portrait.turns:,} user turns{beside}.</p>"
    yield "<h2>Our users beside real people</h2>"
    yield "<p>Blue: where corpora of freely typed turns lie; green: what is asked for; dots: single corpora; diamond"
    yield "with its line: this run with its 95 % interval. Each lane has its own scale from 0, an AUC from 0.5.</p>"
    yield plot(portrait.rows)
    for section, heading in SECTIONS.items():
        yield from _section(heading, [row for row in portrait.rows if row.section == section])
    yield from _balance(portrait)
    yield from _findings(portrait)
    yield from _sources()
    yield "</body>\n</html>"


def _section(heading: str, rows: list[Row]) -> Iterator[str]:
    if not rows:
        return
    yield f"<h2>{escape(heading)}</h2>"
    head = ("", "n", "n", "n", "")
    yield _row("th", zip(("", "ours", "95 % interval", "band", ""), head, strict=True), start="<table>")
    for row in rows:
        found = row.place or (f"not measured: {row.why}" if row.why else "")
        cells = (row.label, number(row.value), interval(row), limits(row.band), found)
        yield _row("td", zip(cells, ("", "n", "n", "n", row.place or "why"), strict=True))
    yield "</table>"


def _row(tag: str, cells: object, start: str = "") -> str:
    texts = "".join(f'<{tag} class="{kind}">{escape(text)}</{tag}>' for text, kind in cells)  # type: ignore[attr-defined]
    return f"{start}<tr>{texts}</tr>"


def _balance(portrait: Portrait) -> Iterator[str]:
    yield "<h2>Balance</h2>"
    yield _row("th", [("by", ""), ("as if even", "n"), ("conversations", "")], start="<table>")
    for spread in portrait.balance:
        counts = ", ".join(f"{name} {count:,}" for name, count in spread.counts)
        yield _row("td", [(spread.name, ""), (f"{spread.even:.1f} of {len(spread.counts)}", "n"), (counts, "")])
    yield "</table>"


def _findings(portrait: Portrait) -> Iterator[str]:
    if portrait.slips:
        kinds = ", ".join(f"{kind.replace('_', ' ')} {share:.0f} %" for kind, share in portrait.slips.items())
        yield f"<h2>Slips</h2><p>{escape(kinds)}</p>"
    yield f"<h2>Leaks</h2><p>{escape(counted([leak.kind for leak in portrait.leaks]))}</p>"
    yield from _list([f"{leak.kind} {leak.seen} in message {leak.message} of {leak.record}" for leak in portrait.leaks])
    wrong = len({fault.record for fault in portrait.faults})
    yield f"<h2>User faults</h2><p>{wrong:,} of {portrait.conversations:,} conversations</p>"
    yield from _list(
        [f"{fault.kind} in message {fault.message} of {fault.record}: {fault.detail}" for fault in portrait.faults]
    )


def _list(items: list[str]) -> Iterator[str]:
    if items:
        yield "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items[:MOST]) + "</ul>"
    if len(items) > MOST:
        yield f"<p>and {len(items) - MOST:,} more</p>"


def _sources() -> Iterator[str]:
    known = figures()
    yield f"<footer><h2>Sources of the bands</h2><p>{escape(known['about'])}</p>"
    yield from _list([f"{name}: {source}" for name, source in known["sources"].items()])
    yield "</footer>"
