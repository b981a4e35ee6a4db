#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The corpus made harder, decided and scored: nothing wrong may be said.

usage: perturb.py [--build DIR] [--corpus DIR] [--reports DIR] [--every N]
                  [--keep] [--verbose] VARIANT...

VARIANT is one of
  plain    the corpus as it stands, to compare with;
  names    every file name replaced by scan.pdf, in archives by scan-N.pdf;
  numbers  every «annexe N» taken out of file names and of the pages' text, as
           if nobody had ever printed or typed one;
  letters  one letter in twenty of every page misread, the way readers of
           pictures err (rn for m, 0 for O, a letter lost); pages that are
           text stay text, like the text layer a copier writes;
  noise    every page of every PDF printed at 150 dpi in grey, slightly
           turned, with the copier's noise, and kept as a picture only.

names and noise act on the messages; numbers and letters act on what the
examiner reported, between it and the decision, through ASR_EXAMINE.
--corpus DIR takes another labelled folder than this one.  --every N takes
every Nth dossier with all of its messages, because reading pictures takes
long; what is left out is neither decided nor scored.  --reports DIR keeps what
the examiner reported of each message and takes it from there the next time:
for changes of the rules, none of the examiner.  noise needs poppler-utils,
python3-pil and python3-numpy, the others nothing.
"""
import argparse
import email
import email.policy
import functools
import hashlib
import io
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = HERE.parents[1]
sys.path.insert(0, str(HERE))
import score  # noqa: E402

SHARE = 0.05  # of letters misread
NUMBERED = re.compile(r"\bannexes?\s*(n\s*°\s*)?[_\-]?\s*\d+(\s*(bis|à|et|-)\s*\d*)?", re.IGNORECASE)
LIKE = {"a": "o e", "b": "h 6", "c": "e", "d": "cl", "e": "c o", "f": "t", "g": "q 9", "h": "b",
        "i": "l 1", "j": "i", "l": "1 I", "m": "rn", "n": "ri", "o": "0 c", "q": "g", "r": "t",
        "s": "5", "t": "f", "u": "ii", "v": "y", "w": "vv", "z": "2", "A": "4", "B": "8", "C": "G",
        "D": "O", "E": "F £", "G": "6", "I": "l 1", "L": "I", "M": "N", "N": "M", "O": "0 Q",
        "P": "F", "Q": "O", "R": "P", "S": "5", "T": "I", "U": "V", "Z": "2", "é": "e c", "è": "e",
        "ê": "e", "à": "a", "ç": "c", "É": "E", "0": "O", "1": "l", "5": "S", "8": "B"}
LOST = 0.15  # of the letters misread, how many are lost


# --- between the examiner and the decision ---------------------------------

def misread_word(word, seed):
    """The same word of one page is misread in one way."""
    if word.startswith(("[", "☐", "☒")):
        return word  # the mark of a check box is not a letter
    r, out = random.Random(f"{seed}/{word}"), []
    for x in word:
        if not x.isalnum() or r.random() >= SHARE:
            out.append(x)
        elif r.random() >= LOST:
            out.append(r.choice(LIKE.get(x, "i").split()))
    return "".join(out)


def misread(page, seed):
    page["text"] = re.sub(r"\S+", lambda m: misread_word(m.group(), seed), page["text"])
    for mark in page.get("ink", []):
        if mark[0]:
            mark[0] = misread_word(mark[0], seed)


def unnumber(page, _):
    page["text"] = NUMBERED.sub("", page["text"])
    ink = page.get("ink", [])
    for i, mark in enumerate(ink):
        if mark[0] and re.fullmatch(r"annexes?", mark[0], re.IGNORECASE):
            mark[0] = None
            if i + 1 < len(ink) and ink[i + 1][0] and ink[i + 1][0].strip(".:").isdigit():
                ink[i + 1][0] = None


def examined(program, reports):
    """The examiner's report of the message on stdin, or the one kept of it."""
    raw = sys.stdin.buffer.read()
    kept = reports and pathlib.Path(reports, hashlib.sha256(raw).hexdigest() + ".json")
    if kept and kept.exists():
        return kept.read_bytes()
    with tempfile.TemporaryFile() as message:
        message.write(raw)
        message.seek(0)
        done = subprocess.run([program, *sys.argv[1:]], stdin=message, stdout=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(done.returncode)
    if kept:
        half = kept.with_suffix(f".{os.getpid()}")
        half.write_bytes(done.stdout)
        half.rename(kept)
    return done.stdout


def examine(program, variant, reports):
    """Stands in for the examiner: its report, changed, on stdout."""
    if "--nursery" in sys.argv:
        return 2  # one process a message: a stand-in breeds none
    report = json.loads(examined(program, reports))
    for part in report["parts"] if variant in ("numbers", "letters") else []:
        if variant == "numbers":
            for key in ("name", "path"):
                part[key] = NUMBERED.sub("", part[key]) if part.get(key) else part.get(key)
        for page in part.get("pages", []):
            change = misread if variant == "letters" else unnumber
            change(page, f"{part.get('sha256')}/{page['number']}")
    print(json.dumps(report, ensure_ascii=False, separators=(",", ":")))
    return 0


# --- of the messages --------------------------------------------------------

def renamed_archive(data):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for i, entry in enumerate(old.infolist()):
            if entry.flag_bits & 1:
                return data  # locked: stays as it is
            inner = old.read(entry)
            zipped = inner[:4] == b"PK\x03\x04" and entry.filename.endswith(".zip")
            inner = renamed_archive(inner) if zipped else inner
            new.writestr(f"scan-{i + 1}." + ("zip" if zipped else "pdf"), inner)
    return out.getvalue()


@functools.cache
def noisy(data, seed):
    """A picture of each page; the same again for a message that comes twice."""
    import numpy
    from PIL import Image
    r = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "in.pdf")
        source.write_bytes(data)
        done = subprocess.run(["pdftoppm", "-r", "150", "-gray", source, pathlib.Path(folder, "p")],
                              stderr=subprocess.DEVNULL)
        pages = [Image.open(f).copy() for f in sorted(pathlib.Path(folder).glob("p*.pgm"))]
    if done.returncode != 0 or not pages:
        return data  # locked or damaged: stays as it is
    images = []
    for page in pages:
        page = page.rotate(r.uniform(-0.8, 0.8), resample=Image.BICUBIC, fillcolor=255)
        pixels = numpy.asarray(page, dtype=numpy.int16) * 0.9
        pixels += numpy.random.default_rng(r.randrange(1 << 30)).normal(0, 9, pixels.shape)
        images.append(Image.fromarray(numpy.clip(pixels, 0, 255).astype(numpy.uint8)))
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=150, quality=40)
    return out.getvalue()


