"""More places where sentences end or go on, drawn as in ``test_sentences``: one line a case."""

from __future__ import annotations

import pytest

from srccmp.segment import sentences

RUSSIAN = """
Мост над заливом закрыт.| |он очень старый.
Выделено 15 млрд. рублей и 3 куб. метра песка.
Осмотр провели на 3-м эт. здания.
В продаже кремы Dr. Hale и Mrs. Ray.| |Они дороги.
Встреча назначена на 1 янв. 2026 года.| |Зал готов.
Порт открыт с 1 сент. по 5 окт. включительно.
Дом стоит на ул. им. Лосева, д. 5, кв. 12.| |Он пуст.
Отчёт за 2024/25 гг. готов.| |Его прочтут.
Приказ подписал и. о. мэра А. Б. Лосев.| |Он вступил в силу.
Приехал Лосев А. Б.| |Он был один.
Мы едем в г. о. Клин и в р. п. Заря.
Они живут в с. Гора и д. Луг.
Рост составил 3,5 % против 2,1 % годом ранее.| |Это мало.
Температура упала до −5,5 °C.| |Вода замёрзла.
Курс вырос до 91,2 руб. за долл. США.
Счёт 2:1.| |Матч окончен.
Версия 2.0.1 вышла в 12.30.| |Её ждали.
Цены выросли на 5–7 п. п. за год.
Читайте на сайте port.example.ru.| |Там есть всё.
Ссылка: https://port.example/news/1.| |Она открыта.
Бот @port_bot отвечает быстро.
Он спросил: «Кто здесь?!»| |Никто не ответил.
«Кто здесь?!» — спросил он.
— Вы видели шторм?| |— Да.
— Мы видели шторм, — сказал капитан.| |— Он шёл с юга.
«Шторм идёт, — сказал капитан.| |— Уходите».
«Порт закрыт, — заявил Лосев. — откроем завтра».
Фильм «Кто боится?» (1997) показали вновь.
Он думал... думал... и уснул.
Что?!| |Где?!| |Когда?!
Ну вот!..| |Опять шторм.
Вопрос решён (см. п. 3).| |Спора нет.
По данным т. н. «комиссии», вода чиста.
Приняли закон № 5.| |Он вступил в силу.
Приняли ст. 5.| |Она вступила в силу.
В XX в. порт рос.| |Он стал главным.
Это случилось в 40-х гг.| |Тогда порт был мал.
Рабочие, инженеры и пр. ушли.
Собралось ок. 300 чел. у ворот.
Грузили 5 т. зерна в час.
Судно шло со скоростью 12 км/ч.| |Море было спокойно.
Высота башни — 120 м.| |Она видна издалека.
Доктор наук, проф. А. Лосев, чл.-корр. РАН, выступил.
⚓ Порт закрыт.| |⚡️ Мост открыт.
🔥 Порт закрыт 🔥| |Мост открыт
✅ Порт открыт| |✅ Мост открыт
▪️ Порт закрыт.| |▪️ Мост открыт.
Порт закрыт.| |⚓ Мост открыт.
Спасибо! 😊| |Мы рады.
Порт закрыт.| |#Шторм усилился к вечеру.
Порт закрыт. #порт #шторм
Порт закрыт.&quot;| |Мост цел.
«Порт закрыт!&raquo;| |Мост цел.
Все молчали ... 2019 год был трудным.
Он вошёл и произнёс:| |— Порт закрыт.
Порт закрыли на ремонт| |Отвечая на вопросы, мэр назвал срок.
Порт закрыли на ремонт| |Известно, что мост цел.
Порт закрыли на ремонт| |С утра паромы не ходят.
Витамин С помогает не всем.
Группа А играет в среду.
Премьер Юлиан Видал ушёл.
Никто не знает 😢 почему никогда| |@ivan тоже не знаю 😢
Сегодня капитан Лосев @losev уже в порту @port 😢 😢
Об этом написал @port в своём канале 😢 😢
ВАЖНО!| |Порт закрыт до утра.
iPhone дорожает.| |iPad тоже.
Порт закрыт[2][3].| |Мост цел.
III. Итоги
Глава III. Итоги года
I. Введение
2.1. Порт и мост
Он родился 5.05.1950 г.| |Умер в 2010 г.
Об этом сообщает РИА «Гавань».| |Мост цел.
Компания ООО «Порт. Мост. Шлюз» закрыта.
Премьер сказал «нет».| |Зал ахнул.
Порт закрыт; мост открыт.| |Шлюз цел.
Звоните: тел. 8 800 100-20-30.| |Спросите Анну.
Пишите на стр. 5.| |Там форма.
Посёлок им. 8 Марта цел.
Премьер-министр Дж. Р. Р. Хейл уехал.
Он (Лосев. — Прим. ред.) уехал.
"""

