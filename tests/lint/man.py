#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manual pages: well formed, and nothing left out.

Every option that --help shows, every command of asrctl and every key of
the settings' table stands in its page.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

SOURCES = pathlib.Path(os.environ.get("TEST_SOURCES", ".")).resolve()
BUILD = pathlib.Path(os.environ.get("TEST_BUILD", ".")).resolve()
MAN = SOURCES / "doc/man"
problems = []


def words(page):
    """A page's text as its macros have it, with plain hyphens."""
    return (MAN / page).read_text(encoding="utf-8").replace("\\-", "-")


def help_of(*call):
    return subprocess.run([BUILD / call[0], *call[1:], "--help"], capture_output=True,
                          text=True, timeout=60).stdout


def check_options(page, text, about):
    options = set(re.findall(r"(?<![\w-])--([a-z][a-z-]+)", text))
    options |= set(re.findall(r"^  -([a-z])\b", text, re.M))
    if not options:
        problems.append(f"{about}: --help shows no option")
    for option in sorted(options):
        flag = f"--{option}" if len(option) > 1 else f"-{option}"
        if not re.search(rf"Fl {re.escape(flag[1:])}(?![\w-])", words(page)):
            problems.append(f"{page}: {about} {flag} is not in it")


def check_asrctl():
    text = help_of("asrctl")
    commands = re.findall(r"^  ([a-z-]+) ", text.split("Commandes")[1].split("Options")[0], re.M)
    if len(commands) < 10:
        problems.append(f"asrctl --help shows {len(commands)} commands")
    for command in commands:
        if not re.search(rf"^\.It Cm {command}\b(?!-)", words("asrctl.1"), re.M):
            problems.append(f"asrctl.1: command {command} is not in it")
        check_options("asrctl.1", help_of("asrctl", command), f"asrctl {command}")


def check_settings():
    table = (SOURCES / "src/conf/settings.c").read_text(encoding="utf-8")
    keys = re.findall(r'ROW\("([a-z0-9]+)", "([a-z-]+)"', table)
    if not keys:
        problems.append("no key found in settings.c")
    sections = dict(re.findall(r"\.Ss \[(\w+)\]\n(.*?)(?=\.Ss|\Z)", words("asr-intake.conf.5"),
                               re.S))
    for section, key in keys:
        if not re.search(rf"^\.It Cm {key}$", sections.get(section, ""), re.M):
            problems.append(f"asr-intake.conf.5: [{section}] {key} is not in it")


def main():
    check_options("asr-intaked.8", help_of("asr-intaked"), "asr-intaked")
    check_options("asr-examine.8", help_of("asr-examine"), "asr-examine")
    check_asrctl()
    check_settings()
    if shutil.which("mandoc") is not None:
        for page in sorted(MAN.glob("*.[1-8]")):
            said = subprocess.run(["mandoc", "-Tlint", "-W", "warning", page],
                                  capture_output=True, text=True, check=False)
            if said.stdout + said.stderr:
                problems.append((said.stdout + said.stderr).strip())
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
