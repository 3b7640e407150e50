"""What a text says became of the request: done, failed, refused, handed over, or nothing."""

from __future__ import annotations

import re
from collections.abc import Set

from simulator.understanding.deeds import DEED_IS, RULE_AFTER, YOURS_IS
from simulator.understanding.handover import (
    ALL_BOOKED,
    HAND_ALSO,
    HAND_MAYBE,
    HANDOVERS,
    NOT_HEARD,
    NOT_THERE,
    RULES_OUT,
)
from simulator.understanding.parts import Cue, Part, cue, find_cue
from simulator.values.cues import words_of
from simulator.values.late import Late

INFORMATION = frozenset(
    "found checked looked located received noted seen reviewed verified understood pulled retrieved identified "
    "searched read been had asked heard listed included tried attempted delayed delivered shipped dispatched "
    "required needed provided associated linked interested mentioned requested wanted called named based supposed "
    "expected allowed permitted entitled eligible available related attached opened explained informed chosen "
    "entered given told indicated specified shown displayed finished worked supported closed authorized authorised "
    "limited used concerned pleased delighted excited happened occurred failed declined denied rejected encountered "
    "experienced detected missed expired got gotten loaded fetched accessed consulted considered discussed detailed "
    "priced rated reached waited thought known learned noticed scanned compared calculated analyzed analysed "
    "examined gathered collected narrowed decided realized realised recommended stated described viewed inspected "
    "hoped wondered apologized figured helped assisted answered forwarded escalated determined prepared drafted "
    "outlined summarized summarised".split()
)
_IRREGULAR = (
    "done|sent|set|made|paid|put|taken|sold|built|written|begun|reset|cut|shut|switched|won|lent|given"
    " back|gone|withdrawn"
    "|undone|rebooked|redone|frozen|unfrozen"
)
_PARTICIPLE = rf"(?:[a-z]+(?:-[a-z]+)?ed|{_IRREGULAR})"
_ADVERB = (
    r"(?:(?:now|just|already|also|successfully|gone ahead and|since|then|officially|all|been|safely"
    r"|fully|both|automatically|hereby|both|instead|immediately|therefore|completely) )*"
)
ACTIVE = cue("have ve did", rf"\b(?:i|we)(?:'ve| have| did) {_ADVERB}(?P<word>{_PARTICIPLE})\b")
PAST = cue(
    "book canc chan move upda plac proc refu resc sche issu subm adde remo sent set turn tran paid orde crea"
    " rese comp swit appl rene bloc upgr regi did cred",
    r"\b(?:i|we) (?:(?:now|just|successfully|also|went ahead and|have) )*(?P<word>booked|cancell?ed|changed"
    r"|moved|updated|placed|processed|refunded|rescheduled|scheduled|issued|submitted|added|removed|sent|set"
    r"|turned|transferred|paid|ordered|created|reserved|completed|switched|applied|renewed|blocked|upgraded"
    r"|registered|did it|credited)\b",
    "i we",
)
_FINDING = "find|see|locate|check|confirm|verify|look|pull|retrieve"
ABLE = cue("able", rf"\b(?:i|we) (?:was|were|have been|'ve been) able to (?!{_FINDING})[a-z]+")
PASSIVE = cue("been", rf"\b(?:has|have|'s|'ve) (?!not\b){_ADVERB}been {_ADVERB}(?P<word>{_PARTICIPLE})\b")
NOW_IS = cue(
    "now all offi succ here",
    rf"\b(?:is|are|'s|'re) (?:now|all|officially|successfully|hereby) (?:(?:now|all|successfully"
    rf"|officially) )*(?P<word>{_PARTICIPLE}|on|off|active|live|complete|confirmed|locked|in place|ready|open"
    rf"|closed|in effect|under|playing|running|due)\b"
    r"|\bnow (?P<now>stands at|shows|reads|leaves|departs|starts|at \d)|\b(?:is|are) (?:on|off|active|live) now\b"
    r"|^playing .{2,60}\bnow\b",
    "is are s re stan show read leav depa star at play",
)
SIMPLE_IS = cue(
    "sent orde arra purc paid save crea file conf book canc plac comp done rese resc refu rebo upda subm proc "
    "acti deac take sort on bein",
    r"\b(?:is|are|'s|'re) (?P<word>confirmed|booked|cancell?ed|placed|complete|completed|done|reserved"
    r"|rescheduled|refunded|rebooked|updated|submitted|processed|activated|deactivated|taken care of|sorted"
    r"|on (?:its|the|their) way|being prepared"
    r"|sent|ordered|arranged|purchased|paid|saved|created|filed)\b",
    "is are s re",
)
BEING = (SIMPLE_IS, DEED_IS, YOURS_IS)
WAS = cue(
    "was were",
    r"\b(?:was|were) (?P<sure>successful(?:ly)? ?)?(?P<word>changed|updated|moved|booked|cancell?ed"
    r"|rescheduled|refunded|placed|processed|completed|added|removed|set|sent|submitted|transferred|successful)\b",
)
DONE = cue(
    "succ done set take deal good sort got in thro made",
    r"\b(?:success(?:ful|fully)?\b(?<!unsuccessful)|all done\b|all set\b|taken care of\b|done deal\b"
    r"|consider it done\b|done for you\b|good to go\b(?!.*\?)|sorted (?:it )?for you\b|^(?:your )?(?:reservation"
    r"|booking|payment|order|appointment|transfer) made\b|all sorted\b"
    r"|went through\b|it's done\b|that's done\b|we(?:'ve| have) got your order\b"
    r"|your (?:order|request|booking) is in\b)|^(?:all |it's |that's |and |ok |okay |it is |that is )*done\b[.! ,:;–-]"
    r"|^done$|✅",
    "succ done all care deal go sort made thro your",
)
TERSE_DEEDS = frozenset(
    "booked canceled cancelled changed moved updated placed processed refunded rescheduled issued submitted created "
    "reserved completed confirmed applied renewed blocked unblocked registered paid sent set activated added removed "
    "saved scheduled turned switched complete transferred locked unlocked ordered accepted rebooked closed dimmed "
    "started stopped credited".split()
)
TERSE = Late(
    r"(?:your |the |new |(?:ok|great|done|thanks|sure|perfect)[,.:!]? )*(?:[a-z0-9#'\-]+ ){0,6}(?P<word>booked"
    r"|cancell?ed|changed|moved|updated|placed|processed|refunded|rescheduled|issued|submitted|created|reserved|completed"
    r"|confirmed|applied|renewed"
    r"|blocked|unblocked|registered|paid|sent|set|activated|added|removed|saved|scheduled|turned (?:on|off)"
    r"|switched (?:on|off)|complete|transferred|locked|unlocked|ordered|accepted|rebooked|closed|dimmed"
    r"|started|stopped|credited)"
    r"(?: (?:to|for|on|from|at|and|with|in|successfully|by|under|as)\b.*|[:,;(].*)?[.!]*\Z"
    r"|(?:ok(?:ay)?[,.!]? |done[,.!:]? |great[,.!]? )*(?:transferred|sent|paid|cancell?ed|booked|moved|changed"
    r"|updated|added|removed|ordered|refunded|blocked|scheduled|rescheduled|reserved|placed) (?:\d[\d.,]*|the"
    r"|your|it|to|for|a|an|you|[a-z]+\d)\b.*\Z"
)
STATE = cue("on off", r"(?:[a-z]+ ){1,4}(?:on|off)[.!]*\Z")
WEAK = cue(
    "rece get find see enjo sche set numb code refe id",
    r"\byou(?:'ll| will| should) (?:shortly |soon |also |now )?(?:receive|get|find|see) (?:a |an |your "
    r"|the )?(?:\w+ )?(?:confirmation|receipt|refund|e-?mail|ticket|sms|text)|\benjoy your\b|\b(?:is"
    r"|are) scheduled for\b|\b(?:is|are) (?:now )?set (?:to|for)\b"
    r"|\byour (?:new )?(?:confirmation|booking|order|reference) (?:number|code|reference|id) is\b",
    "you your enjo sche set",
)
VERB_BEFORE = Late(
    r"\b(?:is|are|was|were|be|being|been|has|have|had|will|would|can|could|should|must|may|to|not|i|we|you|they|it"
    r"|get|getting|what|which|who|that|if|when|already|currently|preferred|how|please|no|any|need|do|does)\b|'"
)

