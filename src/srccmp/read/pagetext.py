"""The lines of a page's main text: what leads elsewhere goes, and what is left must be an
account."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from srccmp.errors import UnreadableArticle
from srccmp.read.formats import no_text

# A line of the main text that leads to another page of the site.
ELSEWHERE = re.compile(
    r"(?:читайте\s(?:также|також|ещё|еще|ще)|смотрите\s(?:также|также)|дивіться\s(?:також|ще)"
    r"|(?:по|материалы?\sпо|матеріали\sза)\sтем[еіо]\w*:|также\sпо\sтеме|(?:read|see|also\sread)\s(?:also|more)"
    r"|related(?:\sarticles?)?:|підписуйтесь|подписывайтесь|поділитися|поделиться|share\sthis"
    r"|(?:must\s|also\s)?(?:read|watch|listen|see)\s?\|)(?!\w)",
    re.I,
)
NEWSLETTER = re.compile(
    r"(?:get|sign\sup|subscribe|join|receive)\b.{0,150}\b(?:newsletter|inbox|daily e-?mail)\b", re.I
)
MAX_ELSEWHERE = 220  # longer lines only begin so
MIN_MENU, MAX_MENU_ITEM = 5, 40  # lines, code points; four subheadings in a row do occur
# A heading of what the site has besides: all behind it goes, where that is the lesser part.
BESIDES = re.compile(
    r"(?:more\s(?:information|news|stories|coverage)|related(?:\s(?:news|stories|articles|topics))?"
    r"|you\smay\salso\slike|recommended(?:\sfor\syou)?|latest(?:\snews)?|trending(?:\snow)?"
    r"|most\sread|popular|(?:останні|інші|головні|популярні)\sновини|новини\sпартнерів"
    r"|(?:последние|другие|главные|популярные)\sновости|новости\sпартн[её]ров"
    r"|(?:читайте|дивіться|смотрите)\s(?:также|також|ещё|еще|ще)|(?:материалы\s)?по\sтеме"
    r"|(?:матеріали\s)?за\sтемою|популярне|популярное):?",
    re.I,
)
MAX_BESIDES = 0.35
MIN_CUT = 3  # lines in a row that break off: teasers of other pages
CUT = re.compile(r"\s?(?:\.\.\.|…)$")
SENTENCE = re.compile(r"[.!?…。:;][»”\"’')\]]*$")
MIN_SENTENCE = 25  # letters; shorter lines with a full stop are captions and buttons
LONG_LINE = 90  # letters; no menu has such items, but a paragraph may end with an address
MIN_LETTERS = 80  # an article in a page is longer than a consent banner's first line
# Of 26 articles the least has 0.83 of its letters in lines that end sentences; menus have 0.15.
MIN_SENTENCES = 0.4
CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|privacy policy|\bGDPR\b|файл\w{0,3} cookie|куки"
    r"|политик\w{1,3} конфиденциальности|політик\w{1,3} конфіденційності|персональных данных"
    r"|персональних даних",
    re.I,
)
PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|read|keep)|already a subscriber|subscribers? only"
    r"|to (?:continue|keep) reading|(?:оформите|купите) подписку"
    r"|доступ\w{0,2} только (?:по подписке|подписчикам)|лише для передплатників"
    r"|(?:щоб|чтобы) (?:про)?(?:читати|читать|довжити|должить)\b.{0,40}(?:передплат|п[іо]дпис)"
    r"|(?:оформіть|купіть) (?:передплату|підписку)",
    re.I,
)


def article_lines(lines: Iterable[str]) -> list[str]:
    """The lines without menus, links to other pages and their teasers."""
    lines = _without_besides([line for line in lines if has_words(line)])
    kept = [line for line in lines if not leads_elsewhere(line)]
    return _without_cut(_without_menus(kept))


def _without_besides(lines: list[str]) -> list[str]:
    """Without what stands under "More information" at the end.

    >>> _without_besides(["The fire in the port is out by now.", "More news", "A ship."])
    ['The fire in the port is out by now.']
    """
    letters = sum(map(len, lines))
    for at, line in enumerate(lines):
        if BESIDES.fullmatch(line) and sum(map(len, lines[at:])) <= MAX_BESIDES * letters:
            return lines[:at]
    return lines


def has_words(line: str) -> bool:
    """Whether a line is more than a clock time or a sign."""
    return sum(map(str.isalpha, line)) > 1


def is_same_line(one: str, other: str) -> bool:
    """Whether two lines have the same letters and figures.

    >>> is_same_line("«Port» is closed", "“Port” is closed.")
    True
    """
    left, right = ("".join(filter(str.isalnum, line)).casefold() for line in (one, other))
    return left == right


def leads_elsewhere(line: str) -> bool:
    """Whether a line only names another page.

    >>> leads_elsewhere("Читайте також: Порт закрили"), leads_elsewhere("READ | Port is closed")
    (True, True)
    >>> leads_elsewhere("Read the report, the mayor said.")
    False
    """
    if len(line) > 2 * MAX_ELSEWHERE:
        return False
    is_call = NEWSLETTER.match(line) is not None
    return is_call or (len(line) <= MAX_ELSEWHERE and ELSEWHERE.match(line) is not None)


def _without_menus(lines: list[str]) -> list[str]:
    """Without runs of short lines that end no sentence; list items keep their dash.

    >>> _without_menus(["He said so.", "Home", "News", "Sport", "Weather", "Video", "It rained."])
    ['He said so.', 'It rained.']
    """
    return _without_runs(lines, MIN_MENU, _is_menu_item)


def _is_menu_item(line: str) -> bool:
    return len(line) <= MAX_MENU_ITEM and line[-1].isalnum() and not line.startswith("-")


def _without_cut(lines: list[str]) -> list[str]:
    """Without runs of lines that break off, as teasers do.

    >>> _without_cut(["Fire is out.", "Stocks were mixed ...", "Rain fell on ...", "A ship left…"])
    ['Fire is out.']
    """
    return _without_runs(lines, MIN_CUT, lambda line: CUT.search(line) is not None)


def _without_runs(lines: list[str], least: int, is_one: object) -> list[str]:
    kept: list[str] = []
    for is_item, run in groupby(lines, key=is_one):  # type: ignore[call-overload]
        items = list(run)
        if not is_item or len(items) < least:
            kept += items
    return kept


def is_account(lines: Iterable[str]) -> bool:
    """Whether lines are an account: sentences for the most part, and more than one short one.

    >>> is_account(["Home", "News of the day", "Weather in the city"])
    False
    """
    lines = list(lines)
    letters = sum(map(_letters, lines))
    told = sum(_letters(line) for line in lines if is_sentence(line))
    return told >= MIN_LETTERS and told >= MIN_SENTENCES * letters


def is_sentence(line: str) -> bool:
    """Whether a line is running text.

    >>> is_sentence("The harbour was closed for the night."), is_sentence("Weather in the harbour")
    (True, False)
    """
    letters = _letters(line)
    return letters >= LONG_LINE or (letters >= MIN_SENTENCE and SENTENCE.search(line) is not None)


def is_consent(lines: Iterable[str]) -> bool:
    """Whether most of the text is about cookies and consent."""
    lines = list(lines)
    about = sum(len(line) for line in lines if CONSENT.search(line))
    return about * 2 > sum(map(len, lines))


def _letters(line: str) -> int:
    return sum(map(str.isalpha, line))


def not_an_article(text: str, *, is_open: bool, is_front: bool) -> UnreadableArticle:
    """Why a page holds no article, as far as the page tells."""
    if is_front:
        return no_text("it looks like a front page with teasers; save the article's own page")
    if not is_open or PAYWALL.search(text):
        return no_text("it looks like a page behind a paywall; save what a subscriber sees")
    if CONSENT.search(text):
        return no_text("it looks like a consent page; accept it in the browser and save again")
    return no_text("open the article itself in the browser and save that page")
