# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF and TNEF written byte by byte: what office programs do not make.

Fillable forms whose values stand in the fields only, pages typed over with
FreeText notes, and Outlook's winmail.dat.
"""
import struct

import plain


def pdf_text(text):
    raw = text.replace("’", "'").replace("…", "...").encode("cp1252", "replace")
    return b"(" + raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


class Pdf:
    def __init__(self):
        self.objects = [None, None, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
                        b"/Encoding /WinAnsiEncoding >>"]
        self.pages, self.fields = [], []

    def add(self, body):
        self.objects.append(body)
        return len(self.objects)

    def page(self, lines, fields=(), notes=()):
        """lines: text from the top; fields, notes: (line number, x, text)."""
        drawn = [b"BT /F1 10 Tf 12 TL 60 800 Td"]
        drawn += [pdf_text(line) + b" Tj T*" for line in lines] + [b"ET"]
        stream = b"\n".join(drawn)
        content = self.add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        widgets = []
        for number, x, text in fields:
            top = 800 - 12 * number
            widgets.append(self.add(
                b"<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /T (champ%d) /V %s "
                b"/DA (/F1 10 Tf 0 g) /Rect [%d %d 540 %d] >>"
                % (len(self.fields) + 1, pdf_text(text), x, top - 3, top + 11)))
            self.fields.append(widgets[-1])
        for number, x, text in notes:
            top = 800 - 12 * number
            widgets.append(self.add(
                b"<< /Type /Annot /Subtype /FreeText /F 4 /Contents %s /DA (/F1 10 Tf 0 g) "
                b"/Rect [%d %d 540 %d] >>" % (pdf_text(text), x, top - 3, top + 11)))
        marks = b" ".join(b"%d 0 R" % w for w in widgets)
        self.pages.append(self.add(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> /Annots [%s] >>" % (content, marks)))

    def data(self):
        kids = b" ".join(b"%d 0 R" % p for p in self.pages)
        fields = b" ".join(b"%d 0 R" % f for f in self.fields)
        self.objects[0] = (b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%s] "
                           b"/DR << /Font << /F1 3 0 R >> >> /DA (/F1 10 Tf 0 g) >> >>" % fields)
        self.objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(self.pages))
        return plain.assemble(self.objects)


def attribute(level, name, kind, data):
    head = struct.pack("<BII", level, (kind << 16) | name, len(data))
    return head + data + struct.pack("<H", sum(data) & 0xFFFF)


def tnef(files):
    """Outlook's envelope: the files with their short names."""
    out = struct.pack("<IH", 0x223E9F78, 0x0001)
    out += attribute(1, 0x9006, 0x0008, struct.pack("<I", 0x00010000))  # version
    out += attribute(1, 0x9007, 0x0006, struct.pack("<II", 1252, 0))  # code page
    out += attribute(1, 0x8008, 0x0007, b"IPM.Microsoft Mail.Note\0")  # class
    for name, data in files:
        out += attribute(2, 0x9002, 0x0006, struct.pack("<HIHHI", 1, 0xFFFFFFFF, 0, 0, 0))
        out += attribute(2, 0x8010, 0x0001, name.encode("cp1252") + b"\0")
        out += attribute(2, 0x800F, 0x0006, data)
    return out
