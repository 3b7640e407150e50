"""An answer in another language than the user's is seen; names, quotations and wishes are let pass."""

from __future__ import annotations

import pytest

from simulator.labels.spoken.language import language_of

SENTENCES = {
    "English": "Could you tell me which booking you want to change, please?",
    "German": "Guten Tag, wie kann ich Ihnen mit der Buchung helfen?",
    "French": "Bonjour, quelle est la date que vous souhaitez pour votre vol ?",
    "Spanish": "Hola, necesito el número de su reserva para cambiar la fecha.",
    "Italian": "Mi può dire qual è il numero della sua prenotazione, per favore?",
    "Portuguese": "Olá, qual é o número da sua reserva? Não tenho essa informação.",
    "Dutch": "Ik heb het nummer van uw boeking nodig om de datum te wijzigen.",
    "Swedish": "Jag har ändrat din bokning och den är nu klar för dig.",
    "Polish": "Proszę podać numer rezerwacji, aby zmienić datę. Czy to jest w porządku?",
    "Turkish": "Lütfen rezervasyon için bir tarih ve saat yazın.",
    "Greek": "Καλησπέρα, πώς μπορώ να βοηθήσω;",
    "Cyrillic": "Здравствуйте, чем я могу помочь?",
    "Kana": "ご予約の日付を教えてください。",
    "Han": "请告诉我您的预订号码。",
    "Arabic": "ما هو رقم الحجز الخاص بك؟",
    "Hangul": "예약 번호를 알려 주세요.",
}
UNCLEAR = ("ABC123", "OK", "", "Crème brûlée, Rue de la Paix", "12 x 4 = 48", "Wien Hauptbahnhof, Gleis 7")


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_shows_its_language(name):
    assert language_of(SENTENCES[name]) == name


@pytest.mark.parametrize("text", UNCLEAR)
def test_names_numbers_and_short_texts_show_none(text):
    assert language_of(text) == ""


def judged(write, said: str, answered: str, system: str = "") -> list[str]:
    talk = write.talk().system(system).user(said).says(answered)
    return [failure.kind for failure in talk.judged(write.labels()).failures]


def test_an_answer_in_another_language_is_wrong_and_in_the_users_own_is_right(write):
    german, english = SENTENCES["German"], SENTENCES["English"]
    assert judged(write, "I want to change the date of my booking.", german) == ["wrong_language"]
    assert judged(write, "Ich möchte bitte das Datum für die Buchung ändern.", german) == []
    assert judged(write, "Ich möchte bitte das Datum für die Buchung ändern.", english) == ["wrong_language"]


def test_a_foreign_name_or_a_quotation_is_no_other_language(write):
    quoted = 'You are staying at "Haus der Berge und Seen, bei der Kirche". Which day do you want to come?'
    assert judged(write, "Where am I staying, and can I change the day?", quoted) == []


def test_who_asks_for_a_language_gets_it(write):
    german = SENTENCES["German"]
    assert judged(write, "Could you please answer in German? I want to change my booking.", german) == []
    assert judged(write, "I want to change the date of my booking.", german, "Always answer in German.") == []


def test_a_user_whose_language_is_not_plain_may_be_answered_in_any(write):
    assert judged(write, "ABC123", SENTENCES["French"]) == []
