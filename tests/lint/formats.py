#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every test, every message and every constant that the tables of
doc/formats.md and doc/locked-room.md name is there.

A cell names tests as "file: test, test; file: test", flows as flow/name.py,
messages of tests/corpus as four digits.  So does what stands in backquotes.
"""
import os
import re
import sys

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
TESTS = os.path.join(TOP, "tests")


def tests_of(name):
    path = os.path.join(TESTS, "unit", f"test-{name}.c")
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as file:
        return set(re.findall(r"START_TEST\((\w+)\)", file.read()))


def rows(name):
    with open(os.path.join(TOP, "doc", name), encoding="utf-8") as f:
        for line in f:
            if line.startswith("| "):
                yield [cell.strip() for cell in line.strip("|\n").split("|")]


def quoted(name):
    with open(os.path.join(TOP, "doc", name), encoding="utf-8") as f:
        for words in re.findall(r"`([^`]+)`", f.read()):
            if re.fullmatch(r"[a-z-]+: \w+|flow/.*\.py", words):
                yield words


def cells():
    yield from quoted("formats.md")
    yield from quoted("locked-room.md")
    for row in list(rows("formats.md"))[1:]:
        yield from row[1:]
    limits = [row for row in rows("locked-room.md") if len(row) == 5]
    for row in limits[1:]:
        yield row[4]


def constants():
    """Names that sources define."""
    for folder, _, files in os.walk(os.path.join(TOP, "src")):
        for file in files:
            if file.endswith((".c", ".h")):
                with open(os.path.join(folder, file), encoding="utf-8") as f:
                    yield from re.findall(r"^#define (\w+)", f.read(), re.M)


def limits_without_constant():
    defined = set(constants())
    for row in rows("locked-room.md"):
        if len(row) == 5:
            yield from set(re.findall(r"`([A-Z_]+)`", row[1])) - defined


def problems():
    named = 0
    for name in limits_without_constant():
        yield f"no constant {name}"
    for cell in cells():
        for message in re.findall(r"\b\d{4}\b", cell):
            named += 1
            mail = os.path.join(TESTS, "corpus", "mail", f"{message}.eml")
            if not os.path.exists(mail):
                yield f"no message {message}"
        for flow in re.findall(r"flow/[a-z-]+\.py", cell):
            named += 1
            if not os.path.exists(os.path.join(TESTS, flow)):
                yield f"no {flow}"
        for name, tests in re.findall(r"([a-z-]+): ([a-z_0-9, ]+)", cell):
            there = tests_of(name)
            if there is None:
                if name not in ("said", "print", "none"):
                    yield f"no tests of {name}"
                continue
            for test in re.findall(r"\w*_\w+", tests):
                named += 1
                if test not in there:
                    yield f"no test {test} of {name}"
    if named < 80:
        yield f"the tables name but {named} tests"


found = list(problems())
print("\n".join(found))
sys.exit(1 if found else 0)
