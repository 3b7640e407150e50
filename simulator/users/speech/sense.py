"""Whether a wording of somebody else's still does what its turn has to do: it says yes where the turn does, no where it
does, agrees to nothing where nothing is agreed to, and asks for what the goal asks for.

Values and fairness are checked elsewhere; a text can hold to both and mean the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from simulator.users.speech.brief import Brief
from simulator.values.late import Late

AGREES = Late(
    r"(?i)\b(?:y|k|yes|yea|yeah|yep|yup|ya|sure|ok|okay|okey|alright|all right|correct|right|exactly|precisely|indeed"
    r"|fine|good|great|perfect|lovely|nice|cool|sweet|beauty|go|do it|do that|do so|do the|please|let'?s|proceed"
    r"|carry on|works?|confirm(?:ed)?|agreed?|approved?|accept(?:ed)?|absolutely|definitely|certainly|of course"
    r"|obviously|sounds|mhm|lgtm|happy with|that'?s it|that is it|that'?s the one|spot on|too easy|put it through"
    r"|get it done|book it|again|retry|once more)\b|👍|✅"
)
REFUSES = Late(
    r"(?i)\b(?:n|no|nope|nah|naw|not|never|none|neither|nothing|without|wrong|incorrect|mistake|stop|leave|forget"
    r"|cancel|skip|drop|don'?t|dont|isn'?t|isnt|wasn'?t|didn'?t|didnt|doesn'?t|won'?t|wait|actually|instead|rather|mind"
    r"|should|supposed|meant|off|but|other|different)\b"
)
TURNS_DOWN = Late(
    r"(?i)\A\W*(?:no|nope|nah|don'?t|do not|never|stop|wrong)\b(?! (?:problem|worr|issue|objection|doubt))"
)
CONSENT = Late(
    r"(?i)\b(?:go ahead|go for it|please do|please proceed|exactly right|that'?s (?:right|correct)|confirmed)\b"
)
WORD = re.compile(r"[^\W\d_]{3,}")
STEM = 4
COMMON = frozenset(
    "abou also and anyt are been but can can' cant coul does don' dont for from get goin has have hell help here hope"
    " how its just know like litt long may more much need not now off one only our out plea poss quit real see some"
    " soon than that the them then ther they thin this time try want was way well what when wher whic why will with"
    " woul you your".split()
)
"""What everybody says of anything, by the first letters."""
ASKS = frozenset({"open", "open_next", "restate"})


def astray(text: str, brief: Brief) -> str:
    """What a text does other than its turn, "" where it does what it has to."""
    for deed in brief.deeds:
        check = CHECKS.get(deed.act, _not_agreeing)
        wrong = check(text, brief)
        if wrong:
            return wrong
    return _aimless(text, brief)


def _yes(text: str, brief: Brief) -> str:
    turned = TURNS_DOWN.search(text) and not TURNS_DOWN.search(brief.plain)
    return "it has to say yes" if turned or not AGREES.search(text) else ""


def _no(text: str, _: Brief) -> str:
    return "" if REFUSES.search(text) else "it has to say no"


def _not_agreeing(text: str, brief: Brief) -> str:
    agrees = (
        CONSENT.search(text) and not CONSENT.search(brief.plain) and all(one.act != "affirm" for one in brief.deeds)
    )
    return "it agrees to something, which is not what the message has to do" if agrees else ""


CHECKS: Mapping[str, Callable[[str, Brief], str]] = {"affirm": _yes, "deny": _no}


def _aimless(text: str, brief: Brief) -> str:
    asking = [deed for deed in brief.deeds if deed.say in ASKS]
    wanted = stems(" ".join([brief.plain, *(says for deed in asking for says in deed.requests)])) if asking else set()
    return "it does not say what the person wants" if wanted and not wanted & stems(text) else ""


def stems(text: str) -> set[str]:
    """What a text is about: the first letters of its words, without those that stand in any text."""
    return {word[:STEM] for word in WORD.findall(text.lower())} - COMMON