UKRAINIAN = """
Міст над затокою закрито.| |він дуже старий.
Виділено 15 млрд. гривень і 3 куб. метри піску.
У продажу креми Dr. Hale та Mrs. Ray.| |Вони дорогі.
Зустріч призначено на 1 січ. 2026 року.| |Зала готова.
Порт відкрито з 1 верес. по 5 жовт. включно.
Будинок стоїть на вул. ім. Лося, буд. 5, кв. 12.| |Він порожній.
Наказ підписав т. в. о. мера А. Б. Лось.| |Він набрав чинності.
Приїхав Лось А. Б.| |Він був сам.
Вони живуть у с. Гора та смт Луг.
Зростання склало 3,5 % проти 2,1 % торік.| |Це мало.
Температура впала до −5,5 °C.| |Вода замерзла.
Курс зріс до 41,2 грн. за дол. США.
Рахунок 2:1.| |Матч закінчено.
Версія 2.0.1 вийшла о 12.30.| |На неї чекали.
Ціни зросли на 5–7 в. п. за рік.
Читайте на сайті port.example.ua.| |Там є все.
Посилання: https://port.example/news/1.| |Воно відкрите.
Він запитав: «Хто тут?!»| |Ніхто не відповів.
«Хто тут?!» — запитав він.
— Ви бачили шторм?| |— Так.
— Ми бачили шторм, — сказав капітан.| |— Він ішов з півдня.
«Шторм іде, — сказав капітан.| |— Йдіть геть».
Фільм «Хто боїться?» (1997) показали знову.
Він думав... думав... і заснув.
Що?!| |Де?!| |Коли?!
Ну от!..| |Знову шторм.
Питання вирішено (див. п. 3).| |Суперечки немає.
Ухвалили закон № 5.| |Він набрав чинності.
У XX ст. порт ріс.| |Він став головним.
Робітники, інженери та ін. пішли.
Робітники, інженери тощо пішли.
Зібралося бл. 300 чол. біля воріт.
Судно йшло зі швидкістю 12 км/год.| |Море було спокійне.
Висота вежі — 120 м.| |Її видно здалеку.
Доктор наук, проф. А. Лось, чл.-кор. НАНУ, виступив.
⚓ Порт закрито.| |⚡️ Міст відкрито.
✅ Порт відкрито| |✅ Міст відкрито
Дякуємо! 😊| |Ми раді.
Порт закрито. #порт #шторм
Усі мовчали ... 2019 рік був важким.
Він увійшов і промовив:| |— Порт закрито.
Порт закрили на ремонт| |Відомо, що міст цілий.
Порт закрили на ремонт| |З ранку пороми не ходять.
Лінія В показує силу вітру.
На графіку три лінії: А, Б та В.| |Лінія А коротка.
ВАЖЛИВО!| |Порт закрито до ранку.
iPhone дорожчає.| |iPad теж.
2.1. Порт і міст
Він народився 5.05.1950 р.| |Помер у 2010 р.
Компанію ТОВ «Порт. Міст. Шлюз» закрито.
Прем'єр сказав «ні».| |Зала ахнула.
Телефонуйте: тел. 0 800 100-20-30.| |Питайте Анну.
Він (Лось. — Прим. ред.) поїхав.
Це сталося в м. Луцьк, у р-ні вул. Лісової.| |Дощ ішов.
О 9 год. 30 хв. порт закрили.
Втрати становили 5 тис. од. техніки.
Лікар І.В.Лось поїхав.| |Дощ ішов.
Порт закрито.|Міст цілий.
"""