CONDITION = Late(
    r"\b(?:if|once|when|whenever|after|as soon as|unless|until|before|whether|in case|assuming|provided"
    r"|should you|while|had|without|by the time|so that|even if|would|could|may|might|will|'ll|can|to have"
    r"|want|which|what|who|not|n't|never|nothing|no|cannot|isn't|yet)\b|n't\b"
)
CLAUSE = Late(r"[,;:!()]|\.\s| - | – | — | but | so | and (?=i|we|your|it|the|you)|\bthat (?=your|the|i|we|it)")
ANY = Late(
    r"^\W*(?:(?:any|each|every|all|only|most|such|no) (?!(?:set|done|of|is|are|two|three|four|five)\b|\d)"
    r"|an? (?!.*(?:\byou|\d)))"
    r"|^\W*(?!your|the|these|those|both|my|our)(?:[a-z-]+ ){0,2}[a-z-]+s are [a-z]+ "
    r"(?:only|never|always|in full|within|up to|unless)\b"
)
"""A clause about all things of a kind: what is done to them is a rule, nothing that was done."""
STATUS = Late(
    r"\b(?:currently|originally|already|still|previously|by the airline|by the (?:customer|shop|store|seller)"
    r"|initially|last (?:week|month|year)|on file|in the past|earlier)\b"
)

