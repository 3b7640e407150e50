"""The user as a whole: every value told stands in the text, nothing is invented, the same draws give the same words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import product

from simulator.messages import Reading
from simulator.personas.library import names
from simulator.scenario.case import Event, Goal, Slot
from simulator.values.mention import mentions

CLOCK = datetime(2030, 2, 20, 9, tzinfo=UTC)
CLINIC = Goal(
    id="clinic",
    says=("I'd like to book an appointment on 5 March.", "Can you book me in with a doctor?"),
    slots={
        slot.name: slot
        for slot in (
            Slot(name="patient", value="Zoë van der Berg", words=("name", "full name")),
            Slot(name="birth_date", value="1984-11-02", words=("date of birth", "birthday")),
            Slot(name="date", value="2030-03-05", words=("day", "date")),
            Slot(name="time", value="14:30", words=("time",)),
            Slot(name="people", value=2, words=("number of people",)),
            Slot(name="email", value="zoe.berg@example.org"),
            Slot(name="insuranceId", value="AB-77120"),
            Slot(name="price", value=19.5, words=("price limit",)),
            Slot(name="first_visit", value=True, words=("first visit",)),
            Slot(name="tests", value=["blood", "eye"], words=("tests",)),
            Slot(name="doctor", value="Dr Kim", knows="wrong", believed="Dr Chen"),
            Slot(name="card", value="4711", knows="no"),
        )
    },
    volunteers=("date", "time"),
)
EVENTS = (
    Event(id="fix", act="correct", when="before_write", goal="clinic", set={"people": 3}),
    Event(id="new", act="change_goal", when="before_write", goal="clinic", set={"date": "2030-03-12"}),
)
SCRIPT = (
    None,
    Reading(asks=("patient", "birth_date"), question=True),
    Reading(asks=("people",), question=True),
    Reading(asks=("email", "insuranceId", "first_visit"), question=True),
    Reading(understood=False),
    Reading(asks=("price", "tests", "doctor", "card"), question=True),
    Reading(asks=("email",), question=True),
    Reading(confirms=True, question=True, values={"date": "right"}),
    Reading(confirms=True, question=True, values={"date": "right", "people": "wrong"}),
    Reading(confirms=True, question=True, values={"date": "right"}),
    Reading(claim="done"),
)


def turns(talk, mess: str):
    for persona, seed in product(names(), range(6)):
        one = talk(CLINIC, persona=persona, seed=str(seed), mess=mess, events=EVENTS)
        for reading in SCRIPT:
            turn = one.hears(reading)
            yield turn
            if turn.end:
                break


def said(note, message):
    return {span.slot: message.content[span.start : span.end] for span in note.spans}


def test_every_value_told_is_found_in_the_text(talk):
    seen = set()
    for mess in ("clean", "realistic", "fuzz"):
        for turn in turns(talk, mess):
            for message, note in zip(turn.messages, turn.notes, strict=True):
                for slot, value in note.told.items():
                    seen.add(slot)
                    assert isinstance(value, bool) or mentions(value, message.content, CLOCK), (slot, message.content)
                assert set(said(note, message)) == set(note.told)
    assert seen == set(CLINIC.slots) - {"card"}


def test_no_turn_says_a_value_it_does_not_note(talk):
    allowed = {name: [slot.value] for name, slot in CLINIC.slots.items()}
    allowed |= {"people": [2, 3], "date": ["2030-03-05", "2030-03-12"], "doctor": ["Dr Chen"]}
    for turn in turns(talk, "clean"):
        for message, note in zip(turn.messages, turn.notes, strict=True):
            assert all(value in allowed[name] for name, value in note.told.items())
            rest = message.content
            for span in sorted(note.spans, key=lambda span: span.start, reverse=True):
                rest = rest[: span.start] + rest[span.end :]
            assert not re.search(r"\d|@|4711|Kim|Chen|Berg|March", rest), message.content


def test_clean_text_is_written_out(talk):
    for turn in turns(talk, "clean"):
        for message, note in zip(turn.messages, turn.notes, strict=True):
            assert message.content == note.clean
            assert not re.search(r" {2}| [,.?!:]|[,:] ?[,.?!]|\{|\[|\|", message.content), message.content
            assert message.content[-1] in ".?!:)"
            first = message.content[0]
            assert not first.islower() or any(span.start == 0 for span in note.spans)


def test_the_same_draws_give_the_same_words(talk):
    assert list(turns(talk, "realistic")) == list(turns(talk, "realistic"))


def test_conversations_share_no_state(talk):
    alone = talk(CLINIC, seed="7", mess="realistic")
    expected = [alone.hears(reading) for reading in SCRIPT]
    one, other = talk(CLINIC, seed="7", mess="realistic"), talk(CLINIC, seed="8", mess="realistic")
    found = []
    for reading in SCRIPT:
        found.append(one.hears(reading))
        other.hears(reading)
    assert found == expected


def test_happened_is_noted_once(talk):
    for persona in names():
        one = talk(CLINIC, persona=persona, events=EVENTS, mess="realistic")
        one.hears(*SCRIPT[:9])
        events = [event for turn in one.turns for note in turn.notes for event in note.happened]
        assert sorted(events) == ["fix", "new"]


def test_people_speak_in_many_ways(talk):
    openers = set()
    for persona, seed in product(names(), range(10)):
        one = talk(CLINIC, persona=persona, seed=f"{persona} {seed}", mess="realistic")
        one.hears(None)
        openers.add(one.text)
    assert len(openers) > 170


def test_a_scenarios_own_phrases_are_used(talk):
    phrases = {"people": ("table for {value}",), "affirm": ("aye",)}
    found = set()
    for seed in range(20):
        one = talk(CLINIC, seed=str(seed), phrases=phrases)
        one.hears(None, SCRIPT[2])
        found.add(one.text)
        one.hears(SCRIPT[7])
        found.add(one.text)
    assert "Aye." in found
    assert any(re.match(r"Table for (2|two)\.", text) for text in found)


def test_reading_changes_nothing(talk):
    quiet, busy = talk(CLINIC, seed="3"), talk(CLINIC, seed="3")
    busy.hears(None)
    quiet.hears(None)
    first = busy.user.read("What is your date of birth?")
    assert first == busy.user.read("What is your date of birth?")
    assert busy.hears(first) == quiet.hears(quiet.user.read("What is your date of birth?"))
