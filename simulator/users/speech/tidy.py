"""What a model wrote as a person's message, without what models add; and what shows that it is no such message."""

from __future__ import annotations

from simulator.values.late import Late

THOUGHT = Late(r"(?is)<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)")
NAMED = Late(r"(?i)\A\s*(?:user|customer|message|me|reply|answer)\s*:\s*")
QUOTED = Late(r"""(?s)\A\s*["“'`](.*)["”'`]\s*\Z""")
SENTENCE = Late(r"(?<=[.!?])\s+")
COURTESY = Late(
    r"(?i)\A(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thanks?\b|thank you|many thanks|i(?:'d| would)"
    r" appreciate|i appreciate|please let me know|let me know|looking forward|i hope|hope (?:this|that|you)"
    r"|have a (?:nice|great|good)|appreciate|best regards|kind regards|cheers)\b"
)
LEAKS = {
    "it holds signs that nobody types": Late(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffd]"
    ),
    "it is written as a document, not typed as a message": Late(r"(?m)```|\*\*|^\s*(?:[-*#]|\d+\.)\s|\A\s*[\[{]"),
    "it speaks about its task": Late(
        r"(?i)\b(?:here(?:'s| is) (?:the|a|my|your) (?:message|reply|rewrit|rephras)|rephras|reword"
        r"|in (?:this|the) person's voice|as (?:instructed|requested)|the (?:plain words|persona|instructions?)\b"
        r"|role-?play)"
    ),
    "it speaks as the assistant": Late(
        r"(?i)\b(?:as an ai|language model|i(?:'m| am) (?:an? )?(?:ai|assistant|bot)"
        r"|i can(?:'t|not) (?:help|assist) with that|how (?:can|may) i (?:help|assist)"
        r"|i(?:'d| would) be happy to (?:help|assist))\b"
    ),
}
LONGEST = 600
MOST_SENTENCES = 4
COURTEOUS = 8
"""Words of the longest courtesy that is taken for one."""


def tidied(text: str, plain: str) -> str:
    """The message itself: no thinking, no quotation marks around it, no courtesies that the plain words lack."""
    text = NAMED.sub("", THOUGHT.sub("", text).strip())
    if quoted := QUOTED.match(text):
        text = quoted[1].strip()
    sentences = _sentences(text)
    own = [one for one in sentences if not _added(one, plain)]
    return " ".join(own or sentences).strip()


def _added(sentence: str, plain: str) -> bool:
    """Whether a sentence is a courtesy and no more, of a kind that the plain words do not have."""
    courtesy = COURTESY.match(sentence)
    if courtesy is None or len(sentence.split()) > COURTEOUS or any(mark.isdigit() for mark in sentence):
        return False
    return courtesy[0].lower().split()[0] not in plain.lower()


def leak(text: str) -> str:
    """What shows that a text is no message of a person; "" where nothing does."""
    if len(text) > LONGEST or len(_sentences(text)) > MOST_SENTENCES + text.count("\n"):
        return "it is longer than people type"
    return next((said for said, pattern in LEAKS.items() if pattern.search(text)), "")


def _sentences(text: str) -> list[str]:
    return SENTENCE.sub("\0", text).split("\0")
