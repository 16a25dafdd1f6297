"""Which language a text is in, how sure that is, and what decided it.

Three deciders, asked in this order, each only where the one before cannot tell:

``letters``
    a gate in plain Python: scripts that one language has for itself, letters that a language's
    alphabet does not hold, its commonest words and endings. It settles nearly every Ukrainian,
    Russian and English sentence, and loads nothing.
``py3langid``, ``langdetect``
    the statistical detectors, asked only about the languages that the gate left open.

docs/decisions/003-language.md has the figures behind this order. Everything here is a function of
the text alone: no clock, no unseeded sampling, no memory of earlier calls.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from srccmp.model import Article, LanguageGuess

UNDETERMINED = "und"
DECLARED = frozenset({"metadata", "header"})
TWO_SCRIPTS = frozenset({"sr", "kk", "uz", "az", "tt", "mn"})
PY3LANGID_MODEL = "data/model.npz.xz"
APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'"})

# Longer texts say no more about their language; the cut keeps one huge line cheap.
MAX_LETTERS = 4_000

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
# Addresses and handles are in no language; possessive bounds keep the search linear.
ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,400}|\S{1,80}@\S{1,80}|[@#]\w{1,80}")

# The block that a letter is in tells its script; (first, last, script), in code-point order.
SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x024F, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x3040, 0x30FF, "Jpan"),
    (0x3400, 0x9FFF, "Hani"),
    (0xAC00, 0xD7AF, "Hang"),
)

ONLY_LANGUAGE_OF_SCRIPT: Mapping[str, str] = {
    "Armn": "hy",
    "Beng": "bn",
    "Geor": "ka",
    "Grek": "el",
    "Gujr": "gu",
    "Guru": "pa",
    "Hang": "ko",
    "Hani": "zh",
    "Hebr": "he",
    "Jpan": "ja",
    "Khmr": "km",
    "Knda": "kn",
    "Laoo": "lo",
    "Mlym": "ml",
    "Mymr": "my",
    "Sinh": "si",
    "Taml": "ta",
    "Telu": "te",
    "Thai": "th",
}

# What the detectors may answer for the scripts that several languages share.
OPEN_SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "Cyrl": ("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk"),
    "Latn": (
        *("az", "cs", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv"),
        *("nl", "no", "pl", "pt", "ro", "sk", "sl", "sq", "sv", "tr", "uz", "vi"),
    ),
    "Arab": ("ar", "fa", "ps", "ug", "ur"),
    "Deva": ("hi", "mr", "ne"),
}

_RU = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
ALPHABETS: Mapping[str, frozenset[str]] = {
    "be": frozenset("абвгґдеёжзійклмнопрстуўфхцчшыьэюя"),
    "bg": frozenset("абвгдежзийклмнопрстуфхцчшщъьюяѝ"),
    "kk": frozenset(_RU + "әғқңөұүһі"),
    "ky": frozenset(_RU + "ңөү"),
    "mk": frozenset("абвгдѓежзѕијклљмнњопрстќуфхцчџшѝѐ"),
    "mn": frozenset(_RU + "өү"),
    "ru": frozenset(_RU),
    "sr": frozenset("абвгдђежзијклљмнњопрстћуфхцчџш"),
    "tg": frozenset("абвгдеёжзийклмнопрстуфхчшъэюяғӣқӯҳҷ"),
    "tt": frozenset(_RU + "әөүҗңһ"),
    "uk": frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
}
# The letters that set a language apart from most others of its script, and about how many of a
# hundred letters of running text they are: a long text without any is in another language.
TELLING: Mapping[str, tuple[str, float]] = {
    "be": ("іў", 0.07),
    "bg": ("ъ", 0.015),
    "kk": ("әғқңөұүһі", 0.18),
    "ky": ("ңөү", 0.07),
    "mk": ("јѓќѕљњџ", 0.025),
    "mn": ("өү", 0.07),
    "ru": ("ыэёъ", 0.025),
    "sr": ("јљњђћџ", 0.05),
    "tg": ("ғӣқӯҳҷ", 0.07),
    "tt": ("әөүҗңһ", 0.12),
    "uk": ("іїєґ", 0.075),
}
# Likewise the letters that Serbian and Macedonian do without.
SOFT = "йьюящ"
SOFT_SHARE: Mapping[str, float] = {"be": 0.07, "bg": 0.05, "ru": 0.09, "uk": 0.08}

# The commonest words of each language, and of English also what headlines are made of: a headline
# has few function words, and both detectors take "Minister resigns" for another language.
_WORDS: Mapping[str, str] = {
    "ru": """и в не на что с по как из за от это для к у о так же но его он она они мы вы я бы
        был была было были если уже только или ни до её ее их меня мне нас ему ей им при во об
        со ко под над между после перед через без также этот эта эти этого этой этом тем том тот
        того той которые который которая которое которых которого которой когда где чтобы все
        всё всех весь всего будет будут может могут еще ещё очень более можно нет есть свой
        своих своей своего кто чем нам вас сейчас теперь здесь там тогда потому лишь даже около
        однако сообщил сообщила сообщили сообщает заявил заявила заявили сказал сказала году
        года лет человек людей время день дня россии россия российский российской киев украина
        украины украине президент министр глава против из-за стал стали стало новый новые два
        три один одна чего него нее них ли раз стоит нужно пока хотя почти самый где-то свою
        своим который-либо мной вот сам сама сами самой себя себе куда откуда почему сколько
        зачем никто ничего никогда всегда иногда часто раньше позже сегодня вчера завтра вместе
        вместо среди согласно благодаря вдоль внутри возле вокруг кроме мимо насчёт однажды
        опять снова итак разве ведь именно любой каждый другой другие других другого такой такие
        таких какой какая какие наш наша наши ваш ваша моя мой твой стать станет станут бывший
        говорит говорят рассказал рассказала объявил считает считают хочет хотят знает думаю
        должен должна должны могла мог могли сделать быть лучше хуже меньше много мало несколько
        первый первая второй десять пять шесть месяцев недели неделю утром вечером ночью жизни
        дело работы города страны стране области власти жители погибли пострадали""",
    "uk": """і й та в у не на що з із зі за до від для як про це його він вона вони ми ви я але
        або чи ще вже тільки також цей ця ці цього цієї цьому цим який яка яке які яких якого
        якій якому якої коли де щоб якщо бо був була було були буде будуть може можуть є немає
        після перед між через під над без при по о об їх її їхній своїй свого своїх своє свої
        хто чим тому тут там тоді зараз саме лише навіть майже близько однак проте заявив
        заявила заявили повідомив повідомила повідомили сказав сказала році року роки років
        роках людей людина час день дня всі усі все усіх всіх більше дуже можна треба нам нас
        вас мене мені йому їй їм тих той того тієї те поки україни україна україні київ києві
        росії росія російський президент міністр голова проти стало стали став новий нові два
        три один одна ними ним неї них серед внаслідок щодо адже ж би хоча потрібно тобто своєї
        свою своїм нею ось сам сама самі себе собі куди звідки чому скільки навіщо ніхто нічого
        ніколи завжди іноді часто раніше пізніше сьогодні вчора завтра разом замість згідно
        завдяки вздовж всередині біля навколо крім мимо знову отже хіба кожен кожна інший інші
        інших іншого такий такі таких наш наша наші ваш ваша моя мій твій стане стануть колишній
        каже кажуть говорить розповів розповіла оголосив вважає вважають хоче хочуть знає думаю
        повинен повинна повинні могла міг могли зробити бути краще гірше менше багато мало
        кілька декілька перший перша другий десять п'ять шість місяців тижні тиждень вранці
        ввечері вночі життя справа роботи міста країни країні області влада влади мешканці
        загинули постраждали знаходиться""",
    "be": """і й у ў з са на не што як гэта гэты гэтая гэтага гэтым гэтых гэтай за да ад для пра
        пры па яго яна яны ён мы вы я але або ці ужо толькі таксама які якая якое якія якіх
        якога калі дзе каб бо быў была было былі будзе будуць можа могуць ёсць няма пасля перад
        паміж праз пад над без іх яе свой сваёй сваіх свае свайго хто чым тут там тады зараз
        нават каля аднак сказаў сказала заявіў заявіла паведаміў годзе года гады гадоў людзей
        людзі час дзень усе больш вельмі можна нам нас вас мяне мне яму ёй ім таго той тым тая
        тыя беларусі расіі прэзідэнт супраць стаў стала два тры адзін адна гэтаму яшчэ таму бы ж
        вось сам сама самі сябе сабе куды адкуль чаму колькі навошта ніхто нічога ніколі заўсёды
        часам часта раней пазней сёння учора ўчора заўтра разам замест сярод згодна дзякуючы
        уздоўж унутры вакол акрамя зноў хіба менавіта кожны кожная іншы іншыя іншых іншага такі
        такія такіх наш наша нашы ваш ваша мая мой твой стане стануць былы кажа кажуць гаворыць
        расказаў распавёў распавяла абвясціў лічыць лічаць хоча хочуць ведае думаю павінен
        павінна павінны магла мог маглі зрабіць быць лепш горш менш шмат мала некалькі першы
        першая другі дзесяць пяць шэсць месяцаў тыдня тыдзень раніцай увечары ноччу жыцця справа
        працы горада краіны краіне вобласці улады жыхары адбылося адбыўся""",
    "bg": """и в във на не че с със за от до по като как това този тази тези той тя те то ние
        вие аз но или ли още вече само също който която което които когато къде където ако да ще
        бе беше бяха е са сме сте съм няма има може могат след пред между през под над без при
        му ѝ ги го им ни ви се си кой какво така тук там тогава сега дори около обаче каза казва
        заяви година години годината хора хората ден повече много трябва всички всеки един една
        едно два три срещу българия русия президентът министърът към защото бъде бил била били
        време техния нейния неговия своя своята свои първия първата новия нова ето сам сама сами
        себе закъде откъде защо колко никой нищо никога винаги понякога често преди по-късно
        днес вчера утре заедно вместо сред според благодарение вътре край освен отново значи
        именно всяка всяко друг друга други другите такъв такава такива какъв наш наша наши
        нашата ваш моя мой твой стане станат бивш бившият казват говори разказа обяви смята
        смятат иска искат знае мисля трябваше можа можеше могла могли направи бъдат по-добре
        по-малко малко няколко първи първият втори десет пет шест месеца седмици седмица
        сутринта вечерта нощта живота работата града градът страната страни област власти
        властите жители загинаха пострадаха докато въпреки макар дали чрез вследствие спрямо най
        все пък нас вас мен него нея тях""",
    "mk": """и во на не дека со за од до по како ова овој оваа овие тој таа тие тоа ние вие јас
        но или ли уште веќе само исто кој која кое кои кога каде ако да ќе беше беа е се сме сте
        сум нема има може можат после пред меѓу преку под над без при му ѝ ги го им ни ви си што
        така тука таму тогаш сега дури околу сепак рече изјави година години годината луѓе ден
        повеќе многу треба сите секој еден една едно два три против македонија претседателот
        министерот кон бидејќи биде бил била биле време неговата нивната својата нив него неа
        еве сам сама самите себе зошто колку никој ништо никогаш секогаш понекогаш често порано
        подоцна денес вчера утре заедно наместо според благодарение внатре покрај освен повторно
        значи токму секоја секое друг друга други другите таков таква такви каков наш наша наши
        нашата ваш моја мој твој стане станат поранешен поранешниот вели велат зборува раскажа
        објави смета сметаат сака сакаат знае мислам мора можеше можел могла направи бидат
        подобро помалку малку неколку прв првиот втор десет пет шест месеци недели недела утрото
        вечерта ноќта животот работата градот земјата област власти властите жители загинаа
        повредени додека иако дали поради врз откако нас вас мене тукушто затоа""",
    "sr": """и у на не да са с за од до по као како ово овај ова ови тај та те то ми ви ја али
        или ли још већ само такође који која које којих којег којој када где ако ће бити био
        била било били је су смо сте сам нема има може могу после пре између кроз под над без
        при му јој их га им нам вам се си што шта тако овде тамо тада сада чак око међутим рекао
        рекла изјавио година године годину људи дан више веома треба све сви један једна једно
        два три против србије србија председник министар према јер него због ка његов њен њихов
        нисам није нису овог тог свој своје времена време ево сама сами себе себи куда одакле
        зашто колико нико ништа никад никада увек понекад често раније касније данас јуче сутра
        заједно уместо захваљујући дуж унутар покрај поред осим поново дакле зар управо сваки
        свака друг други друге другог такав такве такви какав наш наша наши ваш моја мој твој
        постао постала постане бивши каже кажу говори испричао објавио сматра сматрају жели желе
        зна мислим мора морао могао могла могли урадити боље горе мање мало неколико први прва
        десет пет шест месеци недеље недељу јутро вече ноћ живота посао рада града земље области
        власти становници погинули док иако изнад испод испред иза мене тебе њега њу њих њима
        нас томе можда ипак затим већина кад нити ко из неки нека неке""",
    "kk": """және мен бен пен үшін бұл ол бар жоқ деп да де та те осы сол бір еді екен болды
        болып болған керек туралы кейін дейін қарай бойынша арқылы оның олар біз сіз мұнда емес
        ең өте көп тек ғана жаңа күні жылы деді ретінде үлкен кезде ал бірақ немесе күн жыл
        айтты айтып жатыр отыр тұр кім не қай қандай қалай неге қашан қайда әрбір барлық бірге
        бірнеше екі үш төрт бес алды соң үстінде кезінде арасында ішінде болады болса мүмкін
        тиіс өз өзінің олардың біздің менің маған оған бүгін кеше адам адамдар ел қала үкімет
        президенті""",
    "ky": """жана менен үчүн бул ал бар жок деп да эле ошол бир болгон болуп болду керек
        тууралуу кийин чейин боюнча аркылуу анын алар биз сиз эмес эң өтө көп гана дагы күнү
        жылы деди катары чоң бирок же эми ага мен аны жаңы күн жыл айтты айтып жатат турат
        отурат ким эмне кайсы кандай кантип качан кайда ар бардык бирге эки үч төрт беш алдында
        ичинде арасында учурунда болот болсо мүмкүн ошондой өз өзүнүн алардын биздин менин мага
        бүгүн кечээ адам адамдар өлкө шаар өкмөт президенти деген ошондуктан анткени кылып
        кылган бери чыккан турган үй али дале көбүрөөк азыр""",
    "tt": """һәм белән өчен бу ул бар юк дип да дә та тә шул бер иде булган булып булды кирәк
        турында соң кадәр буенча аша аның алар без сез түгел иң бик күп гына тагын көнне елны
        диде итеп зур әмма яки хәзер мин аны үз аңа ләкин торган яңа көн ел әйтте әйткән тора
        кем нәрсә кайсы нинди ничек кайчан кайда һәр барлык бергә берничә ике өч дүрт биш
        алдында эчендә арасында вакытта булачак булса мөмкин шулай үзенең аларның безнең минем
        миңа бүген кичә кеше кешеләр ил шәһәр хөкүмәт президенты дигән чөнки шуңа итте иткән
        була әле инде генә ук күрә бара анда монда""",
    "mn": """ба нь бол энэ тэр байна байсан гэж гэсэн гэв юм биш үгүй дээр дэх тухай дараа өмнө
        хүртэл түүний тэд бид та нар болон мөн маш их олон зөвхөн бөгөөд оны онд сарын өдөр хүн
        байгаа болно болсон хийсэн нэг хоёр ч л би миний тэдний харин шинэ жил хэлэв хэлсэн
        хэлжээ хэн юу ямар яаж хэзээ хаана бүр бүх хамт хэд гурав дөрөв тав дотор дунд үед болох
        болж болов байв байх магадгүй ёстой өөрийн бидний надад түүнд өнөөдөр өчигдөр хүмүүс улс
        хот засгийн газар ерөнхийлөгч учир учраас хийж гарч ирсэн авсан энэхүү тус уг боловч
        хамгийн дахин илүү тэдгээр ноён хатагтай дахь аль ийм зарим орой өглөө үеэр""",
    "tg": """ва дар аз ба ки бо ин он барои то як аст буд шуд мешавад кард карда буданд нест ҳам
        низ пас пеш дигар онҳо мо шумо ман ӯ чун агар бояд хеле танҳо зеро шуда дорад гуфт соли
        рӯз худ вай аммо ё ҳар шуданд мекунад мекунанд набуд нав сол гуфта кӣ чӣ кадом чаро кай
        куҷо ҳама якҷоя якчанд ду се чор панҷ пеши дохили миёни ҳангоми мебошад мебошанд бошад
        мумкин ҳамчунин ҳамчун худи онҳоро мост моро маро имрӯз дирӯз одам одамон кишвар шаҳр
        ҳукумат президенти вақте баъд баъди бидуни тавре доранд дошт надорад шудааст кардааст
        будааст вале чунин бисёр тамоми оид тибқи вақт рӯзи соат""",
    "en": """the of and to in a is that for on was with as it by at from be are this have has
        had were not an which or but his her their its he she they we you i who will would been
        said says after before over under against between into about than more most out up down
        off no also when where what while there if can could may might must should only other
        some all two three new first last year years day week month people man men woman women
        police court president minister government state war attack attacks strike strikes
        killed dead death deaths injured wounded hit hits hurt missile missiles bomb bombing
        blast drone drones fire fires army troops soldiers military damage damages damaged
        destroyed building embassy talks talk deal deals meet meets meeting vote votes election
        wins win won loses lost leader leaders chief warns warn tells told denies deny denied
        claims claim accuses accused resigns resign quits quit calls call urges seeks faces face
        plans plan set sets ends end begins begin starts start makes make made gets get gives
        give takes take took back again near amid ahead despite during since until because how
        why toll rises rise falls fall crash flood floods storm quake earthquake report reports
        news world country city capital foreign affairs security defence defense power grid oil
        gas trade border peace ceasefire sanctions help aid home homes house children family
        child school hospital high big great my your our us me him them these those being do
        does did done just like now then so very many much slams slam backs agree agrees reject
        rejects ban bans arrest arrests arrested charged jailed killing shooting launches launch
        launched fires fired threat threatens threatened released release suspected alleged
        between million billion thousand still through own another each both few such every here
        well even way look right left best top key""",
    "de": """der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als
        auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über
        einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde wurden sei
        seine ihr ihre gegen vom wenn kann schon ich wir keine kein was unter""",
    "fr": """de la le et les des en un une du dans est que pour qui a par plus pas au sur ne se
        ce il sont avec son sa ses aux ou mais comme cette elle ont été être nous vous ils elles
        leur leurs selon après contre entre fait d'un d'une l'on qu'il n'est c'est s'est deux
        sous sans dont chaque tout tous très""",
    "es": """de la el que en y a los se del las un por con no una su para es al lo como más o
        pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue
        había era muy años hasta desde está según contra tras han""",
    "it": """di e il la che in a per un del è non una i le con si da al sono dei della nel alla
        più ha lo gli anche come ma o dal se nella ai delle su questo ed dopo contro tra stato
        essere due l'ha dell c'è suo sua""",
    "pt": """de a o que e do da em um para é com não uma os no se na por mais as dos como mas
        foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela
        até isso entre após contra são""",
    "nl": """de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij
        uit nog naar heeft hij ze wordt door over werd worden geen tegen deze die was zich hun
        of meer na jaar kan""",
    "pl": """i w na z do nie się że to jest o a po od za jak przez dla był była było były są
        oraz ale czy już jego jej ich który która które których tym tego tej też tylko może
        przed przy pod nad bez gdy co ze we on ona oni po został została po roku lat powiedział""",
    "cs": """a v na se že je s z do o to ve i k po za od jako pro by ale jsem jsou byl byla bylo
        byli který která které také už jen podle před při pod nad bez když co ze jeho její
        jejich si než nebo roce let řekl uvedl až jsme proto""",
}  # fmt: skip

# Endings that one of the neighbours has and the others have not, by the length they are cut at.
_ENDINGS: Mapping[str, str] = {
    "ru": """ться тся ого его ому ский ская ское ские ение ания ения ует ает ают яет яют ился илась
        лась лись ость ыми ными ться лся ешь ишь ает ием ией ями вает ющий ющая ющие вший шие""",
    "uk": """ння ття ого ому ський ська ське ські ення ання ють ує ає яє ість ості ться ими ею ією
        ями ував ами цій ції ський ському ської ських ють вся лася лися""",
    "be": """ння ага аму скі ская скае скія ення анне енне ць цца ць аць ыць іць асць асці ўся лася
        ліся амі ямі ую цыя цыі ый ай аў іў""",
    "bg": """ата ите ият ният ото ето ът ят та те ване ане ване ция ците ният ски ска ско ва""",
    "mk": """ата ите иот ниот ото ето от та те ње ање ење ува ува ски ска ско ции ција""",
    "sr": """ња ње ање ење ћи ти ског ских ски ска ско ција ције ује ају или ао ало ија ије ост""",
}  # fmt: skip

# Pairs of letters that Russian spelling does not know or hardly ever has, and whose they are: what
# tells Belarusian, Kyrgyz, Tatar and Mongolian from Russian where their own letters are missing.
_PAIRS: Mapping[str, str] = {
    "be": "чы шы жы рэ гэ цэ цю ця дз нь ўс сц",
    "ky": "аа оо уу ээ үү өө ыы йл лг",
    "mn": "аа оо уу ээ үү өө ий хэ гэ нэ рэ йг йн",
    "tt": "гы лы кы гъ шь ыш ык",
}
NOT_RUSSIAN = ("чы", "шы", "жы", "рэ", "гэ", "нэ", "хэ", "дэ", "лэ", "аа", "уу", "ээ", "оо")

# Latin letters that English has not, and who has them.
_LATIN_LETTERS: Mapping[str, str] = {
    "cs": "ěřůťďňčšžýáíéúó",
    "de": "äöüß",
    "es": "ñáéíóú¿¡ü",
    "fr": "éèêëàâçîïôûùœæ",
    "it": "àèéìòù",
    "nl": "ëï",
    "pl": "łąężźśćńó",
    "pt": "ãõçáâéêíóôúà",
}

# Cyrillic letters and the Latin ones that look like them: some texts mix the two in one word.
LOOKALIKES = str.maketrans("aeopcxyijkmhtbAEOPCXYIJKMHTB", "аеорсхуіјкмнтвАЕОРСХУІЈКМНТВ")
MIXED = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
KANA = re.compile(r"[\u3041-\u30ff]")
HAS_LATIN = re.compile(r"[A-Za-z]")
LATIN_LOOKALIKE = re.compile(r"[aeopcxyijkmhtbAEOPCXYIJKMHTB]+")

# What speaks for a language, in votes: a word of one language 1, of two one half, and so on; an
# ending half of that. With a lead of 1.5 the gate answered 1,259 of 1,819 rows of a development
# set (946 sentences, 873 snippets of 3-6 words, 16 languages) and was wrong twice; with 1.0
# 1,448 and 7 times; with 2.0 1,166 and never. docs/decisions/003-language.md has the tables.
MIN_LEAD = 1.5
ENDING_WEIGHT = 0.5
FOREIGN_LETTER = -1.5
MAX_FOREIGN = 8
TELLING_LETTER = 0.35
MAX_TELLING = 2.5
MAX_ABSENCE = 6.0
RARE_PAIR = -0.75
MAX_RARE_PAIRS = -3.0
OWN_PAIR = 0.25
MAX_OWN_PAIRS = 1.5
HOPELESS = -8.0  # further behind than these pairs could ever bring a language back

# What the gate leaves open is settled by a sum: py3langid's score (a log-likelihood divided by the
# square root of the bytes), the gate's votes, and for Russian and Ukrainian each word that their
# dictionary has or lacks. English gets a start, as headlines in it have nothing that tells.
# Swept on the same set: 49 snippets wrong without the dictionaries, 37 with them.
VOTE_SHARE = 0.25
IN_DICTIONARY = 0.4
NOT_IN_DICTIONARY = -0.8
START: Mapping[str, float] = {"en": 1.5, "ru": 0.2, "uk": 0.2}
# Nearer than this and langdetect is asked as well: it may choose the second, where it is sure.
CLOSE = 0.5
LANGDETECT_SURE = 0.9
# A lead of 1.0 was right in 78 of 100, of 1.6 in 92, of 2.5 in all: a logistic curve of this slope.
LEAD_SLOPE = 1.3

# Fewer letters than this are a name or a number with its unit; of one or two words the detectors
# must be surer than this.
MIN_LETTERS = 3
FEW_WORDS = 2
FEW_WORDS_SURE = 0.8
# A statement is taken to differ from its article only from this many words and this sure.
OTHER_WORDS = 3
OTHER_SURE = 0.85
# The dictionaries and detectors learn nothing more from further words.
MAX_DETECTOR_WORDS = 60


def _index(lists: Mapping[str, str]) -> dict[str, tuple[tuple[str, float], ...]]:
    """Each word with the languages that have it and what it counts for each of them."""
    owners: dict[str, list[str]] = {}
    for code, words in lists.items():
        for word in dict.fromkeys(words.split()):
            owners.setdefault(word, []).append(code)
    return {
        word: tuple((code, 1.0 / len(codes)) for code in codes) for word, codes in owners.items()
    }


WORD_VOTES = _index(_WORDS)
ENDING_VOTES = _index(_ENDINGS)
LATIN_LETTER_VOTES = _index({code: " ".join(letters) for code, letters in _LATIN_LETTERS.items()})
PAIRS = {code: tuple(pairs.split()) for code, pairs in _PAIRS.items()}
LATIN_LETTERS = frozenset(LATIN_LETTER_VOTES)
CYRILLIC_CODES = OPEN_SCRIPTS["Cyrl"]
LATIN_GATE_CODES = (*_LATIN_LETTERS, "en")


@cache
def script_of(letter: str) -> str:
    """ISO 15924 code of a letter's script, ``Zyyy`` for one that is not in the table.

    >>> script_of("ж"), script_of("w"), script_of("ა")
    ('Cyrl', 'Latn', 'Geor')
    """
    point = ord(letter)
    return next((name for first, last, name in SCRIPTS if first <= point <= last), "Zyyy")


def main_script(words: Iterable[str]) -> str | None:
    """The script of most letters; None where no letter is of a known script.

    Names keep their Latin letters in Cyrillic news ("концерт Global Citizen Festival"), so Latin
    words with a capital count a quarter where another script is there as well.

    >>> main_script(["на", "концерт", "Global", "Citizen", "Festival"])
    'Cyrl'
    """
    letters: dict[str, float] = {}
    capitals = 0
    for word in words:
        script = script_of(word[0])
        letters[script] = letters.get(script, 0) + len(word)
        if script == "Latn" and word[0].isupper():
            capitals += len(word)
    letters.pop("Zyyy", None)
    if not letters:
        return None
    if len(letters) > 1 and "Latn" in letters:
        letters["Latn"] -= 0.75 * capitals
    return max(letters, key=lambda script: (letters[script], script))


def _words(text: str) -> list[str]:
    text = text[:MAX_LETTERS]
    if "@" in text or "://" in text or "www." in text or "#" in text:
        text = ADDRESS.sub(" ", text)
    words = WORD.findall(text)
    if HAS_LATIN.search(text) and MIXED.search(text):
        words = [
            word.translate(LOOKALIKES)
            if MIXED.search(word) or LATIN_LOOKALIKE.fullmatch(word)
            else word
            for word in words
        ]
    return words


def _cyrillic_votes(words: Sequence[str]) -> dict[str, float]:
    """What speaks for each language that is written in Cyrillic; ``words`` are in lower case."""
    votes = dict.fromkeys(CYRILLIC_CODES, 0.0)
    for word in words:
        for code, vote in WORD_VOTES.get(word, ()):
            votes[code] += vote
        if len(word) > 4:
            for length in (2, 3, 4):
                for code, vote in ENDING_VOTES.get(word[-length:], ()):
                    votes[code] += ENDING_WEIGHT * vote
    joined = " ".join(words)
    counts = Counter(joined)
    total = len(joined) - counts.pop(" ", 0)
    counts.pop("'", 0)
    letters = frozenset(counts)
    for code in CYRILLIC_CODES:
        odd = letters - ALPHABETS[code]
        if odd:
            votes[code] += FOREIGN_LETTER * min(MAX_FOREIGN, sum(counts[letter] for letter in odd))
        telling, share = TELLING[code]
        told = sum(counts[letter] for letter in telling)
        if not told:
            votes[code] -= min(MAX_ABSENCE, share * total)
        if code in SOFT_SHARE and not told and not any(counts[letter] for letter in SOFT):
            votes[code] -= min(MAX_ABSENCE, SOFT_SHARE[code] * total)
        if told and code != "ru":  # ы, э and ё are in half of the alphabets
            votes[code] += min(MAX_TELLING, TELLING_LETTER * told)
    rare = sum(joined.count(pair) for pair in NOT_RUSSIAN)
    votes["ru"] += max(MAX_RARE_PAIRS, RARE_PAIR * rare)
    for code, pairs in PAIRS.items():
        if votes[code] > HOPELESS:
            own = sum(joined.count(pair) for pair in pairs)
            votes[code] += min(MAX_OWN_PAIRS, OWN_PAIR * own)
    return votes


def _latin_votes(words: Sequence[str]) -> dict[str, float]:
    """What speaks for each of the commonest languages that are written in Latin letters."""
    votes = dict.fromkeys(LATIN_GATE_CODES, 0.0)
    for word in words:
        for code, vote in WORD_VOTES.get(word, ()):
            votes[code] += vote
        for letter in LATIN_LETTERS.intersection(word):
            votes["en"] += FOREIGN_LETTER / 2
            for code, vote in LATIN_LETTER_VOTES[letter]:
                votes[code] += vote
    return votes


UK_ONLY = frozenset(w for w, owners in WORD_VOTES.items() if owners == (("uk", 1.0),))
RU_ONLY = frozenset(w for w, owners in WORD_VOTES.items() if owners == (("ru", 1.0),))
EN_ONLY = frozenset(w for w, owners in WORD_VOTES.items() if owners == (("en", 1.0),))
OTHER_LATIN = frozenset(
    word
    for word, owners in WORD_VOTES.items()
    if word[0] < "Ѐ" and len(word) > 1 and "en" not in dict(owners)  # "s" is also English "'s"
)
ASCII = frozenset("abcdefghijklmnopqrstuvwxyz")
# Signs that a text of one language may hold beside its letters; another sign only costs speed.
SIGNS = frozenset(" &\u200b\n\t\u00a0\u202f0123456789.,:;!?…()[]-–—+/%№$€\"'’ʼ‘«»„“”*")
UK_ONLY_LETTERS = frozenset("їє")
UK_TEXT = ALPHABETS["uk"] | ASCII | SIGNS
RU_TEXT = ALPHABETS["ru"] | ASCII | SIGNS
EN_TEXT = ASCII | SIGNS
RU_CLEAR = frozenset("ыэё")  # ъ is Bulgarian as well
RU_CLEAR_ENDINGS = frozenset({"ого", "его", "ому", "ает", "ует", "ыми", "тся", "ние", "сть", "ных"})
PLAIN_WORD = re.compile(r"[^\W\d_]+")
LATIN_RUN = re.compile(r"[a-z]+")
# None of the gate's clear cases on the development set was wrong (0 of some 700).
CLEAR_CONFIDENCE = 0.999
MIN_CLEAR = 24


def _clear(lower: str) -> str | None:
    """The language of a text that leaves no doubt, by a few set operations; None for all others.

    Asks for more than the votes do, and gives the same answer: it is here for speed.
    """
    letters = frozenset(lower)
    if letters <= EN_TEXT:
        words = PLAIN_WORD.findall(lower)
        is_english = len(EN_ONLY.intersection(words)) > 1 and OTHER_LATIN.isdisjoint(words)
        return "en" if is_english and len(lower) > MIN_CLEAR else None
    if letters <= UK_TEXT:
        # Without ї and є it may still be Belarusian, which has no и and no щ, or Kazakh.
        if letters.isdisjoint(UK_ONLY_LETTERS) and not (
            "і" in letters
            and not letters.isdisjoint("ищ")
            and not UK_ONLY.isdisjoint(PLAIN_WORD.findall(lower))
        ):
            return None
        code = "uk"
    elif letters <= RU_TEXT and not letters.isdisjoint(RU_CLEAR):
        # ы, э, ё and и shut out the neighbours; words or endings shut out Turkic and Mongolian.
        words = PLAIN_WORD.findall(lower)
        told = len(RU_ONLY.intersection(words))
        if told < 2 and "и" in letters:
            told += sum(word[-3:] in RU_CLEAR_ENDINGS for word in words)
        if told == 0 or (told == 1 and any(pair in lower for pair in NOT_RUSSIAN)):
            return None
        code = "ru"
    else:
        return None
    if not letters.isdisjoint(ASCII):
        latin = sum(map(len, LATIN_RUN.findall(lower)))
        if latin * 4 > len(lower):
            return None
    return code if len(lower) > MIN_CLEAR else None


@dataclass(frozen=True, slots=True)
class _Gate:
    """What the letters and words alone tell: ``code`` is None where they leave it open."""

    code: str | None
    decided_by: str
    script: str | None
    words: tuple[str, ...]
    votes: Mapping[str, float]

    @property
    def confidence(self) -> float | None:
        if not self.votes:
            return CLEAR_CONFIDENCE if self.decided_by == "letters" else None
        best = sorted(self.votes.values(), reverse=True)[:2]
        return _sigmoid(LEAD_SLOPE * (best[0] - best[1]))


def _sigmoid(value: float) -> float:
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value)))), 4)


def _gate(text: str) -> _Gate:
    if code := _clear(text[:MAX_LETTERS].lower()):
        return _Gate(code, "letters", "Latn" if code == "en" else "Cyrl", (), {})
    words = _words(text)
    script = main_script(words)
    if script is None:
        return _Gate(UNDETERMINED, "no-letters", None, (), {})
    own = [word for word in words if script_of(word[0]) == script]
    if script == "Hani" and KANA.search(text):
        script = "Jpan"
    if code := ONLY_LANGUAGE_OF_SCRIPT.get(script):
        return _Gate(code, "script", script, tuple(own), {})
    if sum(map(len, own)) < MIN_LETTERS:
        return _Gate(UNDETERMINED, "too-short", script, tuple(own), {})
    lower = [word.lower().translate(APOSTROPHES) for word in own]
    if script == "Cyrl":
        votes = _cyrillic_votes(lower)
    elif script == "Latn":
        votes = _latin_votes(lower)
    else:
        return _Gate(None, "open", script, tuple(own), {})
    best, second = sorted(votes, key=lambda code: (-votes[code], code))[:2]
    is_decided = votes[best] > 0 and votes[best] - votes[second] >= MIN_LEAD
    return _Gate(best if is_decided else None, "letters", script, tuple(own), votes)


@cache
def _py3langid() -> Any:
    from py3langid.langid import LanguageIdentifier

    # An identifier of our own: the module's shared one can be restricted by other code.
    return LanguageIdentifier.from_model_file(PY3LANGID_MODEL)


@cache
def _langdetect() -> Any:
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


@cache
def _dictionary(code: str) -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang=code)


def _ask_langdetect(text: str, codes: Sequence[str]) -> dict[str, float]:
    """Probabilities (0-1) of those of ``codes`` that langdetect has a profile for; maybe none.

    The seed is set for each call: unseeded, langdetect changes its mind between calls.
    """
    from langdetect.lang_detect_exception import LangDetectException

    factory = _langdetect()
    prior = {code: 1.0 for code in factory.langlist if code in codes}
    if not prior:
        return {}
    detector = factory.create()
    detector.seed = 0
    try:
        detector.set_prior_map(prior)
        detector.append(text)
        return {found.lang: found.prob for found in detector.get_probabilities()}
    except LangDetectException:  # no features in the text
        return {}


def _dictionary_votes(words: Sequence[str], code: str) -> float:
    dictionary = _dictionary(code)
    votes = 0.0
    for word in words:
        if len(word) < 3:
            continue
        if dictionary.word_is_known(word.lower().translate(APOSTROPHES)):
            votes += IN_DICTIONARY
        elif not word[0].isupper():  # a name need not stand in a dictionary
            votes += NOT_IN_DICTIONARY
    return votes


def _detect(gate: _Gate) -> LanguageGuess:
    """The likeliest of the languages that the script can hold, and by how much."""
    codes = OPEN_SCRIPTS.get(gate.script or "", ())
    words = gate.words[:MAX_DETECTOR_WORDS]
    text = " ".join(words)
    size = math.sqrt(len(text.encode()) or 1)
    scores = {
        code: score / size + VOTE_SHARE * gate.votes.get(code, 0.0) + START.get(code, 0.0)
        for code, score in _py3langid().rank(text)
        if not codes or code in codes
    }
    if gate.script == "Cyrl":
        for code in ("ru", "uk"):
            scores[code] += _dictionary_votes(words, code)
    best, second = sorted(scores, key=lambda code: (-scores[code], code))[:2]
    lead = scores[best] - scores[second]
    decided_by = "py3langid"
    if lead < CLOSE:
        told = _ask_langdetect(text, codes)
        if best in _langdetect().langlist and told.get(second, 0.0) >= LANGDETECT_SURE:
            best, decided_by = second, "langdetect"
    confidence = _sigmoid(LEAD_SLOPE * lead)
    if len(words) <= FEW_WORDS and confidence < FEW_WORDS_SURE:
        return LanguageGuess(code=UNDETERMINED, confidence=confidence, decided_by="too-short")
    return LanguageGuess(code=best, confidence=confidence, decided_by=decided_by)


def guess_language(text: str) -> LanguageGuess:
    """The language of a text by its words alone; ``und`` where nothing can tell.

    >>> guess_language("Про це повідомили в міністерстві").code
    'uk'
    >>> guess_language("Missile strike on Kyiv damages embassy").code
    'en'
    >>> guess_language("2026: 13-19").code
    'und'
    """
    gate = _gate(text)
    if gate.code is not None:
        return LanguageGuess(code=gate.code, confidence=gate.confidence, decided_by=gate.decided_by)
    return _detect(gate)


def primary_subtag(tag: str) -> str:
    """The language of a declared tag; what pages write instead of ``uk`` is put right.

    >>> primary_subtag("uk-UA"), primary_subtag("ua"), primary_subtag("en_GB")
    ('uk', 'uk', 'en')
    """
    code = re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]
    return {"ua": "uk", "by": "be", "kz": "kk"}.get(code, code)


def article_language(article: Article) -> LanguageGuess:
    """The language of an article: what was declared for it, else what its body is written in.

    A declaration that the script makes impossible (a page template's ``en`` over a Russian text)
    is overruled.
    """
    declared = article.language
    body = article.body.of(article.text)
    if declared.code == UNDETERMINED or declared.decided_by not in DECLARED:
        return guess_language(body)
    code = primary_subtag(declared.code)
    script = main_script(_words(body))
    scripts = [name for name, codes in OPEN_SCRIPTS.items() if code in codes]
    if script in OPEN_SCRIPTS and scripts and script not in scripts and code not in TWO_SCRIPTS:
        return guess_language(body)
    return LanguageGuess(code=code, confidence=declared.confidence, decided_by=declared.decided_by)


def statement_language(text: str, article_language: str) -> str:
    """A statement's own language: its article's, unless the words clearly are of another.

    Names and short pieces say too little, and the detectors are asked only about a text that
    cannot be in the article's language.

    >>> statement_language("МИД РФ", "uk")
    'uk'
    >>> statement_language("«Мы не имеем к этому никакого отношения, это ложь»", "uk")
    'ru'
    """
    gate = _gate(text)
    if gate.code == article_language or 0 < len(gate.words) < OTHER_WORDS:
        return article_language
    if article_language == UNDETERMINED:
        return guess_language(text).code
    if gate.code is not None:
        return article_language if gate.code == UNDETERMINED else gate.code
    if article_language in gate.votes and _fits(gate, article_language):
        return article_language
    if all(word[0].isupper() for word in gate.words):
        return article_language
    guess = _detect(gate)
    sure = guess.confidence is not None and guess.confidence >= OTHER_SURE
    return guess.code if sure and guess.code != UNDETERMINED else article_language


def _fits(gate: _Gate, code: str) -> bool:
    """Whether all of the letters are of the language's alphabet."""
    letters = frozenset("".join(gate.words).lower())
    if gate.script == "Cyrl":
        return letters <= ALPHABETS[code] | ASCII | {"'", "’", "ʼ"}
    return code != "en" or letters.isdisjoint(LATIN_LETTERS)
