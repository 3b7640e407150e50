"""Everyday English about everyday services: words for one thing, and words a question about a thing is made of."""

from __future__ import annotations

from functools import lru_cache

from simulator.naming.vocabulary import NORMAL

SAME = """
food cuisine eat eating dine dining dish meal cooking craving cook
restaurant eatery diner bistro brasserie steakhouse
movie film picture flick
song track tune
artist singer band musician performer vocalist headliner dj
director directed direct_by filmmaker
actor actress starring cast celebrity
theater theatre cinema
event concert match game gig
apartment flat property home house
bedroom bed bedrooms beds
bathroom bath baths bathrooms
rent renting rental lease
buy buying bought purchase purchased
pet animal animals pets dog dogs cat cats puppy kitten
smoke smoking smoker
wifi wi-fi internet wireless
outdoors outdoor outside patio terrace inside indoors indoor
vegetarian vegan veggie
nonstop non-stop direct layover stopover stop connecting
refundable refund-able non-refundable
insurance insure insured protection coverage insurer
luggage baggage bag bags suitcase suitcases
share shared sharing
night nights overnight
private privacy visible visibility public privately hidden secret
kid kids child children toddler
car vehicle auto
plate registration reg licence license
device speaker tv
message text
money cash funds
budget spend spending
airline airlines carrier
class cabin
star stars starred
hotel accommodation
room rooms
doctor dentist
stylist hairdresser barber salon
organization organisation charity foundation nonprofit
merchant retailer seller vendor
specialty speciality specialist
therapist counselor counsellor
appointment consultation
subtitle subtitles captions
language languages
album record
year years
weight weigh heavy weighs
delivery courier
warranty guarantee
broken faulty defective trouble troubling wrong problem
brand make maker manufacturer
appliance machine
technician repairman engineer
medication medicine drug tablet pill prescription_drug
dosage strength dose
allergy allergies allergic
generic substitute substitution substitutions
pharmacy store shop branch drugstore
manager supervisor boss approver approve
employee personnel staff
income earn earnings salary wage
dependent visit visiting viewing
furnished furniture unfurnished
laundry washer dryer
unisex
electric ev charge charging charger
vaccinated vaccination vaccinations jabs jab shots shot vaccine
police
damage loss
happen happened occur occurred incident accident
meter
move moving
tariff plan
contract
sim esim
data gigabyte gigabytes gb
keep port retain
activation activate
trainer instructor coach teach teacher train
locker
member membership
author writer write wrote written
book title_book
branch library
nationality citizenship citizen
purpose
bike bicycle bikes bicycles
colour coloured colored
payment payments pay pays paying paid
frequency often recurrence
volume loudness loud
height tall
speed fast quick quickly
urgency urgent priority important
temperature warm hot cold warmth degrees
contents content
occasion celebration celebrate celebrating celebrated
diet dietary
borrow loan lend
mileage odometer
issue pain hurts hurting ache aches discomfort
lift elevator
clean cleaning cleaner
supplies products
parcel package
sender
sign signed signature
snooze
reminder remind notification notify
repeat recur recurring
sound tone ringtone
ring wake
attendee attendees invite invited invitee participant join
address
city town municipality
area neighborhood neighbourhood region
place spot
station stop_station
airport
weather forecast
rider riders
ride cab taxi
seat seats seating sit
ticket tickets
adult adults grown-ups
traveller traveler passenger
guest guests diner
dependents
email e-mail
free complimentary
wheelchair accessible accessibility
alcohol drink drinks
go going goes heading headed
live
parking park parked
pool_swim swim swimming
gym fitness
currency
interest interested
name title call called
recipient receiver beneficiary payee
enterprise company
""".strip().splitlines()
CONCEPT = {word: line.split()[0] for line in SAME for word in line.split()}

