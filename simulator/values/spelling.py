"""Where ids, names, e-mails and phone numbers are written in a text: borders, gaps and other spellings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache

from simulator.frozen import NamedTuple
from simulator.values.late import Late
from simulator.values.normal import KEEP, fold, fold_with_places, for_last_text
from simulator.values.numbers import digit_chains
from simulator.values.phones import phone_pattern

Span = tuple[int, int]
Finder = Callable[[str, datetime], Span | None]
Borders = Callable[[str, str, int, int], bool]

CAMEL = Late(r"(?<=[a-z])(?=[A-Z])")
TOKEN = Late(r"[^\W_]+|[^\w\s]|\x00|[\s_]+")
LONE_LETTER = Late(r"(?<!\w)[ai](?!\w)")
DIGITS_AFTER = Late(r"[ .\-/]?\d|\w")
DIGITS_BEFORE = Late(r"\d[ .\-/()]{0,2}\Z")
WORD_AFTER = Late(r" [a-z]")
GAPS = " -_."
LOOSE = frozenset(".,'\"-_&()!?:;/")
MARKS = bytes(code for code in range(128) if not chr(code).isalnum())
SQUEEZE = Late(r"[\W_]+")
EMAIL_BEFORE = Late(r"[\w.+\-@]")
EMAIL_AFTER = Late(r"[\w@]|[.\-]\w")


def squeeze(folded: str) -> str:
    """Its letters and digits alone."""
    return _squeeze_kept(folded) if len(folded) <= KEEP else _squeeze_last(folded)


def _squeeze_now(folded: str) -> str:
    if not folded.isascii():
        return SQUEEZE.sub("", folded)
    return folded.encode("ascii").translate(None, MARKS).decode("ascii")


_squeeze_kept = lru_cache(maxsize=512)(_squeeze_now)
_squeeze_last = for_last_text(_squeeze_now)


class Look(NamedTuple):
    """What a spelling needs in a text before it is searched: `hint` in it, `squeezed` in its letters and digits.

    `plain` is the plainest spelling: where `unique` stands as often as it in the text, no other can be there besides.
    """

    hint: str
    squeezed: str = ""
    plain: str = ""
    unique: str = ""


def _searching(pattern: Late, borders: Borders, look: Look) -> Finder:
    hint, squeezed, plain, unique = look

    def find(text: str, clock: datetime) -> Span | None:
        folded, places = fold_with_places(text)
        if hint not in folded:
            return None
        packed = squeeze(folded) if squeezed else folded
        if squeezed and squeezed not in packed:
            return None
        shown = text if places is None else folded
        if plain and packed.count(unique) == folded.count(plain):
            start = folded.find(plain)
            while start >= 0:
                end = start + len(plain)
                if borders(folded, shown, start, end):
                    return _place(start, end, places)
                start = folded.find(plain, end)
            return None
        at = 0
        while at < len(folded) and (hit := pattern.search(folded, at)):
            start, end = hit.span()
            if end > start and borders(folded, shown, start, end):
                return _place(start, end, places)
            at = start + 1
        return None

    return find


def _place(start: int, end: int, places: Sequence[int] | None) -> Span:
    return (start, end) if places is None else (places[start], places[end - 1] + 1)


def find_email(value: str) -> Finder:
    """Finds an e-mail address, "@" and dots also as words."""
    folded = fold(value)
    longest = max(re.split("[@.]", folded), key=len)
    return _searching(Late(lambda: _email_pattern(folded)), _email_borders, Look(longest, "", folded, longest))


def _email_pattern(folded: str) -> str:
    name, _, host = folded.rpartition("@")
    dots = r"\s*(?:\.|\bdot\b)\s*"
    return (r"\s*(?:@|[(\[]at[)\]]|\bat\b)\s*").join(
        dots.join(map(re.escape, part.split("."))) for part in (name, host)
    )


def _email_borders(folded: str, text: str, start: int, end: int) -> bool:
    return not (EMAIL_BEFORE.search(folded, max(0, start - 1), start) or EMAIL_AFTER.match(folded, end))


def find_phone(value: str) -> Finder:
    """Finds a phone number in any grouping."""
    last = "".join(filter(str.isdigit, value))[-4:]
    return _searching(phone_pattern(value), _phone_borders, Look(last[0], last))


def find_id(value: str) -> Finder:
    """Finds an id, also spaced, joined, spelled or in the other case."""
    folded = fold(value)
    squeezed = squeeze(folded)
    if not squeezed:
        return find_text(value)
    borders = _digit_borders if squeezed.isdigit() else _short_id_borders if len(squeezed) < 4 else _id_borders
    first = next(filter(str.isdigit, squeezed), squeezed[0])
    pattern = Late(lambda: _id_pattern(folded, len(squeezed) > 4))
    return _searching(pattern, borders, Look(first, squeezed, folded.strip("#"), squeezed))


def _id_pattern(folded: str, free: bool) -> str:
    parts: list[str] = []
    gap = False
    last = ""
    for char in folded:
        if not char.isalnum():
            gap = True
            continue
        if last:
            digits = last.isdigit() and char.isdigit()
            kinds = last.isdigit() != char.isdigit()
            parts.append(
                r"[ \-_./:#]{1,2}"
                if gap and digits
                else r"[ \-_./:#]{0,2}"
                if gap
                else r"[ \-_.]{0,2}"
                if free or kinds
                else ""
            )
        parts.append(re.escape(char))
        gap, last = False, char
    return "".join(parts)


def find_text(value: str) -> Finder:
    """Finds words in any case, whatever stands between them."""
    spaced = fold(CAMEL.sub("\x00", value.strip()))
    tokens = TOKEN.findall(spaced)
    words = [word for word in tokens if word[0].isalnum()]
    if not words:
        written = " ".join(spaced.split())
        return _searching(Late(re.escape(written)), _anywhere, Look(""))
    borders = _letter_borders if len(spaced) == 1 else _text_borders
    squeezed = "" if "&" in spaced else squeeze(spaced)
    plain = spaced if squeezed and spaced == " ".join(words) else ""
    pattern = Late(lambda: _text_pattern(tokens))
    return _searching(pattern, borders, Look(max(words, key=len), squeezed, plain, squeezed))


def _text_pattern(tokens: list[str]) -> str:
    parts: list[str] = []
    gap = ""
    started = False
    for token in tokens:
        if token[0].isalnum():
            number = started and parts[-1][-1].isdigit() and token[0].isdigit() and not gap.isspace()
            parts.append(re.escape(gap) if number else _gap_pattern(gap) if started else gap)
            parts.append(re.escape(token))
            gap, started = "", True
        else:
            gap += token
    hard = "".join(re.escape(char) for char in gap if char not in LOOSE and not char.isspace() and char != "\x00")
    head = parts[0]
    parts[0] = "".join(re.escape(char) for char in head if char not in LOOSE and not char.isspace() and char != "\x00")
    return "".join(parts) + hard


def _gap_pattern(gap: str) -> str:
    if gap == "\x00":
        return r"[\s_\-]?"
    if gap == "'":
        return "'?"
    if gap.strip() == "&":
        return r"\s*(?:&|\band\b)\s*"
    hard = [re.escape(char) for char in gap if char not in LOOSE and not char.isspace() and char != "\x00"]
    return r"\s*" + r"\s*".join(hard) + r"\s*" if hard else r"[\W_]{1,4}"


def _anywhere(folded: str, text: str, start: int, end: int) -> bool:
    return True


def _free(folded: str, start: int, end: int, marks: str) -> bool:
    """No word goes on at either end, nor one joined by these marks."""
    if start and (folded[start - 1].isalnum() or folded[start - 1] in "_@"):
        return False
    if start > 1 and folded[start - 1] in marks and folded[start - 2].isalnum():
        return False
    after = folded[end : end + 2]
    if after and (after[0].isalnum() or after[0] in "_@"):
        return False
    return not (len(after) == 2 and after[0] in ".,:-/" and after[1].isdigit())


def _id_borders(folded: str, text: str, start: int, end: int) -> bool:
    if not _free(folded, start, end, "-_/.,+"):
        return False
    after = folded[end : end + 2]
    if len(after) == 2 and after[0] in "-_/" and after[1].isalnum() or _spelled_on(folded, start, end):
        return False
    return not (
        folded[start].isdigit() and start and folded[start - 1] in "-+." and (start == 1 or folded[start - 2] in " (")
    )


def _spelled_on(folded: str, start: int, end: int) -> bool:
    """ "A B 1 2" goes on where another lone letter or digit stands beside it."""
    if end - start < 3:
        return False
    gap, after = folded[end - 2], folded[end : end + 3]
    if gap in GAPS and after[:1] == gap and after[1:2].isalnum() and not after[2:].isalnum():
        return True
    gap, before = folded[start + 1], folded[max(0, start - 3) : start]
    return gap in GAPS and before[-1:] == gap and before[-2:-1].isdigit() and not before[:-2].isalnum()


def _short_id_borders(folded: str, text: str, start: int, end: int) -> bool:
    """ "12 a" is seat 12A only where the letter is no article."""
    lone = LONE_LETTER.search(text[start:end])
    return lone is None and _id_borders(folded, text, start, end)


def _digit_borders(folded: str, text: str, start: int, end: int) -> bool:
    """No piece of a phone or card number."""
    if not _id_borders(folded, text, start, end):
        return False
    window = max(0, start - 40)
    around = folded[window : end + 40]
    return not any(
        first + window <= start and end <= last + window and len(around[first:last].strip("() ")) > end - start
        for first, last in digit_chains(around)
    )


def _phone_borders(folded: str, text: str, start: int, end: int) -> bool:
    if start and (folded[start - 1].isalnum() or folded[start - 1] in "+_"):
        return False
    if DIGITS_AFTER.match(folded[end : end + 2]):
        return False
    return not DIGITS_BEFORE.search(folded[max(0, start - 3) : start])


def _text_borders(folded: str, text: str, start: int, end: int) -> bool:
    return _free(folded, start, end, "-_/.,+'" if folded[start].isdigit() else "-'")


def _letter_borders(folded: str, text: str, start: int, end: int) -> bool:
    """A lone "a" or "i" counts only as a capital that starts no sentence."""
    if not _free(folded, start, end, "-'./") or folded[end : end + 1] == "'":
        return False
    if text[start] not in "aiAI":
        return True
    return text[start] in "AI" and not (start == 0 and WORD_AFTER.match(folded[end : end + 2]))
