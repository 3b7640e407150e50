"""Conversations as blocks that open: who said what, which calls were made, what was wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.metrics.excluded import cause
from simulator.report.page.markup import Markup, tag, together
from simulator.report.transcript import call_line, failure_line
from simulator.report.visible import short

Record = Mapping[str, Any]
TEXT = 4_000
RESULT = 1_000
OPTIONS = 60
SIFTED = (("verdict", "verdict"), ("assistant", "assistant"), ("scenario", "scenario"), ("kind", "failure kind"))


def verdict_of(record: Record) -> str:
    """passed, failed, or excluded."""
    return "excluded" if cause(record) else "passed" if record["verdict"]["passed"] else "failed"


def talk(record: Record, name: str) -> Markup:
    """One conversation, closed; `name` is its anchor."""
    verdict = verdict_of(record)
    kinds = kinds_of(record)
    facts = [record["scenario"], f"seed {record['seed']}", assistant_of(record), cause(record), ", ".join(kinds)]
    head = tag("summary", tag("span", verdict, class_=f"mark {verdict}"), " · ".join(["", *filter(None, facts)]))
    body = tag("div", *_turns(record), *_end(record), class_="turns")
    return tag(
        "details", head, body, class_="talk", id=name, data_verdict=verdict, data_assistant=assistant_of(record),
        data_scenario=record["scenario"], data_kind="\n".join(kinds),
    )  # fmt: skip


def kinds_of(record: Record) -> list[str]:
    """The kinds of failure of one conversation, each once."""
    return sorted({failure["kind"] for failure in record["verdict"]["failures"]})


def assistant_of(record: Record) -> str:
    """Who was tested."""
    return str(record["options"].get("assistant", ""))


def sieve(records: Sequence[Record]) -> Markup:
    """The fields that choose which conversations are shown."""
    values: dict[str, list[str]] = {
        "verdict": [verdict_of(record) for record in records],
        "assistant": [assistant_of(record) for record in records],
        "scenario": [str(record["scenario"]) for record in records],
        "kind": [kind for record in records for kind in kinds_of(record)],
    }
    fields = [tag("label", "words in it", tag("input", type="search", data_by="text"))]
    for name, title in SIFTED:
        options = sorted(set(values[name]))[:OPTIONS]
        choices = together(tag("option", "any", value=""), *(tag("option", one, value=one) for one in options))
        fields.append(tag("label", title, tag("select", choices, data_by=name)))
    return tag("div", *fields, class_="sift")


# --- one conversation -----------------------------------------------------------------------------------------------


def _turns(record: Record) -> Iterator[Markup]:
    case = record.get("case")
    if isinstance(case, Mapping) and case.get("backstory"):
        yield tag("p", str(case["backstory"]), class_="dim")
    notes = record["notes"]
    for at, message in enumerate(record["messages"]):
        note = notes[at] if at < len(notes) else {}
        text = short_text(message.get("content") or "", TEXT)
        if message["role"] == "tool":
            yield _result(text, note)
            continue
        if message["role"] == "system":
            head = tag("summary", f"system ({len(text.splitlines())} lines of policy)", class_="dim")
            yield tag("details", head, tag("div", tag("span", text), class_="turn whole"))
            continue
        if text or not message.get("tool_calls"):
            yield _row(message["role"], tag("span", text or "(silence)"))
        for event in note.get("happened", ()):
            yield _row("", tag("span", f"[event {event}]", class_="dim"))
        for call in message.get("tool_calls") or ():
            yield _row("", tag("span", f"→ {call_line(call['function'])}", class_="call"))


def _row(role: str, what: Markup) -> Markup:
    kind = f"turn {role}" if role in ("user", "assistant") else "turn"
    return tag("div", tag("b", role), what, class_=kind)


def _result(text: str, note: Mapping[str, Any]) -> Markup:
    status, fault = note.get("status", 200), note.get("fault", "")
    bad = bool(fault) or (isinstance(status, int) and status >= 400)
    shown = f"← {status} {short(text, RESULT)}" + (f"  [{fault}]" if fault else "")
    return _row("", tag("span", shown, class_="result bad" if bad else "result"))


def _end(record: Record) -> Iterator[Markup]:
    end = record["end"]
    detail = f": {end['detail']}" if end.get("detail") else ""
    yield tag("p", f"ended: {end['reason']}{detail}", class_="dim")
    for failure in record["verdict"]["failures"]:
        blame = failure.get("blame", "assistant")
        whose = "" if blame == "assistant" else f"  [blame: {blame}]"
        yield tag("p", failure_line(failure) + whose, class_="failed")
    yield tag("p", f"simulator replay RUN {record['id']}", class_="dim")


def short_text(text: Any, most: int) -> str:
    """A text with its line ends, cut where it is very long."""
    shown = text if isinstance(text, str) else str(text)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
