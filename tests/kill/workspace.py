# SPDX-License-Identifier: GPL-3.0-or-later
"""A place to run the service in: configuration, some mail of the sample
mailbox, and the final state as a value that two runs can be compared by."""
import contextlib
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile

SOURCES = pathlib.Path(os.environ.get("TEST_SOURCES", ".")).resolve()
BUILD = pathlib.Path(os.environ.get("TEST_BUILD", ".")).resolve()
MAIL = SOURCES / "tests/mailbox/mail"
REAL_FORMS = SOURCES / "etc/forms"
# Of a dozen titles: a program that is started ten thousand times need not
# read each time all that letters may say.  A blank page it does not tell.
SMALL_FORMS = SOURCES / "tests/kill/forms"

# Of every kind of step, and small: a question, a whole dossier, one that
# is refused, one that is forged, a delivery report.
SMALL = ("0002.eml", "0005.eml", "0011.eml", "0013.eml", "0018.eml")

# What may differ between two runs of the same mail: when, how often tried,
# and under which UIDVALIDITY.
VOLATILE = {"at", "settled_at", "queued_at", "due_at", "sent_at", "file_time", "attempts",
            "uid_validity", "uid", "mailbox", "folder", "last_text", "moved_at",
            "copy_begun_at", "copied_at"}
LEFT_OUT = {"reply_attempt", "note"}


def write_config(work, source="dir:mail", server="dir:out", more=None, forms=SMALL_FORMS):
    """The sample's configuration with other ends; more: {section: lines}."""
    sections = {
        "mailbox": f"source = {source}\n",
        "smtp": f"server = {server}\nfrom = asr-essai@ars-essai.test\n"
                "from-name = ARS d’essai\nmode = send\n",
        "state": "directory = state\n",
        "intake": "establishments = etablissements.csv\ncampaigns = campaigns\n"
                  "authserv-id = mx.ars-essai.test\nocr = never\n"
                  f"forms = {forms}\ntemplates = {SOURCES}/etc/templates\n",
        "control": "socket = state/control\n",
    }
    for name, lines in (more or {}).items():
        sections[name] = sections.get(name, "") + lines
    text = "".join(f"[{name}]\n{lines}\n" for name, lines in sections.items())
    (work / "asr-intake.conf").write_text(text, encoding="utf-8")


def make(mail=SMALL, **options):
    """A new folder with registry, campaigns, mail and configuration."""
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-fault-"))
    shutil.copytree(SOURCES / "tests/mailbox/campaigns", work / "campaigns")
    shutil.copy(SOURCES / "tests/mailbox/etablissements.csv", work)
    (work / "mail").mkdir()
    for name in mail:
        shutil.copy(MAIL / name, work / "mail")
    write_config(work, **options)
    return work


def secret(work, name, text):
    """A password file as the service wants it."""
    path = work / name
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def command(program, work, *arguments):
    return [str(BUILD / program), "-c", str(work / "asr-intake.conf"), *arguments]


def run(program, work, *arguments, env=None, timeout=120, preexec=None):
    """In a session of its own: a stopped run takes its helpers with it."""
    return subprocess.run(command(program, work, *arguments), capture_output=True, text=True,
                          env=env, timeout=timeout, start_new_session=True, check=False,
                          preexec_fn=preexec)


def once(work, env=None, **options):
    return run("asr-intaked", work, "--once", env=env, **options)


def comparable(raw):
    """A reply without the time it was written at."""
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    return re.sub(r"(?m)^Date: .*\n", "", text)


def rows(database, table):
    columns = [c[1] for c in database.execute(f"PRAGMA table_info({table})")
               if c[1] not in VOLATILE]
    for row in database.execute(f"SELECT {', '.join(columns)} FROM {table}"):
        yield tuple(comparable(v) if isinstance(v, bytes) else v for v in row)


def database(work):
    return sqlite3.connect(f"file:{work}/state/intake.db?mode=ro", uri=True)


def snapshot(work):
    """{table: sorted rows} of what must be the same whatever happened."""
    with contextlib.closing(database(work)) as db:
        tables = [t for (t,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        state = {t: sorted(rows(db, t), key=repr) for t in tables if t not in LEFT_OUT}
    state["out"] = {f.name: comparable(f.read_bytes()) for f in (work / "out").glob("*.eml")}
    state["spool"] = sorted(str(f.relative_to(work)) for f in (work / "state/spool").rglob("*")
                            if f.is_file())
    return state


def differences(expected, got):
    """What differs, in words short enough to read."""
    lines = []
    for key in expected:
        if expected[key] == got.get(key):
            continue
        one, other = expected[key], got.get(key, [])
        if isinstance(one, dict):
            one, other = sorted(one.items()), sorted(other.items())
        lines += [f"{key}: lacks {str(r)[:120]}" for r in one if r not in other]
        lines += [f"{key}: has {str(r)[:120]}" for r in other if r not in one]
        lines += [f"{key}: {len(other)} rows, not {len(one)}"] if len(one) != len(other) else []
    return lines[:6] + [f"and {len(lines) - 6} more"] * (len(lines) > 6)
