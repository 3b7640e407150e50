"""What a person says to an assistant that forgets, repeats itself, claims too soon or offers what comes next."""

from __future__ import annotations

import pytest

from simulator.scenario.case import Event, Slot


def says(one, text):
    return one.hears(one.user.read(text))


def test_an_answer_that_was_not_understood_is_given_again(talk):
    one = talk()
    one.hears(None)
    says(one, "What is the booking id?")
    says(one, "Could you repeat that?")
    assert (one.act, one.told) == ("answer", {"booking_id": "KLM482"})


def test_a_yes_that_was_not_understood_is_given_again(talk):
    one = talk()
    one.hears(None)
    says(one, "So you want to move it to 5 March 2030, is that right?")
    says(one, "I'm afraid I didn't get that.")
    assert (one.act, one.end) == ("affirm", "")


def test_an_opener_that_was_not_understood_is_made_again_in_other_words(talk):
    one = talk()
    opener = one.hears(None).messages[0].content
    says(one, "Sorry, I did not understand that.")
    assert one.turns[-1].messages[0].content != opener
    assert "flight" in one.text


def test_whoever_is_asked_for_anything_else_holds_on_to_what_is_open(talk):
    one = talk()
    one.hears(None)
    says(one, "What is the booking id?")
    says(one, "Is there anything else I can help you with?")
    assert not one.end
    assert "flight" in one.text


def test_a_success_before_anything_was_told_is_doubted_once(talk, make_goal):
    one = talk(make_goal("g", "I want to cancel my ride.", ride_id="S41234"))
    one.hears(None)
    says(one, "Done! Everything has been taken care of.")
    assert (one.end, one.told) == ("", {"ride_id": "S41234"})
    says(one, "It is done now.")
    assert one.end == "user_done"


def test_a_success_that_says_what_was_done_is_believed(talk, make_goal):
    one = talk(make_goal("g", "I want to cancel my ride.", ride_id="S41234"))
    one.hears(None)
    says(one, "Your ride S41234 has been cancelled.")
    assert one.end == "user_done"


def test_of_the_steps_after_a_failure_one_more_try_is_taken_then_a_human(talk):
    one = talk()
    one.hears(None)
    menu = "Sorry, that failed. Would you like me to:\n1. Try again\n2. Connect you with a human agent\n3. Start over"
    assert one.user.read(menu).claim == "failed"
    texts = []
    for _ in range(2):
        says(one, menu)
        assert not one.end
        texts.append(one.text.lower())
    assert any(word in texts[0] for word in ("again", "once more", "second time", "go"))
    assert any(word in texts[1] for word in ("human", "person", "colleague", "agent", "somebody"))


def test_what_stays_unknown_is_not_said_in_the_same_words_again(talk, make_goal):
    slot = Slot(name="booking_id", value="KLM482", words=("booking reference",), knows="no")
    one = talk(make_goal("g", "I want to cancel my flight.", booking_id=slot, seats=2))
    one.hears(None)
    texts = []
    while not one.end:
        says(one, "What is the booking reference?")
        texts.append(one.text)
    assert len(set(texts)) == len(texts) > 2


@pytest.mark.parametrize("text", ["Which part is wrong?", "What should I change?", "What should it be instead?"])
def test_whoever_declined_a_sideline_says_what_it_came_for(talk, text):
    one = talk()
    one.hears(None)
    says(one, "Do you want me to sign you up for the newsletter?")
    says(one, text)
    assert one.act in ("ask_again", "inform")
    assert "flight" in one.text


def test_a_refusal_until_something_is_brought_is_a_refusal(talk, make_goal):
    one = talk(make_goal("g", "I want to return my jacket.", item="jacket"))
    one.hears(None)
    found = one.user.read("Without the order number I can't do this. Please come back once you have it.")
    assert found.claim == "refused"


def test_the_last_word_asks_nothing(talk):
    for seed in range(60):
        one = talk(persona="chatty_retiree", seed=str(seed), mess="clean")
        one.hears(None)
        says(one, "Your flight has been moved to 5 March 2030.")
        if one.end:
            assert "?" not in one.text


def test_the_day_of_a_booking_is_no_birthday(talk, make_goal):
    one = talk(make_goal("g", "I want to dispute a charge.", birth_date="1964-02-17", charge="CH43648"))
    one.hears(None)
    assert one.user.read("It is disputed. For your records: booked 22 April 2030.").values == {}
    wrong = one.user.read("So your date of birth is 18 February 1964, is that right?")
    assert wrong.values == {"birth_date": "wrong"}


def test_a_number_beside_its_name_in_a_summary_is_no_question(talk):
    one = talk()
    one.hears(None)
    found = one.user.read("Here is a summary:\n- **Booking id**: KLM482\n- **How many seats**: 7\n\nShall I proceed?")
    assert (found.asks, found.values) == ((), {"booking_id": "right", "seats": "wrong"})


