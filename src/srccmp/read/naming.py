"""Names of outlets: the key by which they are compared, and what addresses and files tell."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

# Cyrillic to Latin with one letter where Ukrainian and Russian write two for one sound (и і ї ы й;
# е є э ё). Other scripts are anyascii's, which keeps those apart. (The layer of words has a table
# of its own, but it stands above this one.)
LATIN = str.maketrans(
    dict(zip("абвгґдезийклмнопрстуфхц", "abvggdeziiklmnoprstufhc", strict=True))
    | {"і": "i", "ї": "i", "ы": "i", "є": "e", "э": "e", "ё": "e", "ў": "u", "ж": "zh", "ч": "ch"}
    | {"ш": "sh", "щ": "shch", "ю": "iu", "я": "ia"}
    | dict.fromkeys("ьъ'’ʼ`\u0301")
)
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:xn--[a-z0-9-]+|[a-z]{2,})")
HOST_IN_NAME = re.compile(r"(?:^|[_\s()\[\]@]|(?<![a-z0-9])-)(" + HOST.pattern + r")\)?$")
# Endings of names that are two letters long are countries; the longer ones that news sites use.
_ENDINGS = """
com net org info news media online press live today world agency space site website blog gov edu
int biz pro name mobi asia city global group radio tv fm mil app dev top xyz
"""
LONG_ENDINGS = frozenset(_ENDINGS.split())
# "story.uk.txt" beside "story.ru.txt": a language; Britain's addresses have a second ending.
UK_SECOND = frozenset({"co", "org", "gov", "ac", "me", "net", "ltd", "police", "nhs"})
NO_ENDINGS = frozenset({"en", "py", "js", "gz"})  # languages and file types, no country
# On these the page belongs to whoever the first step of its path names.
_SHARED = """
t.me telegram.me facebook.com fb.com x.com twitter.com instagram.com vk.com ok.ru medium.com
youtube.com tiktok.com linkedin.com threads.net
"""
SHARED_HOSTS = frozenset(_SHARED.split())
ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/(https?://.+)$", re.IGNORECASE)
BEHIND_TITLE = re.compile(r"\s+[-–—|•·_]\s+")
MAX_STEM, MAX_NAME = 400, 50
NUMBERED = re.compile(r"(\d{1,6})[_\-\s](?=[0-9a-f]*\d)[0-9a-f]{8,64}")
DATED = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:19|20)\d{2}([-_.]?)\d{2}\1\d{2}|\d{2}([-_.])\d{2}\2(?:19|20)\d{2})"
    r"(?![0-9A-Za-z])"
)


def name_key(name: str) -> str:
    """One key for all spellings of an outlet's name: Latin, lower case, words joined by "-".

    >>> name_key("РБК-Україна") == name_key("«РБК-Украина»")
    True
    >>> name_key("www.Example.COM")
    'example.com'
    """
    lower = name.lower().strip()
    host = lower.removeprefix("www.")
    if HOST.fullmatch(host):
        return host
    folded = lower.translate(LATIN)
    if not folded.isascii():
        from anyascii import anyascii

        folded = anyascii(folded).lower()
    return "-".join(re.findall(r"[a-z0-9]+(?:\.[a-z0-9]+)*", folded)) or lower


def host_of(url: str) -> str | None:
    """The host of an address without "www.", with the page's owner where many share one host.

    >>> host_of("https://www.Example.com:443/a/b"), host_of("https://t.me/some_channel/17")
    ('example.com', 't.me/some_channel')
    >>> host_of("no address") is None
    True
    """
    url = url.strip()
    if m := ARCHIVED.match(url):
        url = m[1]
    if "//" not in url:
        url = "//" + url
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return None
    host = _unpunycoded(host)
    if not HOST.fullmatch(host) and not _is_international(host):
        return None
    if host.removeprefix("m.") in SHARED_HOSTS:
        host = host.removeprefix("m.")
        steps = [step for step in parts.path.split("/") if step and step != "s"]
        return f"{host}/{unquote(steps[0]).lower()}" if steps else host
    return host


def is_shared(url: str) -> bool:
    """Whether an address is that of a page in a network, not of an outlet's own site.

    >>> is_shared("https://t.me/channel/5"), is_shared("https://herald.example/5")
    (True, False)
    """
    host = host_of(url) or ""
    return host.partition("/")[0] in SHARED_HOSTS


def _unpunycoded(host: str) -> str:
    """ "xn--…" as it is read; what cannot be read stays."""
    if "xn--" not in host:
        return host
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _is_international(host: str) -> bool:
    return bool(re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", host)) and any(map(str.isalpha, host))


def is_host(name: str) -> bool:
    """Whether a word is the host of a site and not a file's name or an abbreviation.

    >>> is_host("news.example.com"), is_host("vesti.md"), is_host("story.uk"), is_host("v1.final")
    (True, True, False, False)
    """
    name = name.lower().removeprefix("www.")
    if not HOST.fullmatch(name):
        return False
    labels = name.split(".")
    ending = labels[-1]
    if ending == "uk":
        return len(labels) > 2 and labels[-2] in UK_SECOND
    if ending in NO_ENDINGS:
        return False
    return len(ending) == 2 or ending in LONG_ENDINGS or ending.startswith("xn--")


def host_in_file_name(stem: str) -> str | None:
    """The host at the end of a file's name, as saved pages are often called.

    >>> host_in_file_name("ru17_news.example.ua"), host_in_file_name("003_683ec787757dae35")
    ('news.example.ua', None)
    """
    m = HOST_IN_NAME.search(stem.lower())
    if m is None or not is_host(m[1]):
        return None
    return m[1].removeprefix("www.")


def name_from_file(stem: str) -> str:
    """What to call an article of which only the file is known.

    >>> name_from_file("003_683ec787757dae35"), name_from_file("2025-11-14 evening_post")
    ('003', 'evening_post')
    """
    if m := NUMBERED.fullmatch(stem.lower()):
        return m[1]
    without = DATED.sub("", stem).strip(" _-.")
    return without or stem


def name_behind_title(stem: str, title: str | None) -> str | None:
    """The outlet's name at the end of a file's name, as browsers call saved pages; None where the
    file's name does not begin with the article's title.

    >>> name_behind_title("Fire in the port - Herald", "Fire in the port")
    'Herald'
    """
    if not title:
        return None
    for cut in BEHIND_TITLE.finditer(stem[:MAX_STEM]):
        if _plain(stem[: cut.start()]) == _plain(title) != "":
            name = stem[cut.end() :].strip()
            return name if len(name) <= MAX_NAME and any(map(str.isalpha, name)) else None
    return None


def _plain(text: str) -> str:
    # Signs that no file's name can hold are left out of it by browsers.
    return "".join(filter(str.isalnum, text)).casefold()


def stem_of(path: str) -> str:
    """The name without folders and without its last ending.

    >>> stem_of("a/ru1_news.example.ua.txt"), stem_of("a/b")
    ('ru1_news.example.ua', 'b')
    """
    pure = PurePosixPath(path)
    return pure.stem or pure.name


def is_same_outlet(name: str, host: str) -> bool:
    """Whether a name can be that of the site: its key stands in the host, or begins with its
    main label («РБК-Україна» and rbc.ua). At least three letters must meet.

    >>> is_same_outlet("ONLINE.UA", "news.online.ua"), is_same_outlet("DW", "gazeta.ua")
    (True, False)
    """
    short = _letters(name_key(name))
    labels = host.partition("/")[0].split(".")
    labels = labels[:-1] if len(labels) > 1 else labels
    main = [_letters(label) for label in labels if label not in UK_SECOND and label != "com"]
    whole = _letters(host)
    if len(short) >= 3 and (short in whole or short == _letters(host.replace(".", ""))):
        return True
    if short in main:
        return True
    if any(len(label) >= 3 and label in short for label in main):
        return True
    # «ПРАЙМ» and 1prime.ru: vowels are what transliteration changes.
    bones = _consonants(short)
    return len(bones) >= 3 and any(bones == _consonants(label) for label in main)


def _consonants(letters: str) -> str:
    return re.sub(r"[aeiou0-9]", "", letters)


def _letters(name: str) -> str:
    # "c" and "k" are one letter in transliteration.
    return re.sub(r"[^a-z0-9]", "", name.lower()).replace("c", "k").replace("y", "i")
