"""What the embedded assistants say: varied by draws, grounded in documents, results and policy, plain to read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from simulator.assistants.speech.documents import Action, Noun, name_words, noun_of, participle, split_name
from simulator.assistants.speech.phrases import (
    ASK_AGAIN,
    ASK_CHOICE,
    ASK_CLAUSE,
    ASK_DATE,
    ASK_DAY,
    ASK_THING,
    ASK_YES_NO,
    CHECK_ONE,
    CONFIRM,
    CONFIRM_AGAIN,
    CONFIRM_AGAIN_CLAUSES,
    CONFIRM_CLAUSES,
    DONE,
    DONE_CLAUSES,
    DONE_WITH,
    HELLO,
    MORE,
    REFUSE,
    REFUSE_AGAIN,
    SHOWN,
    THANKS,
    WHICH,
    WITHOUT,
)
from simulator.assistants.speech.policy import holding
from simulator.assistants.speech.readback import be, clause, detail, is_count, value_first
from simulator.assistants.speech.results import same, scalars, token
from simulator.assistants.speech.stems import stems
from simulator.assistants.speech.values import listed, said
from simulator.assistants.speech.wording import MONEY, is_number, wording
from simulator.draws import Draws
from simulator.tools.spec import ToolSpec
from simulator.understanding.claims import INFORMATION
from simulator.values.mention import mentions

MOST_CLAUSES = 3
LONG = 60
_ADJECTIVES = ("able", "ed", "ing", "ent", "ant", "al", "ive", "ous", "only", "first")


_ASKED = r"((?:(?:for|on|in|at|to|from) )?(?:which|what|why|where|how(?: many| much)?)(?: \w+){0,4}?)"
_STRAIGHT = (
    (re.compile(rf"{_ASKED} you (can|will|must) (.+)"), "{0} {1} you {2}?"),
    (re.compile(rf"{_ASKED} you (want|need) (.+)"), "{0} do you {1} {2}?"),
    (re.compile(r"((?:which|what|how (?:many|much))(?: \w+){1,4}) to (\w+)"), "{0} should I {1}?"),
    (re.compile(r"((?:which|what)(?: (?!the\b|your?\b)\w+){1,3})"), "{0} would you like?"),
)


def straight(words: str) -> str:
    """The straight question behind a clause: "which weekdays you can come" is "Which weekdays can you come?"; or ""."""
    for pattern, form in _STRAIGHT:
        if found := pattern.fullmatch(words):
            question = form.format(*found.groups())
            return question[:1].upper() + question[1:]
    return ""


WAYS: Mapping[str, Callable[..., str]] = {"list": detail, "clauses": clause, "value first": value_first}
T = TypeVar("T")


class Speech:
    """Words for one conversation; a value that is `hidden` (as a token) is never said of itself."""

    def __init__(self, *, draws: Draws, policy: str, clock: datetime, hidden: frozenset[str] = frozenset()) -> None:
        self._hidden = hidden
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

    def pick(self, forms: Sequence[T], *act: str) -> T:
        """One of the forms of an act, drawn anew each time it comes up."""
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
        return self.pick(ASK_THING, "ask", name).format(words, be(words))

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
            text = self.pick(ASK_AGAIN, "ask again", noun.name).format(words, be(words))
        options = schema.get("enum") or schema.get("items", {}).get("enum") or ()
        if 1 < len(options) <= 6:
            text += f" It can be {listed([said(option) for option in options], last='or')}."
        return text

    def confirm(self, tool: ToolSpec, args: Mapping[str, Any]) -> str:
        """Restates every argument and asks for a yes."""
        again = self._counts.get(f"confirm/{tool.name}", 0)
        forms, clauses = (CONFIRM_AGAIN, CONFIRM_AGAIN_CLAUSES) if again else (CONFIRM, CONFIRM_CLAUSES)
        if self._reads_well(tool, args):
            forms += clauses
        form, doing = self.pick(forms, "confirm", tool.name), wording(tool).action.doing
        if "{2}" in form:
            return form.format(doing, "", self._listed(clause, tool, args))
        return form.format(doing, self.details(tool, args))

    def check_one(self, tool: ToolSpec, name: str, value: Any) -> str:
        noun = wording(tool).noun(name)
        words = noun.words if noun.kind == "thing" else noun.name
        return self.pick(CHECK_ONE, "check", name).format(words, said(value), be(words))

    def details(self, tool: ToolSpec, args: Mapping[str, Any]) -> str:
        """The arguments as they are read back: "booking reference ABC123 and new day 5 March 2030"."""
        return self._listed(detail, tool, args)

    def _listed(self, form: Callable[..., str], tool: ToolSpec, args: Mapping[str, Any]) -> str:
        weekday = self._draws.chance(0.3, f"weekday/{tool.name}")
        words = wording(tool)
        shown = [(name, value) for name, value in args.items() if token(value) not in self._hidden]
        return listed([form(words.noun(name), value, weekday=weekday) for name, value in shown])

    @staticmethod
    def _reads_well(tool: ToolSpec, args: Mapping[str, Any]) -> bool:
        """True where all arguments can be said as clauses, and these are not too many for one sentence."""
        for name, value in args.items():
            if isinstance(value, bool | dict) or value is None:
                return False
            if not isinstance(value, str) and is_count(wording(tool).noun(name), value):
                return False
        return 0 < len(args) <= MOST_CLAUSES

    @staticmethod
    def action(tool: ToolSpec) -> Action:
        return wording(tool).action

    def done(self, tool: ToolSpec, args: Mapping[str, Any]) -> str:
        """Says that a write has happened, with what is new about it."""
        words = wording(tool)
        done, active = words.action.done, words.action.active
        new = {name: value for name, value in args.items() if words.role(name) != "number"}
        if not new:
            plain = _surely_done(DONE, words.action)
            return self.pick(plain, "done", tool.name).format(done, done[:1].upper() + done[1:], active)
        forms = DONE_CLAUSES if self._reads_well(tool, new) else DONE_WITH
        form, way = self.pick(_surely_done(forms, words.action), "done", tool.name)
        return form.format(done, done[:1].upper() + done[1:], active, self._listed(WAYS[way], tool, new))

    def more(self) -> str:
        return self.pick(MORE, "more")

    def say(
        self,
        wanted: Iterable[Any],
        text: str,
        results: Sequence[tuple[ToolSpec, Any]],
        question: str = "",
        told: str = "",
    ) -> tuple[str, list[Any]]:
        """Sentences for what must be said and is not in the text yet, and what could not be grounded."""
        added: list[str] = []
        ungrounded: list[Any] = []
        for value in wanted:
            if mentions(value, " ".join((text, *added)), self._clock):
                continue
            sentence = self._from_results(value, results) or holding(self.policy, value, self._clock, question, told)
            if sentence:
                added.append(sentence)
            else:
                ungrounded.append(value)
        return " ".join(added), ungrounded

    @staticmethod
    def _from_results(value: Any, results: Sequence[tuple[ToolSpec, Any]]) -> str:
        """A sentence with this value from a tool result, or ""."""
        found = [
            (_weight(key, wording(tool).unit(key)), at, tool, key, item)
            for at, (tool, data) in enumerate(results)
            for key, item in scalars(data)
            if key and _equal(item, value)
        ]
        if not found:
            return ""
        _, _, tool, key, item = max(found, key=lambda one: (one[0], one[1]))
        return _fact(key, item, wording(tool).unit(key))

    def facts(self, tool: ToolSpec, data: Any, args: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """What a write gave back that people want to know, each with its value: new numbers and what it costs."""
        if not isinstance(data, dict):
            return []
        words, found = wording(tool), dict[str, tuple[str, Any]]()
        for key, value in data.items():
            role = words.role(key)
            if not role or role in found or key in args or token(value) in self._hidden:
                continue
            if isinstance(value, str | int | float):
                found[role] = _fact(key, value, words.unit(key) if role == "money" else ""), value
        return [found[role] for role in ("number", "money") if role in found]

    def summary(self, tool: ToolSpec, row: Mapping[str, Any]) -> str:
        """The plain facts of a looked-up object, four at most; what people care least about comes last."""
        plain = [(key, value) for key, value in row.items() if isinstance(value, str | int | float) and value != ""]
        facts = [one for one in plain if token(one[1]) not in self._hidden]
        facts.sort(key=lambda one: _dull(one[1]))
        return " ".join(_fact(key, value, wording(tool).unit(key)) for key, value in facts[:4])

    def shown(self, data: Any) -> str:
        """What a look-up gave that has no fields: a single value, or some of a list."""
        plain = data if isinstance(data, list) else [data]
        values = [said(one) for one in plain[:4] if isinstance(one, str | int | float) and one != ""]
        return self.pick(SHOWN, "shown").format(listed(values)) if values else ""

    def which(self, options: Sequence[Mapping[str, Any]]) -> str:
        """Asks which of several found objects is meant."""
        shown = [
            ", ".join(said(value) for value in row.values() if isinstance(value, str | int))[:80] for row in options[:4]
        ]
        return self.pick(WHICH, "which").format("; ".join(shown))

    def without(self, tool: ToolSpec, name: str) -> str:
        noun = wording(tool).noun(name)
        return self.pick(WITHOUT, "without", name).format(noun.words if noun.kind == "thing" else noun.name)

    def refuse(self, doing: str, reason: str, *, again: bool) -> str:
        if again:
            return self.pick(REFUSE_AGAIN, "refuse again").format(doing, reason).strip()
        return self.pick(REFUSE, "refuse").format(doing, reason).strip()


def _surely_done(forms: Sequence[T], action: Action) -> Sequence[T]:
    """Forms that say "done" by themselves where the verb may as well be of a look-up: "has been requested"."""
    if participle(action.verb) not in INFORMATION:
        return forms
    return [
        form for form in forms if str(form[0] if isinstance(form, tuple) else form).startswith(("Done", "All done"))
    ]


def _equal(item: Any, value: Any) -> bool:
    if isinstance(item, bool):
        return False
    return same(item, value) or str(item).casefold() == str(value).casefold()


def _weight(key: str, unit: str) -> float:
    return (2.0 if key.endswith(MONEY) else 0.0) + (1.0 if unit else 0.0) + (0.5 if is_number(key) else 0.0)


def _dull(value: Any) -> int:
    """How little people care to hear a value: addresses and long texts least of all, then yes and no."""
    if isinstance(value, str) and (len(value) > LONG or "://" in value):
        return 2
    return 1 if isinstance(value, bool) else 0


def _fact(key: str, item: Any, unit: str) -> str:
    """A field as a sentence; what is no noun stands before a colon: "Archived: no.", "Created: 5 March 2030."."""
    words = name_words(key)
    if item is True and words in ("ok", "success", "successful"):
        return "That worked."
    bare = words.removesuffix(" at").removesuffix(" on")
    if isinstance(item, bool) or bare != words or words.endswith("ed"):
        plain = bare.removeprefix("is ") if isinstance(item, bool) else bare
        return f"{plain[:1].upper()}{plain[1:]}: {said(item)}{' ' + unit if unit else ''}."
    words = "amount paid back" if words == "paid back" else words[:-3] + " number" if words.endswith(" ID") else words
    many = isinstance(item, int | float) and words.endswith("s") and not words.endswith("ss")
    return f"The {words} {'are' if many else 'is'} {said(item)}{' ' + unit if unit else ''}."
