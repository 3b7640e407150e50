"""Values, offers, goodbyes and odd texts are read as a careful listener would."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.case import Slot
from simulator.scenario.load import load
from simulator.understanding.read import read

CLOCK = datetime(2030, 2, 20, 9, 0, tzinfo=timezone(timedelta(hours=1)))
FLIGHT = (
    Slot(name="booking_id", value="ABC123", words=("booking reference",)),
    Slot(name="date", value="2030-03-05", words=("new date",)),
    Slot(name="seats", value=2),
    Slot(name="cabin", value="economy"),
    Slot(name="email", value="maria@x.com"),
)
STAY = (
    Slot(name="check_in", value="2030-03-05", words=("arrival date", "check-in date")),
    Slot(name="check_out", value="2030-03-09", words=("departure date", "check-out date")),
)
VISIT = (
    Slot(name="birth_date", value="1979-12-15", words=("date of birth", "birthday")),
    Slot(name="department", value="physiotherapy", about="Which department, one of the three."),
    Slot(name="day", value="2030-03-05", words=("date of the appointment",)),
    Slot(name="part", value="morning", words=("part of the day",), options=("morning", "afternoon")),
    Slot(name="reminders", value=["text", "email"], words=("reminders",), about="By which means to remind you."),
)
STAY_RIGHT = {"check_in": "right", "check_out": "right"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Shall I move ABC123 to 5 March?", {"booking_id": "right", "date": "right"}),
        ("Shall I move ABC123 to 6 March?", {"booking_id": "right", "date": "wrong"}),
        ("Shall I move ABD123 to March 5th?", {"booking_id": "wrong", "date": "right"}),
        ("You move from 1 March to 5 March. Correct?", {"date": "right"}),
        ("Your new date is 6 March, right?", {"date": "wrong"}),
        ("Your flight currently leaves on 1 March. What new date would you like?", {}),
        ("I'll book 3 seats, okay?", {"seats": "wrong"}),
        ("I'll book two seats, okay?", {"seats": "right"}),
        ("It will be ready in 30 minutes. Shall I go on?", {}),
        ("**Booking:** ABC123\n**Cabin:** business\nIs that correct?", {"booking_id": "right", "cabin": "wrong"}),
        ("Please confirm: cabin: economy", {"cabin": "right"}),
        ("I'll write to mario@x.com, is this right?", {"email": "wrong"}),
        ("Hello, how can I help?", {}),
        ("How can I help you today?", {}),
    ],
)
def test_values_are_right_or_wrong(text: str, values: Mapping[str, str]) -> None:
    assert read(text, FLIGHT, CLOCK).values == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Check-in on 5 March and check-out on 9 March. Shall I book?", {"check_in": "right", "check_out": "right"}),
        ("Check-in: 5 March\nCheck-out: 8 March\nIs this right?", {"check_in": "right", "check_out": "wrong"}),
        ("Arrival date: 9 March\nDeparture date: 5 March\nIs this right?", {"check_in": "wrong", "check_out": "wrong"}),
    ],
)
def test_values_are_tied_to_the_words_beside_them(text: str, values: Mapping[str, str]) -> None:
    assert read(text, STAY, CLOCK).values == values


KENNEL = (
    Slot(name="pet_name", value="Waffles", about="Name of the animal"),
    Slot(name="drop_off_date", value="2030-07-04", about="First day of the stay"),
    Slot(name="pick_up_date", value="2030-07-11", about="Last day of the stay"),
    Slot(name="walks", value=2, about="How many walks a day", type="integer"),
    Slot(name="vaccine_required", value=False, about="Whether a vaccine has to be brought", type="boolean"),
    Slot(name="monthly_price", value=17.99, about="Price per month", type="number"),
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Waffles stays from July 4th until July 11th, right?", ("pet_name", "drop_off_date", "pick_up_date")),
        ("- Waffles\n- 2 walks\nOK?", ("pet_name", "walks")),
        (
            "Waffles is here from 4 July, 2 walks, for 17.99. OK?",
            ("pet_name", "drop_off_date", "walks", "monthly_price"),
        ),
        (
            "Waffles from 4 July. You don't need to bring a vaccine. OK?",
            ("pet_name", "drop_off_date", "vaccine_required"),
        ),
    ],
)
def test_right_values_are_not_refused_for_how_they_are_written(text: str, values: tuple[str, ...]) -> None:
    found = read(text, KENNEL, CLOCK).values
    assert "wrong" not in found.values()
    assert set(found) <= set(values) and "pet_name" in found


def test_a_bare_head_word_asks_for_every_slot_it_may_mean() -> None:
    assert read("Which dates would you like?", STAY, CLOCK).asks == ("check_in", "check_out")
    assert read("And the check-out date?", STAY, CLOCK).asks == ("check_out",)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("When would you like to come?", ("day",)),
        ("When were you born?", ("birth_date",)),
        ("What time of day suits you?", ("part",)),
        ("Which one do you mean?", ()),
        ("What do you mean?", ()),
        ("I found several: physiotherapy, 5 March, 9:45; physiotherapy, 5 March, 11:30. Which one do you mean?", ()),
    ],
)
def test_a_question_asks_for_what_it_speaks_of(text: str, asks: tuple[str, ...]) -> None:
    assert read(text, VISIT, CLOCK).asks == asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Please provide the first and last day of your stay.", ("check_in", "check_out")),
        ("I need your start and end dates.", ("check_in", "check_out")),
        ("I need the end date.", ("check_out",)),
        ("What is the check-out day?", ("check_out",)),
    ],
)
def test_the_first_and_the_last_day_are_two(text: str, asks: tuple[str, ...]) -> None:
    assert read(text, STAY, CLOCK).asks == asks


def test_morning_or_evening_asks_for_the_hour() -> None:
    hours = (*STAY, Slot(name="arrival_time", value="18:30", type="time"))
    assert read("Do you come in the morning or in the evening?", hours, CLOCK).asks == ("arrival_time",)


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("I found several: LX 12, 9:00; LX 14, 11:00. Which one do you mean?", ("LX 12, 9:00", "LX 14, 11:00")),
        ("There is more than one: LX 12, 9:00; LX 14, 11:00. Which is it?", ("LX 12, 9:00", "LX 14, 11:00")),
        ("Would you like to change the date or cancel?", ("change the date", "cancel")),
        ("Available flights:\n1. LX 12 at 09:00\n2. LX 14 at 11:00\nWhich one?", ("LX 12 at 09:00", "LX 14 at 11:00")),
        ("You can either get a refund or store credit.", ("get a refund", "store credit")),
        ("Here is a summary:\n- Booking: ABC123\n- Date: 5 March\nIs that correct?", ()),
        ("Please provide:\n- booking reference\n- new date", ()),
        ("Your flight has been moved.", ()),
    ],
)
def test_offers_are_listed_as_written(text: str, offers: tuple[str, ...]) -> None:
    assert read(text, FLIGHT, CLOCK).offers == offers


@pytest.mark.parametrize(
    ("text", "bye"),
    [
        ("Goodbye!", True),
        ("Have a great day!", True),
        ("Enjoy your flight, Maria.", True),
        ("Do you have a day in mind?", False),
        ("I'll be by your side.", False),
    ],
)
def test_goodbye_is_heard(text: str, bye: bool) -> None:
    assert read(text, FLIGHT, CLOCK).bye is bye


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("How can I help?", True),
        ("Anything else?", True),
        ("Please tell me the date.", True),
        ("It is done.", False),
        ("One moment.", False),
    ],
)
def test_question_is_heard(text: str, question: bool) -> None:
    assert read(text, FLIGHT, CLOCK).question is question


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Your flight has been moved. Is there anything else I can help you with?", "done"),
        ("Once your flight has been moved, I'll write to you.", ""),
        ("Has your flight been moved?", ""),
        ("I will now move your flight.", ""),
        ("Your flight has not been moved yet.", ""),
        ("I couldn't move it, so I'm transferring you to a human agent.", "handed_over"),
        ("Would you like me to transfer you to a human agent?", ""),
        ("I can't find your booking.", "failed"),
        ("I can't move your booking.", "refused"),
        ("I can't move it until you confirm.", ""),
        ("I didn't understand that.", ""),
    ],
)
def test_claims_at_the_edges(text: str, claim: str) -> None:
    assert read(text, FLIGHT, CLOCK).claim == claim


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "***", "!!!", "qwrt zxcv pltk", "9 8"])
def test_empty_and_nonsense_are_not_understood(text: str) -> None:
    reading = read(text, FLIGHT, CLOCK)
    assert not reading.understood and not reading.asks and not reading.confirms and not reading.claim


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    reading = read(text, FLIGHT, CLOCK)
    assert set(reading.asks) | set(reading.values) <= {slot.name for slot in FLIGHT}


@pytest.mark.parametrize(
    "piece",
    [
        "please provide your booking reference, date and ",
        "1. x\n",
        "?",
        "has been ",
        "Booking: X1\n",
        "or ",
        "((",
        "to a human ",
        "**",
        "5 March ",
    ],
)
def test_a_megabyte_is_cut_before_it_is_read(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert read(text, FLIGHT, CLOCK) == read(text[:20_000], FLIGHT, CLOCK)


def steps(text: str) -> int:
    """How many functions run while a text is read."""
    seen: Counter[str] = Counter()
    before = sys.getprofile()
    sys.setprofile(lambda frame, event, found: seen.update((event,)))
    try:
        read(text, FLIGHT, CLOCK)
    finally:
        sys.setprofile(before)
    return seen["call"] + seen["c_call"]


@pytest.mark.parametrize(
    "sentence",
    ["Hall {0} of the north wing is open to guests of group {0} until {1} June 2030 at {2}:15. ", "{0} on {1}/{2}\n"],
)
def test_a_long_text_takes_steps_in_proportion(sentence: str) -> None:
    def text(size: int) -> str:
        number = 1_200 // len(sentence) * size
        return "".join(sentence.format(100 + one + 1_000 * size, 6 + one % 20, 1 + one % 12) for one in range(number))

    steps(text(3))
    short, double, long = (steps(text(size)) for size in (1, 2, 4))
    assert double <= 2.1 * short and long <= 2.1 * double


def test_slots_may_hold_any_json_value() -> None:
    odd = (
        Slot(name="tags", value=["a b", "c"]),
        Slot(name="gift", value=True),
        Slot(name="extra", value={"note": "x y"}),
        Slot(name="none", value=None),
    )
    reading = read("Please provide the tags. Is it a gift? The note says x y.", odd, CLOCK)
    assert reading.asks[0] == "tags" and reading.values == {"extra": "right"}


def test_no_slots_at_all() -> None:
    assert read("What is your name?", (), CLOCK).question


def test_a_sentence_that_comes_again_is_read_for_its_own_values() -> None:
    text = "Could you confirm the passenger name, Maria Rossi?"
    for value, asked in (("Maria Rossi", ()), ("Jan Novak", ("name",)), ("Maria Rossi", ())):
        slots = (Slot(name="name", value=value, words=("passenger name",)),)
        assert read("Thanks. " + text, slots, CLOCK).asks == read(text, slots, CLOCK).asks == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Could you give me the number of the ride?", ()),
        ("What is the number of the booking?", ()),
        ("What is the ride's number?", ()),
        ("May I have the number of passengers?", ("passengers",)),
        ("How many people are riding?", ("passengers",)),
    ],
)
def test_the_number_of_one_thing_counts_nothing(text, asked):
    case = load("band_tour").case("1.1")
    slots = [slot for goal in case.goals for slot in goal.slots.values()]
    assert read(text, slots, case.clock).asks == asked


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Check-in and check-out for 5-9 March, shall I book?", {"check_in": "right", "check_out": "right"}),
        ("Your stay (5–8 March, 3 nights) is free. Book it?", {"check_in": "right", "check_out": "wrong"}),
        ("Arrival 5 March, departure 9 March. Free cancellation until 1 March. Okay?", STAY_RIGHT),
        ("Cancellations made after 2 March are not refunded. Arrival 5 March, departure 9 March, okay?", STAY_RIGHT),
    ],
)
def test_ranges_are_two_days_and_the_small_print_none(text: str, values: Mapping[str, str]) -> None:
    assert read(text, STAY, CLOCK).values == values


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Done. The entry number is W3490 and the confirmation number KX7741.", None),
        ("I have cancelled the order R20774. Anything else?", "wrong"),
        ("Shall I cancel order R2077?", "wrong"),
        ("Shall I cancel order R20773?", "right"),
    ],
)
def test_codes_of_other_things_are_not_taken_for_ones_own(text: str, verdict: str | None) -> None:
    slots = (Slot(name="order_id", value="R20773", words=("order number",)),)
    assert read(text, slots, CLOCK).values.get("order_id") == verdict


PHONE = (
    Slot(name="brand", value="Norvik", about="Maker of the phone"),
    Slot(name="model", value="Six Pro", about="Model of the phone"),
    Slot(name="colour", value="green", about="Colour of the phone"),
    Slot(name="price", value=549, about="What the phone costs", type="number"),
    Slot(name="cases", value=2, about="How many cases are added", type="integer"),
    Slot(name="gift_wrap", value=True, about="Whether it is wrapped as a gift", type="boolean"),
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("A green Norvik Six Pro for $549, gift wrapped, right?", set()),
        ("A green Norvik Six Pro, $549. It is sent from Green Street in a white box on Monday. Okay?", set()),
        ("A black Norvik Six Pro for $549, right?", {"colour"}),
        ("A green Bosko Six Pro for $549, right?", {"brand"}),
        ("Done, your Bosko Six Pro in green is reserved.", {"brand"}),
        ("A green Norvik Six Pro with no cases, right?", {"cases"}),
        ("A green Norvik Six Pro. The total is $649. Shall I order it?", {"price"}),
        ("A green Norvik Six Pro without gift wrapping, okay?", {"gift_wrap"}),
    ],
)
def test_other_things_of_a_kind_are_noticed(text: str, wrong: set[str]) -> None:
    assert {name for name, verdict in read(text, PHONE, CLOCK).values.items() if verdict == "wrong"} == wrong


def wishes(**flags: tuple[bool, str]) -> tuple[Slot, ...]:
    wished = [Slot(name=name, value=value, about=about, type="boolean") for name, (value, about) in flags.items()]
    return (Slot(name="teacher", value="Chloe Martin", about="Name of the teacher"), *wished)


LESSON = wishes(
    remote_lesson=(False, "Whether the lesson takes place by video"),
    skis=(True, "Whether skis are rented"),
    vibrate=(True, "Whether the phone vibrates too"),
    extra_time=(True, "Whether the learner gets more time"),
    refundable=(True, "Whether the lesson can be refunded"),
    shared_ride=(False, "Whether to share the ride with other passengers"),
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("A lesson with Chloe Martin for two people. Okay?", set()),
        ("A ride to the lesson with Chloe Martin for two passengers. Okay?", set()),
        ("A lesson with Chloe Martin in person, not by video. Okay?", set()),
        ("A lesson with Chloe Martin. You can manage your booking online. Okay?", set()),
        ("A lesson with Chloe Martin. There is no extra charge. Okay?", set()),
        ("A lesson with Chloe Martin, by video. Okay?", {"remote_lesson"}),
        ("An online lesson with Chloe Martin. Okay?", {"remote_lesson"}),
        ("A lesson with Chloe Martin, no skis needed. Okay?", {"skis"}),
        ("A lesson with Chloe Martin, and you bring your own skis. Okay?", {"skis"}),
        ("A lesson with Chloe Martin. Skis: no. Okay?", {"skis"}),
        ("- Teacher: Chloe Martin\n- Vibration: off\nOkay?", {"vibrate"}),
        ("- Teacher: Chloe Martin\n- Vibration: on\nOkay?", set()),
        ("A lesson with Chloe Martin without extra time. Okay?", {"extra_time"}),
        ("A non-refundable lesson with Chloe Martin: on 5 June. Okay?", {"refundable"}),
        ("A lesson with Chloe Martin that cannot be refunded. Okay?", {"refundable"}),
        ("A lesson with Chloe Martin. The ride is shared with other passengers. Okay?", {"shared_ride"}),
    ],
)
def test_a_wish_is_told_by_what_belongs_to_it(text: str, wrong: set[str]) -> None:
    assert {name for name, verdict in read(text, LESSON, CLOCK).values.items() if verdict == "wrong"} == wrong


def test_both_ends_are_asked_for_in_a_few_words() -> None:
    assert read("And when from, and to?", STAY, CLOCK).asks == ("check_in", "check_out")
