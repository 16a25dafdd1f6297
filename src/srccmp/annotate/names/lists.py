"""Word lists of names: general language data, each group with its reason."""

from __future__ import annotations

from srccmp.annotate.tokens import common_spelling
from srccmp.model import EntityKind

# What a noun before a name tells of its kind: "ЗРК Patriot", "компанія «Нафтогаз»".
KIND_OF_HEAD = {
    "weapon": EntityKind.WEAPON,
    "company": EntityKind.ORGANISATION,
    "bank": EntityKind.ORGANISATION,
    "media": EntityKind.ORGANISATION,
    "ministry": EntityKind.ORGANISATION,
    "government": EntityKind.ORGANISATION,
    "parliament": EntityKind.ORGANISATION,
    "court": EntityKind.ORGANISATION,
    "party": EntityKind.ORGANISATION,
    "city": EntityKind.PLACE,
    "region": EntityKind.PLACE,
    "country": EntityKind.PLACE,
    "ship": EntityKind.PRODUCT,
    "plane": EntityKind.PRODUCT,
    "car": EntityKind.PRODUCT,
    "train": EntityKind.PRODUCT,
    "president": EntityKind.PERSON,
    "minister": EntityKind.PERSON,
    "prime-minister": EntityKind.PERSON,
    "leader": EntityKind.PERSON,
    "mayor": EntityKind.PERSON,
    "ambassador": EntityKind.PERSON,
    "diplomat": EntityKind.PERSON,
    "expert": EntityKind.PERSON,
    "opponent": EntityKind.PERSON,
}
# Words between such a noun and the name: "ракета типу «Іскандер»", "a missile of the X system".
_CARRIERS = """
тип вид марка модель система комплекс класс клас серия серія имя ім'я название назва
type model system class called named
"""
CARRIERS = frozenset(_CARRIERS.split())

# First words of a body's name that goes on in small letters: «Фонд державного майна».
_BODY_HEADS = """
министерство міністерство совет рада фонд комитет комітет комиссия комісія служба агентство
управление управління департамент палата банк суд центр институт інститут университет університет
академия академія союз спілка ассоциация асоціація федерация федерація конфедерация партия партія
фронт дом дім музей театр бюро инспекция інспекція офис офіс палац дворец фракция фракція лига ліга
альянс движение рух корпорация корпорація компания компанія группа група организация організація
полиция поліція прокуратура гвардия гвардія сила войско армия армія флот штаб управа администрация
адміністрація кабинет кабінет конгресс конгрес собрание збори ассамблея асамблея церковь церква
"""
BODY_HEADS = frozenset(common_spelling(word) for word in _BODY_HEADS.split())
# English words for bodies that name none without another name.
GENERIC = frozenset(
    ["army", "navy", "government", "police", "parliament", "embassy", "forces", "state", "party",
     "council", "court", "guard", "office", "department", "ministry", "university", "church",
     "board", "cabinet", "committee", "commission", "agency", "service", "services", "union",
     "assembly", "bank", "company", "group", "club", "league", "school", "college", "hospital",
     "city", "county", "republic", "district", "region", "province", "street", "road", "island",
     "force", "command", "center", "centre", "news", "times", "team", "capital", "internet",
     "bible", "god", "cup", "tour", "open", "administration", "opposition", "constitution",
     "town", "palace", "crown", "earth", "moon", "north", "south", "east", "west", "media",
     "press", "security"]
)  # fmt: skip
PLACE_PREPOSITIONS = frozenset(["in", "near", "outside", "across", "в", "у", "во", "уві"])

# Capitalised words of English that are no names, wherever they stand: function words, months,
# weekdays, forms of address and offices, languages of headlines and of numbers.
_ENGLISH_COMMON = """
the a an in on at by for from with to of and but or nor as it its he she they we you i me him them
us this that these those there here when while after before during since until because if although
though unless whether however meanwhile earlier later also both all some many most more no not now
then what who whom whose which where why how according yes yet still just even only again once
twice perhaps maybe indeed sadly instead today tomorrow yesterday tonight monday tuesday wednesday
thursday friday saturday sunday january february march april may june july august september october
november december spring summer autumn winter my your his her their our one two three four five six
seven eight nine ten eleven twelve twenty thirty hundred first second third last next another other
such so too very about over under between among against within without into onto upon through
across despite amid near like unlike than up down out off back do does did have has had is are was
were be been being will would can could should shall might must let please every each either
neither much few several any same own well thank thanks hello ok o'clock am pm jan feb mar apr jun
jul aug sep sept oct nov dec
"""
ENGLISH_COMMON = frozenset(_ENGLISH_COMMON.split())

# Offices and forms of address that English writes with a capital before a name.
# Of these, what ends no name behind a first name, and what a month stands behind.
CALENDAR = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
     "february", "march", "april", "june", "july", "september", "october", "november", "december",
     "today", "yesterday", "tomorrow", "and", "or", "of", "in", "on", "at", "to", "for", "the"]
)  # fmt: skip
DATED = frozenset(
    ["in", "of", "last", "this", "next", "since", "by", "until", "till", "from", "early", "late",
     "mid", "during", "through", "between", "every"]
)  # fmt: skip
ADDRESSES = frozenset(["mr", "mrs", "ms", "miss", "sir", "lady", "lord"])