@pytest.mark.parametrize(
    "text",
    [
        "What is the booking reference?",
        "Booking id?",
        "May I have the appointment number, please?",
        "I just need a few more details to proceed:\n\n1. **The Booking Reference** – three letters.\n\nLet me know!",
    ],
)
def test_the_number_of_a_record_that_nobody_has_is_told_to_be_lacking(talk, make_goal, text):
    one = talk(make_goal("g", "I want to return my jacket.", item="jacket"))
    one.hears(None)
    assert one.user.read(text).unknown


@pytest.mark.parametrize(
    "text",
    [
        "Let me go through it once more: the ride number is S25190. Do you want me to cancel the ride?",
        "Before I cancel the ride, let me check: the ride number is S25190. Is that right?",
        "Before I sign you up for the newsletter, let me check: the topics are home. Is that right?",
    ],
)
def test_a_deed_the_user_did_not_come_for_is_declined_whatever_the_values(talk, make_goal, text):
    one = talk(make_goal("g", "I want to add a guest to my ride.", ride_id="S25190", seat="back"))
    one.hears(None)
    says(one, text)
    assert one.act == "deny"


def test_a_report_that_says_confirmation_asks_for_none(talk, make_goal):
    one = talk(make_goal("g", "We need a ride.", email="a@example.com", start="Park Hotel", vehicle="van"))
    one.hears(None)
    found = one.user.read(
        "The ride has been booked. It is in the system with e-mail address for the confirmation a@example.com, "
        "starting point Park Hotel and kind of vehicle van. Is there anything else I can help you with?"
    )
    assert (found.confirms, found.claim) == (False, "done")


def test_the_day_a_record_was_made_is_no_value(talk):
    one = talk()
    one.hears(None)
    assert one.user.read("Your flight has been moved. For your records: created 15 April 2030.").values == {}


def test_a_request_with_a_please_apart_is_not_made_again_in_the_same_words(talk, make_goal):
    texts = ("I need somebody to walk my dog, please.", "I need somebody to walk my dog.")
    for seed in range(20):
        one = talk(make_goal("g", texts[0]), seed=str(seed))
        opener = one.hears(None).messages[0].content
        says(one, "How can I help you?")
        assert one.end != "user_fault"
        assert one.turns[-1].messages[0].content != opener


def test_a_number_that_counts_nothing_is_said_digit_by_digit(talk, make_goal):
    slot = Slot(name="transId", value=3613, words=("transaction id",))
    for seed in range(20):
        one = talk(make_goal("g", "I want to look up a payment.", transId=slot), seed=str(seed))
        one.hears(None)
        says(one, "What is the transaction id?")
        assert "3613" in one.text


def test_a_name_in_camel_case_is_said_in_words(talk, make_goal):
    slot = Slot(name="logId", value="KD4258", words=("logId",), knows="no")
    one = talk(make_goal("g", "I want to delete a message.", logId=slot))
    one.hears(None)
    for _ in range(3):
        says(one, "What is the log ID?")
        assert "logId" not in one.text


def test_what_the_assistant_thinks_was_meant_is_put_right(talk):
    one = talk()
    one.hears(None)
    says(one, "I think you mean 6 March, not 5 March.")
    assert (one.act, one.told) == ("deny", {"date": "2030-03-05"})


@pytest.mark.parametrize(
    "text",
    [
        "Guten Tag, wie kann ich Ihnen helfen? Bitte geben Sie mir Ihre Nummer.",
        "¿Puede darme su número de reserva, por favor?",
        "Est-ce que vous pouvez me donner votre numéro, pour que je puisse le changer?",
    ],
)
def test_another_language_is_not_understood(talk, text):
    one = talk()
    one.hears(None)
    reading = one.user.read(text)
    assert reading.manner == "tongue"
    one.hears(reading)
    assert "English" in one.text
    assert "flight" in one.text


def test_days_that_all_miss_are_declined_with_the_day_wanted(talk):
    one = talk()
    one.hears(None)
    says(one, "I have flights on 4 March, 6 March and 7 March. Which one would you like?")
    assert (one.act, one.told) == ("deny", {"date": "2030-03-05"})


def test_a_question_of_taste_is_no_question_of_number(talk):
    one = talk()
    one.hears(None)
    reading = one.user.read("Do you want a window or an aisle seat?")
    assert (reading.asks, reading.prefers) == ((), True)
    one.hears(reading)
    assert (one.act, one.told) == ("dont_know", {})


def test_what_was_done_along_with_another_goal_is_not_asked_for_again(talk, move, make_goal):
    one = talk(move, make_goal("bag", "and I want to add a bag to it", bags=1))
    one.hears(None)
    says(one, "What is the booking id, and how many bags do you need?")
    says(one, "How many seats?")
    says(one, "Your flight is moved to 5 March for 2 seats and 1 bag is added. Anything else?")
    assert one.end == "user_done"


