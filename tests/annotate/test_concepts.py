from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

import pytest

from srccmp.annotate.concepts import all_concepts, are_opposite, concepts_of, with_parents
from srccmp.annotate.concepts import concepts_of_key as of_key
from srccmp.annotate.frames import aims, values
from srccmp.annotate.names import lists
from srccmp.annotate.tokens import common_spelling, tokenize
from srccmp.judge.facets import cause
from srccmp.words import analyser

LANGUAGES = ("uk", "ru", "en")
TABLES = tomllib.loads(
    files("srccmp.annotate").joinpath("lexicon/concepts.toml").read_text("utf-8")
)

# Words that stand for more than two things; none is needed so far. word -> reason
MANY: dict[str, str] = {}
# Abbreviations and new words that the dictionaries do not know; the tokens keep them as they are.
UNKNOWN = frozenset(
    ["бпла", "всу", "опк", "чп", "чс", "сбу", "тц", "блэкаут", "огнеборец", "морпорт", "ветировать",
     "дизтопливо", "криптовалюта", "обанкротить"]
)  # fmt: skip


def listed(language: str) -> Iterator[tuple[str, str]]:
    """Concept and word, as the lexicon has them."""
    for name, table in TABLES.items():
        for word in table.get(language, "").split():
            yield name, word


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_and_stem_leads_to_its_concept(language: str) -> None:
    for name, word in listed(language):
        assert name in of_key(common_spelling(word.rstrip("*")), language), word
        if word.endswith("*"):
            assert name in of_key(common_spelling(word[:-1] + "xyz"), language), word


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_stem_is_so_short_that_it_catches_strangers(language: str) -> None:
    assert [w for _, w in listed(language) if w.endswith("*") and len(w) < 4] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_concept_lists_nothing_twice(language: str) -> None:
    for name in TABLES:
        words = [word for owner, word in listed(language) if owner == name]
        keys = Counter(common_spelling(word) for word in words)
        assert [word for word, count in keys.items() if count > 1] == [], name
        stems = [common_spelling(word[:-1]) for word in words if word.endswith("*")]
        for word in words:
            key = common_spelling(word.rstrip("*"))
            covered = [s for s in stems if key.startswith(s) and word[-1:] != "*"]
            assert covered == [], f"{name}: {word}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_stands_for_two_things_at_most(language: str) -> None:
    keys = {common_spelling(word.rstrip("*")) for _, word in listed(language)}
    many = {key: of_key(key, language) for key in sorted(keys) if len(of_key(key, language)) > 2}
    assert {key: found for key, found in many.items() if key not in MANY} == {}


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_the_dictionaries_give_every_word_as_a_lemma(language: str) -> None:
    morph = analyser(language)
    strange = []
    for name, word in listed(language):
        if word.endswith("*") or word in UNKNOWN:
            continue
        if not any(parse.normal_form == word for parse in morph.parse(word)):
            strange.append(f"{name}: {word}")
    assert strange == []


def test_english_words_are_lemmas() -> None:
    strange = [
        f"{name}: {word}"
        for name, word in listed("en")
        if not word.endswith("*")
        and tokenize(word, "en")[0].lemma not in (word, word.split("-")[0])
    ]
    assert strange == []


def test_concepts_are_whole() -> None:
    for name, table in TABLES.items():
        assert set(table) <= {"kind", "is", "opposite", "weight", *LANGUAGES}, name
        assert table["kind"] in ("event", "thing", "quality"), name
        assert all(table.get(language) for language in LANGUAGES), name
        assert table.get("is", name) in TABLES, name
        assert table.get("opposite", name) in TABLES, name
        assert table.get("opposite") != name, name


def test_parents_end() -> None:
    for name in TABLES:
        assert len(with_parents(name)) == len(set(with_parents(name))) <= 4


def test_opposites_hold_both_ways_and_are_no_kin() -> None:
    for name, concept in all_concepts().items():
        if concept.opposite is not None:
            assert are_opposite(name, concept.opposite), name
            assert are_opposite(concept.opposite, name), name
            assert concept.opposite not in with_parents(name), name


