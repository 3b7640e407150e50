"""Everyday words by field: of two words of one field, one says another thing than the other ("green" and "black")."""

from __future__ import annotations

_FIELDS = """
colour: black white red blue green yellow orange purple pink brown grey gray beige silver gold turquoise navy ivory
 burgundy lilac teal maroon khaki cream violet crimson bronze
body: knee back shoulder hip elbow ankle wrist neck spine foot hand leg arm head ear eye nose throat chest stomach
 belly finger toe heel thigh calf jaw tooth scalp forearm hamstring groin
occasion: wedding birthday funeral anniversary graduation christening baptism conference seminar workshop retreat gala
 picnic barbecue reunion housewarming engagement retirement festival concert christmas easter hanukkah valentine party
 reception banquet bachelorette
language: english spanish french german italian portuguese dutch polish czech russian ukrainian greek turkish arabic
 hebrew hindi urdu bengali mandarin cantonese chinese japanese korean vietnamese thai swedish norwegian danish finnish
 hungarian romanian bulgarian croatian serbian catalan welsh irish latin swahili persian farsi indonesian malay
cuisine: italian french mexican thai indian chinese japanese korean vietnamese greek turkish lebanese spanish ethiopian
 moroccan peruvian brazilian american mediterranean belgian basque persian tex-mex cajun sushi tapas ramen
subject: maths math mathematics physics chemistry biology history geography geometry algebra calculus statistics
 literature philosophy economics psychology sociology latin art music drama programming accounting grammar
pet: dog cat rabbit hamster parrot budgie goldfish tortoise ferret guinea-pig canary horse pony snake lizard
meal: breakfast brunch lunch dinner supper
weekday: monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
 saturdays sundays
material: wood wooden metal steel glass plastic leather cotton linen wool silk velvet bamboo oak pine marble ceramic
 aluminium aluminum concrete polyester denim cashmere
flower: roses rose tulips tulip lilies lily orchids orchid sunflowers sunflower daisies daisy carnations carnation
 peonies peony hydrangeas hydrangea daffodils irises
appliance: washing-machine dishwasher fridge refrigerator freezer oven stove dryer microwave toaster kettle boiler
 hob cooker heater printer laptop television
sport: tennis football soccer basketball volleyball badminton squash hockey golf cricket rugby swimming yoga pilates
 zumba boxing climbing judo karate rowing cycling spinning spin skiing surfing fencing
instrument: piano guitar violin cello flute drums trumpet saxophone clarinet viola harp ukulele accordion bass oboe
vehicle: car van truck lorry motorbike motorcycle scooter bicycle bike bus minibus coach motorhome caravan trailer
 limousine convertible moped campervan kayak canoe sailboat
topping: mushrooms mushroom olives olive onion onions pepperoni ham bacon salami peppers pineapple anchovies tuna
 spinach sweetcorn jalapenos artichokes rocket mozzarella
bread: rye wheat white spelt sourdough brown wholemeal multigrain baguette ciabatta brioche
drink: coffee tea water juice beer wine cola lemonade milk cocoa espresso cappuccino latte champagne prosecco whisky
dish: soup salad salmon steak chicken beef pork lamb pasta pizza risotto curry burger sandwich cheesecake tiramisu
 pancakes lasagne lasagna paella tofu duck trout
dental: cleaning filling crown root-canal whitening braces implant extraction bridge denture veneer
treatment: massage facial manicure pedicure sauna waxing peeling haircut colouring coloring perm highlights shave
 blow-dry balayage ombre keratin dye bleach trim fade braids reflexology acupuncture
furniture: sofa couch table chair chairs bed desk wardrobe bookshelf shelf dresser armchair mattress cupboard
room: kitchen living-room dining-room bathroom bedroom hall hallway attic cellar basement garage study office balcony
 garden nursery
relative: mother father sister brother son daughter wife husband aunt uncle grandmother grandfather cousin nephew niece
clothing: jacket coat shirt trousers jeans dress skirt sweater jumper pullover socks shoes boots sandals hat cap scarf
 gloves belt suit blouse hoodie cardigan
illness: headache fever cough toothache backache rash flu cold migraine nausea sprain asthma earache dizziness
reason: broken damaged lost stolen unwanted faulty late
allergen: nuts peanuts gluten lactose dairy shellfish eggs soy sesame pollen penicillin
genre: comedy drama thriller horror romance documentary western mystery fantasy jazz rock pop classical blues folk
 techno reggae metal opera
season: spring summer autumn fall winter
payment: cash paypal invoice cheque check
document: passport visa licence license certificate
metal: gold silver platinum copper brass
contents: books clothes toys documents shoes jewellery jewelry electronics dishes tools medicine flowers
specialist: dermatologist cardiologist dentist psychiatrist gynecologist pediatrician orthopedist neurologist oncologist
 physiotherapist optician ophthalmologist radiologist urologist
shape: round square oval rectangular
taste: vanilla chocolate strawberry lemon caramel hazelnut raspberry mango pistachio coconut
rank: bronze silver gold platinum basic standard premium
trade: plumber electrician carpenter painter locksmith gardener cleaner roofer plasterer tiler handyman mechanic glazier
repair: phone smartphone tablet laptop screen battery keyboard camera console watch roof tap faucet sink toilet radiator
 boiler heating thermostat door window lock fence gutter drain shower bathtub chimney brakes clutch gearbox engine tyres
 tires exhaust windscreen headlight bumper washing-machine dishwasher fridge freezer oven dryer microwave printer
 television
game: chess poker bridge bingo darts billiards snooker bowling paintball minigolf laser-tag monopoly scrabble
fabric: carpet rug curtain curtains blinds upholstery mattress duvet pillow blanket
craft: pottery knitting sewing painting drawing calligraphy photography woodworking cooking baking dancing singing
dance: salsa tango waltz ballet tap ballroom swing flamenco bachata hip-hop zumba
stone: diamond ruby emerald sapphire pearl opal amethyst topaz
fuel: petrol diesel electric hybrid gas
view: sea garden mountain city lake river courtyard street
sound: birds waves bell chimes buzzer rain radio
weather: rain snow wind sunshine fog storm
player: speaker phone tablet television tv watch laptop radio soundbar headphones computer
event: standup meeting interview checkup check-up appointment rehearsal training webinar
"""
FIELDS: dict[str, frozenset[str]] = {}
for _field in _FIELDS.replace("\n ", " ").strip().splitlines():
    _name, _, _members = _field.partition(":")
    for _word in _members.split():
        FIELDS[_word] = FIELDS.get(_word, frozenset()) | {_name}
NONE: frozenset[str] = frozenset()


def fields_of(word: str) -> frozenset[str]:
    """The fields of a lower-case word; none for most words."""
    return FIELDS.get(word, NONE)
