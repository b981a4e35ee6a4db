#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A state directory of each earlier schema version goes on in this one.

tests/data/schema/version-N.db.gz is the database that the release with
schema N left behind: seven messages of tests/mailbox, four replies sent,
two waiting for a server that was down; from version 3 on an agent's acts,
one of them undone.  This version must know every message and act again,
lose no dossier, and send those two replies once.  The last fixture is of
the present version: it stays when the next one comes.
"""
import contextlib
import gzip
import json
import shutil
import sqlite3
import sys

from scenario import expect, main, scenario
import workspace

MAIL = ("0002.eml", "0005.eml", "0008.eml", "0017.eml", "0024.eml", "0025.eml", "0028.eml")
WAITING = {"0024-c78ff355.eml", "0028-87852638.eml"}
FIXTURES = workspace.SOURCES / "tests/data/schema"


def old_state(fixture):
    work = workspace.make(MAIL, forms=workspace.REAL_FORMS)
    (work / "state").mkdir()
    (work / "state/intake.db").write_bytes(gzip.decompress(fixture.read_bytes()))
    return work


def before(work):
    """What the old version knew, read without any program of ours."""
    with contextlib.closing(sqlite3.connect(work / "state/intake.db")) as db:
        return {"version": db.execute("PRAGMA user_version").fetchone()[0],
                "dossiers": dict(db.execute("SELECT reference, status FROM dossier")),
                "outcomes": dict(db.execute("SELECT message_id, outcome FROM message")),
                "attempts": db.execute("SELECT count(*) FROM reply_attempt").fetchone()[0],
                "acts": acts(db)}


def acts(db):
    """Who did what, and whether it stands; none before there were acts."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'act'").fetchall():
        return []
    return db.execute("SELECT id, who, name, arguments, answer, undone_by, changes"
                      " FROM act ORDER BY id").fetchall()


def present_version():
    """Of a database that this version makes."""
    work = workspace.make(())
    workspace.once(work)
    with contextlib.closing(workspace.database(work)) as db:
        version = db.execute("PRAGMA user_version").fetchone()[0]
    shutil.rmtree(work)
    return version


def upgrade(fixture, present):
    work = old_state(fixture)
    old = before(work)
    reading = workspace.run("asrctl", work, "list")
    if old["version"] < present:
        expect(reading.returncode == 1 and "start asr-intaked once" in reading.stderr,
               f"asrctl on the old version: {reading.stderr}")
    else:
        expect(reading.returncode == 0, f"asrctl on its own version: {reading.stderr}")
    done = workspace.once(work)
    expect(done.returncode == 0, done.stderr)
    dossiers = json.loads(workspace.run("asrctl", work, "list", "--json").stdout)
    messages = json.loads(workspace.run("asrctl", work, "messages", "--json").stdout)
    expect({d["reference"]: d["status"] for d in dossiers} == old["dossiers"], "dossiers differ")
    expect({m["message_id"]: m["outcome"] for m in messages} == old["outcomes"],
           "messages differ")
    sent = {f.name for f in (work / "out").glob("*.eml")}
    expect(sent == WAITING, f"sent: {sorted(sent)}")
    with contextlib.closing(workspace.database(work)) as db:
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
        whole = db.execute("PRAGMA integrity_check").fetchone()[0]
        expect(acts(db) == old["acts"], f"acts differ: {acts(db)}")
    expect(not broken and whole == "ok", f"after the upgrade: {broken} {whole}")
    workspace.once(work)
    expect({f.name for f in (work / "out").glob("*.eml")} == WAITING, "a second pass sent more")
    shutil.rmtree(work)
    return old


@scenario
def what_was_erased_beside():
    """What only a line of history told of a message, until version 4, stays known"""
    work = old_state(FIXTURES / "version-3.db.gz")
    with contextlib.closing(sqlite3.connect(work / "state/intake.db")) as db:
        message, = db.execute("SELECT max(id) FROM message WHERE outcome = 'filed'").fetchone()
        other, = db.execute("SELECT min(id) FROM message WHERE outcome = 'filed'").fetchone()
        line = "INSERT INTO history (at, who, what, message, dossier) VALUES (1, 'marie', ?, ?, ?)"
        db.execute(line, ("ESSAI-2026-0099 effacé, message gardé", message, None))
        db.execute(line, ("ESSAI-2026-0098 effacé", other, None))
        db.execute(line, ("note : ESSAI-2026-0097 effacé, message gardé", None, 1))
        db.commit()
    expect(workspace.once(work).returncode == 0, "the pass failed")
    with contextlib.closing(workspace.database(work)) as db:
        rows = db.execute("SELECT message, reference FROM erased_beside").fetchall()
        expect(rows == [(message, "ESSAI-2026-0099")], f"beside: {rows}")
    shutil.rmtree(work)


@scenario
def every_version():
    """Every schema version is upgraded, nothing lost or said twice"""
    fixtures = sorted(FIXTURES.glob("version-*.db.gz"))
    present = present_version()
    earlier = {f"version-{n}.db.gz" for n in range(1, present)}
    expect(earlier <= {f.name for f in fixtures}, f"no fixture of some of {sorted(earlier)}")
    return "; ".join(
        "version %d: %d messages, %d dossiers, %d acts" % (
            (old := upgrade(f, present))["version"], len(old["outcomes"]),
            len(old["dossiers"]), len(old["acts"]))
        for f in fixtures)


if __name__ == "__main__":
    sys.exit(main())
