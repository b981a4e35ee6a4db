#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The size of things: no function past 60 lines, no file past 600.

A longer one is a sign that a room or a function is missing.  Prints the
figures, so that a reader sees where the tree stands.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

FUNCTION_LINES_MAX = 60
FILE_LINES_MAX = 600
TOP = pathlib.Path(os.environ.get("TEST_SOURCES", "."))


def functions(files):
    command = ["ctags", "-f", "-", "--languages=C", "--kinds-C=f", "--fields=+ne",
               "--output-format=json", *map(str, files)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for line in out.splitlines():
        tag = json.loads(line)
        if "end" in tag:
            yield tag["end"] - tag["line"] + 1, tag["path"], tag["name"]


def main():
    if shutil.which("ctags") is None:
        print("universal-ctags is not installed")
        return 77
    files = sorted((TOP / "src").glob("*/*.c"))
    headers = sorted((TOP / "src").glob("*/*.h"))
    lengths = sorted(functions(files))
    if not lengths:
        print("no function found")
        return 1
    problems = [f"{path}: function {name} has {n} lines"
                for n, path, name in lengths if n > FUNCTION_LINES_MAX]
    sizes = sorted((len(f.read_text(encoding="utf-8").splitlines()), f) for f in files + headers)
    problems += [f"{f}: {n} lines" for n, f in sizes if n > FILE_LINES_MAX]
    only = [n for n, _, _ in lengths]
    print(f"functions {len(only)}, median {only[len(only) // 2]}, "
          f"90th percentile {only[int(len(only) * 0.9)]}, longest {only[-1]} "
          f"({lengths[-1][2]}); largest file {sizes[-1][1].name} {sizes[-1][0]}")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