_TITLES = """
mr mrs ms miss dr prof sir dame lord lady baroness baron president vice-president vice prime
minister premier chancellor secretary deputy undersecretary foreign-secretary senator sen
congressman congresswoman representative rep gov governor mayor judge justice chief officer
director executive chairman chairwoman chair spokesman spokeswoman spokesperson king queen prince
princess pope archbishop bishop cardinal father reverend rev saint captain capt general gen colonel
col major lieutenant lt sergeant sgt admiral commander private detective inspector constable
superintendent professor ambassador speaker leader former ex-president ex-minister acting senior
junior attorney coroner sheriff deputies sens reps msp msps mla mp mps
mep meps ceo cfo actor actress singer rapper author writer journalist coach
manager striker midfielder defender goalkeeper police officials officer taoiseach tsar emperor
sheikh ayatollah imam rabbi republican democrat democratic tory labour conservative
"""
TITLES = frozenset(_TITLES.split())
# Of these, what makes no person of the name behind it.
PARTY_WORDS = frozenset(
    ["republican", "democrat", "democratic", "tory", "labour", "conservative", "police",
     "officials", "foreign", "saint", "chief", "executive", "former", "private", "major", "general"]
)  # fmt: skip

# Last (or first, with "of") words of an English name of a body, and of a place.
_BODY_WORDS = """
party ministry department bank council committee commission agency authority university college
school institute institution academy court tribunal parliament assembly congress senate union
association federation confederation league club foundation fund trust organisation organization
group company corporation corp inc ltd llc plc gmbh ag holdings partners limited bureau office
service services board team fc united city-council police army navy guard forces force command fleet
brigade battalion regiment division times post journal herald telegraph tribune news newspaper
magazine press media television radio network channel examiner observer guardian mail mirror sun
chronicle gazette airlines airways motors industries energy oil gas petroleum pharmaceuticals
systems technologies technology labs laboratories capital hospital clinic church orchestra museum
theatre theater gallery studios pictures records entertainment center centre society alliance
movement front coalition campaign forum caucus chamber exchange insurance hotels hotel state
intelligence protection security forces championship cup premiership tour open rangers
athletics rovers wanderers albion telecom telecommunications survey entertainment software
pictures records village-voice railways railway bureau registry directorate secretariat
"""
BODY_WORDS = frozenset(_BODY_WORDS.split())
_PLACE_WORDS = """
city county river lake sea ocean bay gulf strait island islands isle mountain mountains mount valley
street road avenue square bridge park airport harbour harbor port beach coast peninsula province
district region desert forest palace castle cathedral tower stadium arena heights hill hills village
town republic kingdom canal channel falls creek plaza boulevard station
"""
PLACE_WORDS = frozenset(_PLACE_WORDS.split())
PLACE_FIRST = frozenset(["san", "santa", "los", "las", "fort", "saint", "st"])

# Words that are written in capitals and name no one thing.
_ABBREVIATED = """
ai it tv pc api vip dna rna gdp vat ceo cfo coo cto mp mps mep meps phd pr faq faqs lng lpg url
urls pdf tbh suv usd eur gbp uah rub am pm ok ms gmt utc est edt bst cet ad bc ptsd hr id ip iq
ivf lgbt lgbtq adhd atm cctv cv diy dj dvd gps gm hq ied iou mba md mri nda ngo ngos sos suvs tba
tbd ufo ufos vr ввп ндс пдв дтп сми змі нло днк рнк аэс аес тэс тес тэц тец гэс гес азс спг втп
жкх жкг тв пк ит іт ии ші бпла пво ппо рсзо рсзв зрк зрп дрг мвт квт птср птсд вип віп егэ зно овд
рда ода ота тцк влк сро фоп тов зао оао ооо тоо нпо ат пат прат пао оаэ сизо сізо ук кк коап куп
тз бмп бтр вуз внз акб лгбт лбгт фк хк бк гк нго нуо dc fc эко эку смс ип іп ндфл пдфо есв окпо
моп ккд
"""
ABBREVIATED = frozenset(_ABBREVIATED.split())

# Words that English joins to a place by "of" and that name no body.
OF_WORDS = frozenset(["duke", "duchess", "prince", "princess", "earl", "isle", "people", "statue",
                      "game", "lord", "house", "church", "order", "tower", "cape"])  # fmt: skip
# What "of" may join to a name behind it.
JOINABLE = BODY_WORDS | PLACE_WORDS | OF_WORDS

# Parts of speech of what a number counts, and of words in speech that no name of a thing has.
MAX_QUOTE = 6  # words of a quoted name, and of a described one
COUNTED = frozenset({"NOUN", "ADJF", ""})
SPOKEN = frozenset({"PRCL", "CONJ", "ADVB", "PRED", "INTJ", "INFN", "GRND", "PRTS", "ADJS"})
NAME_FEATS = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})
# Ends of patronymics without their case's vowels.
PATRONYMIC = ("ович", "евич", "йович", "ьич", "івн", "ївн", "овн", "евн", "ічн")
VOWELS = "аеиоуюяіїєы"
# English words that are surnames only where the article tells the person in full.
NO_SURNAMES = ENGLISH_COMMON | TITLES | GENERIC
