"""How people ask for things: the words and turns of phrase that requests are made of."""

from __future__ import annotations

from simulator.understanding.parts import cue
from simulator.values.cues import cues
from simulator.values.late import Late

_GIVE = (
    r"provide|give|send|share|tell|specify|state|supply|type(?= (?:in|your|the|it|a|an|me)\b)|input|indicate|submit"
    r"|list|suggest|propose|verify|confirm|spell|repeat|mention"
    "|enter|fill in|name(?= (?:your|the|a|an|it)\b)|advise|identify|describe|explain|let (?:me|us) know|remind|quote"
)
_TAKE = (
    f"{_GIVE}|have|get|know|ask|take|grab|choose|select|pick|say(?! (?:that|it|this|you|there) )"
    f"|help me with|clarify|add|see|double[- ]check|(?:start|begin) with|note|check|collect|obtain|trouble you for"
)
ASK_STEMS = frozenset(
    "name what whic whos who whom when wher how why need plea pls plz prov give send shar tell spec ente know "
    "have requ "
    "miss conf veri choo sele pick type with once wait may can coul woul will migh want like pref stat supp indi "
    "subm sugg prop help grea usef perf appr inpu look your any abou is mind ask aski let if do afte as list say add "
    "desc expl thin u".split()
)
_GIVING = (
    "prov give send shar tell spec stat supp type inpu indi subm list veri conf spel repe ment ente fill name"
    " advi iden desc expl let remi quot sugg prop"
)
TRIGGERS = (
    cue(
        f"{_GIVING} choo sele pick say givi tell shar send",
        rf"(?:^ *|[,;] |\b[apkyjtw](?:(?<=a)nd |(?<=p)(?:lease (?:also |just |first |kindly )?|ls )|(?<=k)indly "
        rf"|(?<=y)ou(?:(?:'ll)? (?:need|have) to | must )|(?<=j)ust |(?<=t)hen |(?<=w)ould you mind ))"
        rf"(?:please )?(?:{_GIVE}|choose|select|pick(?!-up| up)|say"
        rf"|providing|giving|telling|sharing|sending|confirming)\b",
    ),
    cue(
        "can coul woul will may migh",
        rf"(?:can|could|would|will|may|might) (?:you|i|we|u) (?:(?:please|kindly|also|just|quickly|briefly|possibly"
        rf"|perhaps|maybe|first|be able to|be so kind as to) )*(?:{_TAKE})\b",
    ),
    cue(
        "if",
        rf"\bif (?:you|i) (?:can |could |would |may )?(?:just |please )?(?:{_GIVE}|have)\b(?=.*\b(?:i|we|then"
        rf"|that)\b|.{{0,60}}$)",
    ),
    cue(
        "once afte soon when",
        rf"\b(?:once|after|as soon as|when) (?:you(?:'ve| have)?|i|we) (?:can |could )?(?:{_GIVE}|provided"
        rf"|given|shared|sent|told|have|know|receive|get)\b",
    ),
    cue(
        "need requ",
        r"\b(?:i|we)(?:'ll| will|'d| would|'m going to| am going to)?(?: (?:also|still|just|only|first|then|do"
        r"|additionally))* (?:need|require|be needing)\b(?! to (?!know|have|get|collect|verify|confirm|ask|see))"
        r"(?: to (?:know|have|get|collect|verify|confirm|ask for|see))?|\bstill (?:need|require)s?\b"
        r"|^(?:required|needed|need)\b|\b(?:all i need|what i need|i need from you|needed) (?:is|are)\b",
    ),
    cue(
        "like love",
        r"\b(?:i|we)(?:'ll| will|'d| would)(?: (?:also|just|still))* (?:like|love) to (?:know|have|get|ask"
        r"|confirm|verify)\b",
    ),
    cue("let", r"let (?:me|us) (?:just |first |please )?(?:know|have|get|confirm|verify|ask)\b"),
    cue(
        "miss wait look lack",
        r"\b(?:i'm|i am|we're|we are)(?: still| just| only)? (?:missing|waiting for|looking for|lacking)\b"
        r"|\bstill missing\b|^missing\b|\bthat's missing (?:is|are)\b",
    ),
    cue("you", r"\byou (?:can|could|may) (?:just |also )?(?:give|tell|send) (?:me|us)\b", "give tell send"),
    cue("with", r"without (?:the |your |knowing )"),
    cue("thin", r"one more thing (?:is|are)\b"),
    cue("have know reme reca", r"have you got\b|do you (?:happen to )?(?:have|know|remember|recall)\b"),
    cue("abou", r"\b(?:what|how) about\b"),
    cue("is", r"\bis there (?:a|an|any)\b", "ther"),
    cue("any", r"\bany (?:particular|specific|preferred|preference)\b"),
    cue("ask aski may", r"\b(?:asking|ask) (?:you )?for\b|\bmay i ask\b"),
    cue("mind", r"\bmind (?:giving|telling|sharing|sending|confirming)\b"),
)
REQUIRED = cue(
    "requ need miss nece mand outs plea pls plz help grea usef perf appr",
    r"\b(?:is|are|'s)(?: still| also)? (?:required|needed|missing|necessary|mandatory|outstanding)\b"
    r"|\bneeded\b[.!]?$|\bwould (?:also )?be (?:helpful|great|useful|perfect|appreciated)\b"
    r"|\b(?:please|pls|plz)[.!?]*$",
)
WISH = Late(
    r"\b(?:would|do|did|are) you (?:like|prefer|want|need|looking for|rather have)\b(?: it| them)?(?! (?:me"
    r"|us) to| to (?!have\b|see\b))"
)
WH = Late(
    r"\b(what(?:'s|s)? time|what(?:'s|s)?|which|whose|who(?:'s|m)?|when(?:'s)?|where(?: ?abouts|'s)?|how many|how much"
    r"|how long|how old|how often|how heavy|how big|how large|how hot|how bright|how soon"
    r"|how (?:expensive|costly|pricey|tall|high|loud|fast|quick|quickly|urgent|important|warm|cold|strong|spicy|wide"
    r"|deep|fancy|far|small|late|early|severe)|how|why|to whom)\b"
)
SUBJECT = Late(
    r" (?:would|do|did|should|shall|will|can|could|does|is|are|was|were|has|have) (?:you|we|i|the|it|this|your"
    r"|that|they|he|she|there)\b| (?:you|we|i) [a-z]+\b| (?:you'd|you would|you want|works?|suits?|is best|are you"
    r"|fits?)\b"
)
OFFER = Late(r"\b(?:like|want|need|prefer|wish) (?:me|us) to\b|\b(?:shall|should|can|may|could) (?:i|we)\b")
ANY = Late(
    r"(?:is there|are there|do (?:you|any of you|they) (?:happen to )?(?:have|know|prefer|hold|own|mind|care (?:for"
    r"|about)|need(?! to\b)|want(?! to\b)|like)|have you (?:got)?|any"
    r"|would you (?:like|prefer)(?! to\b(?! (?:add|include|specify|leave)))(?: to (?:add|include|specify|leave))?"
    r"|got|(?:does|do) (?:he|she|it|any(?:one|body)(?: [a-z]+){0,3}?|any of (?:you|them|the [a-z]+)) have"
    r"|can you tell me)\b(?: (?:an?|any|the|some|your))*"
)
AHEAD = cue(
    "info deta ques foll belo thin",
    r"\b(?:information|details?|questions?|following|below|things)\b[^.?!:]{0,40}[.!?]?\Z",
)
OR_WH = Late(r"\bor (?=(?:how|which|what)\b)")
NEARBY = Late(r"\b(?:today|tomorrow|tonight|this week)\b.*\bor\b.*\b(?:day|date|later|tomorrow|week|weekend)\b")
CHUNK = Late(
    r"[,;] (?:and |or |also |plus |as well as )*| and (?:also )?| as well as | plus | & | along with |\. (?=[a-z])"
    r"|, (?=$)| or (?=(?:an?|the|your) )"
)
ASSOCIATED = Late(
    r"\b(?:associated|linked|registered|connected|on file|that goes|that belongs) (?:with|to|under|for) (?:your|the"
    r"|this)\b[^,;.]*"
)
EXTRAS = Late(
    r"\b(?:requirements?|must-haves?|preferences|needs|requests|amenities|features|extras)\b,?(?: (?:such as|like"
    r"|e\.?g\.?,?|for example))? "
)
CARRIED = Late(
    r"(?:and |also |plus |or )*(?:your|the|a|an|how|what|which|where|when|who|whether|if you)\b(?![^?]*\b(?:is|are"
    r"|has|have been)\b)"
)
CLOSED = Late(
    r"(?:is|are|was|were|do|does|did|shall|should|will|would|can|could|may|must|have|has|am|need|want|any|with|only"
    r"|you need|you want)\b(?! (?:what|which|who|whom|how)\b)(?!n't)"
)
EITHER = Late(r",\s*(?:or |and )?| or | and ")
WHETHER = Late(r"(?:whether|if)\b")
NOTHING_STARTS = ("if ", "how ", "what you ", "when you", "know", "me know", "once", "so ", "in order", "then")
NOTHING_NAMED = Late(
    r"(?:if (?:i|this|that|you (?:have|know|remember|need|want|wish|would like|don't|do not|are (?:happy|ready|okay"
    r"|ok)|require)|there|everything|anything)|how (?:i|we|it|that|this)|what you (?:think|decide)"
    r"|when (?:you're|you are) (?:ready|done)|know\b|me know|once\b|so (?:that )?(?:i|we)\b|in order\b|then\b)"
)
NO_REQUEST = cue(
    "ever all if feel neve to",
    r"\b(?:everything|all) (?:that )?(?:i|we) (?:need|require)\b(?! (?:is|are|from|now)\b)"
    r"|\bif (?:you(?:'d like|'d want| would like| want| wish| need| have to)? to (?:change|modify|cancel|update"
    r"|reschedule|edit|make any)"
    r"|(?:you )?need (?:to )?(?:change|anything)|you(?:'d| would) like to (?:change|modify|cancel|update|make))\b"
    r"|\bfeel free to\b|\bnever share\b|^(?:to|in order to) (?:see|view|change|modify|update|check) your\b",
    "need requ chan modi canc upda resc edit make anyt free shar your",
)
SPLIT_MARKS = (", ", "; ", " and ", " - ", " but ", ": ")
_ON_WH = (
    r"(?:(?:roughly|about|around|approximately|at about|at roughly|and) )?"
    r"(?:(?:in|for|at|on|to|from|with|under|by|until|till) )?(?:what|which|whom|how (?:many|much|long|old|often|soon))"
)
_NEXT = (
    rf"(?:and |also |plus |or )*(?={_ON_WH}\b|(?:when|where|who|how|why|can|could|may|please|do (?:you|any)|is"
    rf"|are you|would you|have you|did you|will (?:you|any)|should|your)\b)"
)
SPLIT = Late(
    rf",(?: {_NEXT}| but )|; {_NEXT}"
    rf"| (?:and (?={_ON_WH}\b|(?:when|where|who|how|why|could you|would you|do (?:you|any)|have you|did you|are there"
    rf"|is it|is there|should|will (?:you|any)"
    rf"|can you|can i|may i|please|also|(?:from|since|until|till|by) (?:when|where))\b)|- |but )"
    rf"|:(?<=[a-z]:) (?={_ON_WH}\b|(?:when|where|who|how)\b"
    r"|(?:are|do|does|did|is|would|will|should|have|can|could) (?:you|your|we|the|it|this|there)\b)"
)
"""Each way begins with a mark or a blank of its own, so that the other letters of a text are passed over."""
PURPOSE_WORDS = frozenset("so to i we because since which".split())
PURPOSE = Late(
    r"(?:,? so (?:that )?(?:i|we|it|they|our [a-z]+|the [a-z]+)\b| (?:in order )?to (?!know|have|get"
    r"|confirm|verify|be\b|ask|see"
    r"|and\b|or\b|which|what|when)[a-z]+\b|,? (?:and )?(?:then )?(?:i|we)(?:'ll| will| can| would)\b|,? before (?:i"
    r"|we)\b|,? because\b|,? since\b|,? as (?:i|we)\b"
    r"| (?:for|on) which\b)[^,;:]*"
)
LEADING = Late(
    r"(?:in order )?(?:to|before|since|because|as|while|for) (?!which|what|whom|when|how)[^,?]{3,90}, (?=[a-z])"
)
THANKS = Late(
    r"\b(?:thank you|thanks|thx|appreciate you|cheers)(?: so much| very much"
    r"| a lot)? for\b[^,.!?;:]*?(?=[,.!?;:]|$| - | but | and (?:what|which|could|can|please|may|i'll|i ))"
)
INFORM_WORDS = frozenset(
    "got found noted received located see updated recorded pulled have find it this which that if using".split()
)
INFORM = Late(
    r"\b(?:i|we)(?:'ve| have| do)?(?: (?:now|already|also))? (?:got|found|noted|received|located|see|see that"
    r"|updated|recorded|pulled up|have)\b(?! to)(?: that)? (?:your|the|you|an?|that)\b[^,;?!.]*"
    r"|\byou can find\b[^,;?!]*|\b(?:it|this|which|that)(?:'s| is| can be| should be) (?:on|in|at|found|listed"
    r"|printed|shown)\b[^,;?!]*|\bif you (?:don't|do not|can't|cannot)\b[^,;?!]*"
    r"|\busing (?:your|the|either)? ?[^,;?!]*$(?<!\?)"
)
NEGATED = Late(
    r"(?:\b(?:not|never|no need to|needn't|no longer|without|unless|nothing)|n't)(?: (?:need to|have to|to"
    r"|also|even|need|require|ask for|please))* ?\Z"
)
GENERIC = cue(
    "anyt some what how any furt does soun inte",
    r"\b(?:anything|(?<!or )something|what) else\b|\bhow (?:can|may|could) i (?:help|assist|be of)\b|\bwhat (?:can"
    r"|may) i (?:help|do|assist)\b|\bany(?:thing)? (?:other|further|more) (?:questions?|requests?|i can)\b"
    r"|\bhow (?:are you|else)\b|\bhow (?:does|do|would|about|is) [^?]{0,60}\b(?:sound|work for you|suit you)\b"
    r"|\bany (?:other |more )?questions\b|\binterested\?"
    r"|\bfurther assistance\b|\bwhat would you like (?:me )?to do(?: today| next)?\?"
    r"|\bhow would you like (?:me )?to (?:proceed|continue)|\bdoes that (?:help|answer)\b|\bwhat brings you\b",
    "else help assi be do ques requ can are soun work suit inte proc cont answ brin",
)
PREFERENCE = cue(
    "pref rath any mind matt",
    r"\b(?:preferences?|prefer(?! to (?:do|go|proceed|continue|handle)\b)|rather have|any particular|any specific"
    r"|(?:do|would) you mind|(?:does|would) it matter)\b",
)
DAY_NAMES = frozenset("today tomorrow next monday tuesday wednesday thursday friday saturday sunday".split())
VALUE_NEXT = Late(
    r"(?:['\")]|\s|\b(?:is|as|of|to|for|on|at|number|from|now|be|set to|still|currently)\b"
    r"|[:=#\-])*[$€£]?(?=[a-z]{0,4}-?\d|today\b|tomorrow\b|next (?:mon|tue|wed|thu|fri|sat|sun)|(?:mon|tues"
    r"|wednes|thurs|fri|satur|sun)day\b|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d)"
)
EXAMPLE = Late(r"\(?\b(?:e\.?g\.?|for example|i\.?e\.?|such as|like|format|in the form)\b|\b(?:yyyy|dd|mm|hh)\b")
AUX = Late(r"(?:is|are|was|were|do|does|did|shall|should|will|would|can|could|may|have|has|am|want me)\b")
ITEM_HEAD = Late(r"[^:(–—\-]+(?:-[a-z][^:(–—\-]*)*")
TELLING = Late(r"\b(?:there|here|is|are|have|has|had|found|was|were|can|you|we|i)\b")
ASKED_ON = Late(
    r"(?:what|when|where|how)(?:'s)? (?:is|are|do|does|did|would|should|will|many|much|long|was)\b|(?:what"
    r"|which) [a-z]+ (?:would|do|is|are|should|did|will)\b|what's\b"
)
LIST_CUE = Late(
    r"\b(?:follow|below|detail|information|these|need|provide|require|confirm|share|few things|know|questions)"
)
WRONG = Late(r" (?:is |was )?(?:wrong|going on|happening|the (?:issue|problem|matter|concern))\b")
WH_STEMS = frozenset("what whic whos who whom when wher how why".split())
HOW = {
    "how long": frozenset(("duration", "night", "minute", "hour")),
    "how old": frozenset(("age", "birthdate")),
    "how big": frozenset(("size",)),
    "how hot": frozenset(("temperature",)),
    "how bright": frozenset(("brightness", "level")),
    "why": frozenset(("reason", "issue")),
}
STATES = Late(r"(?:i|we|you|it|that|this|there|they)(?:'|\b)")
OFFERS = Late(
    r"\b(?:option|available|choose|select|pick|which|found|alternativ|times|result|policy|summary"
    r"|here (?:is|are)|currently|have the following|you have)"
)
NOT_REQUIRED = Late(r"\b(?:not|no longer|n't|no(?: [\w'-]+){1,3}) (?:required|needed|necessary)")
OPENS_WH = Late(
    r"(?:for |on |at |to |from |in )?(?:what|which(?! (?:was|is|are|were|has|have|had|will|would|can|could|may"
    r"|means)\b))\b"
)
TO = Late(r"\bto\b[ ,.?]")
TAG_MARKS = frozenset(",.;-–—")
TAGGED = Late(
    r"[,.;\-–—] ?(?:is (?:it|that|this)(?: (?:so|it|ok(?:ay)?|right|correct|fine|alright))?|right|correct|ok(?:ay)?"
    r"|yes|isn't it|good|alright"
    r"|all right|confirm(?:ed)?|deal|agreed|true)\?\s*\Z"
)
BEING = Late(
    r"(?:(?<='s)| (?:is|are|was|were|will be|would be|should be))\b(?= (?!it\b|he\b|she\b|they\b|that\b|this\b"
    r"|there\b|you\b|we\b|i\b|going\b|[a-z]+ing\b))"
)
CLAUSE = Late(r" (?:you|we|i)(?:'|\b)| (?:is|are|was|should|would|will|it)\b")
SKIPPED = Late(r"[ ,]*(?:(?:me|us|please|also|just)\b[ ,]*)*")
COUNTED = Late(r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a single|x))\s+\Z")
DATES = Late(r"\b(?:dates|times)\b")
A_NOUN = Late(
    r"(?:what is |what's |is )?(?:(?:your|the|his|her|their|each [a-z]+'s|a|an|any|full|current)"
    r" )*(?P<noun>[a-z][a-z'\-]+(?: [a-z'\-]+){0,3}?)"
    r"(?= (?:for|of|on|in|at|to|so|as|from|with|if|is|are|that|you|we|i|used|exactly|please|or|and)\b|[\s.,;:?!()]*\Z)"
)
NO_THING = frozenset(
    "please madam sir own word label shall information info detail details thing things question questions moment "
    "second minute idea option options way "
    "help preference "
    "preferences request requests bit few following answer choice decision confirmation one ones it that this them "
    "you me us "
    "problem anything something everything nothing time date know need want if whether yes no more else issue "
    "patience search "
    "check here there what which how when where who why all both these those plan plans think list lists trip "
    "stay visit "
    "reservation booking appointment order ready okay ok sure go ahead done right correct works work part case look "
    "fine good best "
    "like go start begin proceed continue assist book booked change data system interest interested offer "
    "order item".split()
)
RECORDS = frozenset("reservation booking appointment order case trip stay visit plan item request".split())
"""What has a number or a date of its own, which can be asked for."""
TELLABLE = frozenset(
    "number numbers code name address pin password passcode id reference date passport nationality gender statement "
    "certificate document documents licence license email phone occupation height weight day time kind type".split()
)
THEIRS = Late(r"(?:what is |what's |is )?(?:your|his|her|their|the|each [a-z]+'s)\b")
ABSTRACT = frozenset(
    "chance opportunity light nod rest truth story same world benefit impression feeling sense rundown pleasure honour "
    "honor gist whole other latest exact situation reason matter system screen page website app link form team office "
    "go-ahead green thumbs first last next other second same new old full middle given family".split()
)
"""What is given, told or had without being said: "give me the chance"."""
ENGLISH = frozenset(
    "the a an you your yours i me my mine we us our ours it its they them their he she his her this that these "
    "those here there is are was were be been am has have had do does did will would shall should can could may "
    "might must of to in on at by for from with without within about after before between over under up out off "
    "into than then as if so or and but not no yes any some all each every more most only also just still again "
    "now today tomorrow soon ok okay hi hello hey please thanks thank sure sorry welcome great one two moment "
    "checking bye done wait hold understood noted perfect right well what how when where who why which let get "
    "got take takes go goes make makes new other day days hour hours minute minutes per until since because".split()
)
OWN_NAME = Late(
    r"[\W]*(?:(?:and|with|me|us|just|also|under|have|get) )*"
    r"(?:(?:your|the|a)(?: (?:full|first|last|complete|legal))*|full) name"
    r"(?:\W*\Z| (?:for|on|under|to put|please|of the (?:reservation|booking)|that|as|you)\b(?! (?:alarm|event)))"
)
WOULD = Late(
    r"^(?:do|would|is|are|should|was|will|did|does)\b(?: (?:you|it|that|i|we|they|the [a-z]+))?"
    r"(?: (?:like|prefer|want|need|rather|be|have|go|going|for|to|in|an?|the|from|by|with|on|into|take|play|get))*(?= )"
)


def value_next(low: str, start: int) -> bool:
    """Whether a value stands next, as behind "the date is"."""
    _, words, digits = cues(low)
    return not (digits == 0 and words.isdisjoint(DAY_NAMES)) and VALUE_NEXT.match(low, start) is not None


def tagged(low: str) -> bool:
    """Whether a text ends in a tag: "…, right?"."""
    return "?" in low and not TAG_MARKS.isdisjoint(low) and TAGGED.search(low) is not None
