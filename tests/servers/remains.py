# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a name stands in the bytes of files, however it is written."""
import base64
import unicodedata


def plain(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def spellings(name):
    """A name as bytes may hold it: with and without accents, in any case
    that people write, and in base64 at each of its three places."""
    for text in {name, plain(name)}:
        for written in {text, text.lower(), text.upper(), text.title()}:
            raw = written.encode()
            yield raw
            yield written.encode("latin-1")
            for shift in range(3):
                coded = base64.b64encode(b"\0" * shift + raw)
                # What the bytes before and after share is not the name's own.
                yield coded[4 if shift else 0:-4]


def found(folder, *names):
    """(file, spelling) of every one in the files below folder and in their names."""
    wanted = {s for name in names for s in spellings(name)}
    hits = []
    for path in sorted(folder.rglob("*")):
        raw = path.read_bytes() if path.is_file() else b""
        hits += [(str(path.relative_to(folder)), s) for s in wanted
                 if s in raw or s in path.name.encode()]
    return hits
