#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mixed mail at ten times the peak of a campaign's last day, with faults.

usage: soak.py [--imap] [MINUTES]    (default 120)

The service runs; messages of tests/mailbox drop in, each made another by
its Message-ID; the SMTP server goes away, refuses, is slow, or takes a
reply and is silent; workers of the service are killed, and all of it at
once.  With --imap the mail lies on a Dovecot over TLS, whose line is cut,
slow or dead, and which is restarted.  At the end every message must be
settled, every reply accounted for, and memory, descriptors, the database's
size a message and the time from a message's arrival to its settling as in
the first tenth.
"""
import collections
import contextlib
import math
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / name) for name in ("kill", "servers", "bench")]
import workspace  # noqa: E402
from measure import family  # noqa: E402
from smtp import Smtp  # noqa: E402
from sources import Folder, Server, identity  # noqa: E402

ARGUMENTS = [a for a in sys.argv[1:] if a != "--imap"]
MINUTES = float(ARGUMENTS[0]) if ARGUMENTS else 120
SECONDS_A_MESSAGE = 6  # 600 an hour: the last day's peak is some sixty
SECONDS_A_FAULT = 20
SECONDS_A_LINE = 600  # of what is printed on the way
SETTLE_S = 300
GROWTH_MAX = 1.3
LATER_MAX_S = 5  # the median message, later than early: a poll's interval
# The same few senders write all day.
MORE = {"mailbox": "poll-interval = 5\n",
        "smtp": "replies-per-day = 1000\nreplies-per-hour = 100000\n"}
SMTP_FAULTS = {"down": {"connect": None}, "later": {"rcpt": "451 not now"},
          "silent": {"dot": None}, "well": {}}


def letter(rng, number):
    """A message of the sample, as if sent anew."""
    raw = rng.choice(sorted(workspace.MAIL.glob("*.eml"))).read_bytes()
    return re.sub(rb"(?im)^(message-id: <)", rb"\1soak%d-" % number, raw, count=1)


def held(pids):
    """(kB resident, descriptors) of the service's processes."""
    memory = descriptors = 0
    for pid in pids:
        with contextlib.suppress(OSError, StopIteration):
            with open(f"/proc/{pid}/status", encoding="ascii") as status:
                memory += int(next(l for l in status if l.startswith("VmRSS")).split()[1])
            descriptors += len(os.listdir(f"/proc/{pid}/fd"))
    return memory, descriptors