def test_the_rules_name_concepts_that_exist() -> None:
    named = {
        *values.HARM, *values.CAUSES, *values.TELLING, *values.CIVIL, *aims.MEANT,
        *lists.KIND_OF_HEAD, *(cause for group in cause.EXCLUSIVE for cause in group),
        "hit", "fall", "weapon", "debris", "deny", "accidental", "military-target",
    }  # fmt: skip
    assert named - set(TABLES) == set()
    bodies = tomllib.loads(
        files("srccmp.annotate").joinpath("lexicon/names.toml").read_text("utf-8")
    )["body"]
    assert values.BYSTANDERS - set(TABLES) - set(bodies) == set()


def test_what_harms_is_an_event() -> None:
    concepts = all_concepts()
    assert {n for n in values.HARM if concepts[n].kind != "event"} == set()
    assert {n for n in values.CIVIL if concepts[n].kind != "thing"} == set()


# Concept | Ukrainian | Russian | English: words as they stand in the news, in any form.
CASES = """
fire | загорівся полум'я вогню пожежі | вспыхнул пламенем загорелась пожара | blaze ignited flames
extinguish | загасили гасіння | потушили тушения | extinguished extinguishing
smoke | задимлення | дыма задымление | smoke smouldering
firefighter | пожежники вогнеборці | пожарные огнеборцы | firefighters
rescuer | рятувальники рятувальників | спасатели спасателями | rescuers
burn-injury | опіками опіковий | ожоги ожоговом | burns
hospitalise | госпіталізували госпіталізація | госпитализированы госпитализации | hospitalised
ward | реанімації | реанимацию | wards
ambulance | швидка | скорая | ambulances
collapse | обвалився обвал | обрушилась обрушение | collapsed
rubble | завалами | завалов руинах | rubble
evacuate | евакуйовано евакуація | эвакуировали эвакуация | evacuated
missing | зниклих зникли | пропал исчезли | vanished disappeared
survive | вижив вціліли | выжили уцелел | survivors survived
alarm | тривогу сирени | тревога сирену | alarms sirens
poison | отруєння отрута | отравились отравление | poisoned toxic
pollution | забруднення | загрязнение | pollution contaminated
leak | витік | утечка утечке | leaked spill
exceed | перевищили перевищення | превысила превышение | exceeded
dam | дамбу гребля | плотину дамба | dams levee
bridge | мосту | моста мосты | bridges
ferry | порома | паром | ferries
warehouse | складський | складом складе | warehouses depot
workshop | цеху цех | цеха цехе | workshop
factory | заводі фабрика комбінату | заводов фабрики комбинат | plant mill factories
port | порту портовий | порт портовый | harbour ports
road | шосе траса | шоссе трассы | highways roads
street | вулиці проспекту | улицах проспект | avenue streets
village | селі селище | деревня посёлке | village
village | хутір | села | settlement
station | вокзал станції | вокзала станцию | station
airport | аеропорт аеропорту | аэропорта | airports
passenger | пасажирів | пассажиры | passengers
driver | водій водія | водителю | drivers
accident | зіткнення розбився | столкнулись крушение | crashed collision
transport | перевезення | перевозки транспортом | transportation
flight | рейсів | рейсы полёт | flights
weather | негода | непогоды | weather
storm | ураган смерч | урагана тайфун | hurricanes typhoon
rain | зливи опади | ливень осадки | downpour rainfall
snow | снігопад хуртовина | метель снегопада | snowfall blizzard
drought | посуха | засухи | droughts
heat | спека спекою | жары зной | heatwave
earthquake | землетрусу | землетрясения | quake tremors
volcano | виверження вулкана | вулкан извержения | eruption volcanic
war | війна | войны войне | wars
fight | боїв бої | боях сражение | fighting battle
ceasefire | перемир'я | перемирии | truce ceasefire
invade | вторгнення | вторжением | invaded invasion
advance | наступу | наступление продвигаются | offensive advanced
retreat | відступили | отступили отход | retreated
mobilise | мобілізації | мобилизация призывников | conscripts mobilised
surrender | капітуляції | капитулировали | surrendered
hostage | заручників | заложниками | hostages
exchange | обмін обміняли | обмена | swapped exchanged
refugee | біженців переселенці | беженцы переселенцев | refugees
militant | бойовики повстанців | боевиков повстанцы | rebels militants
explosives | вибухівки | взрывчатку | explosives
shoot | стрілянина застрелив | стрельба выстрелил | shooting gunfire
assault | напав нападник | напали нападение | assaulted attackers
murderer | вбивця | убийцу | murderers killer
robber | грабіжник злодії | грабители вор | thief burglar robbers
steal | вкрали крадіжка пограбували | украл ограбили кража | stolen theft robbed
fraud | шахраї | мошенников мошенничество | fraudulent scam
corruption | хабар корупції | взятку коррупция | bribes corruption
kidnap | викрадено викрадення | похитили похищение | kidnapped abducted
drug | наркотиків наркодилер | наркотиками | narcotics drugs
detain | затримали арештовано | задержаны арестовали | arrested detention
prison | в'язниці колонії | тюрьме колонию | jail prisons
prisoner | в'язнів | узников | inmates prisoners
bail | застави | залога | bail
interrogate | допитали | допросе | interrogated
witness | свідок очевидців | свидетелей очевидцы | eyewitnesses witness
lawsuit | позов позивача | иск истцу | lawsuits plaintiff
judge | суддя судді | судье | judges
lawyer | адвокат захисника | адвоката защитник | attorneys lawyer
prosecutor | прокуратура генпрокурор | прокурору | prosecutors
hearing | слухання засідання | заседание слушаний | hearings
appeal | апеляцію оскаржив | обжаловали апелляции | appealed
verdict | вироку | приговор | verdict
punish | покарали покарання | наказали наказание | punished
amnesty | помилували амністії | помиловал амнистию | pardoned amnesty
innocent | невинний | невиновным | innocence
guilty | винним вину | виновен виновным | guilty
compensation | компенсації відшкодувати | возместить компенсацию | compensated
constitution | конституцію | конституционный | constitutional
illegal | незаконне | незаконно незаконным | unlawful illegal
party | партії | партией | parties
candidate | кандидатка кандидати | кандидата | candidates
voter | виборців | избиратели | voters
turnout | явки | явка | turnout
ballot | бюлетенів | бюллетени | ballots
secret | таємне | тайном | secret
roll-call | поіменне | поимённым | roll-call
abstain | утрималися | воздержались | abstained
quorum | кворуму | кворум | quorum
majority | більшості | большинством | majority
unanimous | одноголосно одностайно | единогласно | unanimously
coalition | коаліцію | коалиции | coalitions
opposition | опозиціонери | оппозицией | opposition
council | міськради | горсовета совете | council
lawmaker | депутатів нардеп | депутатами | councillor legislators
committee | комітеті | комитета | committees
chairman | спікер | спикера председатель | speaker chairwoman
deputy-head | заступника | замглавы заместителем | deputy
acting | тво | врио | acting
spokesperson | речниця речник | пресс-секретарь | spokeswoman spokesman
governor | губернатором | губернатора | governors
mandate | мандата повноваження | полномочий | mandates
impeach | імпічменту | импичмента | impeachment
no-confidence | недовіри | недоверия | no-confidence
swear-in | присягнув | присяги | oath inauguration
decree | указом розпорядження | указа распоряжением | decree edict
veto | ветував | вето | vetoed
amendment | поправок | поправки | amendments
protest | мітингу хода | митинга шествие | rallies demonstration
protester | протестувальники | активистов | protesters
riot | заворушення | беспорядков | riots unrest
boycott | бойкотують | бойкотировали | boycotted
hunger-strike | голодування | голодовку | hunger
supporter | прихильників прибічники | сторонники | supporters
mourning | жалоба траур | траура скорби | mourning grief
funeral | похорон поховали | похороны похоронили | buried funerals
memorial | пам'ятник | памятника | monuments
invite | запросили | пригласил | invited
attend | відвідали участь | посетили участие | attended
absent | відсутня | отсутствовал | absent
propaganda | дезінформації | пропаганды | disinformation
interfere | втрутилися | вмешательство | meddling
criticise | розкритикували | критикует | criticised
economy | економічний | экономики | economic
owner | власниця | владельцев собственник | owners proprietor
own | належить | принадлежит владеет | owns belonged
shareholder | акціонерів | акционеры | shareholders
licence | ліцензію | лицензий | licence
audit | ревізії інспектор | аудита инспекция | audited inspectors
lease | орендували оренди | арендует аренду | leased tenants
land-plot | ділянки | участка | plots
developer | забудовників | застройщик | developers
tender | тендеру | тендера закупки | procurement tenders
money-loss | збитків | убытки | losses
profit | прибутку | прибыли дохода | revenues profits
tax | податків | налоги | taxes
tariff | тарифи мита | пошлины | tariffs
inflation | інфляції | инфляцию | inflation
rate | ставку | ставки | rates
export | експортувати | экспорта | exports
layoff | скорочення | увольнения | layoffs
work-strike | страйкують | забастовки бастуют | walkout
trade-union | профспілка | профсоюзов | union
wage | зарплат | зарплаты | wages salaries
pension | пенсій | пенсию | pensions
unemployment | безробітних | безработицы | unemployed
bankruptcy | збанкрутувала банкрутом | банкротства | bankrupt
monopoly | монополії | монополист | antitrust
customer | покупців клієнти | покупатель клиентов | customers buyers
power-plant | електростанції | электростанция аэс | reactors
oil | нафти | нефтяной нефть | petroleum crude
coal-mine | шахті | шахты | mines
miner | шахтарів | шахтёры горняков | miners
network | мережу | сети | grid network
patient | пацієнтів | пациентка | patients
disease | хвороба захворіли | болезни заболевание | disease illness
vaccine | вакцини щеплення | прививку вакцинация | vaccinated
quarantine | карантину | карантин | lockdown
suicide | самогубства | самоубийство | suicides
student | студентки | студентов | students
pupil | учнів школярі | ученики школьников | pupils
teacher | вчителька учителі | учителей преподаватель | teachers
university | університеті | вуза университета | universities college
scientist | науковців | учёные | scientists researchers
phone | смартфони | телефона | smartphone
hacker | хакери | взломали хакеров | hackers cyberattack
satellite | супутника | спутники | satellites
coach | тренера | тренером | coached
championship | чемпіонату | чемпионата турнире | tournament championships
champion | переможця | чемпионом | champions winner
goal | гол забив | забил | scored
draw | внічию | ничью | draw
film-director | режисер | режиссёра | filmmaker
actor | актриси | актёры | actress actors
interview | інтерв'ю | интервью | interviewed
teenager | підлітки неповнолітні | подростка | teenagers
elderly | похилого | пожилых | elderly
daughter | доньку дочка | дочери | daughters
wife | дружини | жены | wives
marry | одружилися | женился свадьбы | married marriage
neighbour | сусідів | соседями | neighbours
tourist | туристів | туристы | tourists
expire | спливає | истекает истёк | expired
take-effect | чинності | вступит | effect
continue | триває продовжується | продолжается | continued
postpone | відкладено перенесли | отложили перенесено | postponed
hold | проведено відбулися | состоится проведут | held
prepare | підготували | готовятся | prepared
replace | замінили | заменит | replaced
limit | обмежили | ограничения | restrictions curb
prevent | запобігти | предотвратить | prevented thwarted
cause | призвело | привела вызвал | triggered caused
temporary | тимчасово | временно | temporarily
permanent | постійний | постоянная | permanently
former | колишнього екс-міністра | бывшая экс-мэр | former ex-president
foreign | закордонних | иностранные | overseas
local | місцевої | местные | locals
urgent | негайно терміново | срочно немедленно | urgently immediately
insurance | страхування застрахований | страховка застраховать | insured insurance
strengthen | посилили зміцнення | усилили укрепить | strengthened bolster
weaken | послабили | смягчить ослабить | weakened eased
deprive | позбавили | лишили | stripped deprived
allocate | виділили | выделили | allocated
deadlock | глухого | тупике | impasse deadlock
debate | дебатах | дебаты | debates
assembly | асамблеї збори | ассамблеи собрание | assembly gathering
basement | підвалі | подвале погреба | basements cellar
sapper | сапери розмінування | сапёров | sappers
occupier | загарбники окупантів | оккупанты | occupiers
executive | виконавчого | исполнительной | executive
unknown | невідомі | неизвестный | unidentified
"""


