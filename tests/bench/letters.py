# SPDX-License-Identifier: GPL-3.0-or-later
"""Dossiers without end for measuring: text PDFs of about 25 kB, a dozen a
message, each message another candidate of another hospital's DAM."""
import email.message
import email.policy
import html
import importlib.util
import itertools
import pathlib
import random
import re

HERE = pathlib.Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("maker", HERE.parent / "tools/make-mailbox.py")
maker = importlib.util.module_from_spec(spec)
spec.loader.exec_module(maker)

BYTES = 300_000  # of a message, base64 and all
A_DAY = 4  # letters from one hospital: more than five replies a day wait for a person
SYLLABLES = ["BRU", "CHAN", "DEL", "FOR", "GAL", "LAM", "MON", "PER", "ROU", "TAL", "VER", "SOR"]
ENDINGS = ["NEVAL", "TIER", "MONT", "GEOT", "BIER", "DRIN", "QUET", "SARD", "VILLE", "ZAC"]


def names():
    """Family names by the thousand, no two alike."""
    for length in itertools.count(1):
        for parts in itertools.product(SYLLABLES, repeat=length):
            for ending in ENDINGS:
                yield "".join(parts) + ending


def city_of(number):
    """Where message number comes from: a name no candidate bears."""
    number //= A_DAY
    return ("Essai" + "".join(chr(ord("a") + number // 26 ** i % 26) for i in range(3))
            + "ville")


def registry(count):
    """etablissements.csv for the first count messages."""
    cities = sorted({city_of(n) for n in range(count)})
    return "code;name;aliases;kind;department;subdivision;domains;dam_addresses\n" + "".join(
        f"CH-{c.upper()};Centre hospitalier de {c};;peripheral;76;rouen;"
        f"ch-{c.lower()}.test;dam@ch-{c.lower()}.test\n" for c in cities)


def lines_of(piece, person):
    text = re.sub(r"</(p|h\d)>", "\n", maker.page(piece, person))
    text = html.unescape(re.sub(r"<[^>]+>", "", text)).replace("☒", "[x]").replace("☐", "[ ]")
    for line in text.splitlines():
        while line:
            yield line[:95]
            line = line[95:]


def pdf(lines, padding, number):
    """One page of Helvetica, and bytes that nothing points at."""
    def escape(line):
        raw = line.encode("cp1252", "replace")
        return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    text = b"BT /F1 10 Tf 50 800 Td 14 TL\n" + b"".join(
        b"(" + escape(line) + b") Tj T*\n" for line in lines) + b"ET\n"
    filler = random.Random(number).randbytes(padding)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
               b"/Resources<</Font<</F1 5 0 R>>>>>>",
               b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
               b"<</Length %d>>stream\n%s\nendstream" % (len(filler), filler)]
    out, offsets = b"%PDF-1.4\n", []
    for i, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (i, body)
    table = b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n" \
        b"startxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table, len(objects) + 1, len(out))


def documents(number, family):
    city = city_of(number)
    person = maker.Person(family, "Camille", "gériatrie", f"Centre hospitalier de {city}", city)
    padding = int(BYTES / 1.37 / len(maker.PIECES)) - 2200
    for i, piece in enumerate(maker.PIECES, 1):
        yield f"Annexe {i} {piece}.pdf", pdf(lines_of(piece, person), padding, number * 16 + i)


def message(number, family):
    """RFC 5322 bytes, as delivered."""
    sender = f"dam@ch-{city_of(number).lower()}.test"
    m = email.message.EmailMessage(policy=email.policy.SMTP)
    m["From"], m["To"] = sender, maker.OUR
    m["Subject"] = f"Candidature ASR – Camille {family}"
    m["Date"] = "Mon, 12 Jan 2026 10:00:00 +0100"
    m["Message-ID"] = f"<bench-{number}@{sender.split('@')[1]}>"
    m.set_content(f"Bonjour,\n\nVoici le dossier de Camille {family}.\n")
    for name, data in documents(number, family):
        m.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    top = (f"Return-Path: <{sender}>\r\nReceived: from relay.test by {maker.SERVER};\r\n"
           f"\tMon, 12 Jan 2026 10:00:00 +0100\r\n"
           f"Authentication-Results: {maker.proof(sender, 'pass')}\r\n")
    return top.encode() + m.as_bytes()


def messages(count):
    for number, family in zip(range(count), names()):
        yield message(number, family)


def with_file(name, data):
    """A message with one file."""
    m = email.message.EmailMessage(policy=email.policy.SMTP)
    m["From"], m["To"], m["Subject"] = "dam@ch-essai.test", maker.OUR, "pièce"
    m.set_content("Voici.\n")
    m.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return m.as_bytes()
