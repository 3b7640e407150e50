"""The plot of the audit page: one lane a figure, its band, the corpora in it, and the run's own figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from simulator.audit.bands import ASKED, Band
from simulator.audit.portrait import Row
from simulator.audit.show.table import SECTIONS, number
from simulator.frozen import dataclass

WIDTH, LANE, HEAD, TOP = 960, 29, 34, 6
LEFT, RIGHT = 290, 820
COLOURS = {"in": "#1a7f4b", "below": "#c2570c", "above": "#c2570c", "": "#1c2430"}
BANDS = {True: "#dfe6d8", False: "#cfe3f7"}
"""The fill of a bound of our own, and of a band of real people."""
ROOM = 1.08
FROM_HALF = "auc"
"""Figures that say nothing below a half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    low: float
    high: float

    def x(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        return round(LEFT + (RIGHT - LEFT) * (inside - self.low) / (self.high - self.low), 1)


def plot(rows: Sequence[Row]) -> str:
    """Inline SVG of the rows that have a figure and a band, section by section."""
    shown = [row for row in rows if row.value is not None and row.band]
    lines: list[str] = []
    y = float(TOP)
    for section in SECTIONS:
        of_section = [row for row in shown if row.section == section]
        if not of_section:
            continue
        lines.append(f'<text x="0" y="{y + 22:.1f}" font-weight="600">{escape(SECTIONS[section])}</text>')
        y += HEAD
        for row in of_section:
            lines += _lane(row, y + LANE / 2)
            y += LANE
    label = "Figures of this run beside the bands of real people"
    body = "\n".join(lines)
    return f'<svg viewBox="0 0 {WIDTH} {y + TOP:.0f}" role="img" aria-label="{label}">\n{body}\n</svg>'


def _lane(row: Row, y: float) -> Iterator[str]:
    band = row.band
    if band is None or row.value is None:
        return
    scale = _scale(row, band)
    colour = COLOURS[row.place]
    yield f'<text x="{LEFT - 10}" y="{y + 4:.1f}" text-anchor="end">{escape(row.label)}</text>'
    yield f'<line x1="{LEFT}" x2="{RIGHT}" y1="{y}" y2="{y}" stroke="#e3e7ec"/>'
    yield from _band(band, scale, y, BANDS[row.name in ASKED])
    for name, value in band.points.items():
        title = f"<title>{escape(name)} {number(value)}</title>"
        yield f'<circle cx="{scale.x(value)}" cy="{y}" r="2.5" fill="#5a7fa8">{title}</circle>'
    if row.low is not None and row.high is not None:
        ends = f'x1="{scale.x(row.low)}" x2="{scale.x(row.high)}"'
        yield f'<line {ends} y1="{y}" y2="{y}" stroke="{colour}" stroke-width="2"/>'
    at = scale.x(row.value)
    yield f'<path d="M{at} {y - 6} l5 6 l-5 6 l-5 -6 z" fill="{colour}"><title>{number(row.value)}</title></path>'
    place = "" if row.place == "in" else f" {row.place}"
    yield f'<text x="{RIGHT + 10}" y="{y + 4:.1f}" fill="{colour}">{number(row.value)}{place}</text>'


def _scale(row: Row, band: Band) -> _Scale:
    """From nothing, or a half where less says nothing, to a little over the largest of what is shown."""
    ends = (band.low, band.high, row.value, row.low, row.high, *band.points.values())
    high = max(max(end for end in ends if end is not None) * ROOM, 1e-9)
    if row.name.startswith(FROM_HALF):
        return _Scale(low=0.5, high=1.0)
    return _Scale(low=0.0, high=high if band.high is not None else max(high, 1.0))


def _band(band: Band, scale: _Scale, y: float, fill: str) -> Iterator[str]:
    """The band with its ends in figures below it."""
    left, right = scale.x(band.low or scale.low), scale.x(scale.high if band.high is None else band.high)
    yield f'<rect x="{left}" y="{y - 6}" width="{max(right - left, 2):.1f}" height="12" rx="3" fill="{fill}"/>'
    for value, x in ((band.low, left), (band.high, right)):
        if value is not None:
            yield f'<text class="end" x="{x:.1f}" y="{y + 15:.1f}" text-anchor="middle">{number(value)}</text>'
