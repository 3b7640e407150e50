"""Summaries of operations as what people want: a plain verb, its object with the right article, and no schema talk."""

from __future__ import annotations

import re
from collections.abc import Mapping

from simulator.tools.wording import singular

MAX_PHRASE = 70
LEAST_WORDS = 3
_VERBS: Mapping[str, str] = {
    "get": "look up",
    "gets": "look up",
    "retrieve": "look up",
    "retrieves": "look up",
    "fetch": "look up",
    "fetches": "look up",
    "return": "see",
    "returns": "see",
    "read": "see",
    "show": "see",
    "shows": "see",
    "find": "find",
    "finds": "find",
    "list": "see",
    "lists": "see",
    "query": "look up",
    "search": "search",
    "searches": "search",
    "create": "create",
    "creates": "create",
    "insert": "add",
    "post": "send",
    "put": "set",
    "update": "update",
    "updates": "update",
    "patch": "change",
    "delete": "delete",
    "deletes": "delete",
    "removes": "remove",
    "adds": "add",
    "sends": "send",
    "sets": "set",
    "lookup": "look up",
    "describe": "see",
    "provide": "see",
    "determine": "work out",
    "login": "log in",
    "logout": "log out",
    "signup": "sign up",
    "upsert": "save",
}
_PLAIN = frozenset(
    "add approve archive assign book buy call cancel change check clear close complete confirm copy count deploy "
    "describe detect disable download edit enable end execute export generate import invite join leave lock log make "
    "merge move open order pause pay place predict publish refund register reject release remove rename renew replace "
    "report request reserve reset restart resume return revoke run save schedule send set share start stop submit "
    "subscribe suspend sync tag train translate transfer unlock unsubscribe update upload use validate verify view "
    "calculate compute trigger refresh regenerate sign scan estimate evaluate track swap migrate reboot attach detach "
    "associate disassociate grant deny activate deactivate authorize install uninstall redeem charge capture accept "
    "decline block transcribe restore compare convert apply link pay sell follow like rotate "
    "fix hide mute pin rate reply retry resend score snooze unhide void withdraw write analyze analyse recognize "
    "classify".split()
)
_UNDONE = frozenset(
    "follow like mute hide block deliver load watch star assign attach link map apply run process index".split()
)
_DETERMINERS = frozenset("a an the all my your any some one this that its their each every whether if".split())
_NO_VERBS = frozenset(
    "this these those given all for if when where use used note in on with to by the a an as is are it its at from of"
    " and or not returns there please api endpoint operation method details once since before after while although"
    " because until also only each every some most any no both otherwise".split()
)
_UNCOUNTED = frozenset(
    "information data metadata sms mms access feedback help advice news progress weather traffic stock usage"
    " content email".split()
)
_GLUE = frozenset(
    "about within under between into without whose where by for of from in to with on and or per at as that which"
    " using based after before who".split()
)
_EXTRA = re.compile(r"\s*(?:[.;:(\[{\n]|, | - | – ).*", re.DOTALL)
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_CAUSES = re.compile(r"^(?:causes|allows|lets|enables) (?:the|a|an) \w+(?: \([^)]*\))? to ", re.IGNORECASE)
_WHETHER = re.compile(r"^(?:returns?|determines?|checks?|gets?|tells?) (?:whether|if) ", re.IGNORECASE)
_AND_VERB = re.compile(r"^(\w+)( or | and |/)(\w+)s? ")
_KEY = (
    r"(?:(?:a|an|the|its|their|your|given|that|this|unique) )*(?:[\w-]+ )?"
    r"(?:ids?|identifiers?|uuids?|guids?|keys?|slugs?|sids?)"
)
_MORE = r"are|is|was|were|has|have|had|match\w*|you|belongs?|meets?|can|will|satisf\w+"
_AFTERS = "based on|in order to|so that|in the request|to be able to|for the user to|given|as part of|as a nested"
_LEADS = r"allows? (?:(?:you|users?|clients?) )?to|used to|lets you|api to|use (?:this (?:\w+ )?)?to"
_PLAINER = tuple(
    (re.compile(shape, re.IGNORECASE), plain)
    for shape, plain in (
        (r"^(?:this|the) (?:endpoint|operation|method|api|call|service) (?:(?:is|can be) used to |will )?", ""),
        (rf"^(?:{_LEADS}) ", ""),
        (r" and (?:then )?(?:returns?|saves?|gets?|stores?|sends?) .*", ""),
        (r"^(\w+ )(?:an? |the )?(?:\w+ )?(?:list|collection|array|set) of (?:all (?:of )?(?:the )?)?", r"\1"),
        (r"\b(the )?(?:specified|given|provided|requested|existing|single|specific|new) ", r"\1"),
        (r" identified by [\w ]*$", ""),
        (rf" (?:that|which|who) (?:{_MORE}) .*$", ""),
        (rf" (?:{_AFTERS})(?: .*)?$", ""),
        (rf" (?:by|using|with|via|from|for|based on) {_KEY}$", ""),
        (r" by (?:(?:its|their|the) )?names?$", ""),
        (r" (?:for|of|in|from) (?:the )?(?:current|authenticated|logged-in) user$", ""),
        (r"(?<=\w) (?:JSON|XML|object|resource|entity|record)s?$", ""),
    )
)
_AN = re.compile(r"\b(an?) (\w+)", re.IGNORECASE)
_YOU = re.compile(r"u[ns]i|us[ae]|eu|one\b|once|uri|url|utc|ubi|uk\b")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9'-]*")
_CAPITALS = 4


