"""Numbers as people write them: digits, separators, currency, words; never a piece of a date, time, id or phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from simulator.values.cues import cues
from simulator.values.found import Found
from simulator.values.late import Late
from simulator.values.normal import KEEP, for_last_text
from simulator.values.scan import Raw, scan
from simulator.values.words import DOZENS, SCALES, TENS, UNITS, say_number

DIGITS = Late(
    r"\d(?:\d{0,2}(?:([,'\u00a0\u202f\u2009 ])\d{3}(?!\d))(?:\1\d{3}(?!\d))*(?:\.\d+)?"
    r"|\d{0,2}(?:\.\d{3}(?!\d))+,\d{1,2}(?!\d)|\d{0,2}(?:\.\d{3}(?!\d)){2,}"
    r"|\d*(?:\.\d+)?)"
)
ALONE = Late(r"\d(?<!\w\d)")
"""One stands at least where a number does that is no piece of a code."""
DECIMAL_COMMA = Late(r",(\d{1,2})(?![\d.,]\d|\d|\w)")
SUFFIX = Late(
    r" ?(?:(?P<money>[$€£¥₹]|(?:usd|eur|gbp|chf|jpy|cad|aud|inr|dollars?|euros?|pounds?|francs?|bucks)\b)"
    r"|(?P<percent>%|percent\b)|(?P<scale>thousand|million|billion|hundred|dozen)\b"
    r"|(?P<k>(?<=\d)k\b)"
    r"|(?P<unit>(?<=\d)(?:kg|km|cm|mm|gb|mb|tb|ml|hrs?|mins?|secs?|pcs|pax|px|°c?|lbs?|oz|ft|[gmlhsxcfw])\b|°(?:[cf]\b)?))"
)
_RATE = "h|hr|hrs|hour|day|night|week|month|year|person|pers|pp|head|guest|seat|ticket|piece|pc|kg|km|mile|unit|item"
STOP = Late(
    rf"\w|@|_\w|/(?!(?:{_RATE})\b)\w"
    r"|[-:.'](?:\d|[a-z]{0,2}\d)|-[a-z]{1,2}(?!\w)|,\d|\.[a-z]{2,3}(?![a-z])|\.\d"
)
LEFT = Late(r"(?P<minus>(?<!\w)-|\bminus\s+)?(?P<sign>(?:[$€£¥₹]|\b(?:usd|eur|gbp|chf|jpy|cad|aud|inr|rs))\s?-?)?\Z")
SIGNS = frozenset("-$€£¥₹")
SIGN_ENDS = (" ", *SIGNS, "usd", "eur", "gbp", "chf", "jpy", "cad", "aud", "inr", "rs", "minus")
NO_SUFFIX = frozenset(["", *".,;:!?)\n-/"])
NO_STOP = frozenset(["", *" ;!?)\n%$€"])
SPACES = Late(r"['\u00a0\u202f\u2009 ]")
POINTS_COMMA = Late(r"\d{1,3}(?:\.\d{3})+,\d{1,2}")
POINTS = Late(r"\d{1,3}(?:\.\d{3}){2,}")
EUROPEAN = Late(r"[1-9]\d{0,2}\.\d{3}")
SIDE_BY_SIDE = Late(r"[\d()][ ./-]{1,2}\(?\d")
CHAIN = Late(r"\d[\d()]{0,19}(?:[ ./-]{1,2}\(?\d[\d)]{0,19}){1,12}")
CHAIN_DIGITS = 7
THOUSANDS = Late(r"\d{1,3}(?:[ .]\d{3})+\Z|\d+\.\d+\Z")
UPPER_ID = Late(r"(?<![A-Z] )(?<!\w)[A-Z]{1,3}[ ]\Z")
NOT_AN_ID = frozenset(
    "USD EUR GBP CHF JPY CAD AUD INR RS AND FOR OF TO IN AT ON IS BY OR THE I A NO PIN SIZE ALL BE MY".split()
)

LETTERS = Late(r"[a-z]+")
NUMBER_WORDS = frozenset([*UNITS, *TENS, *SCALES, *DOZENS])
_WORD = "|".join(sorted(NUMBER_WORDS - {"couple"}, key=len, reverse=True))
_AFTER_SCALE = "(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion))(?: and |, )"
SPOKEN = Late(rf"(?:{_WORD})\b(?:(?:[- ]|{_AFTER_SCALE})(?:{_WORD})\b)*|couple\b")
ARTICLE = Late(r"(?:\b(?P<half>half a )|\b(?P<one>an? ))\Z")
SPOKEN_MINUS = Late(r"\bminus \Z")
NOT_ONE_AFTER = Late(r"[ -](?:moment|second|sec|more|of|another|thing|by|way|last|more|at a time|final|or)\b|'s\b")
NOT_ONE_BEFORE = Late(
    r"\b(?:this|that|which|the|another|any|no|every|each|some|new|right|wrong|other|correct|first|last)[ -]\Z"
)

GOES_ON = Late(r"\w|-\d|@")
MAX_WORDS = 12

Span = tuple[int, int]

NUMBER_FORMS = ("digits", "separated", "words", "spaced", "cents", "dozens")


def read_numbers(text: str) -> tuple[Found, ...]:
    """Numbers in a text, in order; whole ones are int. kind: number, money or percent."""
    return _read_kept(text) if len(text) <= KEEP else _read_last(text)


def _read(text: str) -> tuple[Found, ...]:
    low, words, digits = cues(text)
    found = [] if words.isdisjoint(NUMBER_WORDS) else _spoken(low)
    if not found and not digits:
        return ()
    masks = [(raw.start, raw.end) for raw in scan(text) if _solid(raw)]
    if digits >= CHAIN_DIGITS:
        masks = sorted(masks + digit_chains(low))
    if digits:
        found += _digits(text, low, masks)
    return _unmasked(found, masks)


def _unmasked(found: list[Found], masks: Sequence[Span]) -> tuple[Found, ...]:
    """The numbers that are no piece of a date, a time, a longer chain or another number."""
    kept: list[Found] = []
    free = at = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)) if len(found) > 1 else found:
        while at < len(masks) and masks[at][0] < one.end:
            free, at = max(free, masks[at][1]), at + 1
        if one.start >= free:
            kept.append(one)
            free = one.end
    return tuple(kept)


_read_kept = lru_cache(maxsize=512)(_read)
_read_last = for_last_text(_read)


def _solid(raw: Raw) -> bool:
    """Whether the words are no number besides: "in two weeks" does say two."""
    return raw.rule not in ("days", "months")


def digit_chains(low: str) -> list[tuple[int, int]]:
    """Phone and card numbers: several groups of digits that are no thousands."""
    found: list[tuple[int, int]] = []
    if not SIDE_BY_SIDE.search(low):
        return found
    for hit in CHAIN.finditer(low):
        digits = sum(map(str.isdigit, hit[0]))
        plus = hit.start() > 0 and low[hit.start() - 1] == "+"
        if digits >= CHAIN_DIGITS and (
            plus or not THOUSANDS.match(hit[0].rstrip(")")) or hit[0].startswith("0") and "." not in hit[0]
        ):
            found.append((hit.start(), hit.end()))
    return found


def _digits(text: str, low: str, masks: Sequence[Span]) -> list[Found]:
    """The numbers in digits, none of those that begin inside a mask."""
    found: list[Found] = []
    at = masked = free = 0
    while hit := DIGITS.search(low, at):
        start, at = hit.span()
        while masked < len(masks) and masks[masked][0] <= start:
            free, masked = max(free, masks[masked][1]), masked + 1
        if start < free:
            at = at if any(map(str.isdigit, low[free : free + 2])) else max(at, free)
            continue
        if start and (low[start - 1].isalpha() or low[start - 1] == "_"):
            continue
        one = _number(text, low, hit)
        if one:
            at = one.end
            found.append(one)
    return found


def _number(text: str, low: str, hit: re.Match[str]) -> Found | None:
    start, end, written, mark = hit.start(), hit.end(), hit[0], hit[1]
    if mark and mark in " \u00a0" and written[0] == "0":
        return None
    comma = DECIMAL_COMMA.match(low, end) if low.startswith(",", end) else None
    if comma and (written.isdigit() or "," not in written and (mark or "") not in "'"):
        end, written = comma.end(), f"{written}.{comma[1]}"
    left = LEFT.search(low, max(0, start - 8), start) if _has_sign(low, start) else None
    begin = left.start() if left else start
    if _glued(low, begin) or _after_capitals(text, begin):
        return None
    value = _value(written)
    if value is None:
        return None
    after = SUFFIX.match(low, end) if low[end : end + 1] not in NO_SUFFIX else None
    kind = "money" if left and left["sign"] else "number"
    if after:
        end = after.end()
        kind = "money" if after["money"] else "percent" if after["percent"] else kind
        value = _scaled(value, after["scale"] or ("thousand" if after["k"] else ""))
    if low[end : end + 1] not in NO_STOP and STOP.match(low, end):
        return None
    minus = bool(left and (left["minus"] or (left["sign"] or "").endswith("-")))
    also = _european(written, kind)
    return Found(value=-value if minus else value, start=begin, end=end, kind=kind, also=also)


def _has_sign(low: str, start: int) -> bool:
    """Whether a minus or a currency may stand before the digits."""
    last = low[start - 1 : start]
    return bool(last) and (last in SIGNS or last.isspace() and low.endswith(SIGN_ENDS, 0, start - 1))


def _after_capitals(text: str, begin: int) -> bool:
    """Whether it is the second half of an id: "QX 412"."""
    if text[begin - 1 : begin] != " " or not "A" <= text[begin - 2 : begin - 1] <= "Z":
        return False
    return UPPER_ID.search(text[max(0, begin - 6) : begin]) is not None and _is_id(text, begin)


def _is_id(text: str, begin: int) -> bool:
    words = text[max(0, begin - 8) : begin].split()
    around = text[max(0, begin - 40) : begin + 40]
    shouted = around.isupper() and len(around.split()) > 3
    return words[-1] not in NOT_AN_ID and not shouted


def _glued(low: str, begin: int) -> bool:
    last = low[begin - 1] if begin else " "
    if last == " ":
        return False
    if last.isalnum() or last in "_@":
        return True
    if begin < 2 or not (low[begin - 2].isalnum()):
        return last in ".,+" and begin < len(low) and low[begin].isdigit() and last != ","
    if last in ",:":
        return low[begin - 2].isdigit()
    return last in "-./+'" and not (last == "." and low[begin - 2].isalpha())


def _value(written: str) -> int | float | None:
    if written.isdecimal():
        return None if written[0] == "0" and len(written) > 1 or len(written) > 300 else int(written)
    plain = SPACES.sub("", written)
    if POINTS_COMMA.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif POINTS.fullmatch(plain):
        plain = plain.replace(".", "")
    elif plain[0] == "0" and "," in plain:
        return None
    plain = plain.replace(",", "")
    if len(plain) > 1 and plain[0] == "0" and plain[1] != "." or len(plain) > 300:
        return None
    return _whole(float(plain)) if "." in plain else int(plain)


def _whole(number: float) -> int | float:
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _scaled(value: int | float, scale: str) -> int | float:
    size = SCALES.get(scale) or DOZENS.get(scale) or 1
    return _whole(round(float(value) * size, 6)) if isinstance(value, float) else value * size


def _european(written: str, kind: str) -> tuple[int, ...]:
    """1.250 beside a currency may also be a thousand and more."""
    if kind == "money" and EUROPEAN.fullmatch(written):
        return (int(written.replace(".", "")),)
    return ()


def _spoken(low: str) -> list[Found]:
    found: list[Found] = []
    for hit in SPOKEN.finditer(low):
        start, end = hit.span()
        if start and (
            low[start - 1].isalnum()
            or low[start - 1] in "_'"
            or low[start - 1] == "-"
            and start > 1
            and low[start - 2].isalnum()
        ):
            continue
        words = LETTERS.findall(hit[0])
        article = ARTICLE.search(low, max(0, start - 7), start)
        value = _half(words, article) or _spoken_value(words, article)
        if value is None or hit[0] == "one" and _pronoun(low, start, end):
            continue
        if article and words[0] in SCALES | DOZENS:
            start = article.start()
        minus = SPOKEN_MINUS.search(low, max(0, start - 6), start)
        if minus:
            start, value = minus.start(), -value
        after = SUFFIX.match(low, end)
        kind = "money" if after and after["money"] else "percent" if after and after["percent"] else "number"
        if not GOES_ON.match(low, end):
            found.append(Found(value=value, start=start, end=end, kind=kind))
    return found


def _half(words: list[str], article: re.Match[str] | None) -> int | None:
    return 6 if article and article["half"] and words == ["dozen"] else None


def _pronoun(low: str, start: int, end: int) -> bool:
    return bool(NOT_ONE_AFTER.match(low, end) or NOT_ONE_BEFORE.search(low[max(0, start - 9) : start]))


def _spoken_value(words: list[str], article: re.Match[str] | None) -> int | None:
    """The number these words say; None where they say several or none."""
    words = [word for word in words if word != "and"]
    if len(words) > MAX_WORDS or words[0] in SCALES | DOZENS and not article:
        return None
    if words[0] in SCALES | DOZENS:
        words = ["one", *words]
    total = group = 0
    last = "start"
    for word in words:
        kind = (
            "unit"
            if word in UNITS and UNITS[word] < 10
            else "teen"
            if word in UNITS
            else "tens"
            if word in TENS
            else "scale"
        )
        if (
            last == "unit"
            and kind != "scale"
            or last == "teen"
            and kind != "scale"
            or last == "tens"
            and kind not in ("unit", "scale")
        ):
            return None
        if kind == "scale":
            size = SCALES.get(word) or DOZENS[word]
            if size >= 1000:
                total, group = total + max(group, 1) * size, 0
            else:
                group = max(group, 1) * size
        else:
            group += UNITS.get(word) or TENS.get(word) or 0
        last = kind
    return total + group


def write_number(value: int | float, form: str) -> str:
    """The number in one of NUMBER_FORMS; its plain digits where that form cannot say it."""
    plain = str(_whole(value)) if isinstance(value, float) else str(value)
    if "n" in plain:
        return plain
    if "e" in plain:
        plain = format(Decimal(plain), "f")
    whole, dot, cents = plain.partition(".")
    if form == "separated":
        return f"{int(whole):,}{dot}{cents}" if whole not in ("-0",) else plain
    if form == "spaced" and abs(float(value)) >= 10_000 and not dot:
        return f"{int(whole):,}".replace(",", " ")
    if form == "words" and not dot and abs(int(whole)) < 1_000_000:
        return say_number(int(whole))
    if form == "cents" and len(cents) == 1:
        return f"{plain}0"
    if form == "dozens" and plain == "12":
        return "a dozen"
    return plain
