"""Which language a text is in, by its script or its commonest words, and answers in another one than the user's.

Only plain cases count: enough words, one language far before all others. A foreign name or a quotation is no switch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from simulator.labels.evidence import Log
from simulator.labels.failures import Failure
from simulator.values.cues import words_of
from simulator.values.late import Late

FEWEST = 4
SHARE = 0.2
LONG = 4_000
WORD = Late(r"[^\W\d_]+")
SCRIPTS = (
    ("Greek", "\u0370", "\u03ff"), ("Cyrillic", "\u0400", "\u052f"), ("Hebrew", "\u0590", "\u05ff"),
    ("Arabic", "\u0600", "\u06ff"), ("Devanagari", "\u0900", "\u097f"), ("Thai", "\u0e00", "\u0e7f"),
    ("Hangul", "\uac00", "\ud7af"), ("Kana", "\u3040", "\u30ff"), ("Han", "\u4e00", "\u9fff"),
)  # fmt: skip
WORDS: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "English": "the and you your is are was to of for i it that this with have has can will would what which on"
        " at be my please do not no yes an as or if there any me we thank thanks need want how when could"
        " from but so",
        "German": "der die das und ich sie ist nicht ein eine einen einem ihr ihre ihren ihnen mir mich wir bitte"
        " mit auf für zu den dem im am haben habe hat wird werden wurde kann können möchten möchte danke"
        " oder auch noch wie was welche welches gibt sind wenn dann aber gerne leider vielen",
        "French": "le la les des et je vous est pas un une votre vos nous pour dans avec sur que qui ce cette au"
        " aux du être avoir avez suis merci bonjour voulez peux puis plus mais ou où oui non quel quelle"
        " souhaitez été",
        "Spanish": "el la los las y yo usted es no un una su sus nosotros para en con por que qué cuál este esta al"
        " del está estoy tiene gracias hola puede quiero pero o sí más hay favor le lo desea ha he cómo",
        "Italian": "il lo la gli le e io lei è non un una suo sua per in con su che chi questo questa al del della"
        " sono ho ha grazie ciao può vorrei ma o sì più di da mi si quale prego desidera stato",
        "Portuguese": "o a os as e eu você é não um uma seu sua nós para em com por que qual este esta ao do da dos"
        " está estou tem obrigado obrigada olá pode quero mas ou sim mais há favor lhe foi gostaria",
        "Dutch": "de het een en ik u is niet uw wij voor met op van dat die dit zijn hebben heb heeft kan kunt"
        " wilt graag dank bedankt maar of ook nog hoe wat welke er aan om bij naar wordt geen alstublieft",
        "Swedish": "och jag du är inte en ett din ditt vi för med på av att det den som har kan vill tack men eller"
        " också hur vad vilken till från om ni er ert",
        "Danish": "og jeg du er ikke en et din dit vi for med på af at det den som har kan vil tak men eller også"
        " hvordan hvad hvilken til fra om deres",
        "Polish": "i ja pan pani jest nie w na z do że to się mój twój dla po jak co który jaki proszę dziękuję czy"
        " ale lub mam ma może chcę już za od są",
        "Czech": "a já vy je není v na s z do že to se můj váš pro po jak co který prosím děkuji ale nebo mám má"
        " může chci už za od jsou jsem",
        "Turkish": "ve ben siz bir bu için ile değil mi mı ne hangi lütfen teşekkür ederim var yok ama veya daha çok"
        " olarak sizin istiyorum",
        "Finnish": "ja minä te on ei se että tämä joka mikä mitä kiitos mutta tai olen haluan voin kanssa sinun"
        " teidän",
    }.items()
}  # fmt: skip
EITHER = frozenset(
    "a i o e u y v w z s k do to no me as in is per die den am dem im du se on en de la el an was hat will kan van men"
    " om pan ja po my za od co ma mi at for com do da so he con era par le les au des sin ten man had is of over den"
    " per non var met har fra ei net up al na je".split()
)
"""Words that hurried English holds too, as slips, names and abbreviations: they speak for no other language."""
SPEAKERS = {
    word: tuple(name for name, common in WORDS.items() if word in common and (name == "English" or word not in EITHER))
    for words in WORDS.values()
    for word in words
}
ENGLISH = WORDS["English"]
OTHERS = frozenset(word for name, words in WORDS.items() if name != "English" for word in words)
NAMED = {
    "German": ("german", "deutsch"), "French": ("french", "français"), "Spanish": ("spanish", "español"),
    "Italian": ("italian",), "Portuguese": ("portugu",), "Dutch": ("dutch", "nederlands"),
    "Swedish": ("swedish", "svenska"), "Danish": ("danish", "dansk"), "Polish": ("polish", "polsk"),
    "Czech": ("czech", "česk"), "Turkish": ("turkish", "türk"), "Finnish": ("finnish", "suom"),
    "English": ("english",), "Greek": ("greek",), "Cyrillic": ("russian", "ukrain", "bulgar"),
    "Hebrew": ("hebrew",), "Arabic": ("arab",), "Devanagari": ("hindi",), "Thai": ("thai",),
    "Hangul": ("korean",), "Kana": ("japan",), "Han": ("chinese", "japan", "mandarin"),
}  # fmt: skip


@lru_cache(maxsize=4096)
def language_of(text: str) -> str:
    """The language of a text (of what is not Latin: the script); "" where it is short or not plain."""
    text = text[:LONG]
    if not text.isascii() and (script := _script(text)):
        return script
    low = text.lower()
    words = words_of(low) if low.isascii() else WORD.findall(low)
    if len(words) < FEWEST:
        return ""
    english = sum(map(ENGLISH.__contains__, words))
    if (
        english >= FEWEST - 1
        and english >= SHARE * len(words)
        and sum(map(OTHERS.__contains__, words)) <= 0.6 * english
    ):
        return "English"  # as counting them all would find
    counts = dict.fromkeys(WORDS, 0)
    for word in words:
        for name in SPEAKERS.get(word, ()):
            counts[name] += 1
    name = max(counts, key=counts.__getitem__)
    second, best = sorted(counts.values())[-2:]
    return name if best >= FEWEST - 1 and best >= SHARE * len(words) and second <= 0.6 * best else ""


def _script(text: str) -> str:
    """The script most letters are of; "" for Latin."""
    letters = [sign for sign in text if sign.isalpha()]
    found = {name: sum(first <= sign <= last for sign in letters) for name, first, last in SCRIPTS}
    name = max(found, key=found.__getitem__)
    if found["Kana"] and name == "Han":
        name = "Kana"
    return name if found[name] >= FEWEST and sum(found.values()) > 0.6 * len(letters) else ""


def judge_language(log: Log, since: int) -> Iterable[Failure]:
    """Texts in a language the user neither writes nor asks for."""
    shared: set[str] = set()
    for at, text in log.texts:
        if at < since or not (found := language_of(text)) or found in shared:
            continue
        if any(language_of(said) == found for _, said in log.said):
            shared.add(found)
            continue
        whole = language_of("\n".join(said for _, said in log.said))
        spoken = {whole} if whole else {name for _, said in log.said if (name := language_of(said))}
        if spoken and found not in spoken and not _wished(log, found):
            users = ", ".join(sorted(spoken))
            proof = f"message {at} is in {found}, the user writes {users}"
            yield Failure(kind="wrong_language", where=f"message {at}", expected=users, got=found, proof=proof)


def _wished(log: Log, language: str) -> bool:
    """Whether the user, or the system message, names the language."""
    texts = [text.lower() for text in (*log.system, *(said for _, said in log.said))]
    return any(name in text for name in NAMED.get(language, ()) for text in texts)
