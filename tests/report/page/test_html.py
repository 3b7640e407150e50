"""The page of a run: right numbers, every conversation, and nothing in it that a transcript could bring to life."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from simulator.report.page.html import MOST_TALKS, page

EMPTY = ("meta", "input")
HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'><a href=javascript:alert(1)>\u202e\x00"
    "<!-- ]]> &lt;b&gt; <meta http-equiv=refresh content=0;url=//evil>"
)
SAFE_TAGS = set(
    "html head meta title style body main script h1 h2 p div span b a table thead tbody tr th td details summary label "
    "input select option svg line circle".split()
)


class Page(HTMLParser):
    """What a browser's parser sees: tags with attributes, texts by tag, and whether every tag was closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.comments: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append((self.open[-1] if self.open else "", data))

    def handle_comment(self, data):
        self.comments.append(data)

    def text(self, *tags: str) -> str:
        return "".join(text for tag, text in self.texts if not tags or tag in tags)


@pytest.fixture
def hostile(make_record):
    """A record in which every text that an agent, a tool or an author gives is hostile."""
    failure = {"kind": "wrong_call", "blame": "assistant", "where": HOSTILE, "expected": HOSTILE, "got": [HOSTILE]}
    call = {"id": HOSTILE, "type": "function", "function": {"name": HOSTILE, "arguments": {HOSTILE: HOSTILE}}}
    return make_record(
        "r1",
        scenario=HOSTILE,
        seed=HOSTILE,
        options={"assistant": HOSTILE, "user": "agenda", "mess": HOSTILE},
        case={"values": {}, "persona": HOSTILE, "backstory": HOSTILE},
        messages=[
            {"role": "system", "content": HOSTILE},
            {"role": "user", "content": HOSTILE},
            {"role": "assistant", "content": HOSTILE, "tool_calls": [call]},
            {"role": "tool", "content": HOSTILE, "tool_call_id": HOSTILE, "name": HOSTILE},
        ],
        notes=[{}, {"happened": [HOSTILE]}, {}, {"status": 500, "fault": HOSTILE}],
        end={"reason": "user_done", "blame": "none", "detail": HOSTILE},
        verdict={"passed": False, "failures": [failure], "matched": {}, "scores": {}},
    )


def test_nothing_of_a_transcript_comes_to_life(hostile):
    found = Page(page([(HOSTILE, [hostile, {**hostile, "id": "r2", "options": {"assistant": "other"}}])]))
    assert found.open == [] and found.comments == []
    assert {tag for tag, _ in found.tags} <= SAFE_TAGS
    assert [tag for tag, _ in found.tags].count("script") == 1
    for tag, given in found.tags:
        assert not [name for name in given if name.startswith("on") or name in ("src", "style", "xlink:href", "action")]
        assert tag != "a" or re.fullmatch(r"#talk\d+", given["href"])
        assert tag != "meta" or given.get("http-equiv") in (None, "Content-Security-Policy")
    assert "alert(1)" in found.text("span")
    assert "\u202e" not in found.text() and "\x00" not in found.text()


def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else(make_record):
    found = Page(page([("run", [make_record()])]))
    (policy,) = [given["content"] for tag, given in found.tags if given.get("http-equiv")]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for name in ("style", "script"):
        digest = b64encode(sha256(found.text(name).encode()).digest()).decode()
        assert rules[f"{name}-src"] == f"'sha256-{digest}'"


def test_scores_comparison_kinds_and_conversations_are_there(make_record):
    failed = {"passed": False, "failures": [{"kind": "not_said", "where": "say"}], "matched": {}, "scores": {}}

    def record(assistant, case):
        bad = assistant == "poor" and case < 5
        more = {"verdict": failed} if bad else {}
        return make_record(
            f"{assistant}{case}", case_id=f"c{case}", options={"assistant": assistant, "mess": ""}, **more
        )

    found = Page(page([("run", [record(name, case) for name in ("good", "poor") for case in range(10)])]))
    cells = found.text("td")
    assert "100 % [72-100]" in cells and "50 % [24-76]" in cells
    assert "good beats poor by 50.0 points" in found.text("p")
    talks = [given for tag, given in found.tags if given.get("class") == "talk"]
    assert [talk["data-verdict"] for talk in talks] == ["failed"] * 5 + ["passed"] * 15
    assert talks[0]["data-kind"] == "not_said"
    assert {given["href"] for tag, given in found.tags if tag == "a"} == {f"#{talks[0]['id']}"}
    assert sum(tag == "svg" for tag, _ in found.tags) >= 4


def test_the_same_records_give_the_same_page(make_record):
    records = [make_record(name) for name in ("a", "b")]
    assert page([("run", records)]) == page([("run", records)])


def test_a_large_run_shows_what_failed_first_and_says_what_is_left_out(make_record):
    few = {"messages": [], "notes": []}
    bad = {"passed": False, "failures": [{"kind": "crash", "where": ""}], "matched": {}, "scores": {}}
    records = [
        make_record(f"r{at}", **few, **({"verdict": bad} if at == 1_050 else {})) for at in range(MOST_TALKS + 100)
    ]
    found = Page(page([("run", records)]))
    talks = [given for tag, given in found.tags if given.get("class") == "talk"]
    assert (len(talks), talks[0]["data-verdict"]) == (MOST_TALKS, "failed")
    assert "100 more are in the run folder" in found.text("p")


def test_excluded_ones_are_said_first_with_their_cause(make_record):
    broken = make_record("b", end={"reason": "tool_fault", "blame": "tool"})
    found = Page(page([("run", [make_record("a"), broken])]))
    assert "1 conversations (50.0 %) do not count: tool: tool_fault (1)" in found.text("p")


def test_an_empty_run_is_a_page_too():
    assert "no conversations" in Page(page([("run", [])])).text("p")