def cases() -> Iterator[tuple[str, str, str]]:
    for line in CASES.strip().splitlines():
        name, *columns = (part.strip() for part in line.split("|"))
        for language, words in zip(LANGUAGES, columns, strict=True):
            for word in words.split():
                yield language, word, name


ALL = list(cases())


def test_there_are_cases_enough() -> None:
    assert len(ALL) >= 300
    assert {language for language, _, _ in ALL} == set(LANGUAGES)


@pytest.mark.parametrize(("language", "word", "name"), ALL)
def test_a_word_of_the_news_has_its_concept(language: str, word: str, name: str) -> None:
    assert name in concepts_of(tokenize(word, language)[0], language)


# Words that look like those of a concept and are none of its: a stem must not catch them.
STRANGERS = """
uk | повинний | flood
uk | прибуток | visit
uk | програма | lose
uk | висловити | deport
uk | багаторічний | rich
uk | аудиторія | audit
uk | відповідний | answer
uk | відмінність | cancel
uk | унікальний | avoid
uk | погода | agree-on
uk | запровадження | invite
uk | займати | fire
uk | планета | plan
uk | почуття | begin
uk | секретар | secret
uk | дозвілля | allow
uk | показник | show
uk | реалізм | carry-out
uk | футболка | football
uk | перекручувати | block-way
uk | посилання | strengthen
uk | виключно | exclude
ru | платформа | pay
ru | ограждение | limit
ru | планета | plan
ru | растение | grow
ru | прибыль | visit
ru | прекрасный | end
ru | почётный | begin
ru | начальник | begin
ru | взять | corruption
ru | хищник | steal
ru | питание | abuse
ru | признак | confess
ru | рассмеяться | consider
ru | снизу | decline
ru | опасный | fear
ru | угробить | warn
ru | прогулка | absent
ru | секретарь | secret
ru | купол | buy
ru | пленарный | capture
ru | возраст | grow
ru | сообщество | inform
ru | отменить | inform
ru | усилие | strengthen
ru | исключительно | exclude
ru | спасибо | rescue
en | important | import
en | example | exam
en | traditional | trade
en | investigation | invest
en | electricity | elect
en | department | leave
en | replace | answer
en | surge | surgery
en | happen | joy
en | apple | apply
en | possible | post
en | decriminalise | condemn
en | plant | plan
en | unit | join-together
en | membership | memory
en | surgeon | grow
"""