def wanted(text: str, named: str = "") -> str:
    """A summary or description as a person's wish: "look up an order"; "" where it says none in plain words.

    named  the first word of the operation's name: a description that begins with it begins with a verb
    """
    for sentence in _SENTENCES.split(text.strip())[:2]:
        found = _verb_phrase(sentence, named.lower())
        if found:
            return found
    return ""


def known_verb(word: str) -> str:
    """The word people use for a verb of an API; "" where it is no verb we know."""
    if word in _VERBS or word in _PLAIN:
        return _VERBS.get(word, word)
    for base in _bases(word):
        if base in _PLAIN or base in _VERBS:
            return _VERBS.get(base, base)
    return word if word[:2] in ("re", "un") and (word[2:] in _PLAIN or word[2:] in _UNDONE) else ""


def plain_verb(word: str) -> bool:
    """Whether people say this verb just so."""
    return word in _PLAIN


def with_article(rest: str) -> str:
    """The words with "a" or "an" before them, where they name one countable thing."""
    words = rest.split()
    cut = (index for index in range(1, len(words)) if words[index].lower() in _GLUE or _described(words[index]))
    head = words[next(cut, len(words)) - 1]
    plural = head.endswith("s") and singular(head) != head
    if words[0].lower() in _DETERMINERS | _GLUE or plural or head.lower() in _UNCOUNTED:
        return rest
    return _AN.sub(_article, f"a {rest}")


def one_of(noun: str) -> str:
    """The noun in the singular."""
    words = noun.split()
    return " ".join((*words[:-1], singular(words[-1]))) if words else noun


def _described(word: str) -> bool:
    """Whether a word after a noun only says more of it: "alerts issued by", "users sorted"."""
    return word.endswith("ed") and len(word) > 4


def _bases(word: str) -> tuple[str, ...]:
    """What a verb in the third person may be without its ending."""
    if not word.endswith("s") or word.endswith("ss"):
        return ()
    cut = [word[:-1]]
    if word.endswith("ies"):
        cut.insert(0, word[:-3] + "y")
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
        cut.insert(0, word[:-2])
    return tuple(cut)


def _verb_phrase(sentence: str, named: str) -> str:
    text = _WHETHER.sub("check whether ", _CAUSES.sub("", sentence))
    head = _EXTRA.sub("", text).strip()
    for pattern, plain in _PLAINER:
        head = pattern.sub(plain, head)
    head = _AND_VERB.sub(_both, head)
    words = _plain_words(head)
    if len(words) < 2:
        return ""
    spoken = _verb(words[0].lower(), words[1].lower(), named)
    while len(words) > 2 and words[-1].lower() in _DETERMINERS | _GLUE:
        words.pop()
    rest = _AN.sub(_article, " ".join(_in_case(words[1:])))
    if not spoken or len(rest) > MAX_PHRASE or words[-1].lower() in _GLUE:
        return ""
    return f"{spoken} {with_article(rest)}"


def _plain_words(head: str) -> list[str]:
    """The words of a head, up to the first that is none; none at all where too few stand before it."""
    words: list[str] = []
    for word in head.replace("/", " ").split():
        if not _WORD.fullmatch(word):
            return words if len(words) > LEAST_WORDS else []
        words.append(word)
    return words


def _both(found: re.Match[str]) -> str:
    """ "add or updates" in one form: both as a person says them."""
    first, joint, second = known_verb(found[1].lower()), found[2], known_verb(found[3].lower())
    if not first or not second:
        return found[0]
    return f"{found[1]}{' or ' if joint == '/' else joint}{second} "


def _verb(word: str, after: str, named: str) -> str:
    """The verb a sentence begins with: one we know, the one the operation is named by, or what an article follows."""
    if found := known_verb(word):
        return found
    if word in _NO_VERBS or not word.isalpha():
        return ""
    bases = _bases(word)
    if named in bases and after not in _GLUE:
        return named
    if after in _DETERMINERS:
        return bases[0] if bases else word if not word.endswith(("ing", "ed", "ion", "er")) else ""
    return ""


def _in_case(words: list[str]) -> list[str]:
    """Words in lower case, names as they are: the capitals of a title say nothing, those inside a sentence do."""
    counted = [word for word in words if len(word) >= _CAPITALS and word.isalpha()]
    titled = bool(counted) and all(word[:1].isupper() for word in counted)
    return [word if _is_name(word) or (not titled and word[:1].isupper()) else word.lower() for word in words]


def _is_name(word: str) -> bool:
    """Whether a word has capitals that are no matter of style: SMS, GitHub."""
    return any(char.isupper() for char in word[1:])


def _article(found: re.Match[str]) -> str:
    """ "a" or "an", as the next word sounds: a user, an hour, an SMS."""
    after = found[2]
    spelled = after.isupper() and len(after) > 1
    vowel = after[0] in "AEFHILMNORSX" if spelled else after[0].lower() in "aeiou"
    return f"{'an' if vowel and not _YOU.match(after.lower()) or after.lower() == 'hour' else 'a'} {after}"
