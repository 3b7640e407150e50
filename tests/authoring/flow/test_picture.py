from __future__ import annotations

from html.parser import HTMLParser

import pytest

from simulator.authoring.flow.layers import in_layers
from simulator.authoring.flow.links import Link
from simulator.authoring.flow.picture import MOST_TOOLS, Sketch, page
from simulator.tools.spec import ToolSpec

HOSTILE = "<script>alert(1)</script>\"&'>"


class Page(HTMLParser):
    """What a page holds: its tags and attributes, its texts, and whether every tag was closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "path", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data):
        self.texts.append(data)


def tool(name: str) -> ToolSpec:
    return ToolSpec(name=name, description=HOSTILE, parameters={}, method="get", path=f"/{name}")


def link(source: str, target: str, argument: str = "a_id") -> Link:
    return Link(source=source, field="id", target=target, argument=argument, confidence=0.9, reason=HOSTILE)


def drawn(count: int) -> Page:
    names = [f"tool_{number:03}" for number in range(count)]
    links = [link(names[number // 3], names[number]) for number in range(1, count)]
    return Page(page([Sketch(title=HOSTILE, tools=[tool(name) for name in names], links=links)]))


@pytest.mark.parametrize("count", [5, 60, 200])
def test_the_page_needs_nothing_and_runs_nothing(count):
    found = drawn(count)
    names = {name for name, _ in found.tags}
    assert found.open == []
    assert not names & {"script", "link", "img", "iframe", "object", "use", "image", "foreignobject", "a"}
    for name, given in found.tags:
        assert not [key for key in given if key.startswith("on") or key in ("href", "src", "xlink:href")]
        assert name != "meta" or given.get("http-equiv") != "refresh"
    policy = [given["content"] for name, given in found.tags if "http-equiv" in given]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_texts_of_a_document_are_escaped():
    assert HOSTILE in "".join(drawn(5).texts)


def test_labels_do_not_lie_on_each_other_and_lines_back_stay_inside():
    links = [link("first", "third"), link("second", "third"), link("third", "first")]
    found = Page(page([Sketch(title="t", tools=[tool(name) for name in ("first", "second", "third")], links=links)]))
    labels = [given for name, given in found.tags if name == "text" and given.get("text-anchor") == "end"]
    assert len({(given["x"], given["y"]) for given in labels}) == len(labels) == 2
    (width,) = [float(str(given["width"])) for name, given in found.tags if name == "svg"]
    right = [float(str(given["x"])) + float(str(given["width"])) for name, given in found.tags if name == "rect"]
    assert width - max(right) > 80


def test_a_large_document_is_cut_and_says_so():
    found = drawn(200)
    boxes = [given for name, given in found.tags if name == "rect"]
    assert 10 < len(boxes) <= MOST_TOOLS
    assert "drawn are the 60 tools" in "".join(found.texts)


def test_boxes_do_not_lie_on_each_other_and_stay_inside():
    found = drawn(60)
    boxes = [given for name, given in found.tags if name == "rect"]
    places = {(float(box["x"]), float(box["y"])) for box in boxes}
    assert len(places) == len(boxes) == 60
    frame = next(given for name, given in found.tags if name == "svg")
    for box in boxes:
        assert float(box["x"]) + float(box["width"]) <= float(frame["width"])
        assert float(box["y"]) + float(box["height"]) <= float(frame["height"])


def test_layers_follow_the_arrows_and_circles_end():
    layers = in_layers(["c", "b", "a"], [("a", "b"), ("b", "c"), ("c", "a")])
    assert layers == [["a"], ["b"], ["c"]]
