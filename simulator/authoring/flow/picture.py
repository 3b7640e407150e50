"""Tools and links as one HTML page that needs nothing else: an inline SVG in layers and a table, no script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from simulator.authoring.flow.layers import in_layers
from simulator.authoring.flow.links import Link
from simulator.frozen import dataclass
from simulator.tools.spec import ToolSpec

BEND = 90
MOST_TOOLS = 60
MOST_SOURCES = 3
MOST_ROWS = 1_000
LABELLED = 24
WIDTH, HEIGHT, GAP, COLUMN = 220, 36, 14, 420
_STYLE = """
body{font:14px/1.45 system-ui,sans-serif;margin:2rem;color:#1c2430;background:#fff}
h1{font-size:1.3rem;margin:0 0 .2rem}p{margin:.2rem 0 1rem;color:#556}
svg{display:block;max-width:100%;height:auto}
.tool rect{fill:#f3f6fa;stroke:#9fb0c3}.tool.writes rect{fill:#fff3e2;stroke:#d9a55b}
.tool text{font-size:12px;font-weight:600;fill:#1c2430}.tool .path{font-size:10px;font-weight:400;fill:#667}
.link path{fill:none;stroke:#4a78b5;stroke-width:1.6}.link.weak path{stroke-dasharray:5 4;stroke:#9aa7b8}
.link:hover path{stroke:#c2410c;stroke-width:3}
.link text{font-size:10px;fill:#345;paint-order:stroke;stroke:#fff;stroke-width:3px}
.head{fill:#4a78b5}
table{border-collapse:collapse;margin:1rem 0 2.5rem}th,td{text-align:left;padding:.2rem .8rem .2rem 0;
border-bottom:1px solid #e3e8ee;vertical-align:top}td.n{font-variant-numeric:tabular-nums}
code{font:12px ui-monospace,monospace}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """One document to be drawn."""

    title: str
    tools: Sequence[ToolSpec]
    links: Sequence[Link]


def page(sketches: Iterable[Sketch]) -> str:
    """The page; every text of a document is escaped."""
    body = "\n".join(_section(sketch) for sketch in sketches)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="viewport" content="width=device-width">\n<title>Tools and links</title>\n'
        f"<style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _section(sketch: Sketch) -> str:
    linked = _linked(sketch)
    drawn = linked[:MOST_TOOLS]
    names = {tool.name for tool in drawn}
    links = [link for link in sketch.links if {link.source, link.target} <= names]
    edges = _edges(links)
    notes = [f"{len(sketch.tools)} tools, {len(sketch.links)} links"]
    if len(linked) > len(drawn):
        notes.append(f"drawn are the {len(drawn)} tools with the most links, of {len(linked)} that have any")
    if alone := len(sketch.tools) - len(linked):
        notes.append(f"{alone} without a link are not drawn")
    if (left := len({(link.source, link.target) for link in links}) - len(edges)) > 0:
        notes.append(f"{left} less sure pairs stand in the table only")
    head = f"<h1>{escape(sketch.title)}</h1>\n<p>{escape('; '.join(notes))}. "
    legend = "Orange tools change something; a dashed line is less sure. Point at a line to see its fields.</p>\n"
    return head + legend + (_svg(drawn, edges) if edges else "") + _table(sketch.links)


def _linked(sketch: Sketch) -> list[ToolSpec]:
    """The tools that have links, those with the most first where not all can be drawn."""
    count: dict[str, int] = {}
    for link in sketch.links:
        for name in (link.source, link.target):
            count[name] = count.get(name, 0) + 1
    found = [tool for tool in sketch.tools if tool.name in count]
    return sorted(found, key=lambda tool: -count[tool.name]) if len(found) > MOST_TOOLS else found


def _edges(links: Sequence[Link]) -> dict[tuple[str, str], list[Link]]:
    """The pairs of tools to join, for each argument its surest sources."""
    found: dict[tuple[str, str], list[Link]] = {}
    count: dict[tuple[str, str], int] = {}
    for link in sorted(links, key=lambda one: -one.confidence):
        place = link.target, link.argument
        count[place] = count.get(place, 0) + 1
        if count[place] <= MOST_SOURCES:
            found.setdefault((link.source, link.target), []).append(link)
    return found


def _svg(tools: Sequence[ToolSpec], edges: Mapping[tuple[str, str], Sequence[Link]]) -> str:
    known = {tool.name: tool for tool in tools}
    joined = {name for pair in edges for name in pair}
    layers = in_layers([name for name in known if name in joined], list(edges))
    tallest = max(len(layer) for layer in layers)
    column = {name: place for place, layer in enumerate(layers) for name in layer}
    side = (
        BEND if any(column[a] >= column[b] for a, b in edges if {a, b} <= column.keys()) else 10
    )  # a line that points back goes round about
    width = (len(layers) - 1) * COLUMN + WIDTH + 2 * side
    height = tallest * (HEIGHT + GAP) + 10
    at = {}
    for number, layer in enumerate(layers):
        top = 5 + (tallest - len(layer)) * (HEIGHT + GAP) / 2
        for row, name in enumerate(layer):
            at[name] = (side + number * COLUMN, top + row * (HEIGHT + GAP))
    # one label for each box, of the line that is surest: the others would lie on it
    surest = {b: a for a, b in reversed(list(edges))} if len(edges) <= LABELLED else {}
    parts = [_line(at[a], at[b], found, labelled=surest.get(b) == a) for (a, b), found in edges.items()]
    parts += [_box(known[name], *place) for name, place in at.items()]
    return (
        f'<svg role="img" aria-label="tools and links" width="{width}" height="{height:g}" '
        f'viewBox="0 0 {width} {height:g}" xmlns="http://www.w3.org/2000/svg">\n'
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _box(tool: ToolSpec, x: float, y: float) -> str:
    kind = "tool writes" if tool.writes else "tool"
    path = f"{tool.method.upper()} {tool.path}".strip()
    label = f'<text x="{x + 8:g}" y="{y + (15 if path else 22):g}">{escape(_cut(tool.name, 27))}</text>'
    below = f'<text class="path" x="{x + 8:g}" y="{y + 29:g}">{escape(_cut(path, 38))}</text>' if path else ""
    title = escape(" ".join(f"{tool.name} {path} {tool.description}".split())[:300])
    box = f'<rect x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="5"/>'
    return f'<g class="{kind}"><title>{title}</title>{box}{label}{below}</g>'


def _line(start: tuple[float, float], end: tuple[float, float], links: Sequence[Link], *, labelled: bool) -> str:
    """A curve from the right of one box to the left of the other; round about where that lies behind."""
    x1, y1, x2, y2 = start[0] + WIDTH, start[1] + HEIGHT / 2, end[0], end[1] + HEIGHT / 2
    bend = max(60.0, (x2 - x1) / 2) if x2 > x1 else float(BEND + 20)
    curve = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"
    said = [f"{link.field} → {link.argument}" for link in links]
    title = escape("\n".join(f"{link.source}.{link.field} → {link.target}.{link.argument}" for link in links))
    kind = "link" if max(link.confidence for link in links) >= 0.8 else "link weak"
    more = f" +{len(said) - 1}" if len(said) > 1 else ""
    text = (
        f'<text x="{x2 - 8:g}" y="{y2 - 5:g}" text-anchor="end">{escape(_cut(said[0], 32) + more)}</text>'
        if labelled
        else ""
    )
    return f'<g class="{kind}"><title>{title}</title><path d="{curve}" marker-end="url(#head)"/>{text}</g>'


def _table(links: Sequence[Link]) -> str:
    if not links:
        return "<p>No result shows what another call is made with.</p>\n"
    rows = "\n".join(
        f"<tr><td><code>{escape(link.source)}</code></td><td><code>{escape(link.field)}</code></td>"
        f"<td><code>{escape(link.target)}</code></td><td><code>{escape(link.argument)}</code></td>"
        f'<td class="n">{link.confidence:.2f}</td><td>{escape(link.reason)}</td></tr>'
        for link in links[:MOST_ROWS]
    )
    more = f"<p>and {len(links) - MOST_ROWS} more; --json lists all.</p>" if len(links) > MOST_ROWS else ""
    head = "".join(f"<th>{word}</th>" for word in ("result of", "field", "feeds", "argument", "sure", "because"))
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>\n{more}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
