"""Whether a text asks for a yes or no before it goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.understanding.parts import LEAD, Part
from simulator.understanding.requests import GENERIC

CUES = re.compile(r"\?|confirm|yes\b|y/n|proceed|go ahead|correct|right|agree|shall|should|want|okay|\bok\b|approve|good")
_ON = r"(?:proceed|go ahead|continue|move forward|carry on|go through with|finali[sz]e|submit|process)"
_TAKE = r"(?:have|get|ask|know|help|assist|take your|see|be of|offer|suggest|interest)"
SURE = re.compile(
    r"\b(?:do|did|would|should) (?:you|i) (?:still )?(?:want|like|wish|prefer) (?:me|us) to\b|\b(?:would|do) you (?:like|want|wish) (?:to |me to )?(?:proceed|go ahead|continue|confirm|finali[sz]e)|\bwant me to\b|\bshould i (?!need)|\bshall (?:i|we)\b|\bshould we\b"
    rf"|\b(?:may|can|could|might) (?:i|we) (?:now |please |just )?(?!{_TAKE})(?:{_ON}|confirm|book|cancel|change|move|make|place|send|update|apply|start|set|turn|transfer|charge|use)\b"
    rf"|\b(?:ready|ok|okay|happy|fine|good|alright|all right|comfortable)(?: for (?:me|us))? (?:to|with|if i)\b|\bgood to go\b"
    r"|\b(?:is|are|does|do|was|were|did i|have i|am i)\b[^?]*\b(?:correct|right|okay|ok|accurate|fine|good|alright|acceptable|work for you|sound good|look(?:s)? (?:good|right|correct|ok|okay)|get (?:that|this|it) right|got (?:that|this|it) right|what you want(?:ed)?|in order)\b[^?]{0,24}\?"
    r"|\bare you sure\b|\bdo you (?:confirm|agree|approve|accept|authori[sz]e|consent)\b|\b(?:can|could|would|will) you (?:please |kindly )?(?:confirm|verify)\b|\bhappy with (?:this|that|these)\b"
    r"|\bplease (?:confirm|verify|approve)\b|\bkindly confirm\b|^confirm\b|\b(?:just )?(?:confirming|to confirm)\b[^.]*\?|\bawaiting your (?:confirmation|approval|go-ahead)|\b(?:need|require|get|have) your (?:explicit )?(?:confirmation|approval|consent|go-ahead|permission)\b|\bi(?:'ll| will)? need you to confirm\b"
    r"|\b(?:reply|type|say|answer|respond|press|enter|write|send)(?: with)?(?: a)?(?: simple)? ?[\"'(]?(?:yes|y|ok|okay|confirm|go)\b|\byes ?/ ?no\b|\by ?/ ?n\b|\byes or no\b|\(yes\b"
    r"|\blet me know (?:if|whether) (?:i should|i can|i may|you(?:'d| would) like (?:me )?to (?:proceed|go ahead|continue|book|confirm)|you want me to|you'd like me to|(?:this|that|everything|it|these|all)[^.?]* (?:is|looks?|sounds?|are|works?) )"
    r"|\bif (?:this|that|everything|it|all|these)[^.?]{0,30}(?:correct|right|good|fine|ok|okay|accurate)\b"
    r"|(?:,|\.|-) ?(?:right|correct|ok|okay|yes|is that so|deal|agreed|sound good|sounds good|isn't it|yeah)\?$|^(?:all )?(?:correct|right|ok|okay|agreed|proceed|continue|confirm|confirmed|go ahead|sound good|sounds good|look good|looks good|ready|good)\?$"
    rf"|\b{_ON}(?: with [^?]*)?\?$"
)
WISH = re.compile(r"\b(?:would|do) you (?:still )?(?:like|want|wish|prefer) to (?!know|hear|see|add|tell|provide|share|give|keep|receive|have|do\b|book\b|fly|travel|come)[a-z]+")
PLAIN = re.compile(r"(?:is|are|was|were|does|do|did|will|so)\b")
ALTERNATIVE = re.compile(r"\bor\b(?! not\b)(?! (?:no|cancel to|n)\b)|\beither\b|\bwhat\b|\bwhich\b|\bwhen\b|\bwhere\b")
INFORMED = re.compile(r"\b(?:i|we) (?:can|could|am happy to|'m happy to|'m pleased to|am pleased to|will|'ll|must|have to) confirm|\bto confirm (?:that )?your identity\b|\byou(?:'ll| will) (?:get|receive)|\bconfirmation (?:number|code|email|mail)\b")
SLOT_NEED = re.compile(r"\b(?:confirm|verify)\b")


def asks_yes_or_no(parts: Sequence[Part], asked: bool, values: bool) -> bool:
    """Whether any part asks to agree; "please confirm your X" alone asks for X, so `asked` matters."""
    return any(CUES.search(part.low) and _confirms(part, asked, values) for part in parts)


def _confirms(part: Part, asked: bool, values: bool) -> bool:
    low = part.low
    if GENERIC.search(low):
        return False
    hit = SURE.search(low)
    if hit:
        if SLOT_NEED.search(hit[0]) and (asked or INFORMED.search(low)) and "yes" not in low:
            return _also_sure(low, hit.end())
        choice = ALTERNATIVE.search(low, hit.start())
        if choice is None or not low.endswith("?") or "yes" in low or "correct" in low:
            return not (part.question and re.match(r"(?:what|which|when|where|how)\b", low))
        return False
    if not part.question:
        return False
    wish = WISH.search(low)
    if wish:
        return ALTERNATIVE.search(low, wish.start()) is None
    lead = LEAD.match(low)
    return values and not asked and bool(PLAIN.match(low, lead.end() if lead else 0)) and "?" in low


def _also_sure(low: str, at: int) -> bool:
    return bool(SURE.search(low, at))
