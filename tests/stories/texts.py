"""Invented articles of a few events, by the names of their files."""

from __future__ import annotations

from pathlib import Path

TEXTS = {
    "bridge_ru.txt": "В Гронске обрушился пешеходный мост\n\n2031-03-04\n\nПешеходный мост через "
    "реку Вельшу обрушился в Гронске утром 4 марта. Погибли два человека. Мэр Гронска Олег Тарщук "
    "объявил траур. Мост построили в 1974 году.",
    "bridge_uk.txt": "У Гронську завалився пішохідний міст\n\n2031-03-04\n\nПішохідний міст через "
    "річку Вельшу завалився у Гронську вранці 4 березня. Загинули троє людей. Мер Гронська Олег "
    "Тарщук оголосив жалобу.",
    "bridge_en.txt": "Footbridge collapses in Hronsk\n\n2031-03-05\n\nA footbridge over the Velsha "
    "river collapsed in Hronsk on the morning of 4 March. Two people were killed. Mayor Oleh "
    "Tarshchuk declared a day of mourning.",
    "strike_a.txt": "Шахтёры «Глубокой» начали забастовку\n\n2031-05-20\n\nШахтёры шахты "
    "«Глубокая» в Каменном Логе начали бессрочную забастовку 20 мая. Они требуют выплатить "
    "долги по зарплате. Под землёй остались 140 горняков.",
    "strike_b.txt": "На шахте «Глубокая» бастуют горняки\n\n2031-05-20\n\nНа шахте «Глубокая» в "
    "Каменном Логе 20 мая началась забастовка: горняки требуют выплатить долги по зарплате. Под "
    "землёй остались 95 горняков.",
    "bees.txt": "[red]Пчеловоды[/red] Заречья просят запретить пестицид\n\n2031-03-04\n\nПчеловоды "
    "Заречья потеряли за весну половину ульев. Они просят министерство запретить опрыскивание "
    "рапса.",
    "forecast_8.txt": "Прогноз погоды на 8 мая\n\nВ Лужанске 8 мая ожидается дождь, ветер северный "
    "5–10 метров в секунду, температура воздуха днём 14 градусов.",
}


def written(folder: Path) -> Path:
    """The folder with all of them in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
