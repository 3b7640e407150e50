"""Open lists of words that templates name as <list>: any entry fits wherever its list is named, the first the plainest.

Nothing here is a number, a date, a yes or a no, or the name of anything a goal may be about.
"""

from __future__ import annotations

from collections.abc import Mapping

LISTS: Mapping[str, tuple[str, ...]] = {
    name: tuple(text.split(" ~ "))
    for name, text in {
        "case": (
            "it ~ that ~ this ~ such a request ~ something like that ~ the whole thing ~ such a thing ~ a request like "
            "mine ~ a case like mine ~ something like this"
        ),
        "label": (
            '"details" ~ "my data" ~ "overview" ~ "history" ~ "account" ~ "info" ~ "general" ~ "settings" ~ '
            '"profile" ~ "other" ~ "my stuff" ~ "misc" ~ favourites ~ my account ~ details ~ documents ~ '
            '"inbox" ~ downloads'
        ),
        "error": (
            '"try again later" ~ "something went wrong" ~ "page not found" ~ an error ~ "unexpected error" ~ '
            'nothing ~ "session expired" ~ something weird ~ "access denied" ~ "not available" ~ "contact us"'
            ' ~ ERROR ~ a blank page ~ "loading" ~ "bad request" ~ some IT gibberish ~ "log in first" ~ the '
            'same page ~ "unknown user" ~ FAILED'
        ),
        "very": "really ~ pretty ~ quite ~ very ~ super ~ rather ~ fairly ~ so ~ properly ~ surprisingly",
        "bit": "a bit ~ kind of ~ slightly ~ sort of ~ a little ~ somewhat ~ kinda ~ mildly",
        "easy": (
            "easy ~ quick ~ simple ~ smooth ~ painless ~ straightforward ~ fast ~ handy ~ neat ~ uncomplicated ~ "
            "efficient ~ civilised"
            " ~ hassle-free ~ stress-free ~ user-friendly ~ clear-cut"
        ),
        "hard": (
            "confusing ~ tricky ~ fiddly ~ annoying ~ messy ~ complicated ~ unclear ~ painful ~ slow ~ awkward ~ "
            "tedious ~ weird ~ tiring ~ clunky ~ puzzling ~ frustrating"
            " ~ long-winded ~ time-consuming ~ half-baked ~ stop-and-go ~ user-unfriendly ~ over-complicated"
        ),
        "worried": (
            "worried ~ nervous ~ stressed ~ anxious ~ uneasy ~ tense ~ concerned ~ jittery ~ on edge ~ restless"
        ),
        "site": (
            "the site ~ the iPhone app ~ your FAQ ~ the UI ~ the QR code ~ your app/site ~ your UI ~ the iOS app ~ the "
            "URL you sent ~ the FAQ/help page ~ that CAPTCHA ~ your WhatsApp bot ~ the PDF ~ the website ~ your page ~ "
            "the app ~ the menu ~ your portal ~ the form ~ the help page ~ your homepage ~ the dashboard ~ the FAQ ~ "
            "that contact form ~ the log-in page ~ the sign-up thing ~ "
            'the "help" part ~ that "manage" button ~ the old web page ~ the QR code thing ~ the self-service bit ~ '
            "your chat-bot ~ the search box ~ the FAQ page ~ your Facebook page ~ the UI ~ that PDF form ~ the new app"
            ' ~ the "contact us" page ~ your IT ~ the drop-down ~ the UI/menu ~ the check-out page ~ the pop-up'
        ),
        "online": (
            "on the site ~ on the iPhone ~ in the iPhone app ~ on the iPad ~ on the PC ~ on my TV ~ in the FAQ ~ via "
            "the QR code ~ on WiFi ~ in the iOS app ~ on iOS ~ in the UI ~ on the PC ~ over WiFi ~ on my MacBook ~ in "
            "the FAQ/help ~ on my phone/laptop ~ in the app and/or site ~ on your website ~ on the app/site ~ in the "
            "FAQ ~ with the QR code ~ on my PC ~ on my iPhone ~ in the app ~ on your page ~ in the menu ~ in your "
            "portal ~ in the FAQ ~ on the help page ~ on my iPhone ~ in Chrome ~ on Google ~ on Android ~ in Firefox ~ "
            "on my old PC ~ on Facebook ~ in the log-in area ~ with the QR code ~ on my iPad ~ in Safari ~ on the web "
            "~ on YouTube ~ "
            'under "help" ~ in the self-service bit ~ with your chat-bot ~ on my laptop ~ in the settings'
        ),
        "thing": (
            "thing ~ IT mess ~ thing/mess ~ admin/paperwork ~ to-and-fro ~ matter ~ business ~ mess ~ paperwork ~ "
            "chore ~ process ~ procedure ~ errand ~ hassle ~ issue ~ admin stuff ~ task ~ to-do"
        ),
        "sort": (
            "sort ~ fix ~ settle ~ handle ~ tackle ~ finish ~ deal with ~ get through ~ take "
            "care of ~ get on with ~ be done with ~ resolve ~ see to ~ get past"
        ),
        "sorted": (
            "sorted ~ done ~ settled ~ handled ~ finished ~ out of the way ~ off my list ~ off my plate ~ behind me "
            "~ cleared up ~ dealt with ~ wrapped up ~ off my mind ~ taken care of ~ arranged"
        ),
        "soon": (
            "before I leave ~ while I'm at it ~ as soon as possible ~ during my break ~ without much fuss ~ in "
            "peace ~ somehow ~ for good ~ without running around ~ before it slips my mind ~ at last ~ from my sofa "
            "~ on the go ~ between meetings ~ before dinner ~ over coffee ~ ASAP ~ in a stress-free way"
            " ~ ASAP ~ in a few clicks ~ without a phone call ~ hassle-free ~ this side of lunch"
        ),
        "seek": (
            "look for ~ dig for ~ search for ~ hunt for ~ scroll back for ~ go looking for ~ rummage for ~ ask "
            "around for ~ turn everything over for ~ squint at the screen for ~ put my glasses on for"
        ),
        "notes": (
            "my notes ~ the PDF ~ my iPhone ~ WhatsApp ~ iCloud ~ the SMS ~ my PC ~ a PDF/print-out ~ a JPG ~ my GMail "
            "~ iCloud ~ OneNote ~ my SMS ~ the CC ~ a WhatsApp message ~ my papers ~ the SMS/chat thread ~ my "
            "notes/papers ~ the letter ~ my account ~ the printout ~ my screen ~ the confirmation ~ my folder ~ an old "
            "message ~ the paperwork ~ the document ~ my files ~ a screenshot ~ the thing you sent ~ my notebook ~ the "
            "slip ~ my history ~ the copy I kept ~ the paper here ~ a PDF ~ my to-do list ~ a sticky note ~ Google "
            "Drive ~ my own list ~ an old PDF ~ my Notes app ~ an Excel sheet ~ Dropbox ~ what you gave me ~ a "
            "WhatsApp chat ~ my e-mails ~ the SMS ~ my to-do/shopping list ~ the print-out ~ an Outlook folder"
        ),
        "where": (
            "in my notes ~ on the iPhone ~ in iMessage ~ in my PayPal/mail ~ on WhatsApp ~ in my iPhone notes ~ in "
            "GMail ~ in the PDF ~ in my GMail ~ on my PC ~ in iCloud ~ on OneDrive ~ in an SMS ~ on a USB stick ~ in "
            "the T&Cs ~ in my WhatsApp ~ in OneNote ~ in the letter/mail ~ on the slip/receipt ~ in my papers ~ in the "
            "SMS thread ~ on the PC ~ in my notes/papers ~ in the PDF ~ on my MacBook ~ in the letter ~ in my account "
            "~ on the printout ~ on my screen ~ in the confirmation ~ in my folder ~ in an old message ~ in the "
            "paperwork ~ in my bag ~ on the document ~ in my drawer ~ in a screenshot ~ in the thing you sent ~ in my "
            "notebook ~ on the slip ~ in my history ~ on the copy I kept ~ in my wallet ~ on the paper here ~ in a PDF "
            "~ on my to-do list ~ on a sticky note ~ in Google Drive ~ on my iPhone ~ in an old PDF ~ in Dropbox ~ in "
            "my Notes app ~ on WhatsApp ~ on my MacBook ~ in Excel ~ on my iPad ~ here in front of me ~ on my desk"
            ' ~ under "my details" ~ under "history" ~ in the "overview" tab ~ in a Word file ~ on an SMS ~ in my'
            " e-mail/inbox ~ on the ID card"
        ),
        "have": ("have ~ see ~ found ~ wrote down ~ kept ~ can see ~ noted ~ saved ~ got ~ can read ~ put down"),
        "hope": (
            "I hope ~ I hope/guess ~ hope ~ I really hope ~ hopefully ~ fingers crossed ~ I guess ~ guess ~ I suppose "
            "~ I'd say ~ I think ~ let's hope ~ I do hope ~ here's hoping ~ I take it ~ I trust"
        ),
        "helps": (
            "helps ~ does it ~ is enough ~ works ~ is what you meant ~ gets us further ~ is what you're after ~ "
            "makes sense ~ is clear ~ is readable ~ brings it up ~ gets you there ~ is of use ~ does the job ~ "
            "moves things along ~ is the kind of thing you wanted"
        ),
        "more": (
            "anything else ~ more info/details ~ a scan/photo ~ some ID ~ something else ~ more ~ more details ~ any "
            "other details ~ other information ~ further details ~ some more info ~ other details ~ anything on top"
        ),
        "find": "find ~ find/see ~ look up/find ~ see ~ pull up ~ locate ~ look up ~ bring up ~ track down",
        "mine": (
            "my case ~ my file/record ~ my ID ~ my case/file ~ my record ~ my file ~ my details ~ my data ~ the entry "
            "~ my entry ~ what I mean ~ my account"
        ),
        "there": (
            "on your side ~ in your DB ~ in your IT ~ in your CRM ~ on your PC/screen ~ in your system ~ there ~ at "
            "your end ~ on your screen ~ in there ~ in your files ~ with you"
        ),
        "honestly": (
            "honestly ~ TBH ~ IMO ~ FWIW ~ AFAICT ~ IMHO ~ to be honest ~ tbh ~ frankly ~ I must say ~ to be fair ~ I "
            "admit ~ if I'm honest ~ between us ~ I have to say ~ funny enough ~ in fairness ~ strangely"
        ),
        "thought": "thought ~ figured ~ assumed ~ believed ~ was sure ~ could have sworn ~ imagined ~ reckoned",
        "exactly": "exactly ~ just ~ pretty much ~ basically ~ precisely ~ more or less ~ about ~ very much",
        "wanted": (
            "I want ~ I need ~ I had in mind ~ I was after ~ I was hoping for ~ I asked for ~ I intended ~ I came for "
            "~ I was looking for ~ I pictured ~ I'm after ~ it should be ~ I wrote in for ~ I had planned"
        ),
        "goes": "goes through ~ works out ~ goes smoothly ~ goes well ~ works ~ goes to plan ~ works this time",
        "place": (
            "in the app ~ on your site ~ in my account ~ online ~ in my inbox ~ on my phone ~ on my screen ~ under "
            '"history" ~ in the "overview" tab ~ on my iPhone ~ on your page ~ in my e-mails ~ under "my details"'
        ),
        "great": (
            "great ~ nice ~ lovely ~ good ~ brilliant ~ ideal ~ wonderful ~ a relief ~ helpful ~ super ~ a big help "
            "~ handy ~ amazing"
        ),
        "glad": "glad ~ happy ~ relieved ~ pleased ~ nice ~ good ~ great ~ so glad ~ really happy ~ quite relieved",
        "proof": (
            "a confirmation ~ an SMS ~ a WhatsApp ~ a PDF ~ a PDF ~ an SMS ~ a mail/SMS ~ a PDF/letter ~ a WhatsApp ~ "
            "a message ~ something in writing ~ a note ~ some proof ~ a receipt ~ a notice ~ some kind of reply ~ a "
            "copy ~ a summary ~ word"
        ),
        "ages": (
            "ages ~ a while ~ some time ~ far too long ~ quite some time ~ longer than I'd like ~ an eternity ~ way "
            "too long"
        ),
        "stuck": (
            'got lost ~ got "page not found" ~ it said "oops" ~ the UI froze ~ all I got was ERROR ~ it kept '
            'saying "invalid" ~ got stuck ~ gave up ~ couldn\'t work it out ~ it kept loading ~ it made little sense '
            "~ it threw me out ~ it froze ~ ended up back at the start ~ got nowhere ~ nothing happened ~ it went in "
            "circles ~ the button did nothing ~ it was <very> <hard> ~ found nothing useful ~ it showed an error ~ "
            "that went nowhere ~ it logged me out ~ lost patience"
        ),
        "could": "can ~ could ~ would",
        "trouble": (
            "time ~ time/money ~ to-and-fro ~ hassle ~ trouble ~ running around ~ stress ~ searching ~ fuss ~ effort ~ "
            "worry ~ waiting around"
        ),
        "sad": (
            "disappointing ~ annoying ~ a shame ~ unfortunate ~ a pity ~ frustrating ~ a pain ~ a letdown ~ sad ~ "
            "inconvenient ~ a nuisance ~ bad luck ~ tough ~ a blow"
        ),
        "matters": (
            "counting on it ~ relying on that ~ hoping for that ~ planning with it ~ looking forward to it ~ set on "
            "that ~ keen on it ~ depending on it ~ banking on that ~ sure that would work"
        ),
        "how": (
            'how it works ~ how the UI works ~ what they mean by "manage" ~ what "submit" does ~ which "next" to '
            "click ~ where it goes ~ how to do it ~ where that is ~ what to click ~ which button it is ~ how that is "
            "done ~ where to look ~ what they mean there ~ where they put it ~ which form to use"
        ),
    }.items()
}
