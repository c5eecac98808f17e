"""Paint PDF files by hand, byte by byte: what stands where on a page, in a font that every reader brings along."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

A4 = (595, 842)
CATALOG, PAGES, FONT, LATIN = 1, 2, 3, 6
FONTS = {
    FONT: "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
    4: "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 5 0 R/DW 1000/W[1 95 500]"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
    5: "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
    "/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    LATIN: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
}


@dataclass(frozen=True, slots=True)
class Ink:
    """Words on a page: where they begin (points from the lower left), how large, turned by how many degrees."""

    x: float
    y: float
    text: str
    size: float = 10.5
    angle: float = 0
    latin: bool = False

    def painted(self) -> str:
        """Give the operators that paint the words."""
        a, b = round(cos(radians(self.angle)), 6), round(sin(radians(self.angle)), 6)
        font, shown = ("L", self.text.encode("latin-1")) if self.latin else ("F", self.text.encode("utf-16-be"))
        return f"BT /{font} {self.size} Tf {a} {b} {-b} {a} {self.x} {self.y} Tm <{shown.hex()}> Tj ET"


@dataclass(frozen=True, slots=True)
class Picture:
    """A grey picture that fills the page, row by row from the top."""

    width: int
    height: int
    grey: bytes


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: what is painted on it, in this order."""

    inks: Sequence[Ink] = ()
    size: tuple[float, float] = A4
    turned: int = 0
    picture: Picture | None = None


def pdf(*sheets: Sheet, trailer: str = "") -> bytes:
    """Give the file; ``trailer`` is put into its trailer as it stands."""
    objects = {CATALOG: f"<</Type/Catalog/Pages {PAGES} 0 R>>".encode()}
    objects |= {number: body.encode() for number, body in FONTS.items()}
    kids = []
    for sheet in sheets:
        kids.append(len(objects) + 2)
        _add(objects, kids[-1], sheet)
    named = " ".join(f"{kid} 0 R" for kid in kids)
    objects[PAGES] = f"<</Type/Pages/Kids[{named}]/Count {len(kids)}>>".encode()
    return _file(objects, trailer)


def _add(objects: dict[int, bytes], number: int, sheet: Sheet) -> None:
    width, height = sheet.size
    lines = [ink.painted() for ink in sheet.inks]
    resources = f"/Font<</F {FONT} 0 R/L {LATIN} 0 R>>"
    if sheet.picture:
        lines.append(f"q {width} 0 0 {height} 0 0 cm /P Do Q")
        resources += f"/XObject<</P {number + 2} 0 R>>"
        head = f"/Type/XObject/Subtype/Image/Width {sheet.picture.width}/Height {sheet.picture.height}"
        objects[number + 2] = _stream(sheet.picture.grey, f"{head}/ColorSpace/DeviceGray/BitsPerComponent 8")
    objects[number] = (
        f"<</Type/Page/Parent {PAGES} 0 R/MediaBox[0 0 {width} {height}]/Rotate {sheet.turned}"
        f"/Resources<<{resources}>>/Contents {number + 1} 0 R>>"
    ).encode()
    objects[number + 1] = _stream("\n".join(lines).encode(), "")


def _stream(content: bytes, head: str) -> bytes:
    packed = zlib.compress(content)
    return f"<<{head}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n".encode() + packed + b"\nendstream"


def _file(objects: dict[int, bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for number in range(1, len(objects) + 1):
        out += f"{places[number]:010} 00000 n \n".encode()
    out += f"trailer\n<</Size {len(objects) + 1}/Root {CATALOG} 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