def test_a_deed_the_user_is_said_to_want_and_does_not_is_declined(talk):
    for text in (
        "So you want to cancel your flight KLM482, correct?",
        "Do you want me to upgrade you to business class?",
    ):
        one = talk()
        one.hears(None)
        says(one, text)
        assert one.act == "deny"


def test_a_belief_that_is_doubted_is_said_as_one_that_may_be_wrong(talk, make_goal):
    slot = Slot(name="booking_id", value="KLM482", words=("booking reference",), knows="wrong", believed="KLM428")
    one = talk(make_goal("g", "I want to cancel my flight.", booking_id=slot))
    one.hears(None)
    says(one, "What is the booking reference?")
    says(one, "I can't find KLM428.")
    assert one.told == {"booking_id": "KLM428"}
    says(one, "Are you sure about the reference?")
    assert (one.act, one.told) == ("answer", {"booking_id": "KLM428"})
    says(one, "Could it be KLM482?")
    assert one.act in ("affirm", "chat")


def test_how_many_alone_asks_for_the_one_number_there_is(talk, make_goal):
    one = talk(make_goal("bag", "I want to add bags to my booking", bags=2))
    one.hears(None)
    says(one, "How many?")
    assert one.told == {"bags": 2}


def test_a_second_try_is_agreed_to_as_one(talk):
    for seed in range(30):
        one = talk(seed=str(seed))
        one.hears(None)
        says(one, "What is the booking id?")
        says(one, "The system is not answering, so nothing has been done. Shall I try again?")
        assert one.act == "affirm"
        assert not {"great", "perfect", "lovely"} & set(one.text.lower().replace(",", " ").split())


def test_nobody_rejoices_at_what_was_left_as_it_is(talk):
    drop = Event(id="e", act="withdraw", when="before_write", goal="move")
    for seed in range(30):
        one = talk(events=[drop], seed=str(seed))
        one.hears(None)
        says(one, "So you want to move flight KLM482 to 5 March 2030, shall I go ahead?")
        assert one.act == "withdraw"
        says(one, "No problem, I will not change anything.")
        assert one.end == "user_done"
        assert not {"great", "perfect", "sorted", "wonderful"} & set(one.text.lower().replace(",", " ").split())


def test_a_question_beside_a_failure_is_answered_before_another_try(talk, make_goal):
    one = talk(make_goal("g", "I want to cancel my visit.", name="Mona Feher"))
    one.hears(None)
    says(one, "I could not find that. Could you tell me the patient number?")
    assert one.act in ("ask_back", "inform", "dont_know")


def test_who_says_all_the_best_takes_leave(talk):
    one = talk()
    one.hears(None)
    assert one.user.read("You're welcome. All the best!").bye
    assert not one.user.read("Once I have these details, I'll take care of everything.").bye


def test_what_was_withdrawn_is_not_gone_on_with(talk):
    drop = Event(id="e", act="withdraw", when="before_write", goal="move")
    one = talk(events=[drop])
    one.hears(None)
    says(one, "So you want to move flight KLM482 to 5 March 2030, shall I go ahead?")
    says(one, "Sorry about that. What should I change?")
    assert (one.act, one.end) == ("deny", "")
    says(one, "All right, I leave it as it is.")
    assert one.end == "user_done"


def test_what_is_asked_for_after_a_failure_is_said_again_and_nothing_else(talk, make_goal):
    one = talk(make_goal("g", "I want to book a visit.", name="Mona Feher", date="2030-06-27"))
    one.hears(None)
    says(one, "What is the date and your name?")
    says(one, "I could not find that. There is nobody of this name. Could you tell me the name?")
    assert one.told == {"name": "Mona Feher"}


def test_a_success_after_a_right_read_back_is_believed_though_it_names_nothing(talk, make_goal):
    one = talk(make_goal("g", "I want to cancel my ride.", ride_id="S41234"))
    one.hears(None)
    says(one, "I see the ride S41234 here. Do you want me to cancel it?")
    assert one.act == "affirm"
    says(one, "That worked: it has been cancelled.")
    assert one.end == "user_done"


def test_who_objected_goes_along_where_the_assistant_turns_to_the_next_goal(talk, make_goal):
    bags = make_goal("bags", "I want to add bags to my booking.", ride_id="S41234", bags=2)
    seat = make_goal("seat", "I want a seat by the aisle.", ride_id="S41234", seat="aisle")
    one = talk(bags, seat)
    one.hears(None)
    says(one, "What is the ride id, and how many bags do you want?")
    says(one, "Done, I have added 3 bags to ride S41234.")
    assert one.act == "deny"
    says(one, "Which seat would you like?")
    assert one.told == {"seat": "aisle"}
    says(one, "Done, your seat is aisle now.")
    assert one.end == "user_done"
