"""A name that belongs to nothing stands for the one that is not said; names of the house do not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from simulator.scenario.case import Slot
from simulator.understanding.read import read

CLOCK = datetime(2031, 5, 12, 10, 0, tzinfo=UTC)
RIDE = (
    Slot(name="car_model", value="Skoda Fabia", about="Car that has broken down"),
    Slot(name="place", value="Exit 14", about="Where the car stands"),
    Slot(name="passengers", value=3, about="People with the car", type="integer"),
    Slot(name="driver", value="Dr. Ada Koller", about="Who drives it"),
)


@pytest.mark.parametrize(
    "text",
    [
        "You stand at Exit 14 with three passengers and your Opel Corsa needs help, right?",
        "I send help to Exit 14 for your Opel Corsa and 3 passengers. Is that correct?",
    ],
)
def test_a_name_that_nothing_explains_is_another_than_the_one_not_said(text: str) -> None:
    assert read(text, RIDE, CLOCK).values["car_model"] == "wrong"


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for choosing Roadside Heroes. You stand at Exit 14 with three passengers, right?",
        "Hello Marianne, you stand at Exit 14 with three passengers, right?",
        "Dr. Koller, you stand at Exit 14 with three passengers, right?",
        "You stand at Exit 14 with three passengers. The truck comes from near Graz, right?",
    ],
)
def test_names_of_the_house_and_short_names_are_no_strangers(text: str) -> None:
    assert "wrong" not in read(text, RIDE, CLOCK).values.values()


def test_a_house_number_is_a_part_of_the_address() -> None:
    slots = (Slot(name="address", value="44 Thistle Grove", about="Where the garden is"),)
    said = "We come to 4 Thistle Grove on Friday and cut the hedge there. Is that right?"
    assert read(said, slots, CLOCK).values == {"address": "wrong"}
    assert read(said.replace("4 T", "44 T"), slots, CLOCK).values == {"address": "right"}


def test_a_number_that_is_noted_is_looked_at() -> None:
    slots = (Slot(name="meter_reading", value=48213, about="Number shown on the meter", type="integer"),)
    assert read("Thank you, I have noted 48231 for your meter.", slots, CLOCK).values == {"meter_reading": "wrong"}
