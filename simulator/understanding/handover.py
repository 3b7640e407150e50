"""Ways to hand over, to say that something is not there, and to keep to a rule, beside the plainest ones."""

from __future__ import annotations

from simulator.understanding.parts import cue
from simulator.values.late import Late

HAND = cue(
    "tran conn hand pass put forw esca rout refe redi dire patc swit will ll goin shal call cont reac foll emai phon"
    " get gets gett geta puts putt",
    r"\b(?:transfer|connect|hand|pass|put|forward|escalat|rout|refer|redirect|direct|patch"
    r"|switch)[a-z]*\b(?: (?:you|this|your|it|the|over|through|on|up|along|straight|case|call|chat|request"
    r"|issue|details|conversation|ticket|matter|concern|ing))*(?: [a-z']+)? (?:to|with|through to|over to"
    r"|up to)\b[^.?!]{0,30}?\b(?:agent|human|representative|rep|specialist|colleague|team|supervisor|manager"
    r"|someone|person|operator|staff|department|advis[oe]r|support|expert|member|desk|service|nurse|doctor|banker)s?\b"
    r"|\b(?:someone|somebody|(?:a|an|our|one of our|my|the|another) (?:[a-z]+ ){0,3}(?:colleagues?|human"
    r"|agents?|representatives?|specialists?|team|team member|staff|manager|supervisor|advis[oe]r|expert"
    r"|person|member of (?:our|the) team|department|operator"
    r"|nurse)s?)(?: member)?(?: from [a-z ]{2,30}?)? (?:will|'ll|is going to|shall"
    r"|is now going to) (?:\w+ )?(?:contact|call|reach|get|be in touch|follow|take|assist|be with|help|respond"
    r"|reply|look|review|join|handle|phone|ring|email)"
    r"|\bhanding (?:you|this) (?:over|off)\b|\btransferring (?:you|your call)\b"
    r"|\bplease hold (?:on )?while i (?:transfer|connect)|\btransferred to (?:a|an|our|the) (?:\w+ )?(?:agent"
    r"|human|team|representative|specialist|colleague|operator)",
    "agen huma repr rep reps spec coll team supe mana some pers oper staf depa advi advo supp expe memb desk serv nurs"
    " doct bank hand tran hold",
)
HANDED = cue(
    "hand pass forw esca refe call cont reac get foll emai phon",
    r"\b(?:i've|i have|we've|we have) (?:escalated|forwarded|referred|handed|passed)\b|\b(?:has"
    r"|have) been (?:escalated|forwarded|handed over|passed on|referred)\b"
    r"|\bhave (?:someone|somebody|a colleague|an agent|(?:a|our|one of our) [a-z]+)(?: from (?:our"
    r"|the) [a-z ]{2,20}?)? (?:call|contact|reach|get|follow|email|phone)",
    "have has ve",
)
HANDOVERS = (HAND, HANDED)
HAND_MAYBE = Late(
    r"\b(?:can|could|may|might|would|if|unless|want|like me|shall|should|happy to|not|n't|cannot|able|prefer"
    r"|need to be|option|please)\b|n't\b"
)
_SOMEBODY = (
    r"(?:human|manager|supervisor|specialist|colleague|expert|agent|representative|advis[oe]r|operator|live agent"
    r"|team ?mate|person)"
)
HAND_ALSO = cue(
    "you huma mana supe spec coll expe agen repr advi oper pers team",
    r"\b(?:put(?:ting)?|connect\w*|transfer\w*|rout\w+|switch\w*|redirect\w*) you "
    r"(?:over |through |on |now |right away )*"
    r"(?:to|with) (?!page|link|option|menu)[a-z]"
    r"|\b(?:send|sending|pass|passing) you (?:over|through|on|along) to\b"
    rf"|\b(?:get|getting|bring\w* in|ask|asked|asking|find|fetch) (?:you )?(?:a|an|my|our|the) (?:[a-z]+ )?"
    rf"{_SOMEBODY}\b"
    rf"|\b{_SOMEBODY}s?(?: of (?:ours|mine)| [a-z]+)? (?:will|'ll|is going to|is about to) (?:take (?:over|it)|join"
    r"|step in|continue|be (?:right )?with you)\b"
    r"|\bwhile i (?:transfer|connect|put|hand) you\b",
    "put putt conn tran rout swit redi send pass get gett brin ask aske aski find fetc will ll goin abou whil",
)
_ROOM = (
    r"(?:tables?|rooms?|seats?|openings?|slots?|availability|appointments?|bus(?:es)?|trains?|flights?|tickets?"
    r"|accounts?"
    r"|bookings?|reservations?|records?|orders?|spaces?|vacanc\w+|places?|beds?|cars?|sailings?)"
)
NOT_THERE = cue(
    "no not t noth expi such fail",
    rf"\b(?:has|have|there's|there is|there are|there were|with) no (?:free |open |such |more |available )*{_ROOM}\b"
    rf"|\bthere (?:isn't|aren't|is not|are not|weren't|wasn't) (?:an? |any |enough )?(?:free |open "
    rf"|available )*{_ROOM}\b"
    rf"|\b(?:doesn't|don't|does not|do not) have (?:an? |any )?(?:free |open |available )*{_ROOM}\b"
    r"|\bthere(?:'s| is) no such\b|\bnothing (?:came up|was found|turned up|available|matches|matched)\b"
    r"|\bhas(?: already)? expired\b|\bfailed to\b"
    r"|\ball (?:the |our )?[a-z]+ are (?:booked|taken|busy|sold)\b"
    r"|\b(?:didn't|did not) go through\b",
    "has have ther with noth expi fail all go",
)
ALL_BOOKED = cue("book", r"\ball (?:the |our )?[a-z]+ are (?:booked|taken|busy|sold)\b", "all")
RULED_OUT = cue(
    "only neve qual not t cove back",
    r"\b(?:warranty|policy|insurance|coverage|guarantee) (?:does not|doesn't|won't|will not) cover\b"
    r"|\bonly (?:the|an?) [a-z ]{2,30}? (?:can|may|is allowed to)\b"
    r"|\bwe never (?:give|share|accept|refund|allow|offer|sell)"
    r"|\bonly (?:possible|allowed|permitted|available) (?:within|until|with an?|if|up to)\b"
    r"|\b(?:don't|do not|doesn't|does not) qualify\b|\bpolicy not to\b"
    r"|\bnot available to\b"
    r"|\b(?:come|get|write|check) back (?:to (?:us|me) |here )?(?:once|when|as soon as) you(?:'ve| have| find| know)\b"
    r"|\b(?:unfortunately|sorry|afraid|regret)\b[^.?!]{0,20}\b(?:i|we) (?:can|could|may) only\b",
    "cove only neve avai qual poli back",
)
NOT_GIVEN = cue(
    "only neve qual not t cove back cann cant",
    r"\b(?:refunds?|exchanges?|returns?|changes?|cancellations?|discounts?) (?:are|is)(?:n't| not) (?:available"
    r"|possible|allowed|given|offered|granted)\b",
    "refu exch retu chan canc disc",
)
FLATLY = cue(
    "t not cann cant",
    r"^(?:(?:sorry|no|unfortunately|nope)\b[ ,.!-]*)*(?:can't|cannot|cant) (?:do (?:that|this|it)|help)\b",
    "do help",
)
RULES_OUT = (RULED_OUT, NOT_GIVEN, FLATLY)
NOT_HEARD = Late(r"\b(?:get|catch|read|follow|hear|understand) (?:that|this|it|you|what you \w+)\b(?! (?:to|for)\b)")
"""Words that have not come across, which is no failure of the deed."""
FOR_GOOD = Late(
    r"\b(?:transfer|connect|hand|put|pass|switch|redirect|send|rout)[a-z]* you\b|\byou(?:'re| are| will be|'ll be)"
    r" (?:now )?(?:being )?(?:transferred|connected|handed|put|passed)\b"
    r"|\btransferring (?:the|this|your) (?:chat|call)\b"
    r"|\btak(?:e|es|ing) (?:it|this|things|over) from here\b|\b(?:will|'ll|is about to|is going to) (?:take over"
    r"|be (?:right )?with you|join (?:you|us|the|this))\b|\b(?:hold|stay on)\b[^.?!]{0,20}\b(?:line|while|please)"
)
"""Words that send the user on, and not only the matter."""
