"""Office documents and PDF: their text, paragraph by paragraph.

Dates and titles in their properties are those of the file, not of the article, and are not used.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from itertools import chain

from srccmp.errors import UnreadableArticle
from srccmp.read.decoding import clean
from srccmp.read.formats import Doubt, Drafts, Raw, extra, no_text

# Bytes that a document may unpack to, with its pictures and without: its text is built as a tree
# that takes ten times as much. Sizes that lie are found out by zipfile.
MAX_UNPACKED, MAX_MARKUP = 200_000_000, 30_000_000
MARKUP = (".xml", ".rels")
MAX_PAGES = 300
MIN_PAGES = 3  # on which a line stands before it is a running head
PAGE_NUMBER = re.compile(
    r"[-–—\s]{0,4}(?:page|стр\.?|с\.|сторінка|страница)?\s?\d{1,4}"
    r"(?:\s?(?:/|of|из|з|із)\s?\d{1,4})?[-–—\s]{0,4}",
    re.I,
)
# A line that ends a paragraph of a PDF: its text is cut where the page's line ends.
SENTENCE_END = re.compile(r"[.!?…:][»”\")]?$")
HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010]$")


def read_docx(raw: Raw) -> Drafts:
    docx = extra("docx", extra="docs", what="reading Word documents")
    try:
        with zipfile.ZipFile(io.BytesIO(raw.data)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableArticle(
            "no Word document, or a damaged one", code="binary", hint="save it again"
        ) from error
    unpacked = sum(member.file_size for member in members)
    markup = sum(m.file_size for m in members if m.filename.lower().endswith(MARKUP))
    if unpacked > MAX_UNPACKED or markup > MAX_MARKUP:
        raise UnreadableArticle(
            f"unpacks to {unpacked:,} bytes", code="too-big", hint="save it as text"
        )
    document = docx.Document(io.BytesIO(raw.data))
    paragraphs: list[str] = []
    title: str | None = None
    for block in document.iter_inner_content():
        # A table has rows and no text of its own.
        text = getattr(block, "text", None)
        if text is None:
            rows = ([cell.text for cell in row.cells] for row in block.rows)
            paragraphs += [" · ".join(filter(None, map(str.strip, row))) for row in rows]
            continue
        style = (block.style.name or "") if block.style is not None else ""
        if not any(paragraphs) and text.strip() and style in ("Title", "Heading 1"):
            title = " ".join(clean(text).split())
        paragraphs.append(text.strip())
    text = clean("\n\n".join(filter(None, paragraphs)))
    if not text.strip():
        raise no_text("is its text a picture?")
    return Drafts(drafts=(raw.draft(text, title=title),))


def read_pdf(raw: Raw) -> Drafts:
    pypdf = extra("pypdf", extra="docs", what="reading PDF files")
    reader = pypdf.PdfReader(io.BytesIO(raw.data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableArticle(
            "protected by a password", code="unreadable", hint="save it without one"
        )
    pages = [clean(page.extract_text()).split("\n") for page in reader.pages[:MAX_PAGES]]
    text = clean(unwrapped("\n".join(chain.from_iterable(without_heads(pages)))))
    if not any(map(str.isalpha, text)):
        raise no_text("is it a scan? srccmp reads no pictures")
    doubts: tuple[Doubt, ...] = ()
    if len(reader.pages) > MAX_PAGES:
        message = f"only its first {MAX_PAGES} of {len(reader.pages)} pages were read"
        doubts = (Doubt(code="pages-left-out", message=message),)
    return Drafts(drafts=(raw.draft(text),), doubts=doubts)


def without_heads(pages: list[list[str]]) -> list[list[str]]:
    """The lines of pages without running heads and feet: lines at an edge of a page that most
    pages have there, whatever their figures, and page numbers.

    >>> without_heads([["Herald", "Fire broke", "1"], ["Herald", "out.", "2"], ["Herald", "End."]])
    [['Fire broke'], ['out.'], ['End.']]
    """
    pages = [[line.strip() for line in page if line.strip()] for page in pages]
    edges = Counter(key for page in pages for key in {_head_key(line) for line in _edges(page)})
    running = {key for key, n in edges.items() if n >= MIN_PAGES and 2 * n > len(pages)}
    kept: list[list[str]] = []
    for page in pages:
        while page and (PAGE_NUMBER.fullmatch(page[0]) or _head_key(page[0]) in running):
            page = page[1:]
        while page and (PAGE_NUMBER.fullmatch(page[-1]) or _head_key(page[-1]) in running):
            page = page[:-1]
        kept.append(page)
    return kept


def _edges(page: list[str]) -> list[str]:
    return [*page[:2], *page[-2:]] if len(page) > 4 else page[:1] + page[-1:]


def _head_key(line: str) -> str:
    return "".join(filter(str.isalpha, line)).casefold() or line


def unwrapped(page: str) -> str:
    """Lines joined to paragraphs: one ends at an empty line, or where a line that is shorter
    than the others ends a sentence.

    >>> unwrapped("The store in the port caught\\nfire, said two dis-\\ntricts.\\nAll are well.")
    'The store in the port caught fire, said two districts.\\nAll are well.'
    """
    lines = [line.strip() for line in page.split("\n")]
    width = max(map(len, lines), default=0)
    out: list[str] = []
    joins = False
    for line in lines:
        if not line:
            joins = False
            continue
        if joins and out:
            last = out[-1]
            is_cut = HYPHEN.search(last) is not None and line[0].islower()
            out[-1] = last[:-1] + line if is_cut else f"{last} {line}"
        else:
            out.append(line)
        joins = not (SENTENCE_END.search(line) and len(line) < 0.8 * width)
    return "\n".join(out)
