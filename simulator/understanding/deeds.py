"""Ways to say that a deed is done, beside the plainest ones, and what makes such words a rule or a plan instead."""

from __future__ import annotations

from simulator.understanding.parts import cue
from simulator.values.late import Late

_DEED = (
    r"(?:changes?|bookings?|reservations?|cancell?ations?|payments?|transfers?|refunds?|orders?|updates?|requests?"
    r"|appointments?|purchases?|exchanges?|returns?|upgrades?|renewals?|corrections?|amendments?|switch|moves?|deeds?"
    r"|registrations?|rescheduling|rebooking|swap|top-?up|deposit|entry|edits?|adjustments?|modifications?)"
)
_NOW = r"(?:(?:now|all|already|also|successfully|officially|both|hereby) )*"
DEED_IS = cue(
    "made done thro in set effe fini hand comp gone went take",
    rf"\b(?:your|the|that|this|these|those|all|both)(?: [a-z'-]+){{0,4}}? {_DEED}(?: to [a-z ]{{2,30}}?"
    rf"| (?:of|for) [a-z0-9 ]{{2,30}}?)? (?:(?:is|are|'s) {_NOW}(?:made|done|through|in(?: place| effect)?|set"
    r"|handled|finished)|(?:has|have) (?:now |just |already )*gone (?:through|out)|went (?:through|out)"
    r"|takes effect (?:today|now|immediately|at once))\b"
    r"|\bconsider (?:it|that) (?:done|handled|made|sorted|booked|cancel+ed|changed)\b",
    "cons chan book rese canc paym tran refu orde upda requ appo purc exch retu upgr rene corr amen swit move deed regi"
    " resc rebo swap top topu depo entr edit adju modi",
)
YOURS_IS = cue(
    "chan move swit remo adde unbl unlo turn exte upgr dele repl",
    rf"^(?:(?:ok(?:ay)?|alright|great|perfect|good news|done|so|and|there|sure)\b[\s,!.:-]*)*(?:your|the|that|this"
    rf"|it)\b(?: [a-z0-9'#-]+){{0,5}}? (?:is|are|'s) {_NOW}(?P<word>changed|moved|switched|removed|added|unblocked"
    r"|unlocked|turned (?:on|off|up|down)|extended|upgraded|deleted|replaced)\b",
)
RULE_AFTER = Late(
    r" (?:by (?!e-?mail|text|sms|then|me\b|now|\d)|before|when|whenever|if|only|every|each|within|once|after|as soon as"
    r"|at the (?:desk|counter)|on the (?:first|last) of (?:the|each|every)|of\b|monthly|daily|yearly"
    r"|automatically (?:if|when))"
)
"""What follows words that say how a thing is done, and not that it was."""
