"""One mistake in one word: the kinds people make, how often each, and words they are known to misspell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from simulator.draws import Draws

KINDS: Mapping[str, float] = MappingProxyType(
    {
        "omission": 6.0,
        "insertion": 23.0,
        "phonetic": 24.0,
        "transposition": 4.0,
        "undoubled": 24.0,
        "neighbour": 7.0,
        "confused": 12.0,
        "doubled": 4.5,
        "spacing": 3.0,
    }
)
"""Weights that give, with the known misspellings below, the shares of each kind that are found in what people type."""
MISSPELT = """
    definitely:definately,definitly,definetly tomorrow:tommorow,tomorow receive:recieve,recive
    received:recieved,recived separate:seperate until:untill,untli address:adress,addres,adres
    appointment:apointment,appoitment,appointement,appointmet because:becuase,becouse,becaus,beacause
    believe:beleive booking:bookin,boking,bookimg different:diffrent,diferent,differant email:emai,emeil
    which:wich,whitch confirmation:confimation,confirmaton,conformation their:thier there:ther friend:freind
    wednesday:wensday necessary:neccessary,necesary number:numer,numbr,numbar occurred:occured
    probably:probly,probaly reference:refrence,referance refund:refound,refud,refundd,refand
    something:somthing,someting,somethinq,somethink thanks:thanx,thanls,thankss,thenks through:throught,trough
    today:tday tried:tryed trying:tring,tryng usually:usualy,usally weird:wierd would:woud,wold,whould,wuld
    available:availible,avalable business:buisness delivery:delivary,delievery,delivry doctor:docter,docotor
    immediately:immediatly,imediately original:orignal please:plese,pleace,pleese possible:posible,possble
    schedule:shedule,schedual surprise:suprise accidentally:accidently apparently:apparantly,apparentely
    account:acount,accont already:allready,alredy beginning:begining change:chage,chenge could:coud
    finally:finaly,finnally flight:fligth,fliht,flite return:retrun,retun,returne,retern,reterm interested:intrested
    another:anothe sorry:sory about:abaut,abut,abot order:oder,orded,ordor,oreder actually:actualy,acually
    ordered:orderd luggage:lugage,luggege checked:cheked with:wiht ticket:tiket,tickect,tickit
    cancel:cancell,cansel,cancal travel:travell looking:loking,lookin,lookng wondering:wonderin,wondring
    remember:rember,remeber,rememeber anything:anyting,anyhting,anythin,anythink
    everything:everthing,evrything,everyting,everythink problem:problm,probelm,problen
    information:infomation,informations,infermation birthday:birtday,birhtday department:deparment
    payment:paymet,payement hopefully:hopefuly,hopfully basically:basicly website:websit,webiste wrong:worng,wrog
    really:realy should:shoud,shuld before:befor,beofre,befour always:allways,alwys coming:comming,comin
    writing:writting message:mesage,messege password:pasword,passwrod receipt:reciept,recipt,receit parcel:parsel
    package:packege,packge opened:openned,opend happened:happend,hapened weekend:weekand,weeknd family:famly,familiy
    difficult:dificult,diffcult exactly:exactely,exacly,exactley question:quesiton,qestion waiting:wating
    having:haveing,havin using:useing getting:geting,gettin somewhere:somwhere,somewere thought:tought
    enough:enought,enoug straight:straigt again:agin screen:sceen morning:mornig afternoon:afernoon,aftenoon
    evening:evning,eveing month:mounth,monht week:wek jacket:jaket sounds:souds,sonds perfect:perfact,perfekt
    great:grat correct:corect,correkt detail:detial details:detials,deatils,detals forward:foward,forword
    confirm:comfirm,confrim,confim confirmed:comfirmed,confimed need:nedd want:wnat helps:hepls
    complicated:complcated,complicted frustrating:frustating annoying:anoying,annoyng unfortunately:unfortunatly
"""
COMMON: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {right: tuple(wrong.split(",")) for right, _, wrong in (pair.partition(":") for pair in MISSPELT.split())}
)
"""Words that people really misspell, and how."""
TOGETHER: Mapping[str, str] = MappingProxyType(
    {
        pair: pair.replace(" ", "")
        for pair in (
            "a lot", "as well", "at least", "in case", "of course", "no one", "each other", "any more", "thank you",
            "in front", "right now", "by the way", "some one", "so far", "all right",
        )
    }
)  # fmt: skip
"""Words that people write in one."""
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
CONFUSED = dict(pair.split(":") for pair in "d:t t:d b:p p:b v:f g:k l:t n:r r:n m:w u:a e:u f:v k:g".split())
"""Letters taken for another one, neither beside it on the keyboard nor of quite the same sound."""
KNOWN = 0.6
"""How often a mistake in such a word is one that people make in it."""
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


def _confused(word: str, where: float) -> str:
    places = [place for place in range(1, len(word)) if word[place] in CONFUSED]
    if not places:
        return _neighbour(word, where)
    place = places[_pick(len(places), where)]
    return word[:place] + CONFUSED[word[place]] + word[place + 1 :]


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
    "confused": _confused,
    "spacing": _spacing,
}


def misspell(word: str, draws: Draws) -> tuple[str, str]:
    """The word with one mistake and its kind; the word itself and "" where the mistake leaves no trace."""
    if word.lower() in TOGETHER:
        return word.replace(" ", ""), "spacing"
    common = COMMON.get(word.lower())
    if common and draws.value("known") < KNOWN:
        found = draws.choice(common, "common")
        return (found.capitalize() if word[0].isupper() else found), "common"
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