def change_part(part, variant, seed):
    name = part.get_filename()
    if not name or part.is_multipart() or part.get("Content-ID"):
        return
    data = part.get_payload(decode=True) or b""
    if variant == "names":
        if data[:4] == b"PK\x03\x04" and name.lower().endswith(".zip"):
            data = renamed_archive(data)
            name = "scan.zip"
        elif not name.lower().endswith((".vcf", ".ics", ".dat", ".eml", ".p7s")):
            name = "scan.pdf"
    elif data[:5] == b"%PDF-":
        data = noisy(data, seed)
    kind = part.get_content_type().split("/")
    part.clear_content()
    part.set_content(data, *kind, disposition="attachment", filename=name)


def changed(raw, variant, seed):
    message = email.message_from_bytes(raw, policy=email.policy.SMTP.clone(max_line_length=200))
    for i, part in enumerate(message.walk()):
        if part.get_content_maintype() in ("application", "image"):
            change_part(part, variant, f"{seed}/{i}")
    return message.as_bytes()


# --- a run -------------------------------------------------------------------

def share_of(truth, every):
    """Every Nth dossier and whatever has to do with its messages."""
    if every == 1:
        return truth
    ids = {i for d in truth["dossiers"][::every] for i in d["message_ids"]}
    grown = True
    while grown:  # a message of two candidates brings both whole
        more = {i for d in truth["dossiers"] if ids & set(d["message_ids"])
                for i in d["message_ids"]}
        grown = not more <= ids
        ids |= more
    return {"messages": [m for m in truth["messages"] if m["message_id"] in ids],
            "dossiers": [d for d in truth["dossiers"] if ids & set(d["message_ids"])]}


