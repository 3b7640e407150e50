"""Faults in how a user behaves: speaking as the assistant, starting over, stopping too early or too late."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.audit.faults.fault import Fault, Record, said, wanted
from simulator.audit.faults.values import PARTS, asked_slot

ROLE = re.compile(
    r"\b(?:how (?:can|may) i (?:help|assist) you|(?:is there )?anything else i can (?:help|do)|"
    r"(?:i(?:'ve| have)|we(?:'ve| have)) (?:now )?(?:updated|booked|cancelled|canceled|changed|processed|moved) your|"
    r"your (?:booking|order|request|appointment|refund) (?:has|have) been|as an ai|"
    r"i(?:'m| am) (?:an? )?(?:ai|assistant)|"
    r"let me (?:look|check) that (?:up )?for you|thank you for (?:contacting|calling|choosing)|"
    r"could you (?:please )?(?:provide|give me) your)\b",
    re.IGNORECASE,
)
DONE = re.compile(
    r"\b(?:done|booked|changed|moved|confirmed|cancell?ed|added|updated|set up|all set|all sorted|sorted|completed?|"
    r"registered|created|returned|replaced|collected|applied|issued|paid|joined|arranged|placed|sent|in the system|"
    r"went through|disputed|stopped|blocked|unblocked|redirected|filed|locked|unlocked|opened|closed|deleted|removed|"
    r"exchanged|refunded|scheduled|reserved|(?:is|are|has been|have been) (?:now )?\w+ed|"
    r"success(?:fully)?|good news)\b",
    re.IGNORECASE,
)
NO = re.compile(
    r"\b(?:can(?:'|no)?t|cannot|unable|not able|unfortunately|sorry|afraid|nothing|won't|not possible|impossible|"
    r"not allowed|no longer|refus\w+|declin\w+|not permitted|must not|may not|don't|do not|isn't|is not|are not|no)\b",
    re.IGNORECASE,
)
ELSE = re.compile(r"\banything else|something else|any other|what else|help you with\b", re.IGNORECASE)
SENT_ON = re.compile(
    r"\b(?:transfer|connect|hand|put|pass|send|redirect)\w* you\b|\btak\w+ (?:it|over|this|things) from here\b|"
    r"\btak\w+ over\b|\bbe with you\b|\bhold\b.{0,20}\bline\b|\bjoin (?:you|the chat)\b|\bplease hold\b",
    re.IGNORECASE,
)
SPEAKS_FOR = re.compile(r"(?:^|\n)\s*(?:assistant|agent|bot|user|customer|system)\s*:", re.IGNORECASE)
OPENER_WORDS = 5
LATE = 3


def role_flips(record: Record) -> Iterator[Fault]:
    """The user talks as if it served somebody."""
    for number, text, _ in said(record, "user"):
        if hit := ROLE.search(text):
            yield Fault(kind="role flip", record=record["id"], message=number, detail=hit[0])


def openers_again(record: Record) -> Iterator[Fault]:
    """The first message word by word once more."""
    first: tuple[str, ...] = ()
    for number, text, _ in said(record, "user"):
        words = tuple(re.findall(r"\w+", text.lower()))
        if not first:
            first = words
        elif len(words) >= OPENER_WORDS and words == first:
            yield Fault(kind="opener again", record=record["id"], message=number, detail=text[:80])


def two_turns(record: Record) -> Iterator[Fault]:
    """More than one turn at a time: the other side's words too, nothing at all, or a second act without an answer."""
    before: tuple[int, str, str] = (-2, "", "")
    for number, (message, note) in enumerate(zip(record["messages"], record["notes"], strict=True)):
        if message["role"] != "user":
            continue
        text = message.get("content") or ""
        now = (number, note.get("act", ""), note.get("goal", ""))
        detail = ""
        if not text.strip():
            detail = "nothing said"
        elif hit := SPEAKS_FOR.search(text):
            detail = f"speaks for {hit[0].strip()}"
        elif before[0] == number - 1 and before[1:] != now[1:]:
            detail = f"{before[1]}, then {now[1]} without an answer between"
        if detail:
            yield Fault(kind="turns", record=record["id"], message=number, detail=detail)
        before = now


def early_stops(record: Record) -> Iterator[Fault]:
    """The user left, content or not, where nothing it was told gives a reason to."""
    reason = record["end"]["reason"]
    heard = list(said(record, "assistant"))
    last = len(record["messages"]) - 1
    texts = " ".join(text for _, text, _ in heard)
    why = ""
    if reason == "user_done" and _unserved(record) and not DONE.search(texts) and not NO.search(texts):
        why = "nothing was done or refused"
    elif reason == "user_done" and heard and not SENT_ON.search(heard[-1][1]) and (missing := _unopened(record)):
        why = f"goal {missing} was never brought up"
    elif reason == "refused" and not NO.search(texts):
        why = "nothing was refused"
    elif reason == "user_gave_up" and heard and _just_served(record, heard[-1][1]):
        why = "all was done"
    elif reason == "user_gave_up" and heard and (slot := _answerable(record, heard[-1][1])):
        why = f"{slot} was asked for and is known"
    if why:
        yield Fault(kind="early stop", record=record["id"], message=last, detail=f"{reason}: {why}")


def _unserved(record: Record) -> bool:
    matched = record["verdict"]["matched"]
    calls = record["case"].get("labels", {}).get("calls", ())
    return any(not call.get("optional") and not call.get("when") and call["id"] not in matched for call in calls)


def _unopened(record: Record) -> str:
    """A goal of several that no message of the user is about, while nobody was sent elsewhere."""
    goals = [goal["id"] for goal in record["case"].get("goals", ()) if "id" in goal]
    told = {name for _, _, note in said(record, "user") for name in note.get("told", ())}
    in_passing = {
        goal["id"] for goal in record["case"].get("goals", ()) if goal.get("slots") and goal["slots"].keys() <= told
    }
    brought_up = {note.get("goal") for _, _, note in said(record, "user")}
    if len(goals) < 2 or not any(brought_up):
        return ""
    return next((goal for goal in goals if goal not in brought_up | in_passing), "")


def _just_served(record: Record, text: str) -> bool:
    """Whether the last thing heard was that all of it is done, with nothing asked but for what else."""
    sure = DONE.search(text) and not NO.search(text)
    asks = any("?" in part and not ELSE.search(part) for part in PARTS.split(text))
    return bool(sure) and not asks and not _unserved(record)


def _answerable(record: Record, text: str) -> str:
    slot = asked_slot(text, wanted(record))
    told = {name for _, _, note in said(record, "user") for name in note.get("told", {})}
    unknown = any(note.get("act") == "dont_know" for _, _, note in said(record, "user"))
    return slot if slot and slot not in told and not unknown else ""


def late_stops(record: Record) -> Iterator[Fault]:
    """All was done and said, and the user still went on."""
    if not record["verdict"]["passed"]:
        return
    finished = -1
    for number, text, _ in said(record, "assistant"):
        if finished < 0 and DONE.search(text) and ELSE.search(text) and _all_done(record, number):
            finished = number
    if finished < 0:
        return
    after = [(number, note) for number, _, note in said(record, "user") if number > finished]
    # several messages in a row are one turn
    turns = len({sum(heard < number for heard, _, _ in said(record, "assistant")) for number, _ in after})
    if turns >= LATE and not any(note.get("happened") or note.get("told") for _, note in after):
        detail = f"{turns} more turns"
        yield Fault(kind="late stop", record=record["id"], message=finished, detail=detail)


def _all_done(record: Record, number: int) -> bool:
    return all(message["role"] != "tool" for message in record["messages"][number:])
