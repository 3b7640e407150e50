"""What the embedded assistants say: varied by draws, grounded in documents, results and policy, plain to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from simulator.assistants.speech.documents import Action, Noun, action_of, name_words, noun_of, split_name
from simulator.assistants.speech.policy import holding
from simulator.assistants.speech.results import same, scalars
from simulator.assistants.speech.stems import stems
from simulator.assistants.speech.values import listed, said
from simulator.draws import Draws
from simulator.tools.spec import ToolSpec
from simulator.values.mention import mentions

HELLO = ("", "Sure. ", "Of course. ", "Happy to help. ", "I can help with that. ", "Certainly. ", "No problem. ")
THANKS = ("", "Thanks. ", "Thank you. ", "Got it. ", "Great, thank you. ", "Perfect. ", "Noted. ")
ASK_THING = ("What is the {}?", "Could you tell me the {}?", "Could you give me the {}?", "May I have the {}, please?")
ASK_DATE = (
    "Which date would you like as the {}?",
    "Which date should it be as the {}?",
    "What date do you want for the {}?",
)
ASK_DAY = ("Which date would you like?", "What date should it be?", "Which date do you have in mind?")
ASK_CHOICE = ("Which {} would you like?", "What {} would you like?", "Which {} do you have in mind?")
ASK_CLAUSE = ("Could you tell me {}?", "May I ask {}?", "Would you tell me {}?")
ASK_YES_NO = ("Would you say this is {}?", "Would you say that this is {}?")
ASK_AGAIN = (
    "I still need the {0} to go on. What {1} the {0}?",
    "I am missing the {0}. Could you give me the {0}?",
    "I can only go on with the {0}. Could you tell me the {0}?",
)
CONFIRM = (
    "Just to check: {0}. Shall I {1}?",
    "To confirm before I {1}: {0}. Is that right?",
    "Let me make sure I have this right: {0}. Shall I go ahead and {1}?",
    "Here is what I have: {0}. Do you want me to {1}?",
    "So that is {0}. Is that correct, and shall I {1}?",
    "Before I {1}, a quick check: {0}. Is that correct?",
)
CONFIRM_AGAIN = (
    "Thanks for telling me. So now: {0}. Shall I {1}?",
    "All right, so it would be {0}. Is that right?",
    "Understood. Then it is {0}. Shall I go ahead and {1}?",
    "Let me read it back: {0}. Shall I {1}?",
)
CHECK_ONE = (
    "Just to check: the {0} {2} {1}. Is that right?",
    "Let me read that back: the {0} {2} {1}. Is that correct?",
)
DONE = (
    "Done: {0}{1}.",
    "{2}{1}.",
    "All done, {0}{1}.",
    "That worked: {0}{1}.",
    "Good news: {0}{1}.",
    "It's done: {0}{1}.",
)
MORE = (
    "Is there anything else I can help you with?",
    "Is there anything else?",
    "Can I help you with anything else?",
    "Anything else I can do for you?",
    "Is there something else you need today?",
)
REFUSE = ("I'm sorry, but I can't {0}. {1}", "I'm afraid I can't {0}. {1}", "Unfortunately, I can't {0}. {1}",
          "Sorry, but I'm not able to {0}. {1}")  # fmt: skip
REFUSE_AGAIN = (
    "I understand this is not what you hoped for, but I can't make an exception. {1}",
    "I'm sorry, I really can't {0}. {1}",
    "I do see why you ask, but I still can't {0}. {1}",
)
HAND_OVER = (
    "I can't settle this myself, so I'm handing you over to a colleague who can.",
    "I will pass this on to one of my colleagues, who will take it from here.",
    "This is something for a colleague of mine. I'm handing you over to a human agent now.",
)
DROPPED = (
    "All right, I have left everything as it is.",
    "No problem, I will not change anything.",
    "Understood, nothing was changed.",
)
WELCOME = (
    "You're welcome. Have a good day!",
    "My pleasure. Goodbye!",
    "Glad I could help. Take care!",
    "You're welcome. All the best!",
)
WHAT_ELSE = (
    "Sorry about that. What should I change?",
    "My mistake. Which part is wrong?",
    "Sorry. What should it be instead?",
)
SLOW = (
    "The system did not answer in time, and I can't see whether it went through. Shall I try again?",
    "I got no answer from the system, so I don't know whether that worked. Should I try it once more?",
)
DOWN = (
    "I'm sorry, the system is not answering at the moment, so nothing has been done yet. Shall I try again?",
    "That did not work, the system gives an error right now. Shall I try it once more?",
)
FAILED = ("I'm sorry, that did not work. The system says: {0}", "That failed, I'm afraid. The system's message: {0}")
WHICH = ("I found several: {0}. Which one do you mean?", "There is more than one: {0}. Which of them is it?")
WITHOUT = (
    "I'm afraid I can't go on without the {0}. Is there anything else I can do for you?",
    "Without the {0} I can't do this. Please come back once you have it.",
)
HOW = ("How can I help you?", "What can I do for you?", "How may I help?")

_ADJECTIVES = ("able", "ed", "ing", "ent", "ant", "al", "ive", "ous", "only", "first")
_MONEY = ("fee", "price", "amount", "refund", "cost", "total", "paid_back", "balance")


_ASKED = r"((?:(?:for|on|in|at|to|from) )?(?:which|what|why|where|how(?: many| much)?)(?: \w+){0,4}?)"
_STRAIGHT = (
    (re.compile(rf"{_ASKED} you (can|will|must) (.+)"), "{0} {1} you {2}?"),
    (re.compile(rf"{_ASKED} you (want|need) (.+)"), "{0} do you {1} {2}?"),
    (re.compile(r"((?:which|what|how (?:many|much))(?: \w+){1,4}) to (\w+)"), "{0} should I {1}?"),
    (re.compile(r"((?:which|what)(?: (?!the\b|your?\b)\w+){1,3})"), "{0} would you like?"),
)


def straight(clause: str) -> str:
    """The straight question behind a clause: "which weekdays you can come" is "Which weekdays can you come?"; or ""."""
    for pattern, form in _STRAIGHT:
        if found := pattern.fullmatch(clause):
            question = form.format(*found.groups())
            return question[:1].upper() + question[1:]
    return ""


def be(words: str) -> str:
    return "are" if words.endswith("s") and not words.endswith(("ss", "us", "is", "address")) else "is"


def detail(noun: Noun, value: Any, *, weekday: bool = False) -> str:
    """One argument as it is read back: "booking reference ABC123", "2 bags", "first visit: yes"."""
    text = said(value, weekday=weekday)
    if isinstance(value, bool):
        return f"{noun.name}: {text}"
    counted = noun.kind == "clause" and "how many" in noun.words
    if isinstance(value, int | float) and (counted or noun.name.endswith("s")):
        return f"{text} {noun.name.removesuffix('s') if value == 1 else noun.name}"
    label = noun.words if noun.kind == "thing" and " or " not in noun.words else noun.name
    return f"{label} {text}"


class Speech:
    """Words for one conversation."""

    def __init__(self, *, draws: Draws, policy: str, clock: datetime) -> None:
        self._draws = draws
        self.policy = policy
        self._clock = clock
        self._counts: dict[str, int] = {}

    def count(self, *act: str) -> int:
        """How often this act has come up before."""
        return self._counted("/".join(act))

    def _counted(self, key: str) -> int:
        found = self._counts.get(key, 0)
        self._counts[key] = found + 1
        return found

    def pick(self, forms: Sequence[str], *act: str) -> str:
        key = "/".join(act)
        return self._draws.choice(forms, f"{key}/{self._counted(key)}")

    def ask(self, tool: ToolSpec, names: Sequence[str], again: bool) -> str:
        """Asks for one or two arguments by what people call them."""
        lead = "" if again else self.pick(THANKS if self._counts.get("ask") else HELLO, "lead")
        self.count("ask")
        questions = [self._question(name, tool.properties.get(name, {}), again) for name in names]
        second = [f"And {text[:1].lower()}{text[1:]}" if not text.startswith("I ") else text for text in questions[1:]]
        return lead + " ".join(questions[:1] + second)

    def _question(self, name: str, schema: Mapping[str, Any], again: bool) -> str:
        noun = noun_of(name, schema)
        if noun.kind == "yesno":
            return self._yes_or_no(noun, again=again)
        if again:
            return self._again(noun, schema)
        if noun.kind == "clause" and schema.get("format") == "date":
            return self.pick(ASK_DAY, "ask", name)
        if noun.kind == "clause":
            return self._by_clause(name, noun)
        words = noun.words
        if schema.get("format") == "date" and "birth" not in words:
            if "date" not in words:
                return self.pick(ASK_DATE, "ask", name).format(words)
            return self.pick(ASK_CHOICE, "ask", name).format(words)
        return self.pick(ASK_THING, "ask", name).format(words)

    def _by_clause(self, name: str, noun: Noun) -> str:
        """A description that is half a question already: asked straight, or after the argument's name."""
        if question := straight(noun.words):
            return question
        own = stems(noun.name) <= stems(noun.words) or split_name(name)[-1] in ("to", "for", "of")
        return self.pick(ASK_CLAUSE, "ask", name).format(
            noun.words if own else f"the {noun.name}, that is, {noun.words}"
        )

    def _yes_or_no(self, noun: Noun, *, again: bool) -> str:
        """Asks by the argument's name: the document's condition may speak of other arguments, too."""
        sorry = "Sorry, yes or no: " if again else ""
        if noun.words.startswith("you want ") and stems(noun.name) <= stems(noun.words):
            return f"{sorry}{'do' if again else 'Do'} {noun.words}?"
        article = "" if noun.name.endswith(_ADJECTIVES) else "an " if noun.name[0] in "aeiou" else "a "
        form = "would that be {}?" if again else self.pick(ASK_YES_NO, "ask", noun.name)
        return sorry + form.format(article + noun.name)

    def _again(self, noun: Noun, schema: Mapping[str, Any]) -> str:
        words = noun.words if noun.kind == "thing" else noun.name
        if not stems(words) & stems(noun.name):
            words = f"{words} ({noun.name})"
        question = straight(noun.words) if noun.kind == "clause" else ""
        if question:
            text = f"I still need to know this to go on: {question[:1].lower()}{question[1:]}"
        else:
            text = self.pick(ASK_AGAIN, "ask again", noun.name).format(words, be(noun.name))
        options = schema.get("enum") or schema.get("items", {}).get("enum") or ()
        if 1 < len(options) <= 6:
            text += f" It can be {listed([said(option) for option in options], last='or')}."
        return text

    def confirm(self, tool: ToolSpec, args: Mapping[str, Any]) -> str:
        """Restates every argument and asks for a yes."""
        again = self._counts.get(f"confirm/{tool.name}", 0)
        forms = CONFIRM_AGAIN if again else CONFIRM
        return self.pick(forms, "confirm", tool.name).format(self.details(tool, args), self.action(tool).doing)

    def check_one(self, tool: ToolSpec, name: str, value: Any) -> str:
        noun = noun_of(name, tool.properties.get(name, {}))
        words = noun.words if noun.kind == "thing" else noun.name
        return self.pick(CHECK_ONE, "check", name).format(words, said(value), be(words))

    def details(self, tool: ToolSpec, args: Mapping[str, Any]) -> str:
        weekday = self._draws.chance(0.3, "weekday", tool.name)
        return listed(
            [
                detail(noun_of(name, tool.properties.get(name, {})), value, weekday=weekday)
                for name, value in args.items()
            ]
        )

    @staticmethod
    def action(tool: ToolSpec) -> Action:
        return action_of(tool.name, tool.description)

    def done(self, tool: ToolSpec, args: Mapping[str, Any]) -> str:
        """Says that a write has happened, with what is new about it."""
        action = self.action(tool)
        new = {name: value for name, value in args.items() if not _is_id(name)}
        tail = f" ({self.details(tool, new)})" if new else ""
        form = self.pick(DONE, "done", tool.name)
        return form.format(action.done, tail, action.done[:1].upper() + action.done[1:])

    def more(self) -> str:
        return self.pick(MORE, "more")

    def say(self, wanted: Iterable[Any], text: str, results: Sequence[tuple[ToolSpec, Any]]) -> tuple[str, list[Any]]:
        """Sentences for what must be said and is not in the text yet, and what could not be grounded."""
        added: list[str] = []
        ungrounded: list[Any] = []
        for value in wanted:
            if mentions(value, " ".join((text, *added)), self._clock):
                continue
            sentence = self.sentence_for(value, results)
            if sentence:
                added.append(sentence)
            else:
                ungrounded.append(value)
        return " ".join(added), ungrounded

    def sentence_for(self, value: Any, results: Sequence[tuple[ToolSpec, Any]]) -> str:
        """A sentence with this value, from a tool result or the policy; "" where neither holds it."""
        found = [
            (_weight(key, unit_of(tool, key)), at, tool, key, item)
            for at, (tool, data) in enumerate(results)
            for key, item in scalars(data)
            if key and _equal(item, value)
        ]
        if found:
            _, _, tool, key, item = max(found, key=lambda one: (one[0], one[1]))
            return _fact(key, item, unit_of(tool, key))
        return holding(self.policy, value, self._clock)

    def facts(self, tool: ToolSpec, data: Any, args: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """What a write gave back that people want to know, each with its value: new numbers and what it costs."""
        if not isinstance(data, dict):
            return []
        new = [(key, value) for key, value in data.items() if key not in args and isinstance(value, str | int | float)]
        ids = [(_fact(key, value, ""), value) for key, value in new if _is_id(key)]
        money = [
            (_fact(key, value, unit_of(tool, key)), value)
            for key, value in new
            if key.endswith(_MONEY) and unit_of(tool, key)
        ]
        return ids[:1] + money[:1]

    def summary(self, tool: ToolSpec, row: Mapping[str, Any]) -> str:
        """The plain facts of a looked-up object, four at most."""
        facts = [(key, value) for key, value in row.items() if isinstance(value, str | int | float) and value != ""][:4]
        return " ".join(_fact(key, value, unit_of(tool, key)) for key, value in facts)

    def which(self, options: Sequence[Mapping[str, Any]]) -> str:
        """Asks which of several found objects is meant."""
        shown = [
            ", ".join(said(value) for value in row.values() if isinstance(value, str | int))[:80] for row in options[:4]
        ]
        return self.pick(WHICH, "which").format("; ".join(shown))

    def without(self, tool: ToolSpec, name: str) -> str:
        noun = noun_of(name, tool.properties.get(name, {}))
        return self.pick(WITHOUT, "without", name).format(noun.words if noun.kind == "thing" else noun.name)

    def refuse(self, doing: str, reason: str, *, again: bool) -> str:
        if again:
            return self.pick(REFUSE_AGAIN, "refuse again").format(doing, reason).strip()
        return self.pick(REFUSE, "refuse").format(doing, reason).strip()


@lru_cache(maxsize=4096)
def _is_id(name: str) -> bool:
    return split_name(name)[-1:] in (("id",), ("reference",), ("number",), ("code",))


def _equal(item: Any, value: Any) -> bool:
    if isinstance(item, bool):
        return False
    return same(item, value) or str(item).casefold() == str(value).casefold()


def _weight(key: str, unit: str) -> float:
    return (2.0 if key.endswith(_MONEY) else 0.0) + (1.0 if unit else 0.0) + (0.5 if _is_id(key) else 0.0)


def _fact(key: str, item: Any, unit: str) -> str:
    words = name_words(key)
    words = "amount paid back" if words == "paid back" else words[:-3] + " number" if words.endswith(" ID") else words
    many = isinstance(item, int | float) and words.endswith("s") and not words.endswith("ss")
    return f"The {words} {'are' if many else 'is'} {said(item)}{' ' + unit if unit else ''}."


_UNITS: dict[tuple[int, str], tuple[ToolSpec, str]] = {}
MOST_UNITS = 4096


def unit_of(tool: ToolSpec, key: str) -> str:
    """The unit a document gives for a field of a result, such as "euro"."""
    found = _UNITS.get((id(tool), key))
    if found is None:
        if len(_UNITS) >= MOST_UNITS:
            _UNITS.clear()
        # the tool is kept with what was found for it, so that its id stays its own
        found = _UNITS[id(tool), key] = (tool, _unit_in(tool, key))
    return found[1]


def _unit_in(tool: ToolSpec, key: str) -> str:
    stack: list[Any] = [tool.returns or {}]
    while stack:
        schema = stack.pop()
        if isinstance(schema, Mapping):
            inner = schema.get("properties", {}).get(key) if isinstance(schema.get("properties"), Mapping) else None
            if isinstance(inner, Mapping):
                return noun_of(key, inner).unit
            stack.extend(value for value in schema.values() if isinstance(value, Mapping))
    return ""
