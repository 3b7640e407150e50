"""Rates drawn as a dot in its interval, on one scale from 0 to 100 %: inline SVG, coloured by the page's style."""

from __future__ import annotations

from simulator.metrics.compare import Comparison
from simulator.metrics.interval import Rate
from simulator.report.page.markup import Markup, tag
from simulator.report.rates import percent

WIDTH, HEIGHT, EDGE = 180, 18, 5
SPAN = WIDTH - 2 * EDGE


def rate_plot(rate: Rate | None) -> Markup:
    """The interval as a line and the rate as a dot; nothing where it rests on nothing."""
    if rate is None or not rate.cases:
        return Markup("")
    shapes = [_line(EDGE, WIDTH - EDGE, "axis"), _line(_at(rate.low), _at(rate.high), "span")]
    return _drawn(percent(rate), [*shapes, _dot(_at(rate.value))])


def difference_plot(found: Comparison) -> Markup:
    """The same for a difference, on a scale from -100 to 100 points with a mark at 0."""
    low, value, high = (_at((share + 1) / 2) for share in (found.low, found.difference, found.high))
    zero = tag("line", x1=f"{_at(0.5):.1f}", x2=f"{_at(0.5):.1f}", y1=2, y2=HEIGHT - 2, class_="zero")
    shapes = [_line(EDGE, WIDTH - EDGE, "axis"), zero, _line(low, high, "span")]
    return _drawn(str(found), [*shapes, _dot(value)])


def _drawn(said: str, shapes: list[Markup]) -> Markup:
    title = tag("title", said)
    return tag(
        "svg", title, *shapes, role="img", width=WIDTH, height=HEIGHT, viewBox=f"0 0 {WIDTH} {HEIGHT}", class_="plot"
    )


def _at(share: float) -> float:
    return EDGE + SPAN * share


def _line(start: float, end: float, kind: str) -> Markup:
    middle = HEIGHT / 2
    return tag("line", x1=f"{start:.1f}", x2=f"{end:.1f}", y1=middle, y2=middle, class_=kind)


def _dot(at: float) -> Markup:
    return tag("circle", cx=f"{at:.1f}", cy=HEIGHT / 2, r=4, class_="dot")
