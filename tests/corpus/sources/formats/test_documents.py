"""PDF, Word, EPUB and mail, made here by the libraries or by hand, whole and hostile."""

import io
import struct
import zipfile
from datetime import date
from email.message import EmailMessage

import pytest
from docx import Document
from docx.oxml import parse_xml
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from corpus.errors import SourceError
from corpus.sources.draft import Draft, Raw
from corpus.sources.formats.archive import open_archive
from corpus.sources.formats.archive import parse_xml as parse_strange_xml
from corpus.sources.formats.epub import read_epub
from corpus.sources.formats.mail import read_mail
from corpus.sources.formats.pdf import read_pdf
from corpus.sources.formats.word import read_word

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<metadata><dc:title>The Book</dc:title><dc:creator>Ann</dc:creator><dc:creator>Tom"
    "</dc:creator><dc:date>2025-03-06</dc:date><dc:language>en</dc:language></metadata>"
    '<manifest><item id="a" href="a%20b.xhtml"/><item id="b" href="b.xhtml#x"/>'
    '<item id="c" href="../../../etc/passwd"/></manifest>'
    '<spine><itemref idref="b"/><itemref idref="a"/><itemref idref="c"/></spine></package>'
)


def pdf(lines: int = 1, pages: int = 1, text: str = "The council met", **info: str) -> bytes:
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    for _ in range(pages):
        page = writer.add_blank_page(300, 800)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        shown = "".join(f"({text} {n}) Tj T* " for n in range(lines)) if text else ""
        stream.set_data(f"BT /F1 12 Tf 20 700 Td 14 TL {shown}ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({f"/{key}": value for key, value in info.items()})
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def archive(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def raw(data: bytes) -> Raw:
    return Raw(data=data, name="the file")


def book(**changed: str | bytes) -> Draft:
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": PACKAGE,
        "OPS/a b.xhtml": "<html><head><title>x</title></head><body><p>Second.</p></body></html>",
        "OPS/b.xhtml": "<html><body><h1>One</h1><p>First.</p></body></html>",
    }
    return read_epub(raw(archive({**members, **changed})))


def test_the_text_and_the_properties_of_a_pdf() -> None:
    draft = read_pdf(raw(pdf(2, 2, Title="The Report", Author="Ann", CreationDate="D:20250306")))
    assert draft.text.split("\n") == ["The council met 0 The council met 1"] * 2
    assert draft.facts == {"title": "The Report", "authors": ("Ann",)}
    assert set(draft.origins.values()) == {"file"}


@pytest.mark.parametrize("title", ["Microsoft Word - draft", "report_final.docx", "Untitled"])
def test_a_title_that_a_program_gave_is_none(title: str) -> None:
    assert "title" not in read_pdf(raw(pdf(Title=title))).facts


def test_a_thousand_pages() -> None:
    assert read_pdf(raw(pdf(pages=1_000))).text.count("\n") == 999


def test_a_pdf_with_too_many_pages_or_none() -> None:
    with pytest.raises(SourceError, match="has 2,001 pages, the most is 2,000"):
        read_pdf(raw(pdf(pages=2_001)))
    with pytest.raises(SourceError, match="no text layer"):
        read_pdf(raw(pdf(pages=0)))


def test_a_scanned_pdf_says_so() -> None:
    with pytest.raises(SourceError, match=r"the file has no text layer: .*OCR"):
        read_pdf(raw(pdf(text="")))


def test_a_page_drawn_without_end_is_not_read() -> None:
    with pytest.raises(SourceError, match="draws too much on one page"):
        read_pdf(raw(pdf(lines=90_000)))


def test_a_form_drawn_without_end_is_not_read() -> None:
    writer = PdfWriter(io.BytesIO(pdf()))
    page = writer.pages[0]
    form, drawing = DecodedStreamObject(), DecodedStreamObject()
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/Resources"): page[NameObject("/Resources")],
        }
    )
    form.set_data(b"n " * 100_001)
    drawing.set_data(b"/X Do")
    page[NameObject("/Contents")] = writer._add_object(drawing)
    resources = page[NameObject("/Resources")].get_object()
    assert isinstance(resources, DictionaryObject)
    forms = DictionaryObject({NameObject("/X"): writer._add_object(form)})
    resources[NameObject("/XObject")] = forms
    with pytest.raises(SourceError, match="draws too much on one page"):
        read_pdf(raw(written(writer)))


def test_an_encrypted_pdf_says_so() -> None:
    writer = PdfWriter(io.BytesIO(pdf()))
    writer.encrypt("secret", algorithm="RC4-128")
    with pytest.raises(SourceError, match="the file is encrypted"):
        read_pdf(raw(written(writer)))