ERRORS = (
    cue("wron", r"\b(?:something|things?) (?:has |have )?(?:went|gone|go) wrong\b"),
    cue(
        "erro",
        r"\b(?:an?|the|internal|server|system|technical|unexpected|unknown|network) (?:\w+ )?error\b|^error\b"
        r"|\berror(?: \d+|:| occurred| while| when| code| message)",
    ),
    cue("ran", r"\bran into (?:an?|some|a few) (?:\w+ )?(?:error|issue|problem|difficult|trouble)"),
    cue(
        "issu prob diff glit faul fail hicc outa trou",
        r"\b(?:technical|system|unexpected|temporary) (?:issues?|problems?|difficult|glitch|fault|failure"
        r"|hiccup|outage)|\bfailure\b"
        r"|\bhaving (?:some )?(?:trouble|difficult|issues|problems)|\bexperiencing (?:some "
        r"|a )?(?:\w+ )?(?:trouble|difficult|issues|problems|outage)",
    ),
    cue(
        "down unav resp avai offl unre work expe disc",
        r"\b(?:system|service|server|database|tool|website|booking engine|api|backend|it) (?:is|seems to be"
        r"|appears to be|was|are) (?:currently |temporarily |still )?"
        r"(?:down|unavailable|not responding|not available|offline|unreachable|not working|experiencing)"
        r"|\btemporarily unavailable\b|\bnot responding\b"
        r"|\b(?:is|are|seems?|appears?|looks?) (?:to be )?(?:currently )?(?:offline|unreachable|unresponsive"
        r"|unavailable|disconnected)\b",
    ),
    cue("agai", r"\btry (?:this |it |that )?again (?:later|in (?:a|an|some|\d+|few)|shortly|soon|tomorrow|after)"),
    cue("fail", r"\bfailed to\b|\bhas failed\b|\bfailed\b[.!]?$"),
    cue(
        "fail time didn did coul",
        r"\b(?:it|request|change|payment|transaction|booking|order|transfer|update|attempt|cancellation|refund"
        r"|action|call|this|that|reservation|operation)"
        r" (?:has |have )?(?:just )?(?:failed|timed out|didn't|did not|couldn't|could not)|\btimed? ?out\b",
    ),
    cue("thro", r"\b(?:did not|didn't|hasn't|has not|not) (?:go|gone|going) through\b"),
    cue(
        "unsu succ luck insu enco hit",
        r"\bunsuccessful\b|\bnot successful\b|\bno luck\b|\binsufficient\b|\b(?:encountered|hit) (?:an?|some)\b",
    ),
    cue("decl reje", r"\b(?:payment|card) (?:was|has been|got|is) (?:declined|rejected)"),
    cue("save proc comp", r"\bnot (?:been )?(?:saved|processed|completed)\b"),
    cue("out", r"\bout of (?:order|service)\b"),
)
ERROR_STEMS = frozenset().union(*(one.stems for one in ERRORS))
_INFO_VERB = (
    "find|locate|see|reach|access|connect|retrieve|get|load|look up|look that up|look it up|pull"
    " up|identify|fetch|confirm|verify|detect|match|contact|read|open|recogni[sz]e|spot|check"
)
MISSING = cue(
    "t cann cant not unab no any foun exis inva unav sold full recog out long",
    rf"\b(?:can't|cannot|can not|couldn't|could not|cant|unable to|not able to|didn't|did not|don't|do not"
    rf"|doesn't|wasn't able to|won't) (?:seem to |currently |actually |be able to |manage to )?(?:{_INFO_VERB})\b"
    r"|\b(?:no|not any|any) (?:matching |such |active |open |available |existing |other )*(?:booking"
    r"|reservation|order|record|account|result|match|flight|appointment|slot|seat|room|item|device|customer"
    r"|patient|table|customer|entr|card|product|file|payment|transaction"
    r"|doctor)[a-z]*\b[^.?!]{0,40}?\b(?:found|exists?|available|with (?:that|this)|under|match|for (?:that"
    r"|this)|on that|left|listed)\b"
    r"|\bno (?:results|matches|record|availability|flights|rooms|tables|slots)\b|\b(?:was|were|is|are|be"
    r"|could) ?(?:not|n't)(?: be)? found\b|\bnot found\b|\bdoes(?:n't| not) (?:exist|match|seem to (?:exist"
    r"|match|be valid)|appear)\b|\b(?:is|are|seems?|was|looks?) (?:to be )?(?:invalid|not (?:valid|available"
    r"|recogni[sz]ed)|unavailable|sold out|fully booked|out of stock)\b|\bisn't (?:valid|available"
    r"|recogni[sz]ed)\b|\bno longer available\b|\bfully booked\b",
    "find loca see reac acce conn retr get load look pull iden fetc conf veri dete matc cont read open reco spot chec"
    " book rese orde acco resu flig appo slot seat room item devi cust pati tabl entr card prod file paym tran doct"
    " avai foun exis seem appe inva vali unav sold full out",
)
COULD_NOT = cue(
    "t not unab t",
    r"\b(?:i|we|it|that|this|request|the (?:\w+ )?\w+|your (?:\w+ )?\w+) (?:just |simply "
    r"|unfortunately )?(?:couldn't|could not|was not able to|wasn't able to|were not able to|weren't able to"
    r"|was unable to|were unable to|have not been able to|haven't been able to|did not manage to"
    r"|didn't manage to|can't seem to|has not been|hasn't been|have not been|haven't been|was not|wasn't)\b(?! yet)",
)
DECLINED = cue("decl reje", r"\b(?:payment|card|transaction|transfer)\b[^.?!]{0,20}\b(?:declined|rejected)\b")
NOT_UNDERSTOOD = Late(
    r"\b(?:understand|catch|get that|follow you|make out|hear|parse|quite|sure|be happier|be more|help but"
    r"|agree more|wait)\b"
)
POLICY = cue(
    "not t no non long inel poli rule term regu guid fare cond agai proh forb outs"
    " past beyo exce afte too impo out neve isn",
    r"\b(?:not|n't|no longer|isn't|never) (?:\w+ )?(?:eligible|permitted|allowed|entitled|authori[sz]ed"
    r"|refundable|changeable|returnable|transferable|possible|covered|qualif\w+)\b|\bineligible\b"
    r"|\bnon-?(?:refundable|changeable|returnable)\b"
    r"|\bpolic(?:y|ies)\b[^.?!]{0,40}\b(?:not|n't|prohibit|prevent|forbid|only|require|exclud|restrict)"
    r"|\b(?:rules?|terms|regulations?|guidelines?|fare conditions|conditions) [^.?!]{0,20}(?:not|n't|prohibit"
    r"|prevent|forbid)|\bagainst (?:our|the|company|store|hospital|bank|clinic)\b|\bprohibit(?:ed|s)\b"
    r"|\bforbidden\b|\bdoes(?:n't| not) qualify\b|\bnot (?:something|a service|an option|a thing)\b"
    r"|\b(?:outside"
    r"|past|beyond|exceed\w*|after) (?:of )?(?:the|our|your|its) (?:\d+[- ]days? |allowed |permitted "
    r"|standard |normal |daily )*(?:return |refund |cancellation |change |transfer |exchange "
    r"|service )*(?:window|period|deadline|limit|time ?frame|policy|scope)|\btoo late to\b|\bnot possible\b"
    r"|\bisn't possible\b|\bimpossible\b|\bno (?:refunds?|exchanges?|changes|returns)(?: are)? (?:allowed"
    r"|permitted|possible|can|on|for)?\b|\bnot (?:able to )?(?:offer|accept|provid)\w*\b|\bbeyond what i\b"
    r"|\bout of scope\b|\boutside (?:of )?(?:my|our|what i)\b",
    "elig perm allo enti auth refu chan retu tran poss cove qual inel nonc nonr poli rule term regu guid cond agai proh"
    " forb some serv opti thin outs past beyo exce afte late impo exch offe acce prov scop",
)
DECLINES = cue(
    "decl refu deni deny reje",
    r"\b(?:have to|must|need to|has been|was|is|been|had to) (?:decline|refuse|denied|declined|rejected"
    r"|refused|deny|reject)[a-z]*\b|\bi decline\b|\bdeclin(?:e|ing) (?:this|your|the) request",
    "have must need has was is been had i decl",
)
CANNOT = cue(
    "t cann cant not unab won don",
    r"\b(?:i|we|you|it|this|that|they|there|these|items?|orders?|tickets?|bookings?|flights?|[a-z]+)(?:'m|'re"
    r"| am| are| is)? ?(?:afraid i |afraid we |sorry,? i |sorry,? but i |afraid that )?(?:can't|cannot|can not"
    r"|cant|won't be able to|will not be able to|am unable to|are unable to|unable to|not able to"
    r"|am not able to|not allowed to|not authori[sz]ed to|not permitted to|won't|will not"
    r"|don't have (?:the )?(?:ability|permission|authority|access)|do not have (?:the )?(?:ability|permission"
    r"|authority|access)|don't (?:offer|allow|accept|permit|support|handle|do\b)|do not (?:offer|allow|accept"
    r"|permit|support|handle)|doesn't (?:allow|permit|support)|does not (?:allow|permit|support))\b"
    r"|^(?:unable|not able) to\b|\bwe (?:don't|do not) (?!know|have|need|see|find|think|understand|want"
    r"|recogni|mind|seem|currently|yet|charge|get)[a-z]+",
)
NEEDS_FIRST = Late(
    r"\b(?:without (?:your|the|knowing|that|this|it|more)\b|until|unless|before|unless i|till|if you don't|yet)\b"
)
HARMLESS = cue(
    "t cann can if fee char cost worr",
    r"\b(?:can't|cannot|won't) (?:be undone|be reversed|wait|go wrong|miss|take (?:long|more|much)|be long"
    r"|be charged|need|have to|lose|affect)\b|\bif (?:you|that|this|it|i) (?:can't|cannot|don't|won't"
    r"|can not)\b|\bno (?:additional |extra )?(?:fee|charge|cost)|\bdon't worry\b|\bwon't (?:be charged|cost)\b",
)
OPENS_QUESTION = Late(
    r"(?:has|have|is|are|was|were|did|do|does|can|could|would|will|shall|should|may|what|which|when|where|how|why"
    r"|if|once|after|so)\b"
)
OPENS_CONDITION = Late(r"(?:once|if|when|after|as soon as|should)\b")
RELATIVE = Late(r"\b(?:that|which|who)\s*\Z")
NO_ERROR = Late(r"^if\b|\bno errors?\b|\bif (?:something|anything)")
IF = Late(r"\b(?:if|once|unless|whether|in case)\b")
NEGATIVE = frozenset(
    "noth expi book such fail only "
    "t cann cant not unab no any foun exis inva unav sold full recog out long won don wont dont".split()
)
LATER = Late(
    r"\b(?:right now|at the moment|at this time|currently|due to (?:a|an|some) (?:technical|system|error|issue))\b"
)


