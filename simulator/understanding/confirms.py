"""Whether a text asks for a yes or no before it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from simulator.understanding.asking import AUX, GENERIC, WH, WH_STEMS, tagged
from simulator.understanding.parts import KEEP, Part, cue, find_cue
from simulator.values.late import Late

_ON = r"(?:proceed|go ahead|continue|move forward|carry on|go through with|finali[sz]e|submit|process)"
_TAKE = r"(?:have|get|ask|know|help|assist|take your|see|be of|offer|suggest|interest)"
_GOOD = (
    r"correct|right|okay|ok|accurate|fine|good|alright|acceptable|work for you|sound good|look(?:s)? (?:good"
    r"|right|correct|ok|okay)"
    r"|(?:get|got) (?:that|this|it) right|what you want(?:ed)?|in order"
)
SURE = (
    cue(
        "want like wish pref",
        r"\b(?:do|did|would|should) (?:you|i) (?:still )?(?:want|like|wish|prefer) (?:me|us) to\b|\bwant me to\b"
        r"|\b(?:would|do) you (?:like|want|wish) (?:to |me to )?(?:proceed|go ahead|continue|confirm|finali[sz]e)",
    ),
    cue("shal shou", r"\bshould i (?!need)|\bshall (?:i|we)\b|\bshould we\b"),
    cue(
        "may can coul migh",
        rf"\b(?:may|can|could|might) (?:i|we) (?:now |please |just )?(?!{_TAKE})"
        rf"(?:{_ON}|confirm|book|cancel|change|move|make|place|send|update|apply|start(?! with)|set|turn"
        rf"|transfer|charge|use)\b",
        "i we",
    ),
    cue("sure", r"\bare you sure\b"),
    cue(
        "conf agre appr acce auth cons veri",
        r"\b(?:do you (?:confirm|agree|approve|accept|authori[sz]e|consent)\b|(?:can|could|would"
        r"|will) you (?:please |kindly )?(?:confirm|verify)\b"
        r"|please (?:\w+ and )?(?:confirm|verify|approve)\b|kindly confirm\b)|^confirm\b"
        r"|\b(?:(?:just )?(?:confirming|to confirm)\b[^.]*\?|awaiting your (?:confirmation|approval|go-ahead)"
        r"|i(?:'ll| will)? need you to confirm\b"
        r"|(?:need|require|get|have) your (?:explicit )?(?:confirmation|approval|consent)\b)",
    ),
    cue("go perm", r"\b(?:need|require|get|have) your (?:explicit )?(?:go-ahead|permission)\b"),
    cue(
        "yes y ok okay conf go",
        r"\b(?:(?:reply|type|say|answer|respond|press|enter|write"
        r"|send)(?: with)?(?: a)?(?: simple)? ?[\"'(]?(?:yes|y|ok|okay|confirm|go)\b|yes ?/ ?no\b"
        r"|y ?/ ?n\b|yes or no\b)|\(yes\b",
    ),
    cue(
        "know",
        r"\blet me know (?:if|whether) (?:i should|i can|i may|you(?:'d| would) like (?:me )?to (?:proceed"
        r"|go ahead|continue|book|confirm)|you want me to|you'd like me to"
        r"|(?:this|that|everything|it|these|all)[^.?]* (?:is|looks?|sounds?|are|works?)\b)",
    ),
    cue("if", r"\bif (?:this|that|everything|it|all|these)[^.?]{0,30}(?:correct|right|good|fine|ok|okay|accurate)\b"),
)
MARKED = (
    cue(
        "read ok okay happ fine good alri righ comf",
        r"\b(?:ready|ok|okay|happy|fine|good|alright|all right|comfortable)(?: for (?:me|us))? (?:to|with"
        r"|if i)\b|\bgood to go\b|\bhappy with (?:this|that|these)\b",
    ),
    cue(
        "corr righ okay ok accu fine good alri acce work soun look what orde want",
        rf"\b(?:is|are|does|do|was|were|would|will|did i|have i|am i)\b[^?]*\b(?:{_GOOD})\b[^?]{{0,24}}\?",
    ),
    cue(
        "righ corr ok okay yes so deal agre soun isn yeah proc cont conf go look read good",
        r"(?:,|\.|-) ?(?:right|correct|ok|okay|yes|is that so|deal|agreed|sound good|sounds good|isn't it"
        r"|yeah)\?$|^(?:all )?(?:correct|right|ok|okay|agreed|proceed|continue|confirm|confirmed|go ahead"
        r"|sound good|sounds good|look good|looks good|ready|good)\?$",
    ),
    cue("proc go cont move carr fina subm", rf"\b{_ON}(?: with [^?]*)?\?$"),
)
ALL = SURE + MARKED
WISH = Late(
    r"\b(?:would|do) you (?:still )?(?:like|want|wish|prefer) to (?!know|hear|see|add|tell|provide|share|give"
    r"|keep|receive|have|do\b|book\b|fly|travel|come)[a-z]+"
)
PLAIN = Late(r"(?:is|are|was|were|does|do|did|will|so)\b|(?:could|might|would) (?:it|that|this) be\b")
ALTERNATIVE = Late(
    r"\bor\b(?! not\b)(?! (?:no|cancel to|n|is that|is this|shall i|should i|can i)\b)|\beither\b|\bwhat\b"
    r"|\bwhich\b|\bwhen\b|\bwhere\b"
)
INFORMED = Late(
    r"\b(?:i|we) (?:can|could|am happy to|'m happy to|'m pleased to|am pleased to|will|'ll|must"
    r"|have to) confirm|\bto confirm (?:that )?your identity\b|\byou(?:'ll| will) (?:get|receive)"
    r"|\bconfirmation (?:number|code|email|mail)\b"
)
SLOT_NEED = Late(r"\b(?:confirm|verify)\b")


RESTATED = cue(
    "conf reca reca summ veri doub read chec repe go revi",
    r"(?:^|\b(?:please|kindly|let me|let's|just to|to|i'd like to|i want to|i'm|just) )(?:just |quickly "
    r"|re-?)?(?:confirm(?:ing)?|recap|verify|summari[sz]e|double[- ]check|check)"
    r"(?: please| with you| then| that| once more| once again| the following(?: details)?| these details| all"
    r" details| the details| your (?:booking|order|reservation|request|details|trip|transfer))?"
    r"(?: is correct)?\s*[:,–—-]|^(?:please |kindly )?confirm(?:ing)? (?:that|the following|these|you|your [a-z]+"
    r" leave)\b|\bread (?:that|it|this) back\b"
    r"|\b(?:let me|let's|just to|i'd like to|i'll) (?:just |quickly )?(?:confirm|check|recap|repeat|go over|verify"
    r"|review) (?:your|the|these|all) [a-z ]{3,24}:"
    r"|^(?:summary|recap)\b",
)


TO_CONFIRM = Late(r"\bconfirm(?:s|ed|ing)?\b")


def may_repeat(part: Part) -> bool:
    """Whether a part can do no more than hold values that were said before: it is neither open nor a choice."""
    return WH_STEMS.isdisjoint(part.stems) and "or" not in part.stems


def asks_again(part: Part) -> bool:
    """Whether a part is a question or a "please confirm"."""
    return "?" in part.low or "conf" in part.stems and TO_CONFIRM.search(part.low) is not None


AGREED = Late(
    r"(?:(?:shall|should|do|can|may|could) (?:i|we) )?(?:now )?(?:yes|right|correct|ok(?:ay)?|book|buy|save|send"
    r"|pay|submit|proceed|confirm|reserve|go|order|release|start|play|transfer"
    r"|cancel|apply|continue|place|make|take|hold|enrol|request|register|finali[sz]e|complete|join|ship"
    r"|post|arrange|schedule|add|put|sign|call|agreed?|fine|good|great|all good|sounds? (?:good"
    r"|right|ok))\b(?: (?:it|this|that|them|ahead|you|in|up|on|for you|now|these"
    r"|(?:the|your) [a-z]+|order|the driver))*\?"
    r"|(?:is|does|do|did) (?:it|this|that|these|everything|all)\b[^?]{0,40}\b(?:want(?:ed)?|work|suit|right|correct"
    r"|ok(?:ay)?|fine|good|alright|so|it|one|looking for|look for|after|need(?:ed)?|mean|meant|in mind"
    r"|you(?:'d| would) like|asked for|requested|hop(?:ed|ing) for|all right"
    r"|planned)\b[^?]{0,20}\?"
    r"|(?:[^?]{0,30}, )?or (?:is|does|are) (?:this|that|it|everything|they) [^?]{0,20}\b(?:right|correct|ok|okay|fine"
    r"|good)\?"
    r"|(?:have|did) i (?:got|get|understood?|understand) (?:that|this|it|you|everything) (?:right|correctly)\?"
    r"|do you (?:agree|accept|approve|confirm|want (?:this|it))\b[^?]{0,12}\?"
)
NO_CHECK = Late(
    r"\b(?:else|more|other|another|instead|different|details?|hear|see|listen|help|interest\w*|like to know"
    r"|mind)\b|\bor\b"
)


def checks(part: Part, *, several: bool) -> bool:
    """Whether a part after values, or after several, asks what yes or no can answer."""
    if not several:
        return "?" in part.low and AGREED.match(part.low, part.start) is not None or tagged(part.low)
    return "?" in part.low and WH_STEMS.isdisjoint(part.stems) and NO_CHECK.search(part.low) is None


def restates(part: Part) -> bool:
    """Whether a part says again what it has heard, for the listener to agree."""
    if "?" in part.low and AGREED.match(part.low, part.start):
        return True
    return find_cue((RESTATED,), part.stems, part.low, part.start) is not None


def may_confirm(part: Part) -> bool:
    """Whether anything in a part may ask for a yes or no."""
    return part.question or find_cue(ALL if "?" in part.low else SURE, part.stems, part.low) is not None


def asks_yes_or_no(parts: Sequence[Part], asked: bool, values: bool) -> bool:
    """Whether any part asks to agree; "please confirm your X" alone asks for X, so `asked` matters."""
    for part in parts:
        if _confirms_kept(part, asked, values) if len(part.raw) <= KEEP else _confirms(part, asked, values):
            return True
    return False


def _confirms(part: Part, asked: bool, values: bool) -> bool:
    low = part.low
    hit = find_cue(ALL if "?" in low else SURE, part.stems, low)
    if (hit or part.question) and find_cue((GENERIC,), part.stems, low):
        return False
    if hit and part.question and _asks_openly(part, hit.start()):
        return False
    if hit:
        if SLOT_NEED.search(hit[0]) and (asked or INFORMED.search(low)) and "yes" not in low:
            return find_cue(SURE, part.stems, low, hit.end()) is not None
        choice = ALTERNATIVE.search(low, hit.start())
        return choice is None or not low.endswith("?") or "yes" in low or "correct" in low
    if not part.question:
        return False
    wish = WISH.search(low)
    if wish:
        return ALTERNATIVE.search(low, wish.start()) is None and not _asks_openly(part, wish.start())
    if not values or asked or "?" not in low or _asks_openly(part, len(low)):
        return False
    return bool(PLAIN.match(low, part.start)) or not AUX.match(low, part.start)


_confirms_kept = lru_cache(maxsize=2048)(_confirms)


def _asks_openly(part: Part, end: int) -> bool:
    """Whether a question word stands before this place."""
    return not WH_STEMS.isdisjoint(part.stems) and WH.search(part.low, 0, end) is not None
