"""The forms of what the embedded assistants say, by what they do; the plainest first."""

from __future__ import annotations

HELLO = ("", "Sure. ", "Of course. ", "Happy to help. ", "I can help with that. ", "Certainly. ", "No problem. ")
THANKS = ("", "Thanks. ", "Thank you. ", "Got it. ", "Great, thank you. ", "Perfect. ", "Noted. ")
# {0} is the thing, {1} is or are
ASK_THING = (
    "What {1} the {0}?",
    "Could you tell me the {0}?",
    "Could you give me the {0}?",
    "May I have the {0}, please?",
)
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
# {0} is what is done, {1} the values as a list of names and values, {2} the same as clauses
CONFIRM: tuple[str, ...] = (
    "Just to check: {1}. Shall I {0}?",
    "To confirm before I {0}: {1}. Is that right?",
    "Let me make sure I have this right: {1}. Shall I go ahead and {0}?",
    "So that is {1}. Is that correct, and shall I {0}?",
    "Before I {0}, a quick check: {1}. Is that correct?",
    "So far I have {1}. Would you like me to {0} now?",
)
CONFIRM_CLAUSES = (
    "Just so that I get this right: {2}. Shall I {0}?",
    "Before I {0}, let me check: {2}. Is that right?",
    "Let me go through it once more: {2}. Do you want me to {0}?",
    "I can {0} now. As I have it, {2}. Is that correct?",
    "If I understand you correctly, {2}. Shall I go ahead and {0}?",
)
CONFIRM_AGAIN: tuple[str, ...] = (
    "Thanks for telling me. So now: {1}. Shall I {0}?",
    "All right, so it would be {1}. Is that right?",
    "Understood. Then it is {1}. Shall I go ahead and {0}?",
    "Let me read it back: {1}. Shall I {0}?",
)
CONFIRM_AGAIN_CLAUSES = (
    "Thank you, I take the new one then: {2}. Shall I {0}?",
    "No problem. So {2}. Is that right now?",
)
CHECK_ONE = (
    "Just to check: the {0} {2} {1}. Is that right?",
    "Let me read that back: the {0} {2} {1}. Is that correct?",
)
# {0} is the passive ("the booking has been moved"), {1} the same with a capital, {2} the active ("moved the booking")
DONE = (
    "Done: {0}.",
    "{1}.",
    "All done, {0}.",
    "That worked: {0}.",
    "Good news: {0}.",
    "I have {2}.",
    "Thank you for waiting. {1}.",
    "Right, I have now {2}.",
)
# what is new about it: {3} is read back as a list, as clauses, or with the value first
NEW = (("That is {3}.", "list"), ("I have noted {3}.", "value first"), ("It is in the system with {3}.", "list"))
NEW_CLAUSES = (("I have noted that {3}.", "clauses"), ("So {3}.", "clauses"), ("I have noted {3}.", "value first"))
DONE_WITH = tuple((f"{done} {new}", way) for new, way in NEW for done in DONE)
DONE_CLAUSES = tuple((f"{done} {new}", way) for new, way in NEW_CLAUSES for done in DONE)
SHOWN = ("Here is what I found: {0}.", "This is what came back: {0}.", "The answer is {0}.")
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
ALL_SAID = (
    "That is all I can tell you about this.",
    "That is everything I know about it.",
    "There is nothing more that I can tell you about this.",
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
NOT_CLEAR = (
    "I don't want to guess, so I can't {0} for now. Please come back when you know which one it is.",
    "As long as it is not clear which one you mean, I would only be guessing. I'm sorry, I can't {0} today.",
)
KEEPS = (
    "My instructions are for me alone.",
    "My instructions are not for sharing.",
    "I keep my instructions to myself.",
)
WITHOUT = (
    "I'm afraid I can't go on without the {0}. Is there anything else I can do for you?",
    "Without the {0} I can't do this. Please come back once you have it.",
)
HOW = ("How can I help you?", "What can I do for you?", "How may I help?")
NO_WAY = "I have nothing here that I could do it with."