def claim_of(signs: Set[str], open_question: bool) -> str:
    """done, failed, refused, handed_over or "", from the signs of all parts; weak ones only where nothing is asked."""
    for claim in ("handed_over", "done", "refused", "failed"):
        if claim in signs:
            return claim
    return "done" if "perhaps" in signs and not open_question else ""


def claim_signs(part: Part) -> set[str]:
    """The signs of a claim in one part: claims, and "perhaps"."""
    low = part.low
    seen: set[str] = set()
    if not part.question and _hands_over(part, low):
        seen.add("handed_over")
    if part.question and "?" in low:
        low = _statement(low)
        if not low:
            return seen
    seen |= _negatives(part.stems, low)
    if _is_done(part.stems, low):
        seen.add("done")
    elif not seen and _is_perhaps(part, low):
        seen.add("perhaps")
    return seen


def _find(one: Cue, stems: frozenset[str], low: str) -> re.Match[str] | None:
    return one.pattern.search(low) if one.fits(stems) else None


def _hands_over(part: Part, low: str) -> bool:
    hit = find_cue(HANDOVERS, part.stems, low) or _find(HAND_ALSO, part.stems, low)
    return hit is not None and not HAND_MAYBE.search(_clause_before(low, hit.start()) + hit[0][:4])


def _statement(low: str) -> str:
    """What a question says before it asks: "I've booked it, anything else?"."""
    at = max(low.rfind(mark) for mark in (", ", " - ", "; ", " and ", ": "))
    return "" if at <= 0 or OPENS_QUESTION.match(low) else low[:at]


