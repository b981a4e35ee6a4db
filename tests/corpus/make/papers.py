# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents: HTML into office formats and PDF, scans, photographs, archives.

A Paper says what it is made of; make() lets LibreOffice convert all of them
at once, and data() does the rest (scanning, locking, cutting short).
"""
import io
import pathlib
import random
import subprocess
import tempfile
import zipfile

import numpy
from PIL import Image, ImageDraw, ImageFilter

import plain

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="corpus-papers-"))
BREAK = '<p style="page-break-before: always"></p>'
STYLE = ("<style>body {{ font-family: '{font}'; font-size: {size}pt }} "
         "p {{ margin-bottom: 0.15cm }}</style>")
_papers = []
plain_share = 0  # of four PDFs, how many are written by plain.py


class Paper:
    def __init__(self, pages, kind="pdf", font="Liberation Sans", size=11):
        self.pages = [pages] if isinstance(pages, str) else list(pages)
        self.kind, self.font, self.size = kind, font, size
        self.steps, self.made = [], None
        self.source = FOLDER / f"p{len(_papers):04}.html"
        self.plain = kind == "pdf" and len(_papers) % 4 < plain_share
        _papers.append(self)

    def then(self, step, *arguments, **named):
        self.steps.append((step, arguments, named))
        return self

    def scan(self, **named):
        return self.then(scan, seed=self.source.stem, **named)

    def write(self):
        style = STYLE.format(font=self.font, size=self.size)
        self.source.write_text(
            f'<html><head><meta charset="utf-8">{style}</head><body>{BREAK.join(self.pages)}'
            "</body></html>", encoding="utf-8")

    def data(self):
        if self.made is None:
            self.made = plain.pdf(self.pages, self.size) if self.plain else \
                self.source.with_suffix("." + self.kind).read_bytes()
            for step, arguments, named in self.steps:
                self.made = step(self.made, *arguments, **named)
        return self.made


class Bytes:
    """What no office program made."""

    def __init__(self, made):
        self.made = made

    def data(self):
        return self.made() if callable(self.made) else self.made


def convert(papers, kind):
    what = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format"}.get(kind, kind)
    subprocess.run(["soffice", f"-env:UserInstallation=file://{FOLDER}/profile", "--headless",
                    "--writer", "--infilter=HTML (StarWriter)", "--convert-to", what,
                    "--outdir", str(FOLDER), *[str(p.source) for p in papers]],
                   check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def count():
    return len(_papers)


def make_all(start=0):
    """In lots: LibreOffice stops at what it cannot open, and tires."""
    papers = [p for p in _papers[start:] if not p.plain]
    for kind in sorted({p.kind for p in papers}):
        todo = [p for p in papers if p.kind == kind]
        for p in todo:
            p.write()
        for _ in range(3):
            for start in range(0, len(todo), 60):
                convert(todo[start:start + 60], kind)
            todo = [p for p in todo if not p.source.with_suffix("." + kind).exists()]
            if not todo:
                break
        if todo:
            raise SystemExit(f"not made: {[str(p.source) for p in todo]}")


def scribble(seed):
    """A hand's signature: an image file for HTML."""
    path = FOLDER / f"signature-{seed}.png"
    if not path.exists():
        r = random.Random(seed)
        image = Image.new("L", (220, 70), 255)
        x, y, points = 10.0, 40.0, []
        for _ in range(26):
            points.append((x, y))
            x, y = x + r.uniform(-6, 18), min(62, max(8, y + r.uniform(-28, 28)))
        ImageDraw.Draw(image).line(points, fill=40, width=2, joint="curve")
        image.save(path)
    return f'<img src="{path}" width="140" height="45">'


def logo(text, seed=1):
    """A house's logo, as PNG bytes, for letterheads and signatures."""
    image = Image.new("RGB", (180, 60), "white")
    draw = ImageDraw.Draw(image)
    r = random.Random(seed)
    colour = tuple(r.randrange(40, 180) for _ in range(3))
    draw.ellipse((4, 8, 48, 52), fill=colour)
    draw.rectangle((58, 26, 170, 32), fill=colour)
    draw.text((58, 36), text, fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def rasters(pdf, dpi):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "in.pdf")
        source.write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", source, pathlib.Path(folder, "p")],
                       check=True)
        return [Image.open(f).copy() for f in sorted(pathlib.Path(folder).glob("p*.pgm"))]