def prepare(work, corpus, variant, truth):
    (work / "mail").mkdir()
    for m in truth["messages"]:
        raw = (corpus / "mail" / m["file"]).read_bytes()
        if variant in ("names", "noise"):
            raw = changed(raw, variant, m["message_id"])
        (work / "mail" / m["file"]).write_bytes(raw)
    shutil.copytree(corpus / "campaigns", work / "campaigns")
    shutil.copy(corpus / "etablissements.csv", work)
    text = (corpus / "asr-intake.conf").read_text(encoding="utf-8")
    (work / "asr-intake.conf").write_text(text.replace(
        "[intake]\n", f"[intake]\nforms = {SOURCES}/etc/forms\ntemplates = {SOURCES}/etc/templates\n"),
        encoding="utf-8")


def stand_in(work, build, variant, reports):
    """The examiner that the pass calls: ours before the real one."""
    path = work / "examiner"
    path.write_text(f"#!{sys.executable}\nimport sys\nsys.dont_write_bytecode = True\n"
                    f"sys.path.insert(0, {str(HERE)!r})\nimport perturb\n"
                    f"sys.exit(perturb.examine({str(build / 'asr-examine')!r}, {variant!r}, "
                    f"{reports and str(reports)!r}))\n")
    path.chmod(0o755)
    return str(path)


def run(variant, asked):
    build, work = asked.build, pathlib.Path(tempfile.mkdtemp(prefix=f"asr-perturb-{variant}-"))
    truth = json.loads((asked.corpus / "truth.json").read_text(encoding="utf-8"))
    truth = share_of(truth, asked.every)
    prepare(work, asked.corpus, variant, truth)
    environment = dict(os.environ)
    if variant in ("numbers", "letters") or asked.reports:
        environment["ASR_EXAMINE"] = stand_in(work, build, variant, asked.reports)

    def call(program, *arguments):
        return subprocess.run([build / program, "-c", work / "asr-intake.conf", *arguments],
                              env=environment, check=True, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL).stdout
    call("asr-intaked", "--once")
    listed, messages = (json.loads(call("asrctl", what, "--json")) for what in ("list", "messages"))
    result = score.compare(truth, listed, messages, loose=True)
    print(f"== {variant}: {len(truth['messages'])} messages, {len(truth['dossiers'])} dossiers")
    sound = score.tell(result, set(), verbose=asked.verbose)
    if asked.keep:
        print(f"left in {work}")
    else:
        shutil.rmtree(work)
    return sound


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    folder = lambda name: pathlib.Path(name).resolve()  # noqa: E731
    parser.add_argument("--build", type=folder, default=folder("."), metavar="DIR",
                        help="where asr-intaked, asrctl and asr-examine are (default: here)")
    parser.add_argument("--corpus", type=folder, default=HERE, metavar="DIR")
    parser.add_argument("--reports", type=folder, metavar="DIR")
    parser.add_argument("--verbose", action="store_true", help="each judgement that is not exact")
    parser.add_argument("--every", type=int, default=1, metavar="N")
    parser.add_argument("--keep", action="store_true", help="leave the folder of each run")
    parser.add_argument("variant", nargs="+",
                        choices=("plain", "names", "numbers", "letters", "noise"))
    arguments = parser.parse_args()
    if arguments.reports:
        arguments.reports.mkdir(parents=True, exist_ok=True)
    sound = [run(v, arguments) for v in arguments.variant]
    return 0 if all(sound) else 1


if __name__ == "__main__":
    sys.exit(main())
