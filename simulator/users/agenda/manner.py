"""What kind of turn it was where no slot, claim or choice says so: silence, small talk, a sideline, a secret asked for.

Closed lists of words, held against the words of the goals: to whoever wants a newsletter, one is no sideline.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from simulator.messages import Reading
from simulator.scenario.case import Goal
from simulator.understanding.asking import ENGLISH
from simulator.understanding.handover import FOR_GOOD
from simulator.users.agenda.offered import OFFERS, Matter, is_other_deed, is_other_end
from simulator.values.cues import cues, words_of
from simulator.values.late import Late

STEM = 4
SENTENCES = Late(r"(?<=[.!?])\s+|\n+")
SECRETS = frozenset("password passwords passcode pin pins cvv cvc otp ssn security verification maiden card".split())
SECRET = Late(
    r"\b(?:pass(?:word|code)s?|pins?(?: (?:code|number)s?)?(?!\w)|cv[vc]|otp|ssn|social security|"
    r"(?:security|verification) (?:code|answer)|one[- ]time (?:code|password)|maiden name|card number)\b"
)
TO_GIVE = Late(r"\?|\b(?:please|tell|give|enter|paste|provide|send|need|share|type|read)\b")
NOT_TO_GIVE = Late(r"\b(?:never|don't|do not|without|no need to|won't|not) (?:\w+ ){0,3}(?:share|send|tell|give|ask)")
INSIDE = frozenset(
    "function functions api argument arguments parameter parameters prompt json labels tool tools expected "
    "instructions instruction repeat ignore disregard reveal above verbatim pretend".split()
)
INSIDER = Late(
    r"\b(?:which|what|what's|tell me) (?:\w+ ){0,6}(?:function|api|arguments?|parameters?|prompt|json|labels?|"
    r"tools? (?:\w+ ){0,3}call)\b|\bexpected (?:answer|call|output)s?\b|"
    r"\b(?:repeat|print|reveal|show|output|ignore|disregard|forget|tell me|list)\b[^.?!]{0,40}\b(?:your instructions?|"
    r"(?:previous|prior|above|all) (?:\w+ ){0,2}instructions?|prompt|(?:everything|text|words|message) above|labels?|"
    r"word for word|verbatim|json)\b|\b(?:what|which) (?:are|were|is|was) (?:\w+ ){0,2}instructions?\b|"
    r"\bpretend (?:to be|that you|you)\b"
)
SIDELINES = frozenset(
    """newsletter newsletters premium survey feedback rating insurance voucher vouchers subscribe subscription
    promotion promotions promotional loyalty upsell marketing app webinar""".split()
)
SIDELINE_STEMS = frozenset(word[:STEM] for word in SIDELINES)
CHECKS = Late(r"is (?:that|this|it|everything) (?:right|correct|ok(?:ay)?)\b")
BEFORE = Late(r"\bbefore (?:i|we)\b")
MORE = Late(r"\b(?:any|some)thing (?:else|more|further)\b")
HELPS = Late(
    r"\bhow (?:can|may|could|might) (?:i|we) (?:help|assist|be of)|\bwhat (?:can|could|may) (?:i|we) (?:do|help)|"
    r"\bwhat (?:do|would|did) you (?:need|want|like|mean)\b(?! to \w+ (?:the|your))|"
    r"\bwhat (?:brings you|is this about)|\b(?:explain|clarify|rephrase|elaborate|tell me more)\b|"
    r"\bin other words\b|\bwhat you(?:'d| would)? (?:like|want|need|mean)\b|"
    r"\bwhat (?:was|is) it (?:that )?you\b|\bwhat (?:was|is) your (?:request|question)\b|"
    r"\b(?:more|some|further) (?:context|details?|info(?:rmation)?)\b"
)
CHATS = Late(
    r"\bhow(?:'re| are| do)? (?:you|ya)\b(?: are| is)?(?: (?:doing|feel(?:ing)?|going|today))|\bhow are you\b|"
    r"\bhow(?:'s| is| was| has)? (?:your|the) (?:\w+ )?(?:day|week|weekend|morning|evening|weather)|"
    r"\bhow(?:'s| is) it going|\b(?:nice|lovely) weather"
)
WHAT_DEED = Late(
    r"\bwhat (?:would|do|did|can|may|should) (?:you|i|we) (?:(?:like|want|need) )?(?:(?:me|us) to do|to do|do)\b|"
    r"\bhow (?:can|may|could|might) (?:i|we) (?:help|assist)\b"
)
TELLING = frozenset("say write type send tell come".split())
ONCE_MORE = frozenset("again once one".split())
HEARING = frozenset("get catch understand follow hear make read".split())
DENYING = frozenset("didn did don do couldn could can".split())
REPEAT = Late(
    r"\brepeat (?:that|it|this|yourself|your (?:last |previous )?(?:message|answer|question|request|reply))\b|"
    r"\b(?:say|write|type|send|tell me) (?:that|it|this) (?:to me )?(?:again|once more|one more time)\b|"
    r"\bcome again\b|\bpardon\b|\b(?:i|we) (?:didn't|did not|don't|do not|couldn't|could not|can't) (?:quite |really "
    r"|fully )?(?:get|catch|understand|follow|hear|make out|read) (?:that|it|you|this|what you (?:said|wrote|meant?)|"
    r"your (?:message|answer|request|reply))(?! (?:to|for|done|from|in|booking|order)\b)"
)
RECALLS = Late(
    r"\b(?:did|have|had|haven't|didn't) you (?:not |ever |already |also )?(?!want|wish|mean)\w+[^?]*\?|"
    r"\b(?:didn't|don't|haven't|weren't|aren't|won't) you\?|\b(?:would you say|yes or no)\b[^?]*\?|"
    r"\b(?:would|will|is|was) (?:this|that|it) (?:be )?(?:an?|the first|your first|urgent|for work|new)\b[^?]*\?"
)
RETRIES = Late(r"\b(?:try|run|send) (?:it |that |this )?(?:again|once more|one more time)\b")
DOUBTS = Late(
    r"\bare you (?:quite |really |absolutely )?sure (?:about|of|that (?:is|was|it)|it(?:'s| is)|this is)\b|"
    r"\b(?:double[- ]?check|check again|look again)\b|"
    r"\bcould (?:you|that|it|there) be (?:wrong|mistaken|a typo|a mistake)\b"
)
CORRECTS = Late(
    r"\byou (?:must |probably |surely |might |actually )*(?:mean|meant)\b(?! (?:to|by|that you)\b)|"
    r"\b(?:surely|actually)\b[^.?!]*\bnot\b"
)
OTHER_TONGUES = frozenset(
    """der das und ist nicht sie ihre ihren ihr bitte ich wir haben können kann wie welche für eine einen que el los su
    una por para usted ustedes qué cómo puede puedo favor gracias como está les est vous votre pour avec je une nous
    pas quel quelle sont puis pouvez avez che di sono può posso della questo grazie per il é você seu sua não obrigado
    het een van uw niet kunt hoe""".split()
)
TELL_TALE = 3
"""So many of these words are no accident."""
NODS = frozenset(
    """ok okay alright right sure thanks thank you noted understood got it i see great good perfect fine hello hi hey
    certainly absolutely of course very well cool hm hmm""".split()
)
FEW_WORDS = 3
WHICH_WRONG = Late(
    r"\bwhat (?:should|shall|must|do|can) (?:i|we) (?:change|correct|fix|put)\b|"
    r"\bwhat (?:should|would|must) (?:it|that|they) be\b|\bwhat is it (?:then|instead)\b|"
    r"\b(?:what|which)\b[^?.]*\b(?:wrong|incorrect|not (?:right|correct)|mistaken|to (?:be )?(?:correct|change)d?)\b"
)
WAITS_WORDS = frozenset(
    "moment second sec minute hold wait bear right let will ll take waiting shortly checking looking working "
    "searching".split()
)
WAITS = Late(
    r"\b(?:(?:one|a|just a) (?:moment|second|sec|minute)|hold on|please (?:hold|wait)|bear with|be right (?:back|with)"
    r"|let me (?:just |quickly )?(?:check|look|see|find|pull|get)|(?:may|might|will) take a|for waiting|shortly"
    r"|(?:am|'m|still) (?:checking|looking|working|searching)"
    r"|(?:i'll|i will) (?:just )?(?:check|look|find out|get back))\b"
)
USER_WORDS = frozenset("book move change cancel return exchange order get buy reserve rent help".split())
AS_USER = Late(
    r"^(?:(?:hi|hello|hey|thanks|ok)\b[ ,.!]*)*(?:(?:i (?:need|want|have|wish) to|i(?:'d| would) (?:like|love) to|"
    r"i(?:'m| am) (?:trying|hoping) to) (?:book|move|change|cancel|return|exchange|order|get|buy|reserve|rent)\b|"
    r"(?:can|could) you (?:please )?help me)\b(?!.*\b(?:you|your|yours)\b(?! help me))"
)
WISHES = frozenset("my want wish like love trying hoping".split())
"""With these, nobody speaks who serves; "I need to cancel the booking first" may be said by one who does."""
OURS = frozenset(
    """i you your yours we our us me my it that this they thanks thank sorry ok okay sure yes no please moment hello hi
    done one something everything nothing all right good great welcome""".split()
)
SERVICE = Late(
    r"\d|\b(?:check|look|wait|moment|second|minute|system|request|detail|help|assist|confirm|proce|patien|account|"
    r"record|price|cost|euro|open|clos|availab|time|day|number|name|book|order|cancel|chang|updat|servic|policy|result|"
    r"error|free|charge|fee)"
)
PLAIN = frozenset(
    """what which when where whom whose your yours that this these those there they them then than have does would could
    should shall will with from like want need please tell give know sure about more most other another also just
    prefer choose pick mean able possible right correct wrong work works best better suit okay fine ready want wish
    ask asked asking said take make made send sent help thing things something anything everything else some many much
    long soon first next last again still else maybe perhaps kind sort type option options ones either both here into
    information details detail question questions answer look see find provide share specify let today now""".split()
)
MIN_WORDS = 4
Words = AbstractSet[str]


def manner(text: str, reading: Reading, goals: Callable[[], Matter]) -> str:
    """The kind of turn, one of the closed list of `Reading.manner`; "" where the rest of the reading says it all.

    `goals` gives the words that the goals are about.
    """
    low = text.lower()
    words = cues(text).words
    if not (words or reading.values or reading.question):
        return _wordless(low)
    if unwanted := _unwanted(low, words, reading, goals):
        return unwanted
    if reading.claim == "handed_over" and not reading.question and FOR_GOOD.search(low):
        return "hands over"
    if "how" in words and reading.question and low.count("?") == 1 and CHATS.search(low):
        return "chats"
    if reading.asks or reading.confirms or reading.unknown:
        return _of_check(low, reading)
    if not reading.values and _may_repeat(words) and REPEAT.search(low):
        return "repeat"
    if reading.claim or reading.offers:
        return "helps" if reading.offers and not reading.claim and WHAT_DEED.search(low) else ""
    if reading.bye:
        return "leaves" if len(words) <= MIN_WORDS else ""
    if reading.question:
        return "" if reading.more or reading.prefers else _of_question(low, goals)
    return _of_statement(low, words, reading, goals)


def _wordless(low: str) -> str:
    """What a text without a word of plain letters is: nothing, another script, or a mark such as a thumb."""
    if not any(char.isprintable() and not char.isspace() for char in low):
        return "silent"
    return "astray" if any(map(str.isalpha, low)) else "nods"


def _unwanted(low: str, words: Words, reading: Reading, goals: Callable[[], Matter]) -> str:
    """Whether it is said in vain: in another language, wanting what nobody is given or what nobody came for."""
    if _is_other_tongue(words):
        return "tongue"
    if not words.isdisjoint(SECRETS) and _wants_secret(low, words, goals):
        return "secret"
    if not words.isdisjoint(INSIDE) and not reading.asks and INSIDER.search(low):
        return "insider"
    if not words.isdisjoint(SIDELINES) and not reading.asks and _is_sideline(low, reading, goals()):
        return "sideline"
    if reading.claim == "done" and not reading.values and is_other_end(low, goals):
        return "sideline"
    if reading.confirms and not words.isdisjoint(OFFERS):
        extras = not (reading.values or reading.asks or reading.offers or reading.claim)
        return "sideline" if is_other_deed(low, goals, extras=extras) else ""
    return ""


def _is_other_tongue(words: Words) -> bool:
    """Whether a text has the small words of another language, and hardly any of this one."""
    if words.isdisjoint(OTHER_TONGUES):
        return False
    return len(words & OTHER_TONGUES) >= TELL_TALE and len(words & ENGLISH) <= len(words & OTHER_TONGUES) // TELL_TALE


def _of_check(low: str, reading: Reading) -> str:
    """What kind of yes or no is wanted, where it is about no value."""
    if not reading.confirms or reading.values or reading.asks:
        return ""
    return "retries" if RETRIES.search(low) else "doubts" if DOUBTS.search(low) else ""


def _may_repeat(words: Words) -> bool:
    """Whether the words stand there without which nobody asks to have it said again."""
    if "repeat" in words or "pardon" in words:
        return True
    again = not (words.isdisjoint(TELLING) or words.isdisjoint(ONCE_MORE))
    return again or not (words.isdisjoint(HEARING) or words.isdisjoint(DENYING))


def words_about(goals: Sequence[Goal]) -> Matter:
    """Every word these goals are about, and its first letters."""
    slots = [slot for goal in goals for slot in goal.slots.values()]
    says = tuple([text for goal in goals for text in goal.says])
    named = tuple([text for slot in slots for text in (slot.name, *slot.words, slot.about, *slot.options)])
    general, asked = _general(says, named)
    values = _with_stems(" ".join([str(slot.value) for slot in slots]))
    return Matter(general, values - general, asked)


@lru_cache(maxsize=64)
def _general(says: tuple[str, ...], named: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """What is said of the goals in every conversation of a scenario, and how much of it stands in the requests."""
    asked = frozenset[str]().union(*map(_about, says))
    return asked.union(*map(_about, named)), asked


def _with_stems(text: str) -> frozenset[str]:
    words = words_of(text.lower())
    return frozenset({*words, *_stems(words)})


_about = lru_cache(maxsize=1024)(_with_stems)
"""What a scenario says comes again in each of its conversations, with other values now and then."""


def _stems(words: Sequence[str] | Words) -> frozenset[str]:
    return frozenset(word[:STEM] for word in words if len(word) >= STEM)


def _wants_secret(low: str, words: Words, goals: Callable[[], Matter]) -> bool:
    found = SECRET.search(low)
    if found is None or not TO_GIVE.search(low) or NOT_TO_GIVE.search(low):
        return False
    return goals().lacks(words & SECRETS)


def _is_sideline(low: str, reading: Reading, own: Matter) -> bool:
    """Whether what is proposed or reported is a sideline that no goal is about."""
    proposed = reported = False
    for sentence in SENTENCES.split(low):
        inside = frozenset(words_of(sentence))
        on_goal = not own.lacks(_stems(inside - PLAIN) - SIDELINE_STEMS)
        asks = sentence.endswith("?") or reading.confirms and BEFORE.search(sentence) is not None
        if not inside.isdisjoint(SIDELINES):
            if on_goal or not own.lacks(inside & SIDELINES):
                return False
            proposed, reported = proposed or asks, reported or not asks
        elif asks and not (MORE.search(sentence) or CHECKS.match(sentence)) or on_goal and reading.claim:
            return False
    return proposed and reading.claim != "done" or reported and reading.claim == "done"


def _of_question(low: str, goals: Callable[[], Matter]) -> str:
    own = goals()
    words = words_of(low)
    if OURS.isdisjoint(words) and PLAIN.isdisjoint(words) and own.lacks(words):
        return "astray"
    if WHICH_WRONG.search(low):
        return "which wrong"
    if _as_user(low, words):
        return "as user"
    if HELPS.search(low):
        return "helps"
    asked = [sentence for sentence in SENTENCES.split(low) if sentence.endswith("?")]
    if RECALLS.search(low):
        return "recalls"
    content = {word for word in words_of(" ".join(asked)) if len(word) >= STEM} - PLAIN
    return "foreign" if content and own.lacks(_stems(content)) else ""


def _as_user(low: str, words: Sequence[str] | Words) -> bool:
    """Whether it speaks as one who wants something, and not as one who serves."""
    return not USER_WORDS.isdisjoint(words) and AS_USER.search(low) is not None


def _of_statement(low: str, words: Words, reading: Reading, goals: Callable[[], Matter]) -> str:
    if len(words) <= FEW_WORDS and words <= NODS:
        return "nods"
    if reading.values and CORRECTS.search(low):
        return "corrects"
    if not words.isdisjoint(WAITS_WORDS) and WAITS.search(low):
        return "waits"
    if _as_user(low, words) and (not words.isdisjoint(WISHES) or goals().lacks(_stems(words))):
        return "as user"
    astray = len(words) >= MIN_WORDS and words.isdisjoint(OURS) and not reading.values and not SERVICE.search(low)
    return "astray" if astray and goals().lacks(_stems(words)) else ""