class Soak:
    def __init__(self):
        self.rng, self.smtp = random.Random(1), Smtp()
        self.source = Server(self.rng) if "--imap" in sys.argv else Folder()
        self.work = workspace.make(mail=())
        self.source.configure(self.work, f"smtp://127.0.0.1:{self.smtp.port}", MORE)
        self.faults, self.samples = collections.Counter(), []
        self.drops = {}  # {file name or UID: when it came}
        self.came = collections.Counter()  # Message-IDs
        self.start()

    def start(self):
        with open(self.work / "log", "ab") as log:
            self.process = subprocess.Popen(workspace.command("asr-intaked", self.work),
                                            start_new_session=True, stderr=log)

    @property
    def dropped(self):
        return len(self.drops)

    def drop(self):
        raw = letter(self.rng, self.dropped)
        self.drops[self.source.drop(raw)] = time.time()
        self.came[identity(raw)] += 1

    def size(self):
        """Bytes of the database, what is still in its log included once."""
        with contextlib.closing(workspace.database(self.work)) as db:
            return math.prod(db.execute(f"PRAGMA {name}").fetchone()[0]
                             for name in ("page_count", "page_size"))

    def kill(self, chosen):
        for pid in chosen:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def crash(self):
        self.kill(family(self.process.pid))
        self.process.wait()
        self.start()

    def fault(self):
        name = self.rng.choice([*SMTP_FAULTS, "kill", "crash", *self.source.faults])
        self.faults[name] += 1
        self.source.well()
        if name == "kill":
            workers = family(self.process.pid)[1:]
            self.kill([self.rng.choice(workers)] if workers else [])
        elif name == "crash":
            self.crash()
        elif name in SMTP_FAULTS:
            self.smtp.answers = dict(SMTP_FAULTS[name])
        else:
            self.source.fail(name)

    def run(self):
        end, next_fault = time.monotonic() + MINUTES * 60, 0
        next_line = time.monotonic() + SECONDS_A_LINE
        while (now := time.monotonic()) < end:
            if self.process.poll() is not None:
                sys.exit("the service has ended")
            self.drop()
            if now >= next_fault:
                self.fault()
                next_fault = now + SECONDS_A_FAULT
            time.sleep(SECONDS_A_MESSAGE)
            # A worker just killed is missing from this sample alone.
            with contextlib.suppress(OSError, sqlite3.OperationalError):
                self.samples.append((*held(family(self.process.pid)), self.size(), self.dropped))
            if now >= next_line:
                print(f"{time.strftime('%H:%M')} {self.sample()}", flush=True)
                next_line = now + SECONDS_A_LINE
        self.smtp.answers = {}
        self.source.well()

    def sample(self):
        memory, descriptors, size, dropped = self.samples[-1]
        return (f"{dropped} messages, {self.states()[0]}, {memory} kB, "
                f"{descriptors} descriptors, database {size // 1024} kB")

    def states(self):
        with contextlib.closing(workspace.database(self.work)) as db:
            return (dict(db.execute("SELECT state, count(*) FROM message GROUP BY 1")),
                    dict(db.execute("SELECT state, count(*) FROM reply GROUP BY 1")))

    def settle(self):
        end = time.monotonic() + SETTLE_S
        while time.monotonic() < end:
            with contextlib.closing(workspace.database(self.work)) as db:
                if self.states()[0] == {"settled": self.dropped} and self.source.tidied(db):
                    break
            time.sleep(2)

    def stop(self):
        self.process.terminate()
        self.process.wait(120)

    def waits(self):
        """Seconds from arrival to settling, in the order of arrival."""
        with contextlib.closing(workspace.database(self.work)) as db:
            settled = dict(db.execute(
                "SELECT CASE l.uid WHEN 0 THEN l.name ELSE CAST(l.uid AS TEXT) END, m.settled_at"
                " FROM location l JOIN message m ON m.id = l.message"))
        return [settled[key] - at for key, at in self.drops.items() if settled.get(key)]

    def grown(self):
        """What is not as it was in the first tenth; figures are printed."""
        problems, waits = [], self.waits()
        tenth = max(1, len(self.samples) // 10)
        early, late = self.samples[tenth:2 * tenth + 1], self.samples[-tenth:]
        for name, index in (("memory, kB", 0), ("descriptors", 1)):
            first, last = max(s[index] for s in early), max(s[index] for s in late)
            print(f"{name}: {first} early, {last} late")
            if last > first * GROWTH_MAX:
                problems.append(f"{name} grows: {first} to {last}")
        first, last = ((s[-1][2] - s[0][2]) / max(1, s[-1][3] - s[0][3])
                       for s in (self.samples[tenth:], self.samples[len(self.samples) // 2:]))
        print(f"database: {first:.0f} bytes a message over all, {last:.0f} in the second half")
        if last > first * GROWTH_MAX:
            problems.append(f"the database's messages grow: {first} to {last}")
        early, late = waits[tenth:2 * tenth + 1], waits[-tenth:]
        first, last = statistics.median(early), statistics.median(late)
        print(f"arrival to settled, median: {first:.1f} s early, {last:.1f} s late; "
              f"longest {max(waits):.0f} s")
        if last > first + LATER_MAX_S:
            problems.append(f"messages wait longer: {first} s to {last} s")
        return problems

    def judge(self):
        messages, replies = self.states()
        problems = []
        if messages != {"settled": self.dropped}:
            problems.append(f"{self.dropped} messages came, {messages}")
        with contextlib.closing(workspace.database(self.work)) as db:
            doubted = {m for (m,) in db.execute(
                "SELECT DISTINCT r.message_id FROM reply r JOIN reply_attempt a"
                " ON a.reply = r.id WHERE a.state = 'doubtful'")}
            sent, left, filed = ({m for (m,) in db.execute(query)} for query in (
                "SELECT message_id FROM reply WHERE state = 'sent'",
                "SELECT message_id FROM reply WHERE sent_at <> 0",
                "SELECT message_id FROM message WHERE outcome = 'filed'"))
        times = collections.Counter(identity(raw) for _, raw in self.smtp.deliveries)
        problems += [f"{m} taken {n} times" for m, n in times.items()
                     if n > 2 or (n > 1 and m not in doubted)]
        problems += [f"{m} is said to be sent and never came" for m in sent - set(times)]
        problems += self.source.problems(self.came, filed, left)
        problems += self.grown()
        print(f"{self.dropped} messages, replies {replies}, {len(self.smtp.deliveries)} taken, "
              f"{len(doubted)} in doubt; faults {dict(self.faults)}")
        return problems


def main():
    soak = Soak()
    soak.run()
    soak.settle()
    problems = []
    for command in ("reconcile", "verify"):
        done = workspace.run("asrctl", soak.work, command)
        print(done.stdout.strip())
        if done.returncode != 0:
            problems.append(f"{command} is not content: {done.stderr}")
    soak.stop()
    problems += soak.judge()
    print("\n".join(problems) or "nothing lost, nothing twice but in doubt")
    soak.source.stop()
    if not problems:
        shutil.rmtree(soak.work)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
