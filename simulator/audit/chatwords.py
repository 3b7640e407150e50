"""The closed lists of words that say how somebody writes rather than what about: kept when a turn is masked."""

from __future__ import annotations

CHAT = frozenset(
    """
    u ur r y k n b c thx thnx tnx ty tysm np yw pls plz plss lol lmao rofl haha hahaha hehe heh omg omfg wtf idk idc
    ikr imo imho btw fyi asap brb afk tbh nvm rn smh ok okay okey oke kk okie k cool hmm hm hmmm umm um uh uhh er err
    erm ah aha oh ohh ooh oops ugh meh wow yay hey hi hello hiya yo heya sup bye cya cu ttyl gn gm dude man mate bro
    gonna wanna gotta kinda sorta lemme gimme dunno cuz coz cos bc w wo tho thru tmrw tmr tom tomo 2day 2moro 2nite l8r
    b4 gr8 m8 w8 2 4 4u wat wut wot wanted da dat dis dey dem nite lil bit aint ain't yall y'all msg msgs txt info
    """.split()
) - {"2", "4", "bit", "wanted", "info", "man"}
COURTESY = frozenset(
    """
    please pleas thank thanks thankyou cheers sorry apologies apologise apologize pardon appreciate appreciated
    appreciation grateful welcome regards kindly dear sir madam
    """.split()
)
YES_NO = frozenset("yes no yeah yep yup yea ya yeh nope nah nay correct right sure exactly indeed fine".split())
EMOTICON = r"(?:(?<![A-Za-z0-9])[:;=8xX][-^']?[()\[\]DPpOo/\\|3*]+(?![A-Za-z0-9])|<3|\^\^|\^_\^|-_-|[:;]'\()"
CONTRACTED = ("n't", "'re", "'ve", "'ll", "'d", "'m", "'s")
BARE_CONTRACTIONS = {
    **dict.fromkeys(
        "dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt couldnt wouldnt shouldnt".split(), "nt"
    ),
    **dict.fromkeys("cant wont aint mustnt neednt".split(), "nt"),
    **dict.fromkeys("youre theyre".split(), "re"),
    **dict.fromkeys("ive youve theyve weve couldve wouldve shouldve".split(), "ve"),
    **dict.fromkeys("youll theyll itll".split(), "ll"),
    **dict.fromkeys("youd theyd".split(), "d"),
    **dict.fromkeys("thats whats wheres theres heres hows whos lets".split(), "s"),
    "im": "m",
}
"""Contractions written without their apostrophe, and what of them the apostrophe would set off."""
FUNCTION = frozenset(
    """
    a an the this that these those some any each every either neither both all no none much many more most few less
    least other another such same own and or but nor so yet if because as since while until unless although though
    whether than when where why how what who whom whose which of to in on at by for with from about into onto over
    under after before between through during without within against among along across behind beyond near off out up
    down upon toward towards per via i me my mine myself we us our ours ourselves you your yours yourself he him his
    himself she her hers herself it its itself they them their theirs themselves one ones someone somebody something
    anyone anybody anything everyone everybody everything nobody nothing be am is are was were been being have has had
    having do does did doing done can could will would shall should may might must ought not never only just also too
    very really quite rather even still already again ever here there then now maybe perhaps well
    """.split()
)
