"""Deeds that are offered and are not what the user came for: "Shall I cancel it?" to who wants it moved, and extras.

Closed lists of words again, held against the words of the goals: what a goal speaks of is never another deed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet

from simulator.frozen import NamedTuple
from simulator.values.cues import words_of
from simulator.values.late import Late

STEM = 4
OFFERS = frozenset(("before", "shall", "should", "want", "like", "may", "can", "could", "happy"))
OFFER = Late(
    r"\b(?:shall|should|may|can|could) (?:i|we) (?P<one>[^?]*)\?|\b(?:want|like|happy for|prefer) (?:me|us) to"
    r" (?P<other>[^?]*)\?|\bbefore (?:i|we) (?P<first>[^,:?.]*)[,:]|"
    r"\byou (?:want|would like|wish|'d like) to (?P<wish>[^?]*)\?"
)
STEPS = Late(
    r"(?:(?:go ahead|proceed|start|begin|also|now|just|please|then|maybe|perhaps|quickly|and|with|by)\b[ ,]*)+"
)
ENDS = frozenset("cancel cancelling delete deleting terminate terminating discontinue unsubscribe end".split())
STARTS = frozenset("book reserve order buy purchase open renew extend subscribe rebook".split())
KEEPS = frozenset(
    "book reserve order buy purchase open renew extend subscribe rebook move change reschedule postpone update switch "
    "modify amend shift edit add upgrade pay transfer send activate unlock unblock exchange confirm repeat schedule "
    "keep earlier later redeliver replace".split()
)
ENDED = frozenset(
    "cancel cancellation delete terminate stop end close closing refund money back return leave quit unsubscribe drop "
    "remove withdraw undo rid off without discontinue".split()
)
LOOKS = frozenset("look lookup see find check show search list view fetch read track status".split())
WRITES = ENDS | frozenset(
    "create add make send post submit publish upload delete remove update change edit modify book reserve order buy "
    "sign register subscribe open block close transfer pay share schedule".split()
)
DOES = frozenset(word[:STEM] for word in WRITES | KEEPS | ENDED | frozenset("put give turn fix repair set".split()))
"""How the words begin that ask for more than to see something."""
REPLACED = frozenset("old existing previous first current duplicate other instead replace".split())
BESIDES = Late(r"\b(?:also|as well|too|in addition|on top|while (?:we're|we are|i'm|i am) at it|extra|besides)\b")
A_THING = Late(r"[a-z-]+(?: you| up| for you| yourself)? (?:an?|our|some|one of our) (?P<rest>[a-z].*)")
ANYWHERE = frozenset(
    """appointment booking reservation visit order ticket slot seat table spot place call case claim transfer payment
    change request message note search look second moment reminder record list copy colleague human agent person
    specialist confirmation email e-mail mail text link replacement refund report entry new suitable free try check
    fresh different another account option quote session trip stay ride room meeting date day time""".split()
)
DEEDS = ENDS | STARTS | frozenset("add sign enrol enroll upgrade arrange schedule set put rent hire".split())
SELLS = frozenset("upgrade enrol enroll subscribe".split())
ENDED_IT = Late(
    r"\b(?:i|we)(?:'ve| have)? (?:now |just |also |successfully )*(?:cancell?ed|deleted|terminated|discontinued)\b"
    r"(?P<rest>[^.!?]*)"
)
Words = AbstractSet[str]


class Matter(NamedTuple):
    """The words that goals are about and their stems: `asked` those of the requests, `general` of all but the values.

    All that has the same goals shares both; `values` are of one conversation.
    """

    general: frozenset[str]
    values: frozenset[str]
    asked: frozenset[str]

    def lacks(self, words: Iterable[str]) -> bool:
        """Whether the goals are about none of these."""
        return self.general.isdisjoint(words) and self.values.isdisjoint(words)


Goals = Callable[[], Matter]
"""What the goals are about, put together only where a text needs it."""


def is_other_deed(low: str, goals: Goals, *, extras: bool) -> bool:
    """Whether a text offers a deed contrary to what these goals ask for, or with `extras` one besides."""
    hit = OFFER.search(low)
    if hit is None:
        return False
    rest = hit["one"] or hit["other"] or hit["first"] or hit["wish"] or ""
    steps = STEPS.match(rest)
    rest = rest[steps.end() :] if steps else rest
    said = words_of(rest)
    return bool(said) and (_is_contrary(said, goals) or extras and _is_extra(rest, said, goals))


def is_other_end(low: str, goals: Goals) -> bool:
    """Whether something is reported as ended, by whom nothing was to end."""
    hit = ENDED_IT.search(low)
    if hit is None or goals().asked.isdisjoint(KEEPS) or not goals().asked.isdisjoint(ENDED):
        return False
    return REPLACED.isdisjoint(words_of(hit["rest"]))


def _is_contrary(said: Sequence[str], goals: Goals) -> bool:
    """Whether what should go on would be ended, what should end begun anew, or what should be seen written."""
    verb, others = said[0], frozenset(said[1:])
    if not others or not REPLACED.isdisjoint(others):
        return False
    if verb in WRITES and not goals().asked.isdisjoint(LOOKS) and goals().asked.isdisjoint(DOES):
        return True
    if verb in ENDS:
        return others.isdisjoint(KEEPS) and goals().asked.isdisjoint(ENDED) and not goals().asked.isdisjoint(KEEPS)
    if verb not in STARTS:
        return False
    return not goals().asked.isdisjoint(("cancel", "unsubscribe")) and goals().asked.isdisjoint(KEEPS)


def _is_extra(rest: str, said: Sequence[str], goals: Goals) -> bool:
    """Whether a thing is offered besides, of which no goal has a word."""
    thing = A_THING.match(rest)
    if said[0] not in DEEDS or not (thing or BESIDES.search(rest) or said[0] in SELLS):
        return False
    content = [word for word in said[1:] if len(word) > 2 and word not in SMALL]
    if not content or not ANYWHERE.isdisjoint(content):
        return False
    own = goals()
    return all(own.lacks((word[:STEM], word)) for word in content)


SMALL = frozenset(
    "also well too addition top while extra besides you your for the and with our some one this that these it its up "
    "from into now then already same".split()
)
