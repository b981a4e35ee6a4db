#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who includes whom: the arrows of doc/architecture.md, checked.

The include paths of Makefile.am already keep a room from naming a header
it may not see; this lint also refuses ways around them ("../store/x.h")
and outside libraries that belong to another room.
"""
import os
import pathlib
import re
import sys

TOP = pathlib.Path(os.environ.get("TEST_SOURCES", "."))

# room: (rooms it may include, outside headers it may include)
ROOMS = {
    "base": ("", r"glib(/|\.h|-)|gio/|nettle/"),
    "model": ("base", r"glib(/|\.h|-)|jansson\.h"),
    "conf": ("base model", r"glib(/|\.h|-)|gio/"),
    "net": ("base", r"glib(/|\.h|-)|curl/|jansson\.h"),
    "mailbox": ("base net", r"glib(/|\.h|-)|libetpan/|curl/"),
    "spool": ("base model", r"glib(/|\.h|-)"),
    "examine": (
        "base model",
        r"glib(/|\.h|-)|gio/|gmime/|magic\.h|poppler|cairo|archive|libxml/|gsf/|ytnef|libytnef"
        r"|tesseract/|leptonica/|libheif/|seccomp\.h|fontconfig/|iconv\.h|linux/|sanitizer/"
        r"|qpdf/",
    ),
    "decide": ("base model conf", r"glib(/|\.h|-)"),
    "store": ("base model spool", r"glib(/|\.h|-)|sqlite3\.h|jansson\.h|archive"),
    "outbox": ("base model conf store net", r"glib(/|\.h|-)|curl/|gmime/|jansson\.h"),
    "daemon": (
        "base model conf net mailbox spool decide store outbox",
        r"glib(/|\.h|-)|gio/|systemd/|jansson\.h",
    ),
    "ctl": ("base model conf store spool", r"glib(/|\.h|-)|gio/|jansson\.h|xlsxwriter|archive"),
}
# The C library and the kernel's headers are everybody's, but for decide.
PURE = {"ctype.h", "errno.h", "limits.h", "math.h", "stdbool.h", "stddef.h", "stdint.h",
        "stdlib.h", "string.h", "stdio.h"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
OUTSIDE = re.compile(r"/|^(glib|jansson|magic|sqlite3|seccomp|xlsxwriter|poppler|cairo|archive)")
SYSTEM = re.compile(r"^(sys|arpa|net|netinet|linux)/")


def main():
    owner = {}
    problems = []
    for room in ROOMS:
        for header in (TOP / "src" / room).glob("*.h"):
            if header.name in owner:
                problems.append(f"{header}: the name is also a header of room {owner[header.name]}")
            owner[header.name] = room
    files = 0
    for room, (rooms, outside) in ROOMS.items():
        allowed = set(rooms.split()) | {room}
        for path in sorted((TOP / "src" / room).glob("*.[ch]")):
            files += 1
            for quote, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
                where = f"{path.relative_to(TOP)}: {name}"
                if quote == '"':
                    if name == "config.h":
                        continue
                    if "/" in name:
                        problems.append(f"{where}: a path in an include goes around the rooms")
                    elif owner.get(name) not in allowed:
                        problems.append(f"{where}: room {room} may not see room {owner.get(name)}")
                elif OUTSIDE.search(name) and not SYSTEM.match(name):
                    if not re.match(outside, name):
                        problems.append(f"{where}: this library is not one of room {room}")
                elif room == "decide" and name not in PURE:
                    problems.append(f"{where}: decide is pure")
    if files == 0:
        problems.append("no source file found")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
