"""One mistake in one word: the kinds people make, how often each, and words they are known to misspell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from simulator.draws import Draws

KINDS: Mapping[str, float] = MappingProxyType(
    {
        "omission": 24.0,
        "insertion": 23.6,
        "phonetic": 10.4,
        "transposition": 9.4,
        "undoubled": 8.1,
        "neighbour": 12.4,
        "doubled": 5.7,
        "spacing": 5.1,
    }
)
MISSPELT = """
    definitely:definately tomorrow:tommorow receive:recieve received:recieved separate:seperate until:untill
    address:adress appointment:apointment because:becuase believe:beleive booking:bookin
    different:diffrent email:emial confirmation:confimation which:wich their:thier there:thre friend:freind
    Wednesday:Wensday necessary:neccessary number:nubmer occurred:occured probably:probly really:realy
    reference:refrence refund:refud something:somthing thanks:thnaks through:throught today:todya
    tried:tryed trying:tring usually:usualy weird:wierd would:woud available:availible business:buisness
    delivery:delivary doctor:docter immediately:immediatly original:orignal please:plase possible:posible
    schedule:shedule surprise:suprise though:tho accidentally:accidently apparently:apparantly account:acount
    already:allready beginning:begining change:chnage could:coud finally:finaly flight:fligth return:retrun
    interested:intrested another:anohter sorry:sory about:abuot order:oder actually:actualy with:wiht
"""
COMMON: Mapping[str, str] = MappingProxyType(dict(pair.split(":") for pair in MISSPELT.split()))
SOUNDS = (
    ("ght", "t"), ("ough", "uff"), ("tion", "shun"), ("ie", "ei"), ("ei", "ie"), ("ea", "ee"), ("ent", "ant"),
    ("ance", "ence"), ("able", "ible"), ("ph", "f"), ("ck", "k"), ("wh", "w"), ("er", "or"), ("or", "er"),
    ("y", "ie"), ("c", "s"), ("s", "c"), ("e", "a"), ("i", "e"), ("a", "e"), ("o", "u"),
)  # fmt: skip
OTHER_WORDS = frozenset(
    """
    a am an as at be by do go he hi i if in is it me my no of oh on or so to up us we all and any are ass bad bag
    bed big bit but buy can car cum day did due end far few fit for get god got had has hat hay hen her him his hot how
    id ill its job lad let lie lot mad man mat may men met mum nay new nor not now odd off old one our out own pay pet
    pit put ran red rid sad sat saw say sea see set sex she sir sit six son tan tea ten the tie tit too top toy try two
    use was way who why win wit won yes yet you also been bean call cold come date deal even ever fear five four from
    gold good hare have hear help here hold home hose into just knew know late like line live lost mail make many meal
    mean mine more most move much must near next nine none once only over same sand seat send sent some such sure take
    tall tell than that them then they this time told want warm well went were what when will wish with word work year
    your eight house later month never other price quiet quite right seven small sweet there these think those three
    today water where which world worse would write wrong
    """.split()
)
"""What a slip must not turn a word into: it would read as something else that was meant."""
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> dict[str, str]:
    found = {}
    for index, row in enumerate(ROWS):
        for place, letter in enumerate(row):
            beside = row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
            below = ROWS[index + 1][max(place - 1, 0) : place + 1] if index + 1 < len(ROWS) else ""
            found[letter] = beside + below
    return found


NEIGHBOURS = _neighbours()


def _pick(count: int, where: float) -> int:
    return min(int(where * count), count - 1)


def _omission(word: str, where: float) -> str:
    place = 1 + _pick(len(word) - 1, where)
    return word[:place] + word[place + 1 :]


def _insertion(word: str, where: float) -> str:
    place = 1 + _pick(len(word) - 1, where)
    beside = NEIGHBOURS.get(word[place].lower(), word[place])
    return word[:place] + beside[_pick(len(beside), where * 7 % 1.0)] + word[place:]


def _transposition(word: str, where: float) -> str:
    places = [place for place in range(len(word) - 1) if word[place].lower() != word[place + 1].lower()]
    inner = places[1:] or places
    if not inner:
        return word
    place = inner[_pick(len(inner), where)]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _doubled(word: str, where: float) -> str:
    place = 1 + _pick(len(word) - 1, where)
    return word[:place] + word[place] + word[place:]


def _undoubled(word: str, where: float) -> str:
    places = [place for place in range(1, len(word)) if word[place].lower() == word[place - 1].lower()]
    if not places:
        return _omission(word, where)
    place = places[_pick(len(places), where)]
    return word[:place] + word[place + 1 :]


def _phonetic(word: str, where: float) -> str:
    fitting = [(old, new) for old, new in SOUNDS if old in word[1:]]
    if not fitting:
        return _doubled(word, where)
    old, new = fitting[_pick(len(fitting), where)]
    return word[0] + word[1:].replace(old, new, 1)


def _neighbour(word: str, where: float) -> str:
    place = 1 + _pick(len(word) - 1, where)
    beside = NEIGHBOURS.get(word[place].lower(), word[place])
    return word[:place] + beside[_pick(len(beside), where * 7 % 1.0)] + word[place + 1 :]


def _spacing(word: str, where: float) -> str:
    place = 1 + _pick(len(word) - 1, where)
    return word[:place] + " " + word[place:]


EDITS: Mapping[str, Callable[[str, float], str]] = {
    "omission": _omission,
    "insertion": _insertion,
    "phonetic": _phonetic,
    "transposition": _transposition,
    "undoubled": _undoubled,
    "neighbour": _neighbour,
    "doubled": _doubled,
    "spacing": _spacing,
}


def misspell(word: str, draws: Draws) -> tuple[str, str]:
    """The word with one mistake and its kind; the word itself and "" where the mistake leaves no trace."""
    common = COMMON.get(word) or COMMON.get(word.lower())
    if common and draws.value("known") < 0.7:
        return (common.capitalize() if word[0].isupper() else common), "common"
    kind = draws.weighted(KINDS, "kind")
    found = _readable(word, EDITS[kind], draws.value("where"))
    return (found, kind) if found != word else (word, "")


def _readable(word: str, edit: Callable[[str, float], str], where: float) -> str:
    """The word edited there, or at the next place where that makes no other word; the word itself if none does."""
    for step in range(len(word)):
        found = edit(word, (where + step / len(word)) % 1.0)
        if found.lower() not in OTHER_WORDS or found == word:
            return found
    return word
