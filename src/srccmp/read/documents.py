"""Office documents and PDF: their text, paragraph by paragraph.

Dates and titles in their properties are those of the file, not of the article, and are not used.
"""

from __future__ import annotations

import io
import re
import zipfile

from srccmp.errors import UnreadableArticle
from srccmp.read.decoding import clean
from srccmp.read.formats import Doubt, Drafts, Raw, extra, no_text

MAX_UNPACKED = 200_000_000  # bytes; a document that unpacks to more is a trap
MAX_PAGES = 300
# A line that ends a paragraph of a PDF: its text is cut where the page's line ends.
SENTENCE_END = re.compile(r"[.!?…:][»”\")]?$")
HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010]$")


def read_docx(raw: Raw) -> Drafts:
    docx = extra("docx", extra="docs", what="reading Word documents")
    try:
        with zipfile.ZipFile(io.BytesIO(raw.data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableArticle(
            "no Word document, or a damaged one", code="binary", hint="save it again"
        ) from error
    if unpacked > MAX_UNPACKED:
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
    pages = [page.extract_text() for page in reader.pages[:MAX_PAGES]]
    text = clean("\n\n".join(unwrapped(clean(page)) for page in pages))
    if not any(map(str.isalpha, text)):
        raise no_text("is it a scan? srccmp reads no pictures")
    doubts: tuple[Doubt, ...] = ()
    if len(reader.pages) > MAX_PAGES:
        message = f"only its first {MAX_PAGES} of {len(reader.pages)} pages were read"
        doubts = (Doubt(code="pages-left-out", message=message),)
    return Drafts(drafts=(raw.draft(text),), doubts=doubts)


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
