#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every test and every message that doc/formats.md names is there.

A cell names tests as "file: test, test; file: test", messages of
tests/corpus as four digits.
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


def cells():
    with open(os.path.join(TOP, "doc", "formats.md"), encoding="utf-8") as f:
        rows = [line for line in f if line.startswith("| ")]
    for row in rows[1:]:
        yield from (cell.strip() for cell in row.strip("|\n").split("|")[1:])


def problems():
    named = 0
    for cell in cells():
        for message in re.findall(r"\b\d{4}\b", cell):
            named += 1
            mail = os.path.join(TESTS, "corpus", "mail", f"{message}.eml")
            if not os.path.exists(mail):
                yield f"no message {message}"
        for name, tests in re.findall(r"([a-z-]+): ([a-z_0-9, ]+)", cell):
            there = tests_of(name)
            if there is None:
                if name not in ("said", "print"):
                    yield f"no tests of {name}"
                continue
            for test in re.findall(r"\w*_\w+", tests):
                named += 1
                if test not in there:
                    yield f"no test {test} of {name}"
    if named < 40:
        yield f"the table names but {named} tests"


found = list(problems())
print("\n".join(found))
sys.exit(1 if found else 0)
