"""English words for numbers, ordinals, months and weekdays."""

from __future__ import annotations

UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
DOZENS = {"dozen": 12, "couple": 2}

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
ORDINALS = {word: number for number, word in enumerate(_ORDINALS, 1)}
ORDINALS["thirtieth"] = 30
for _tens, _base in (("twenty", 20), ("thirty", 30)):
    for _number, _word in enumerate(_ORDINALS[:9], 1):
        if _base + _number <= 31:
            ORDINALS[f"{_tens}-{_word}"] = ORDINALS[f"{_tens} {_word}"] = _base + _number

MONTHS = "January February March April May June July August September October November December".split()
MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
MONTH_NUMBERS |= {name.lower()[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
WEEKDAY_NUMBERS = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
SHORT_WEEKDAYS = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}


def cardinal(word: str) -> int | None:
    """The number a short word or digit string says: "two", "twenty-five", "a", "12"."""
    if word.isdigit() and word.isascii():
        return int(word)
    if word in ("a", "an"):
        return 1
    if word in UNITS:
        return UNITS[word]
    tens, _, unit = word.replace("-", " ").partition(" ")
    if tens in TENS and (not unit or 0 < UNITS.get(unit, 0) < 10):
        return TENS[tens] + (UNITS[unit] if unit else 0)
    return None


def say_number(number: int) -> str:
    """A whole number in words: "one thousand two hundred and fifty"."""
    if number < 0:
        return "minus " + say_number(-number)
    if number < 20:
        return _NAMES[number]
    if number < 100:
        tens, unit = divmod(number, 10)
        return _NAMES[tens * 10] + (f"-{_NAMES[unit]}" if unit else "")
    for name, size in reversed(SCALES.items()):
        if number >= size:
            many, rest = divmod(number, size)
            joint = " and " if rest < 100 else " "
            return f"{say_number(many)} {name}" + (joint + say_number(rest) if rest else "")
    raise AssertionError(number)


_NAMES = {number: word for word, number in (UNITS | TENS).items()}