def _clause_before(low: str, at: int) -> str:
    start = 0
    for hit in CLAUSE.finditer(low, 0, at):
        start = hit.end()
    return low[start:at]


def _free(low: str, at: int) -> bool:
    """Whether nothing before it in the clause makes it a condition, a denial or a plan."""
    return CONDITION.search(_clause_before(low, at)) is None


def _is_done(stems: frozenset[str], low: str) -> bool:
    was = _find(WAS, stems, low)
    if was and (was["sure"] or was["word"] == "successful") and _free(low, was.start()):
        return True
    for one in (ACTIVE, PASSIVE, PAST, NOW_IS, SIMPLE_IS, DEED_IS, YOURS_IS, DONE, ABLE):
        if not one.fits(stems):
            continue
        for hit in one.pattern.finditer(low):
            word = (hit.groupdict().get("word") or "-").split()[-1]
            if one in BEING and (RULE_AFTER.match(low, hit.end()) or _of_any(low, hit.start())):
                continue
            if word not in INFORMATION and _free(low, hit.start()) and not RELATIVE.search(low[: hit.start()]):
                return STATUS.search(low) is None
    return "✅" in low


def _of_any(low: str, at: int) -> bool:
    return ANY.search(low[at - len(_clause_before(low, at)) :]) is not None


