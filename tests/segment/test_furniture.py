"""What stands on a page beside the account, a line a case, and the news that looks like it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from srccmp.model import Article, LanguageGuess, Source, Span
from srccmp.segment import segment
from srccmp.segment.datelines import datelines
from srccmp.segment.furniture import Piece, furniture, repeated, signatures, tail
from srccmp.segment.lines import paragraphs

FURNITURE = """
Фото: Олексій Лось / Суспільне
Фото: Reuters
Фото ілюстративне
Фото з відкритих джерел
Фото из открытых источников
Фото: із соцмереж
Фото: скриншот из видео
Фото пресс-службы порта
Фото ДСНС
Фото: ОВА
Фото - AFP
Скриншот видео
Скріншот
Кадр из видео
Кадр з відео: Телеканал «Порт»
Иллюстративное фото (Анна Лис, «Гавань»)
Правообладатель иллюстрации Getty
Автор фото, Getty Images
Підпис до фото, Капітан на причалі
Подпись к фото, Капитан на причале
Image caption The captain on the pier
Image copyright Getty Images
Image source, AFP
Photo by Ann Lee on Unsplash
Photograph: Ann Lee/The Harbour
(AP Photo/Ann Lee)
Credit: Ann Lee/Harbour Post
Picture credit: AFP
Getty
Video: Harbour TV
Відео дня
Видео дня
Дивіться відео
Смотрите видео
Підписуйтесь на наш Telegram-канал
Підписуйтеся на наш Viber
Подписывайтесь на наш Телеграм, чтобы быть в курсе
Підпишіться на канал «Гавань» у Telegram, щоб першими дізнаватися новини
Читайте нас у Telegram
Читайте «Гавань» в Telegram
Читай нас в Google News
Наш канал в Telegram
Ми в Instagram
Мы в соцсетях
Слідкуйте за нами у Facebook
Слідкуйте за оновленнями
Следите за новостями в нашем Telegram-канале
Слідкуйте за новинами Порту у Viber
Приєднуйтесь до нас у Facebook
Приєднуйтесь до нашого каналу
Вступайте в нашу группу в Viber
Долучайтесь до нашого чату
Натисніть «Подобається», аби читати наші пости
Ставте лайки
Новости от Гавани в Telegram
Новини від «Гавані» в Telegram.
Хочете отримувати новини першими? Підписуйтесь
Отримуйте головні новини на пошту
Получайте новости первыми
Будьте першими в курсі новин
Надішліть новину у наш бот
Нагадаємо, підписуйтесь на наш канал
Напомним, вы можете подписаться на наш канал в Telegram
Subscribe to our newsletter
Sign up to our daily email
Follow us on Telegram
Follow Ann Lee on Twitter
Join our Telegram channel
Join the 20,000 readers who have subscribed
Like us on Facebook
Download our app
Support independent journalism
Donate to the Harbour Post
Click here to subscribe
Get the latest news delivered to your inbox
Читайте також: Порт закрили
Читайте також Порт закрили
Читайте также по теме:
Читайте ранее в этом сюжете: Порт закрыли?
Читайте також на «Гавані»
Читать далее
Читать полностью
Читати далі
Далі буде
Продолжение следует
Ещё по теме
Ще за темою
Схожі новини
Похожие новости
Новости по теме
Материалы по теме
Інші новини
Другие новости
Останні новини
Последние новости
Популярні новини
Популярное
Найпопулярніше
Рекомендуем
Рекомендуємо прочитати: Порт закрили
Дивіться також: Шторм на морі
Смотрите также: шторм на море
Більше новин тут
Більше фото з місця події — у нашому Telegram
Больше фото — в нашей галерее
Больше новостей о шторме — в нашем Телеграм-канале
Read more: How the port works
READ MORE: Harbour shut
Read the full story here
Related articles
Related topics
More from Harbour Post
See also: The storm
Recommended
Most read
Most popular
Trending
Top stories
You may also like
Поделиться
Поделиться:
Поділитися
Поділитись у Facebook
Поширити
Share this article
Share this:
Share
Facebook Twitter Telegram Viber
Facebook
Надрукувати
Роздрукувати
Print
Print this page
Email this article
Save article
Коментарі (0)
Комментарии: 15
Комментариев: 3
Коментувати
Комментировать
0 коментарів
12 комментариев
5 comments
Leave a comment
Залишити коментар
Обсудить
Додати коментар
Просмотров: 173
173 перегляди
Переглядів: 1 250
1,234 views
2 min read
Час читання: 2 хв
Время чтения: 3 мин.
Автор: Ганна Лис
Автор: Ганна Лис, «Гавань»
Автор статьи: Анна Лис
Анна Лис, «Гавань»
Ганна Лис, журналістка
Текст: Анна Лис
Журналіст: Ганна Лис
Корреспондент: Анна Лис
Підготувала Ганна Лис
Материал подготовила Анна Лис
By Ann Lee
By ANN LEE
By Ann Lee and Tom Ray
By Ann Lee, BBC News
By Harbour Post Staff
By Staff Reporter
Written by Ann Lee
Reporting by Ann Lee in York; Editing by Tom Ray
Additional reporting by Ann Lee
Editing by Tom Ray
Our correspondent
Staff reporter
Harbour Post writer Ann Lee contributed to this report.
Ann Lee contributed to this report from York.
Реклама
Реклама:
РЕКЛАМА
Advertisement
ADVERTISEMENT - CONTINUE READING BELOW
Story continues below advertisement
Article continues after ad
На правах рекламы
Партнёрский материал
Спонсорований матеріал
Новини партнерів
Новости партнёров
Матеріали з позначкою «Реклама» публікуються на правах реклами.
Теги: порт, шторм
Теґи: порт
Мітки: порт, шторм
Tags: port, storm
Topics: port
Категорія: Новини
Рубрика: Происшествия
#порт #шторм #море
Цей сайт використовує файли cookie
Сайт использует cookies
Мы используем файлы cookie для улучшения работы сайта.
Продовжуючи користуватися сайтом, ви погоджуєтесь з використанням файлів cookie
Продолжая пользоваться сайтом, вы соглашаетесь с политикой конфиденциальности
We use cookies to improve your experience.
This site uses cookies.
By continuing to use this site you agree to our use of cookies
By clicking "Accept", you agree to our terms
Accept all cookies
Accept
Прийняти
Принять все
Погоджуюсь
Privacy Policy
Політика конфіденційності
Политика конфиденциальности
Terms of use
Правила користування
Умови використання
Manage your privacy settings
© 2019 Гавань
© Гавань, 2019. Усі права захищені
Copyright 2019 Harbour Post. All rights reserved.
(c) 2019 Harbour Post
All rights reserved.
Всі права захищено.
Усі права захищені
Все права защищены
При использовании материалов ссылка на «Гавань» обязательна.
Передрук матеріалів дозволено лише за наявності гіперпосилання.
Использование материалов разрешено при условии ссылки.
Republication prohibited without permission
This material may not be published, broadcast, rewritten or redistributed.
Если вы нашли ошибку, выделите фрагмент текста и нажмите Ctrl+Enter
Нашли ошибку? Выделите её и нажмите Ctrl+Enter
Заметили ошибку?
Знайшли помилку?
Помітили помилку?
Якщо ви знайшли помилку, будь ласка, виділіть фрагмент тексту та натисніть Ctrl+Enter.
Spotted a mistake? Let us know
Есть новость? Пишите нам
Сообщите нам новость
Стали свідком події? Напишіть нам
14:32
14 березня 2019, 14:32
14 марта 2019 г., 14:32
14.03.2019 14:32
14.03.19
Вівторок, 14 березня 2019
Вторник, 14 марта 2019, 14:32
Сьогодні, 14:32
Сегодня в 14:32
Вчера, 17:05
March 14, 2019
March 14, 2019 5:05 pm
Published 14 March 2019
Published: March 14, 2019 at 5:05 p.m.
Updated 2 hours ago
Last updated: 14 March 2019
Posted on March 14, 2019
2 hours ago
3 години тому
3 часа назад
Опубліковано: 14.03.2019
Обновлено в 14:32
Оновлено 14 березня
Дата публикации: 14.03.2019
Thu 14 Mar 2019 14.32 GMT
2019-03-14T14:32:00Z
ТАСС
РИА Новости
Укрінформ
Reuters
(Reuters)
- УНІАН
Источник: ТАСС
Джерело: УП
Джерело: Портовий вісник
Источник — РИА Новости
Source: Reuters
За матеріалами УП
По материалам СМИ
По материалам: ТАСС
За інформацією: Укрінформ
Tom Ray (@tomray) January 1, 2020
— Ann Lee (@annlee) March 14, 2019
A post shared by Ann Lee (@annlee)
View this post on Instagram
Переглянути цей допис в Instagram
Посмотреть эту публикацию в Instagram
pic.twitter.com/abc123
Twitter: @annlee
16+
0
Головна
Главная
Наверх
На головну
Повернутися
Назад
Home
Skip to content
Play video
Embed
Loading...
Загрузка...
Увійти
Войти
Зареєструватися
Log in
Фото: Ганна Лис/РБК-Україна
Фото надане пресслужбою поліції
Фото: facebook.com/port
Фото: Нацполіція
Фото з Facebook мера
Ілюстративне зображення
Коллаж: Гавань
Інфографіка: Гавань
Зображення: Pixabay
Фото из соцсетей
Фото: пресс-центр порта / Telegram
На фото: капитан порта
Снимок экрана
Photo: Press office of the port
Photos by Ann Lee
File photo
Photo credit: Ann Lee
(Photo by Ann Lee/Getty Images)
AP Photo/Ann Lee
Reuters/Ann Lee
Підписуйся на «Гавань» у Viber та Telegram
Підпишись на наш Telegram
Подпишись на наш канал в Telegram и будь в курсе
Подписывайтесь на канал @harbour
Більше новин — у нашому Telegram-каналі
Оперативні новини читайте в Telegram-каналі «Гавань»
Все самое важное — в нашем Telegram
Головні новини дня — у нашому телеграмі
Читайте наші новини в Google News
Ставайте нашим спонсором
Підтримай незалежну журналістику
Стань другом «Гавані»
Follow @harbour on Twitter
Follow Harbour Post on Facebook and X
Get our free daily newsletter
Sign up here for the latest news
To get the latest news, subscribe to our channel
Subscribe to Harbour Post for unlimited access
Already a subscriber? Log in
Читайте також: «Порт закрили»
Читати також: Порт закрили
ЧИТАТИ ТАКОЖ: Порт закрили
Читайте по теме: Порт закрыли
Читай также: Порт закрыли
Почитати ще
Також читайте: Порт закрили
Дивіться відео: шторм у порту
Read next: Port shut
Related: Port shut
RELATED STORY: Port shut
Watch more: Port shut
What you need to know
Поділитися цією новиною
Сподобалась новина? Поділись з друзями
Понравилась статья? Поделитесь
Расскажите друзьям
Скопіювати посилання
Share on Facebook
Tweet this
Коментарі відсутні
Комментариев нет
No comments yet
Коментарі закриті
Join the conversation
Автор: Г. Лис
Автор новини: Ганна Лис
Авторка: Ганна Лис
Головний редактор: Ганна Лис
By Ann Lee in York
By Ann Lee | Harbour Post
Story by Ann Lee
Ann Lee, Harbour Post
Реклама 18+
Реклама на сайті
Останні новини України
Курс валют
Погода
Топ новости
Головне за день
Ключові слова: порт, шторм
Теги:
Tagged: port
Filed under: News
Ми використовуємо cookies
Цей вебсайт використовує cookies.
Сайт використовує cookie-файли
Я згоден
Погодитись
Cookie settings
Your privacy choices
Всі права захищені © 2019
© 2010-2019 Гавань
Всі матеріали на цьому сайті захищені авторським правом.
Передрук заборонено
Републікація матеріалів заборонена без згоди редакції
Копіювання матеріалів заборонено
Использование материалов сайта разрешено только с указанием ссылки
Ідентифікатор медіа R40-00000
Помилка в тексті? Виділіть її та натисніть Ctrl+Enter
Якщо ви побачили помилку, виділіть її мишею
Report an error
Correct this article
14 березня, 14:32
14 березня 2019 р. 14:32
Чт, 14 березня 2019
Четверг, 14 марта 2019
14 Mar 2019
Mar 14, 2019 - 5:05pm
Published on: 14/03/2019
Updated at 5:05 p.m.
Оновлено: 14:32
Створено 14.03.2019
Час публікації: 14:32
УНІАН
/УНІАН/
Укрінформ.
Джерело: РБК-Україна
Джерело - УНІАН
Источник: «Гавань»
Об авторе
Про автора
Фото: кадр відео
Фото: скрін
Фото: kyivport.example
Фото з архіву редакції
Фото: ТАСС/Анна Лис
Фото: Анна Лис / РИА Новости
Фото (архів): Гавань
Image: Harbour Post/Ann Lee
Photo courtesy of the port
Picture: PA
Підписатися на канал
Підписатися на розсилку
Подписаться на рассылку
Щоб не пропустити новини, підписуйтесь на наш YouTube
Чтобы узнавать новости первыми, подписывайтесь на наш Telegram
Хочеш знати більше? Підписуйся на Telegram
Стежте за новинами в нашому каналі
Ми у WhatsApp
Наш Viber
Наш Телеграм
Follow our WhatsApp channel
Subscribe to our YouTube channel
Enjoyed this article? Subscribe
Читайте також про те, як порт готується до зими
Читайте на цю тему:
Читать также:
Смотрите видео: шторм в порту
Більше про шторм читайте за посиланням
Подробнее — в материале «Гавани»
Детальніше – в нашому матеріалі
See more: Storm
Read this next
Read our full coverage
More on this topic
Share via email
Поділитися в Telegram
Отправить другу
Зберегти
Коментарі: 3
Коментарів: 0
Читати коментарі
3 comments
Show all comments
Журналістка: Ганна Лис
Автори: Ганна Лис, Том Рей
Ведуча: Ганна Лис
Переклад Ганни Лис
Written by Ann Lee, Harbour Post
By ANN LEE, Associated Press
By Ann Lee for Harbour Post
Партнерський проєкт
Реклама від партнерів
Sponsored by Harbour Bank
Мітки: порт
Категорії: порт, море
This website uses cookies to ensure you get the best experience
Ми цінуємо вашу приватність
We value your privacy
We and our partners use cookies
Усі права захищено © Гавань 2019
При копіюванні матеріалів посилання обов'язкове
При цитировании ссылка на «Гавань» обязательна
Use of this site constitutes acceptance of our terms
Побачили помилку? Виділіть і натисніть Ctrl+Enter
Опубліковано 14:32, 14 березня
14.03.2019 о 14:32
14 Березня 2019 14:32
Friday, March 15, 2019
Updated: 15 Mar 2019, 10:00 AM IST
Posted 3 days ago
Інтерфакс-Україна
Джерело: Reuters
За даними: УНІАН
"""

NEWS = """
Фото шторму показали у школах міста.
Фото порта с дрона появилось в сети утром.
Фото и видео с места ЧП публикует мэрия.
Видео дня сняли жители порта.
Кадр из видео помог найти судно.
Getty выиграла суд против порта.
Підписувати угоду відмовилися обидві сторони.
Подписались под обращением мэры 30 городов.
Слідкувати за порядком будуть 300 поліцейських.
Следить за порядком будут 300 полицейских.
Приєднатися до санкцій вирішили ще три країни.
Приєднуйтеся до ініціативи, закликав мер на зустрічі з лікарями.
Новости о шторме вызвали панику в порту.
Новини про шторм спричинили паніку в порту.
Нагадаємо, 14 листопада порт закрили через шторм.
Нагадаємо, про шторм попереджали ще у вівторок.
Напомним, 14 ноября порт закрыли из-за шторма.
Напомним, читайте: 14 ноября порт закрыли.
Читали лекції у порту троє професорів.
Читайте закон, сказал мэр рабочим на встрече.
Больше фото нет, заявил капитан.
Больше новостей о пропавших нет.
Более подробно о плане мэр расскажет в среду.
Більше 300 людей залишилися без світла.
Read the bill before you vote, the mayor told the council.
Related deaths rose to 30 in March.
More from the fund will go to the port.
Recommended doses were ignored at the clinic.
Most read about the storm in the morning.
Trending upwards, the toll reached 30.
Поделились водой соседи порта.
Поділитися даними порт відмовився.
Share of the port in trade fell to 3 percent.
Facebook закрыл страницу порта.
Facebook shut the port's page.
Telegram каналы сообщили о взрыве.
Коментарі мера викликали обурення.
Комментариев от мэрии пока нет.
12 коментарів отримала пропозиція мера, сказав Лось.
173 перегляди зібрало відео за добу, сказав Лось.
Автор статьи арестован в порту.
Автор: мой роман украли из издательства и напечатали без имени.
Автори закону пояснили зміни у вівторок.
Текст договора опубликовали в среду.
Журналіст загинув у порту.
By Friday the port had shut.
By Ann Lee's count, 30 ships sank.
By Harbour standards, the storm was mild.
Written by three judges, the ruling runs to 80 pages.
Editing by the censors cut the film in half.
Реклама на мосту запрещена с марта.
Advertisement of tobacco is banned.
Теги с именами погибших повесили на мосту.
Категорія водіїв, яким дозволено їздити, зросла.
Рубрика в газете закрыта после суда.
Cookie makers struck in York.
We use the port for grain, Hale said.
By continuing the strike, dockers won a raise.
Accept the plan, Hale told the council.
Прийняли закон у другому читанні.
Copyright law was changed in March.
All rights reserved for the crown were lost.
Все права на порт переданы городу.
Использование порта прекращено до марта.
Використання матеріалів справи дозволив суд.
При использовании оружия погибли двое.
Нашли ошибку в расчётах инженеры порта.
Знайшли помилку у розрахунках інженери.
Если вы нашли мину, звоните 101, напомнили спасатели.
14 березня 2019 року порт закрили.
14:32 порт закрыт, сообщила мэрия.
В 14:32 прогремел взрыв.
Сегодня в 14:32 прогремел взрыв.
Сьогодні о 14:32 пролунав вибух.
March 14, 2019 was the worst day.
Published reports say 30 died.
Updated figures put the toll at 30.
Posted guards left the pier.
2 hours ago the port was shut.
3 години тому порт закрили.
3 часа назад порт закрыли.
Обновлено оборудование порта.
ТАСС сообщил о взрыве.
Reuters reported the blast.
Источник: взрыв был один, его слышали в городе.
Источник ТАСС: взрыв был один.
Джерело УП: порт закрили через борги.
За матеріалами справи, порт винен 3 млн.
По материалам дела, порт должен 3 млн.
За інформацією поліції, порт закрили.
A post was shared by thousands.
Twitter blocked the port's account.
Главная дорога порта закрыта.
Головна площа порожня.
Назад судно вернули к вечеру.
Home prices fell by a tenth.
Войти в порт не смогли три судна.
Увійти до порту не змогли три судна.
Погибли двое
Порт закрыт
Кто закрыл порт
Что известно о шторме
Що відомо про шторм
Двоє загиблих
Support for the strike grew.
Donate blood, doctors asked.
Followed by police, the crowd left.
Join the strike, he told dockers.
Download speeds fell after the cable was cut.
Фото зі штормом показали на виставці в музеї.
На фото видно, как горит порт.
На фото з місця події видно уламки ракети.
Колаж із шести фото продали за мільйон.
Зображення святого вкрали з церкви.
Снимок экрана стал уликой в суде.
Photos by police drones show the blast.
Файли знайшли на комп'ютері мера.
Підписали договір президент і прем'єр.
Подпись мэра подделали, установил суд.
Канал порту відкрили для суден.
Канал для судов открыли в среду.
Telegram заблокували на державних телефонах.
Головні новини дня обговорили на нараді.
Підтримали закон 300 депутатів.
Поддержали закон 300 депутатов.
Стань мэром, предложил ему губернатор.
Follow-up talks will be held in Geneva.
Getting the grain out took three days.
Sign language was used in court.
Subscribers lost access to power.
Читати вирок суддя почав о десятій.
Читать приговор судья начал в десять.
Раніше на мосту загинули двоє.
Також читайте закон, радив він депутатам учора на засіданні комітету.
Дивіться, що вони зробили з портом, сказав мер.
Важливо, що порт відкрили вчасно.
Довідка про смерть виявилася підробкою.
Справка о смерти оказалась подделкой.
Watch officers saw the ship first.
What you saw was a crime, the judge said.
Поділитися досвідом приїхали німці.
Расскажите правду, потребовал судья.
Коментарі чиновників суперечать одне одному.
Комментариев нет ни от мэрии, ни от порта, сообщила газета.
Авторка фільму отримала премію.
Редактор газеты убит в порту.
Головний редактор газети загинув.
Story by story, the tower fell.
Реклама сигарет зникне з вулиць.
Курс долара зріс до 41 гривні.
Погода погіршиться у середу.
Новини за кордоном не радують.
Filed under seal, the suit names Hale.
Cookies were sold for charity.
Захищені дороги відкрили першими.
Передрук книги заборонено судом у Луцьку.
Копіювання ключів коштувало йому роботи.
Помилка пілота коштувала життя двом людям.
Ошибка в тексте закона привела к спору.
Report says 30 died in the blast.
14 березня о 14:32 пролунав вибух.
Четвер став найважчим днем.
Mar 14 was the worst day of the war.
Створено новий порт на півночі.
Про автора листа нічого не відомо.
Источник «Гавани» подтвердил взрыв.
Джерело в поліції підтвердило вибух.
Підписку на газету скасували через війну.
Подписаться под письмом отказались трое.
Наш порт закрили у березні.
Наш канал постачання зерна закрито.
Follow our example, he told the crowd.
Сохранить порт не удалось.
Зберегти порт не вдалося.
Отправить другу деньги он не успел.
Журналістка зникла у порту.
Автори листа вимагають відставки.
Ведуча заплакала в ефірі.
Переклад угоди затримав переговори.
Партнерський проєкт порту зупинили.
We value every life, the mayor said.
We and our partners will rebuild the port.
При копировании ключей его поймали.
Use of force was banned.
Posted guards slept, the report says.
Friday, March 15, was quiet.
За даними поліції, порт закрито.
Більше про шторм не говорили.
Подробнее он обещал рассказать в суде.
More on the storm is known now.
Read this aloud, the judge said.
Sponsored by the state, the fleet grew.
"""

# The bar stands where the dateline ends.
DATELINES = """
КИЇВ, 14 листопада 2025 – |Порт закрито.
Київ. УНІАН. |Порт закрито.
МОСКВА. 3 мая. INTERFAX.RU - |Порт закрыт.
МОСКВА, 3 мая /ТАСС/. |Порт закрыт.
МОСКВА, 3 мая — РИА Новости. |Порт закрыт.
МОСКВА, 3 мая — РИА Новости, Анна Лис. |Порт закрыт.
Одеса, 3 травня, Укрінформ. |Порт закрито.
ОДЕСА – РБК-Україна. |Порт закрито.
KYIV. May 3. Ukrinform. |The port is shut.
KYIV, May 3. /Ukrinform/. |The port is shut.
(Reuters) - |The port is shut.
(CNN) — |The port is shut.
May 3 (Reuters) - |The port is shut.
LONDON (Reuters) - |The port is shut.
LONDON, England (CNN) -- |The port is shut.
БРЮССЕЛЬ. КАЗИНФОРМ - |Порт закрыт.
04:12 REGNUM |Порт закрыт.
, 04:12 REGNUM |Порт закрыт.
WEST PALM BEACH, Fla. — |The port is shut.
WASHINGTON, D.C. — |The port is shut.
МОСКВА, 3 мая, ФедералПресс. |Порт закрыт.
МИНСК, 3 мая (БЕЛТА) - |Порт закрыт.
АСТАНА. 3 мая. КазТАГ - |Порт закрыт.
БАКУ /Trend/ - |Порт закрыт.
Баку, 3 мая, АЗЕРТАДЖ |Порт закрыт.
Лондон. 3 мая. Гавань.медиа – |Порт закрыт.
Харків, 3 травня. |Порт закрито.
ТАСС. |Порт закрыт.
МОСКВА (Рейтер) - |Порт закрыт.
Київ - Укрінформ. |Порт закрито.
ЛОНДОН, 18 июл ПРАЙМ. |Порт закрыт.
17:05, 3 травня 2019 |Порт закрито.
3 мая 2019, 17:05 — REGNUM |Порт закрыт.
Oslo, 3 May 2019 (AFP) - |The port is shut.
PARIS — |The port is shut.
|Порт 3 травня закрили.
|Київ, 3 травня прокинувся від грому.
|Лондон. Порт закрыт.
|Одеса – Порт закрито.
|МЧС - Порт закрыт
|3 мая Порт закрыт
|НАТО. Порт закрыт.
"""


def piece(text: str) -> Piece:
    return Piece(text=text, is_line=True, is_last=False, source="Гавань")


@pytest.mark.parametrize("text", FURNITURE.strip().splitlines())
def test_furniture_is_dropped(text: str) -> None:
    assert furniture(piece(text))


@pytest.mark.parametrize("text", NEWS.strip().splitlines())
def test_news_is_kept(text: str) -> None:
    assert furniture(piece(text)) is None


@pytest.mark.parametrize("drawn", DATELINES.strip().splitlines())
def test_datelines(drawn: str) -> None:
    head, rest = drawn.split("|")
    found = datelines(head + rest, paragraphs(head + rest), signatures())
    assert [span.of(head + rest) for span in found] == [head.strip(" ,")] * bool(head)


def test_a_label_is_a_whole_line() -> None:
    text = "Реклама"
    assert furniture(Piece(text=text, is_line=True, is_last=False, source="")) == "advertisement"
    assert furniture(Piece(text=text, is_line=False, is_last=False, source="")) is None


@pytest.mark.parametrize("text", ["Да.", "Нет.", "Ні.", "Реклама.", "7. Instagram", "News24"])
def test_an_answer_or_an_item_is_no_label(text: str) -> None:
    assert furniture(piece(text)) is None


def test_the_title_stands_once() -> None:
    lines = ("Storm", "Ann Lee", "It rained.", "Storm", "Ann Lee", "It rained.")
    assert repeated(lines, title="Storm") == (1, 3, 4)
    assert repeated(lines, title=None) == (0, 1, 3, 4)


def test_what_follows_the_call_at_the_end_is_the_site() -> None:
    reasons = [None] * 8 + ["call to report errors", None, None]
    assert list(tail(reasons, [10] * 11)) == [9, 10]


def test_a_title_is_no_link() -> None:
    text = "Смотрите: как шторм разрушил порт\n\nПорт закрыт."
    base = Article(
        id="a1",
        path="a1.txt",
        source=Source(key="harbour", name="Harbour", decided_by="test"),
        title="Смотрите: как шторм разрушил порт",
        text=text,
        sha256="",
        language=LanguageGuess(code="ru", confidence=None, decided_by="test"),
        published=None,
        body=Span(0, len(text)),
    )
    assert len(segment(base, "ru").statements) == 2
    assert len(segment(replace(base, title=None), "ru").statements) == 1


def test_a_call_in_the_midst_is_no_end() -> None:
    reasons = [None, "rights", None, None, None]
    assert list(tail(reasons, [10] * 5)) == []