ASKED_WITH = {
    "genre": "type mood",
    "food": "mood type hungry serve feel fancy",
    "restaurant": "food place book reserve table eat",
    "movie": "watch see mood type",
    "song": "listen hear play music",
    "artist": "listen music by song who like",
    "playback": "play listen on where",
    "device": "play listen where",
    "director": "director by direct",
    "actor": "actor star see play in",
    "theater": "where watch movie",
    "event": "attend see go interest",
    "hotel": "stay",
    "doctor": "see treat prefer",
    "specialty": "doctor type specialist see",
    "stylist": "hair prefer salon",
    "people": "people party many group table ticket seat you person guest",
    "guest": "people many",
    "passenger": "people many ticket fly traveler flight",
    "adult": "people many passenger ticket traveler grown",
    "traveller": "people many passenger ticket",
    "rider": "people many passenger seat",
    "seat": "people many party ticket",
    "budget": "spend price much afford pay most maximum expensive costly pricey cheap",
    "price": "budget cheap posh expensive costly pricey moderate inexpensive spend cost",
    "venue": "restaurant hotel theater place bar club hall where",
    "inn": "hotel place",
    "playhouse": "theater where",
    "merchant": "store shop who charge business company",
    "shop": "store from where",
    "facility": "location place site where branch",
    "contents": "inside box package what parcel ship send pack",
    "diet": "allergy allergic vegan vegetarian restriction eat food special",
    "occasion": "event party host kind reason",
    "menu": "food serve eat meal kind",
    "treatment": "service done do kind",
    "entry": "access enter get in key",
    "height": "tall",
    "level": "much",
    "employment": "job work employ status working",
    "performer": "artist band who see play stage musician",
    "zone": "room where",
    "speed": "soon",
    "payee": "who to send recipient",
    "memo": "note message reference text",
    "lodging": "hotel place guest house stay inn",
    "port": "where city",
    "species": "pet kind",
    "rent": "budget price much month spend pay",
    "meter": "read say",
    "star": "rate rating category star hotel",
    "departure": "leave from depart start set begin outbound board",
    "return": "return back inbound end",
    "origin": "from leave depart start board",
    "checkin": "arrive arrival start from check in stay need begin",
    "checkout": "leave departure end until till check out long stay",
    "pickup": "pick collect get need start from fetch",
    "dropoff": "drop return back bring until end off till",
    "destination": "to go head visit headed",
    "going": "to go head destination arrive",
    "leaving": "from leave depart start departure origin set board",
    "from": "from leave depart start departure origin board",
    "to": "to go head destination arrive arrival",
    "start": "from start begin first",
    "end": "until end last till to",
    "recipient": "send who pay to receive get money for go",
    "contact": "send who message to",
    "transfer": "send money",
    "amount": "much send money",
    "account": "account from",
    "alarm": "wake ring",
    "name": "call name called title label",
    "title": "call called name title",
    "attendee": "invite who come join else",
    "duration": "long take length block",
    "cost": "price amount expensive much budget spend",
    "first": "before been new ever previously",
    "term": "long period month repay",
    "minute": "long",
    "location": "where place",
    "subtitle": "subtitle",
    "problem": "wrong problem trouble matter bother",
    "symptom": "problem bother wrong trouble describe matter feel reason",
    "issue": "problem bother wrong trouble matter reason",
    "new": "before visit visited been first ever previously",
    "birthdate": "born birth old",
    "age": "old",
    "insurance": "insure cover",
    "policy": "policy",
    "incident": "happen occur when where",
    "estimated": "much worth estimate",
    "loss": "much damage",
    "plan": "plan tariff package switch",
    "contract": "long run",
    "data": "much need",
    "activation": "start begin",
    "income": "earn much make",
    "manager": "approve manager who",
    "reason": "why reason",
    "medication": "take refill tablet",
    "quantity": "many much",
    "allergy": "allergic",
    "weight": "heavy weigh much",
    "delivery": "deliver bring receive get go send to where",
    "sender": "from who sent",
    "class": "join attend class sit",
    "instructor": "train who teach",
    "method": "how",
    "payment": "pay how",
    "refund": "receive refund how",
    "frequency": "often",
    "repeat": "day every",
    "size": "big large size",
    "purpose": "why reason purpose use intend for",
    "length": "long",
    "service": "done do want",
    "intent": "buy rent looking",
    "area": "where live look",
    "category": "type attraction interest like",
    "message": "say write text",
    "wait": "long",
    "property": "apartment home",
    "book": "book",
    "author": "who write",
    "model": "model",
    "complaint": "wrong matter problem bother",
    "owner": "own who",
    "plate": "car plate registration",
    "sound": "wake hear",
    "tax": "tax",
}

PERSON = frozenset(
    "recipient contact doctor manager patient passenger guest owner driver attendee instructor artist author director "
    "actor sender receiver holder person who traveller whose stylist therapist member contact payee teacher agent "
    "customer applicant lastname singer celebrity somebody nurse student pupil child tutor trainer renter "
    "invitee tenant performer merchant client user booker".split()
)
PLACE = frozenset(
    "city town village location place address station airport destination origin area branch store going leaving "
    "where room district port facility shop "
    "departing region country neighborhood venue street terminal stop pharmacy pier office counter "
    "desk depot".split()
)
VENUE = frozenset(
    "venue inn playhouse lodging eatery facility shop store restaurant hotel theater salon stylist property clinic "
    "museum club".split()
)
MONEY = frozenset(
    "amount price rent income budget fee loss cost salary balance payment deposit value fare spend dollars tip "
    "euros "
    "pounds".split()
)
CATEGORY = frozenset(
    "type genre class category style kind plan brand level section mode method unit format tier".split()
)
WEAK = frozenset(
    "name ref number date time city place user want need like whether have make get use type kind value code from to "
    "in on of for by at with the a an or and is are be it its that this which what who your you i my he she they "
    "shown show given gives take takes used title full part main somebody thing item end start "
    "type book booking reservation service account location".split()
)
STOP = frozenset(
    "the a an of for to in on at by with from and or is are was were be been it its that this these those there your "
    "you i we me my our us do does did would will shall should can could may might must have has had want need like "
    "please if so as not no any some what which who whom whose when where how why s d ll re ve t am also just still "
    "let know tell give provide share specify confirm verify enter ok okay sure great thanks thank prefer "
    "preferred mean meant "
    "looking look find search get make go take one more than then here about up out all whether user used".split()
)
BARE = frozenset(
    "the a an of for to in on at by with and or is are was be it its that this your you i we my s d which what".split()
)
SUFFIXES = ("ing", "ed", "er", "es", "s", "e", "y")


@lru_cache(maxsize=8192)
def concept(word: str) -> str:
    """What a word is about: one name for all words of the same thing, else its bare stem."""
    plain = NORMAL[word]
    found = CONCEPT.get(word) or CONCEPT.get(plain)
    if not found and "is" in plain:
        plain = plain.replace("isation", "ization")
    if not found and plain.endswith("ie"):
        found = CONCEPT.get(plain[:-2] + "y")
    if found:
        return found
    if plain.endswith("ie"):
        plain = plain[:-2] + "y"
    for ending in SUFFIXES:
        if plain.endswith(ending) and len(plain) - len(ending) >= (4 if len(ending) == 1 else 3):
            plain = plain[: -len(ending)]
            break
    return CONCEPT.get(plain) or CONCEPT.get(plain + "e") or CONCEPT.get(plain + "y") or plain