@pytest.mark.parametrize("line", STRANGERS.strip().splitlines())
def test_a_stem_does_not_catch_a_stranger(line: str) -> None:
    language, word, name = (part.strip() for part in line.split("|"))
    assert name in TABLES
    assert name not in concepts_of(tokenize(word, language)[0], language)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("attend", "absent"), ("win", "lose"), ("confirm", "deny"), ("guilty", "innocent"),
        ("legal", "illegal"), ("detain", "release"), ("advance", "retreat"), ("hire", "layoff"),
        ("resume", "suspend"), ("open", "close"), ("secret", "roll-call"), ("ban", "allow"),
        ("working", "broken-down"), ("temporary", "permanent"), ("switch-on", "switch-off"),
        ("majority", "minority"), ("criticise", "praise"), ("convict", "acquit"),
    ],
)  # fmt: skip
def test_opposites(left: str, right: str) -> None:
    assert are_opposite(left, right)
    assert are_opposite(right, left)
    assert not are_opposite(left, left)


def test_the_fast_reader_reads_what_toml_says() -> None:
    from srccmp.annotate.concepts import _read

    text = files("srccmp.annotate").joinpath("lexicon/concepts.toml").read_text("utf-8")
    assert _read(text) == tomllib.loads(text)
    assert _read('[a]\nen = "x"\n[a]\n') is None
    assert _read("en = ['x']") is None