def _is_perhaps(part: Part, low: str) -> bool:
    for one in (WEAK, WAS):
        hit = _find(one, part.stems, low)
        if hit and _free(low, hit.start()) and not OPENS_CONDITION.match(low):
            return STATUS.search(low) is None
    if len(low) >= 110 or part.header:
        return False
    terse = None if TERSE_DEEDS.isdisjoint(words_of(low)) else TERSE.match(low)
    if terse and not VERB_BEFORE.search(low[: max(terse.start("word"), 0)]):
        return STATUS.search(low) is None
    return len(low) < 40 and bool(_find(STATE, part.stems, low)) and not VERB_BEFORE.search(low)


def _negatives(stems: frozenset[str], low: str) -> set[str]:
    if not NEGATIVE.isdisjoint(stems) and _find(HARMLESS, stems, low):
        return set()
    if _find(DECLINED, stems, low):
        return {"failed"}
    policy = find_cue((POLICY, DECLINES), stems, low) or find_cue(RULES_OUT, stems, low)
    if policy and not _conditional(low, policy.start()):
        return {"refused"}
    if not ERROR_STEMS.isdisjoint(stems) and find_cue(ERRORS, stems, low) and not NO_ERROR.search(low):
        return {"failed"}
    if NEGATIVE.isdisjoint(stems) or NEEDS_FIRST.search(low):
        return set()
    return _refusal(stems, low)


def _refusal(stems: frozenset[str], low: str) -> set[str]:
    missing = _find(MISSING, stems, low) or find_cue((NOT_THERE, ALL_BOOKED), stems, low)
    if missing and not _conditional(low, missing.start()) and not NOT_HEARD.search(low, missing.start()):
        return {"failed"}
    could = _find(COULD_NOT, stems, low)
    if could and not NOT_UNDERSTOOD.search(low, could.end()) and not _conditional(low, could.start()):
        return {"failed"}
    cannot = _find(CANNOT, stems, low)
    if cannot and not _conditional(low, cannot.start()) and not NOT_UNDERSTOOD.search(low, cannot.end()):
        return {"failed"} if missing or LATER.search(low) else {"refused"}
    return set()


def _conditional(low: str, at: int) -> bool:
    return IF.search(_clause_before(low, at)) is not None
