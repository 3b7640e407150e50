"""The plot of the audit page: one lane a figure, its band, the corpora in it, and the run's own figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from simulator.audit.portrait import Row
from simulator.audit.show.table import number

WIDTH, LANE, TOP = 900, 24, 10
LEFT, RIGHT = 290, 820
COLOURS = {"in": "#1a7f4b", "below": "#c2570c", "above": "#c2570c", "": "#1c2430"}
ROOM = 1.08


def plot(rows: Sequence[Row]) -> str:
    """Inline SVG of the rows that have a figure and a band."""
    shown = [row for row in rows if row.value is not None and row.band]
    height = TOP * 2 + LANE * len(shown)
    lanes = "\n".join(line for at, row in enumerate(shown) for line in _lane(row, TOP + LANE * at + LANE / 2))
    label = "Figures of this run beside the bands of real people"
    return f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">\n{lanes}\n</svg>'


def _lane(row: Row, y: float) -> Iterator[str]:
    band = row.band
    if band is None or row.value is None:
        return
    ends = [
        end for end in (band.low, band.high, row.value, row.low, row.high, *band.points.values()) if end is not None
    ]
    top = max(max(ends) * ROOM, 1e-9)
    if band.high is None:
        top = max(top, 1.0)

    def x(value: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * min(max(value, 0.0), top) / top, 1)

    low, high = x(band.low or 0.0), x(top if band.high is None else band.high)
    colour = COLOURS[row.place]
    yield f'<text x="{LEFT - 10}" y="{y + 4:.1f}" text-anchor="end">{escape(row.label)}</text>'
    yield f'<line x1="{LEFT}" x2="{RIGHT}" y1="{y}" y2="{y}" stroke="#e3e7ec"/>'
    yield f'<rect x="{low}" y="{y - 6}" width="{max(high - low, 2):.1f}" height="12" rx="3" fill="#cfe3f7"/>'
    for name, value in band.points.items():
        title = f"<title>{escape(name)} {number(value)}</title>"
        yield f'<circle cx="{x(value)}" cy="{y}" r="2.5" fill="#5a7fa8">{title}</circle>'
    if row.low is not None and row.high is not None:
        yield f'<line x1="{x(row.low)}" x2="{x(row.high)}" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="2"/>'
    at = x(row.value)
    yield f'<path d="M{at} {y - 6} l5 6 l-5 6 l-5 -6 z" fill="{colour}"><title>{number(row.value)}</title></path>'
    yield f'<text x="{RIGHT + 10}" y="{y + 4:.1f}">{number(row.value)}</text>'
