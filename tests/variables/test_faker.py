"""Faker gives the same value for the same draw on any day; what depends on the day is refused."""

from __future__ import annotations

import datetime as dt
import sys
from typing import Any

import pytest

from simulator.errors import InputError, Place
from simulator.variables.faker import UNSAFE, _faker, provider, reads_today

PLACE = Place("f.yaml", 3, 4)
LOCALES = ("en_US", "fi_FI", "ru_RU", "zh_CN")


class Asked(Exception):
    """Somebody asked what day it is."""


def _forbidden(*_: Any, **__: Any) -> Any:
    raise Asked


class _Alike(type):
    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, cls.__mro__[1])


class NoMoment(dt.datetime, metaclass=_Alike):
    now = utcnow = today = classmethod(_forbidden)  # type: ignore[assignment]


class NoDay(dt.date, metaclass=_Alike):
    today = classmethod(_forbidden)  # type: ignore[assignment]


class NoDates:
    """The module datetime without a today."""

    datetime, date = NoMoment, NoDay

    def __getattr__(self, name: str) -> Any:
        return getattr(dt, name)


@pytest.fixture
def no_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever in Faker asks for the time of day gets an exception."""
    instead = {id(dt.datetime): NoMoment, id(dt.date): NoDay, id(dt): NoDates()}
    for name, module in list(sys.modules.items()):
        if name.startswith("faker."):
            for word, value in list(vars(module).items()):
                if id(value) in instead:
                    monkeypatch.setattr(module, word, instead[id(value)])


@pytest.mark.parametrize("locale", LOCALES)
def test_no_provider_that_is_let_through_ever_asks_what_day_it_is(locale: str, request: pytest.FixtureRequest):
    faker = _faker(locale)
    names = [name for name in dir(faker.factories[0]) if not name.startswith("_") and name not in UNSAFE]
    allowed = [name for name in names if not reads_today(faker.factories[0], name, {})]
    assert len(allowed) > 150
    request.getfixturevalue("no_today")
    with pytest.raises(Asked):
        faker.date_this_year()
    for name in allowed:
        for seed in range(3):
            faker.seed_instance(seed)
            try:
                getattr(faker, name)()
            except Asked:
                pytest.fail(f"{name} asks what day it is in {locale}")
            except Exception:  # noqa: BLE001 - what needs arguments or another library is no matter of days
                break


@pytest.mark.parametrize(
    ("name", "locale"),
    [
        *((name, "en_US") for name in (
            "date date_between date_of_birth date_this_month past_date past_datetime future_date unix_time iso8601 "
            "time time_object am_pm month month_name day_of_week year profile simple_profile passport_dob "
            "passport_full credit_card_expire credit_card_full time_series user_agent firefox pydict"
        ).split()),
        ("ssn", "fi_FI"), ("ssn", "sv_SE"), ("ssn", "zh_CN"), ("businesses_ogrn", "ru_RU"),
    ],
)  # fmt: skip
def test_what_reads_todays_date_is_refused_with_the_way_out(name: str, locale: str):
    with pytest.raises(InputError) as caught:
        provider(name, locale, PLACE)
    assert str(caught.value).startswith(f"f.yaml:3:4: faker provider {name!r} reads today's date")
    assert "use `date:` instead" in str(caught.value)


def test_what_is_filled_into_an_argument_is_followed_too():
    with pytest.raises(InputError, match="through date_this_year|through date_between|reads today"):
        provider("pystr_format", "en_US", PLACE, {"string_format": "{{date_this_year}}"})


def test_arguments_and_locales_are_passed_on():
    give = provider("pyint", "en_US", PLACE, {"min_value": 5, "max_value": 7})
    assert {give(index / 50) for index in range(50)} == {5, 6, 7}
    assert provider("ssn", "de_DE", PLACE)(0.3) == provider("ssn", "de_DE", PLACE)(0.3)
    assert isinstance(provider("name", "ja_JP", PLACE)(0.5), str)


@pytest.mark.parametrize(
    ("name", "locale", "args", "says"),
    [
        ("nmae", "en_US", {}, "did you mean 'name'"),
        ("name", "de_XX", {}, "did you mean 'de_DE'"),
        ("seed_instance", "en_US", {}, "to take values from"),
        ("unique", "en_US", {}, "to take values from"),
        ("add_provider", "en_US", {}, "to take values from"),
        ("binary", "en_US", {}, "to take values from"),
        ("image", "en_US", {}, "to take values from"),
        ("__class__", "en_US", {}, "no provider"),
        ("pyint", "en_US", {"least": 5}, "unexpected keyword argument"),
        ("pyint", "en_US", {"min_value": "x"}, "fails"),
        ("json_bytes", "en_US", {}, "to take values from"),
        ("sentence", "en_US", {"nb_words": 10_000}, "more than 10,000 characters"),
    ],
)
def test_what_faker_cannot_give_is_refused(name: str, locale: str, args: dict[str, Any], says: str):
    with pytest.raises(InputError) as caught:
        provider(name, locale, PLACE, args)
    assert says in str(caught.value)
    assert caught.value.place == PLACE
