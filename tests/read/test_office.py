"""Word documents and PDF as office programs and newspapers make them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from srccmp.read import read_articles

SENTENCES = (
    "The ferry ran aground off the cape in thick fog, the coast guard said on Friday.",
    "All forty passengers were taken off the ferry by lifeboats before noon.",
    "The captain had asked for a pilot twice, the port authority said, and got none.",
    "An inquiry into the accident will hear the crew and the pilots next week.",
)


def pdf_of(pages: list[list[str]]) -> bytes:
    """A PDF of plain lines."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        drawn = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 12 Tf 72 720 Td {drawn}ET".encode()
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF" % (size, table, size, len(out))
    )


def text_of_pdf(tmp_path: Path, pages: list[list[str]]) -> str:
    pytest.importorskip("pypdf", reason="the extra srccmp[docs] is not installed")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of(pages))
    (article,) = read_articles([path])
    return article.text


def test_heads_and_numbers_of_pages_are_no_text(tmp_path: Path) -> None:
    pages = [
        ["Coast Herald, 15 November 2025", sentence, f"Page {number} of 4"]
        for number, sentence in enumerate(SENTENCES, start=1)
    ]
    text = text_of_pdf(tmp_path, pages)
    assert " ".join(text.split()) == " ".join(SENTENCES)


def test_a_sentence_goes_on_over_the_page(tmp_path: Path) -> None:
    pages = [
        [
            "The ferry ran aground off the cape in thick",
            "fog and the coast guard said that all pas-",
        ],
        ["sengers were taken off by lifeboats before", "noon.", "Nobody was hurt."],
    ]
    assert text_of_pdf(tmp_path, pages) == (
        "The ferry ran aground off the cape in thick fog and the coast guard said that all"
        " passengers were taken off by lifeboats before noon.\nNobody was hurt."
    )


def test_a_line_that_two_pages_share_is_kept(tmp_path: Path) -> None:
    pages = [["The ferry is safe.", SENTENCES[0]], ["The ferry is safe.", SENTENCES[1]]]
    assert text_of_pdf(tmp_path, pages).count("The ferry is safe.") == 2


def test_properties_of_a_word_document_are_those_of_the_file(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="the extra srccmp[docs] is not installed")
    document = docx.Document()
    document.core_properties.title = "template for letters"
    document.core_properties.author = "python-docx"
    document.add_heading("Ferry aground off the cape", level=0)
    document.add_paragraph(SENTENCES[0])
    document.add_paragraph(SENTENCES[1], style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for row, cells in enumerate((("taken off", "40"), ("hurt", "none"))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    document.sections[0].header.paragraphs[0].text = "Confidential"
    path = tmp_path / "a.docx"
    document.save(str(path))
    (article,) = read_articles([path])
    assert (article.title, article.author) == ("Ferry aground off the cape", None)
    assert article.published is None
    assert article.text.split("\n\n")[1:] == [*SENTENCES[:2], "taken off · 40", "hurt · none"]


def test_documents_from_standard_input(tmp_path: Path) -> None:
    pytest.importorskip("pypdf", reason="the extra srccmp[docs] is not installed")
    docx = pytest.importorskip("docx", reason="the extra srccmp[docs] is not installed")
    assert len(read_articles(["-"], stdin=io.BytesIO(pdf_of([[SENTENCES[0]]])))) == 1
    document = docx.Document()
    document.add_paragraph(SENTENCES[0])
    document.save(str(tmp_path / "a"))
    (article,) = read_articles(["-"], stdin=io.BytesIO((tmp_path / "a").read_bytes()))
    assert article.text == SENTENCES[0]


def test_a_word_document(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="the extra srccmp[docs] is not installed")
    document = docx.Document()
    document.add_heading("Fire in the port", level=1)
    document.add_paragraph(SENTENCES[0])
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "injured", "four"
    document.add_paragraph(SENTENCES[1])
    document.save(str(tmp_path / "a.docx"))
    (article,) = read_articles([tmp_path / "a.docx"])
    assert article.title == "Fire in the port"
    assert article.text == f"Fire in the port\n\n{SENTENCES[0]}\n\ninjured · four\n\n{SENTENCES[1]}"


def test_a_pdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdf", reason="the extra srccmp[docs] is not installed")
    lines = [
        "Fire broke out in the port at",
        "night, the harbour mas-",
        "ter said.",
        "All are well.",
    ]
    assert text_of_pdf(tmp_path, [lines]) == (
        "Fire broke out in the port at night, the harbour master said.\nAll are well."
    )
    (tmp_path / "scan.pdf").write_bytes(pdf_of([[]]))
    assert read_articles([tmp_path / "scan.pdf"]).notes[0].code == "no-text"