def test_a_pdf_with_a_broken_table_is_mended_or_told_of() -> None:
    whole = pdf()
    start = whole.rindex(b"startxref")
    assert read_pdf(raw(whole[:start] + b"startxref\n7\n%%EOF")).text == "The council met 0"
    for broken in (whole[:start], whole[: len(whole) // 2], b"%PDF-1.7\n" + b"\0" * 500, b"%PDF-"):
        with pytest.raises(SourceError, match=r"damaged PDF file|no text layer"):
            read_pdf(raw(broken))


def word(*paragraphs: str, **properties: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Left", "Right"
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    last = document.add_paragraph("It was ")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    last._p.append(parse_xml(f"<w:ins {space}><w:r><w:t>agreed</w:t></w:r></w:ins>"))
    last._p.append(parse_xml(f"<w:del {space}><w:r><w:delText>not</w:delText></w:r></w:del>"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_text_and_the_properties_of_a_word_file() -> None:
    draft = read_word(raw(word("One.", "", "Two\tthree.", title="Minutes", author="Ann")))
    assert draft.text == "One.\nTwo three.\nLeft | Right\nIt was agreed"
    assert draft.facts["title"] == "Minutes"
    assert draft.facts["authors"] == ("Ann",)
    assert "published" not in draft.facts


def test_an_archive_that_is_no_word_file() -> None:
    with pytest.raises(SourceError, match="no Word file that can be read"):
        read_word(raw(archive({"word/document.xml": "<a/>"})))
    with pytest.raises(SourceError, match="damaged"):
        read_word(raw(word("One.")[:-400]))


def test_a_book_in_its_reading_order() -> None:
    draft = book()
    assert draft.text == "One\nFirst.\nSecond."
    assert draft.facts["title"] == "The Book"
    assert draft.facts["authors"] == ("Ann", "Tom")
    assert draft.facts["published"] == date(2025, 3, 6)
    assert "etc/passwd" in draft.notes[0]


def test_a_chapter_that_is_named_a_thousand_times_is_read_once() -> None:
    again = PACKAGE.replace("</spine>", '<itemref idref="a"/>' * 1_000 + "</spine>")
    assert book(**{"OPS/book.opf": again}).text == "One\nFirst.\nSecond."


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"META-INF/container.xml": "<container/>"}, "names no package file"),
        ({"META-INF/container.xml": CONTAINER.replace("book", "no")}, "no 'OPS/no.opf' in it"),
        ({"OPS/book.opf": "<package>"}, "not well-formed"),
    ],
)
def test_a_book_that_is_none_says_why(changed: dict[str, str], said: str) -> None:
    with pytest.raises(SourceError) as caught:
        book(**changed)
    assert said in str(caught.value)


def test_a_chapter_that_is_damaged_is_left_out_and_noted() -> None:
    draft = book(**{"OPS/b.xhtml": b"\0\1\2\3" * 100})
    assert draft.text == "Second."
    assert "a chapter is left out" in draft.notes[0]


def test_bombs_are_not_opened() -> None:
    zeros = archive({"word/document.xml": b"0" * 30_000_000})
    with pytest.raises(SourceError, match="would unpack from"):
        open_archive(zeros, "the file")
    many = archive({f"{n}.xml": "" for n in range(10_001)})
    with pytest.raises(SourceError, match="in 10,001 parts"):
        open_archive(many, "the file")
    with pytest.raises(SourceError, match="would unpack from"):
        read_word(raw(zeros))


def test_an_entry_that_says_less_than_it_holds_gives_no_more() -> None:
    data = bytearray(archive({"mimetype": "x", "META-INF/container.xml": b"0" * 100_000}))
    size = struct.pack("<I", 100_000)
    at = data.rindex(size)
    data[at : at + 4] = struct.pack("<I", 10)
    with pytest.raises(SourceError, match="damaged"):
        read_epub(raw(bytes(data)))


def test_an_entity_bomb_in_xml_is_not_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    assert "xxx" not in "".join(parse_strange_xml(bomb.encode(), "the file").itertext())
    outside = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    assert "root" not in "".join(parse_strange_xml(outside.encode(), "the file").itertext())


def message(html: str = "", text: str = "", **headers: str) -> bytes:
    mail = EmailMessage()
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    if text:
        mail.set_content(text)
    if html and text:
        mail.add_alternative(html, subtype="html")
    elif html:
        mail.set_content(html, subtype="html")
    return mail.as_bytes()


HEADERS = {
    "Subject": "Märchen of the week",
    "From": "Ann Dee <ann@example.org>",
    "Date": "Thu, 06 Mar 2025 23:00:00 -0500",
}


def test_a_newsletter_is_read_from_its_html() -> None:
    html = "<style>p{}</style><table><tr><td><p>Dear all,</p><p>News.</p></td></tr></table>"
    draft = read_mail(raw(message(html, "View it in a browser", **HEADERS)))
    assert draft.text == "Dear all,\nNews."
    assert draft.facts == {
        "title": "Märchen of the week",
        "authors": ("Ann Dee",),
        "published": date(2025, 3, 6),
    }


def test_plain_mail_and_flowed_lines() -> None:
    assert read_mail(raw(message(text="One.\nTwo.", **HEADERS))).text == "One.\nTwo.\n"
    flowed = b"Subject: x\nContent-Type: text/plain; format=flowed\n\nOne \ntwo.\nThree.\n"
    assert read_mail(raw(flowed)).text == "One two.\nThree.\n"


def test_attachments_are_noted() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Minutes"
    mail.set_content("See the file.")
    mail.add_attachment(b"data", maintype="application", subtype="pdf", filename="../../x.pdf")
    draft = read_mail(raw(mail.as_bytes()))
    assert draft.text == "See the file.\n"
    assert draft.notes == ["1 attached files were not read"]


@pytest.mark.parametrize("data", [b"just words", b"\n\n", b"X-Only: this\n\ntext"])
def test_what_is_no_mail_says_so(data: bytes) -> None:
    with pytest.raises(SourceError, match="no mail message"):
        read_mail(raw(data))


def test_mail_in_parts_without_end_does_no_harm() -> None:
    data = b"Subject: x\n"
    for n in range(100):
        data += f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n'.encode()
    assert read_mail(raw(data)).text == ""


def test_lines_of_a_pdf_become_paragraphs() -> None:
    text = ") Tj T* (".join(
        (
            "A head",
            "The council met on Thursday and a-",
            "greed to send the letter to all",
            "members.",
            "Nobody objected to it, and so the",
            "letter was sent.",
        )
    )
    lines = read_pdf(raw(pdf(text=text))).text.removesuffix(" 0").split("\n")
    assert lines == [
        "A head",
        "The council met on Thursday and agreed to send the letter to all members.",
        "Nobody objected to it, and so the letter was sent.",
    ]