ENGLISH = """
The court cited Hale v. Ray twice.| |It was cautious.
The port opens on Jan. 1, 2026.| |All is ready.
It ran from Sept. 1 to Oct. 5 inclusive.
The price rose 3.5% from 2.1% a year ago.| |It is little.
Version 2.0.1 came out at 12.30.| |People waited.
Read it at port.example.com.| |All is there.
The link is https://port.example/news/1.| |It is open.
He asked: “Who is there?!”| |Nobody answered.
“Who is there?!” he asked.
“The storm is coming,” said Hale.| |“Leave now.”
He thought... and thought... and slept.
What?!| |Where?!| |When?!
The matter is closed (see p. 3).| |All agree.
The law took effect on Sept. 5.| |It is short.
It was the work of Hale, Ray et al. in 2019.
He met Sen. J. D. Ray, R-Ohio, on Monday.
The U.S. economy grew.| |So did the U.K. one.
He left the U.S. on Monday.
It happened in the U.S.| |The storm was near.
The U.S.-led force came.
Ms. Hale, M.D., Ph.D., spoke.| |She was brief.
Harbour Co. Ltd. said so.
Harbour Corp. shares fell.
Hale Jr. won.| |Hale Sr. lost.
At 5 p.m. EST the port shut.
They met at 5 a.m.| |Nobody came.
Rule No. 5 holds.| |No. 6 does not.
Is the answer no?| |Yes.
He lives at 12 St. John St. in York.
Sgt. Hale and Cpl. Ray left.
It is approx. 5 km away.
He said “no.”| |The room gasped.
He said ‘no.’| |The room gasped.
The book “Who Fears?” (1997) is back.
⚓ The port is shut.| |⚡️ The bridge is open.
✅ The port is open| |✅ The bridge is open
Thank you! 😊| |We are glad.
The port is shut. #port #storm
It rained. [...]| |The bridge held.
The port was shut by law. 5| |At dawn it opened.
BREAKING!| |The port is shut.
iPhone prices rise.| |iPad prices fall.
Chapter III. The results
2.1. The port and the bridge
The Rev. Hale spoke.| |The Hon. Ray listened.
It cost $1.5bn.| |Nobody paid.
It cost £1.5 m.| |Nobody paid.
The firm Yahoo! bought a port.
He was, i.e. he is, a doctor.
Temperatures fell to 5 °C.| |The river froze.
The score was 2-1.| |The match ended.
Gov. Hale vs. Sen. Ray was the case.
Washington, D.C., was quiet.
At 10:30 a.m. Tuesday the port shut.
He works at St. Mary's.| |She does not.
Adm. J.R. Hale retired Lt. Gen. T. Ray.
The port is shut.| |“It is unsafe,” Hale said.
Dr. Hale (b. 1950) retired.
The ship sank (c. 1850) nearby.
“We will go.| |We must,” he said.
He left ... and came back.
Who won, Hale or Ray?| |Neither.
"""

DRAWN = [
    (language, drawn)
    for language, lines in (("ru", RUSSIAN), ("uk", UKRAINIAN), ("en", ENGLISH))
    for drawn in lines.strip().splitlines()
]


@pytest.mark.parametrize(("language", "drawn"), DRAWN)
def test_tricky(language: str, drawn: str) -> None:
    text = drawn.replace("|", "")
    wanted = [part.strip() for part in drawn.split("|") if part.strip()]
    assert [span.of(text) for span in sentences(text, language)] == wanted


def test_no_case_stands_twice() -> None:
    assert len(set(DRAWN)) == len(DRAWN) >= 150