def noisy(image, r, noise):
    pixels = numpy.asarray(image, dtype=numpy.int16)
    generator = numpy.random.default_rng(r.randrange(1 << 30))
    pixels = pixels + generator.normal(0, noise, pixels.shape)
    return Image.fromarray(numpy.clip(pixels, 0, 255).astype(numpy.uint8))


def as_pdf(images, dpi, quality):
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=dpi,
                   quality=quality)
    return out.getvalue()


def scan(pdf, seed="", dpi=150, skew=0.0, noise=6, grey=0, turn=(), fax=False, blur=0.0,
         quality=38):
    """A copier's work.  turn: degrees by page; grey: how dark the paper."""
    r = random.Random(str(seed))
    images = []
    for i, image in enumerate(rasters(pdf, dpi)):
        angle = r.uniform(-skew, skew)
        image = image.rotate(angle, resample=Image.BICUBIC, fillcolor=255)
        if blur:
            image = image.filter(ImageFilter.GaussianBlur(blur))
        if grey:
            image = image.point(lambda v: int(v * (255 - grey) / 255))
        if i < len(turn) and turn[i]:
            image = image.rotate(turn[i], expand=True)
        if noise:
            image = noisy(image, r, noise)
        images.append(image.convert("1", dither=Image.NONE) if fax else image)
    return as_pdf(images, dpi, quality)


def photo(pdf, seed="", width=1500, exif=None, quality=45):
    """A telephone's picture of the first page: shadow, perspective, table."""
    r = random.Random(str(seed))
    page = rasters(pdf, 130)[0]
    w, h = page.size
    canvas = Image.new("L", (w + 160, h + 200), 95)
    canvas.paste(page, (80, 100))
    cw, ch = canvas.size
    k = [r.uniform(0, 45) for _ in range(8)]
    canvas = canvas.transform((cw, ch), Image.QUAD, (
        k[0], k[1], k[2], ch - k[3], cw - k[4], ch - k[5], cw - k[6], k[7]), Image.BICUBIC)
    light = numpy.linspace(1.0, 0.72, cw)[None, :] * numpy.linspace(0.98, 0.86, ch)[:, None]
    pixels = numpy.asarray(canvas) * light + numpy.random.default_rng(7).normal(0, 4, (ch, cw))
    image = Image.fromarray(numpy.clip(pixels, 0, 255).astype(numpy.uint8))
    image = image.resize((width, int(width * ch / cw)))
    out, more = io.BytesIO(), {}
    if exif:
        turned = {6: 90, 8: -90, 3: 180}[exif]
        image = image.rotate(turned, expand=True)
        tags = Image.Exif()
        tags[0x0112] = exif
        more["exif"] = tags
    image.save(out, "JPEG", quality=quality, **more)
    return out.getvalue()


def qpdf(pdf, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        before, after = pathlib.Path(folder, "a.pdf"), pathlib.Path(folder, "b.pdf")
        before.write_bytes(pdf)
        subprocess.run(["qpdf", *[a.format(a=before, b=after) for a in arguments]], check=True)
        return after.read_bytes()


def locked(pdf):
    return qpdf(pdf, "--encrypt", "ouvre-toi", "maitre", "256", "--", "{a}", "{b}")


def print_only(pdf):
    """Locked against change, not against reading: opens without a word."""
    return qpdf(pdf, "--encrypt", "", "maitre", "256", "--modify=none", "--", "{a}", "{b}")


def cut_short(data, share=0.4):
    return data[:int(len(data) * share)]


def archive(entries, kind=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as z:
        for name, data in entries:
            z.writestr(zipfile.ZipInfo(name, (2026, 1, 5, 9, 0, 0)), data,
                       compress_type=kind)
    return out.getvalue()
