"""Ways to hand over, to say that something is not there, and to keep to a rule, beside the plainest ones."""

from __future__ import annotations

from simulator.understanding.parts import cue
from simulator.values.late import Late

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
)
_ROOM = (
    r"(?:tables?|rooms?|seats?|openings?|slots?|availability|appointments?|bus(?:es)?|trains?|flights?|tickets?"
    r"|accounts?"
    r"|bookings?|reservations?|records?|orders?|spaces?|vacanc\w+|places?|beds?|cars?|sailings?)"
)
NOT_THERE = cue(
    "no not t noth expi book such fail",
    rf"\b(?:has|have|there's|there is|there are|there were|with) no (?:free |open |such |more |available )*{_ROOM}\b"
    rf"|\bthere (?:isn't|aren't|is not|are not|weren't|wasn't) (?:an? |any |enough )?(?:free |open "
    rf"|available )*{_ROOM}\b"
    rf"|\b(?:doesn't|don't|does not|do not) have (?:an? |any )?(?:free |open |available )*{_ROOM}\b"
    r"|\bthere(?:'s| is) no such\b|\bnothing (?:came up|was found|turned up|available|matches|matched)\b"
    r"|\bhas(?: already)? expired\b|\bfailed to\b"
    r"|\ball (?:the |our )?[a-z]+ are (?:booked|taken|busy|sold)\b"
    r"|\b(?:didn't|did not) go through\b",
)
RULED_OUT = cue(
    "only neve qual not t cove back cann cant",
    r"\b(?:warranty|policy|insurance|coverage|guarantee) (?:does not|doesn't|won't|will not) cover\b"
    r"|\bonly (?:the|an?) [a-z ]{2,30}? (?:can|may|is allowed to)\b"
    r"|\bwe never (?:give|share|accept|refund|allow|offer|sell)"
    r"|\bonly (?:possible|allowed|permitted|available) (?:within|until|with an?|if|up to)\b"
    r"|\b(?:refunds?|exchanges?|returns?|changes?|cancellations?|discounts?) (?:are|is)(?:n't| not) (?:available"
    r"|possible"
    r"|allowed|given|offered|granted)\b|\b(?:don't|do not|doesn't|does not) qualify\b|\bpolicy not to\b"
    r"|\bnot available to\b"
    r"|\b(?:come|get|write|check) back (?:to (?:us|me) |here )?(?:once|when|as soon as) you(?:'ve| have| find| know)\b"
    r"|\b(?:unfortunately|sorry|afraid|regret)\b[^.?!]{0,20}\b(?:i|we) (?:can|could|may) only\b"
    r"|^(?:(?:sorry|no|unfortunately|nope)\b[ ,.!-]*)*(?:can't|cannot|cant) (?:do (?:that|this|it)|help)\b",
)
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
