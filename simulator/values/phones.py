"""Phone numbers: what is one, and the ways its digits are written."""

from __future__ import annotations

from simulator.values.late import Late

PHONE = Late(
    r"(?=(?:\D*\d){7,15}\D*\Z)(?:\+[\d\s().\-/]+|0\d[\d\s().\-/]+|\(?\d{2,4}\)?[\s.\-/]\d{2,4}[\s.\-/][\d\s.\-/]+)\Z"
)
NO_DIGIT = Late(r"\D")
_TWO_DIGIT_CODES = frozenset(
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 "
    "81 82 84 86 90 91 92 93 94 95 98".split()
)
GAP = r"[ ().\-/\u00a0]{0,3}"


def is_phone(value: str) -> bool:
    """Whether a text is a phone number: a plus, a leading 0 or groups of digits."""
    return bool(PHONE.match(value)) and "--" not in value


def _country(digits: str) -> int:
    """How many digits the country code has."""
    return 1 if digits[0] in "17" else 2 if digits[:2] in _TWO_DIGIT_CODES else 3


def phone_pattern(value: str) -> Late:
    """Finds the number in any grouping; an international one also with 00, or in its national form."""
    return Late(lambda: _pattern(value))


def _pattern(value: str) -> str:
    digits = NO_DIGIT.sub("", value)
    if not value.startswith("+"):
        return _spread(digits)
    size = _country(digits)
    code, rest = digits[:size], digits[size:]
    national = rf"|0{GAP}{_spread(rest)}" if len(rest) >= 7 and code != "1" else ""
    bare = rf"|{_spread(rest)}" if len(rest) == 10 and code == "1" else ""
    return rf"(?:\+{GAP}|00{GAP})?{_spread(code)}{GAP}(?:\(0\){GAP})?{_spread(rest)}{national}{bare}"


def _spread(digits: str) -> str:
    return GAP.join(digits)


def phone_forms(value: str) -> tuple[str, ...]:
    """The number as it is, its bare digits, in groups, and its national form."""
    plus = "+" if value.startswith("+") else ""
    digits = NO_DIGIT.sub("", value)
    if not plus:
        grouped = f"{digits[:3]} {digits[3:6]} {digits[6:]}"
        return (value, digits, grouped, grouped.replace(" ", "-"))
    size = _country(digits)
    code, rest = digits[:size], digits[size:]
    forms = [value, f"+{digits}", f"+{code} {rest[:2]} {rest[2:5]} {rest[5:]}", f"00{digits}"]
    if code != "1":
        forms.append(f"0{rest[:2]} {rest[2:5]} {rest[5:]}")
    return tuple(forms)
