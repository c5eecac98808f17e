"""Word documents made by hand, as small as Word would still open them."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body, **parts):
    """The bytes of a document with this body; further parts by name: ``numbering="<w:num …/>"``."""
    kept = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>"),
    }
    kept |= {f"word/{name}.xml": _part(name, part) for name, part in parts.items()}
    return zipped(kept)


def zipped(members):
    """The bytes of an archive."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def paragraph(words, properties=""):
    """One paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(words)}</w:p>"


def run(words):
    """One run."""
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def table(*rows):
    """A table; each row a list of cells, each cell the words of its one paragraph."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def _part(name, content):
    return f'<w:{name} xmlns:w="{NAMESPACE}">{content}</w:{name}>'
