# SPDX-License-Identifier: GPL-3.0-or-later
"""A small PDF writer for the same HTML: standard fonts, nothing embedded, as
business software writes letters.  A tenth of what an office program makes.
"""
import html.parser
import zlib

from PIL import Image, ImageFont

# Of Helvetica's measures.
FONTS = [ImageFont.truetype(f"/usr/share/fonts/truetype/liberation/LiberationSans-{name}.ttf", 100)
         for name in ("Regular", "Bold")]
LEFT, RIGHT, TOP, BOTTOM = 56, 540, 790, 40
BOXES = {"☐": "q", "☒": "8"}  # in ZapfDingbats: an empty square, a heavy cross


def width(text, size, bold=False):
    return FONTS[bold].getlength(text) * size / 100


def literal(text):
    raw = text.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        raw = raw.replace(sign, b"\\" + sign)
    return b"(" + raw + b")"


class Layout(html.parser.HTMLParser):
    """Words into lines, lines into pages of drawing operators."""

    def __init__(self, size):
        super().__init__()
        self.base, self.size, self.bold = size, size, False
        self.pages, self.images = [[]], []
        self.x, self.y, self.cell = LEFT, TOP, LEFT

    def newline(self, gap=0.0):
        self.y -= self.size * 1.3 + gap
        self.x = self.cell
        if self.y < BOTTOM:
            self.pages.append([])
            self.y = TOP

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag in ("p", "h2", "h3", "li", "tr", "hr"):
            if self.x != self.cell:
                self.newline()
            self.newline(3)
            self.size = self.base + {"h2": 4, "h3": 2}.get(tag, 0)
            self.bold = tag in ("h2", "h3")
        elif tag == "br":
            self.newline()
        elif tag == "b":
            self.bold = True
        elif tag == "td" and self.x != LEFT:
            self.x = max(self.x + 16, LEFT + 180)
        elif tag == "img":
            self.image(told["src"])

    def handle_endtag(self, tag):
        if tag in ("b", "h2", "h3"):
            self.bold, self.size = False, self.base
        if tag == "table":
            self.newline()

    def image(self, path):
        self.images.append(Image.open(path).convert("L"))
        self.newline(34)
        self.pages[-1].append(b"q 130 0 0 40 %.1f %.1f cm /Im%d Do Q"
                              % (self.x, self.y, len(self.images) - 1))

    def handle_data(self, data):
        for word in data.split():
            if self.x > self.cell and self.x + width(word, self.size, self.bold) > RIGHT:
                self.newline()
            self.put(word)

    def put(self, word):
        font = b"F2" if self.bold else b"F1"
        if word in BOXES:
            font, text = b"F3", BOXES[word]
        else:
            text = word
        self.pages[-1].append(b"BT /%s %g Tf %.1f %.1f Td %s Tj ET"
                              % (font, self.size, self.x, self.y, literal(text + " ")))
        self.x += width(word + " ", self.size, self.bold)


def stream(dictionary, data):
    packed = zlib.compress(data, 9)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        dictionary, len(packed), packed)


def font(name):
    encoding = b"" if name == b"ZapfDingbats" else b" /Encoding /WinAnsiEncoding"
    return b"<< /Type /Font /Subtype /Type1 /BaseFont /" + name + encoding + b" >>"


def pdf(pages, size=11):
    objects = [None, None, font(b"Helvetica"), font(b"Helvetica-Bold"), font(b"ZapfDingbats")]
    kids = []
    for source in pages:
        layout = Layout(size)
        layout.feed(source.replace("&nbsp;", " "))
        pictures = b""
        for i, image in enumerate(layout.images):
            objects.append(stream(
                b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 "
                b"/ColorSpace /DeviceGray" % image.size, image.tobytes()))
            pictures += b"/Im%d %d 0 R " % (i, len(objects))
        for drawn in layout.pages:
            objects.append(stream(b"", b"\n".join(drawn)))
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources "
                b"<< /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> /XObject << %s>> >> >>"
                % (len(objects), pictures))
            kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return assemble(objects)


def assemble(objects):
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % p for p in places)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
                 % (len(places) + 1, start))
