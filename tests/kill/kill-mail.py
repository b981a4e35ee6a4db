#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stopped at every durable step, IMAP command and SMTP line.

As kill-dir.py, with the mail in a Dovecot (TLS) and the replies going to
an SMTP server that keeps what it took.  No reply may be lost.  One may
arrive twice only if the service was stopped between the last bytes of the
reply and its own note of the server's answer: then it is the same bytes
under the same Message-ID, once more, and an agent is told.
"""
import collections
import contextlib
import email
import email.utils
import pathlib
import queue
import shutil
import subprocess
import sys
import tempfile

import points
import tries
import workspace

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "servers"))
from authority import Authority  # noqa: E402
from dovecot import PASSWORD, USER, Dovecot  # noqa: E402
from smtp import Smtp  # noqa: E402

SHARE = tries.share(80)
TEMPLATE = "template"
DOUBT = "avant que le serveur ne le confirme"
LATER_S = 20 * 60  # past the pause after which a doubtful reply leaves again


class Ends:
    """The servers, and an SMTP server for each of the tries at a time."""

    def __init__(self, folder, extra=""):
        authority = Authority(folder / "ca")
        self.ca = authority.ca
        self.dovecot = Dovecot(folder / "dovecot", *authority.certificate("server"),
                               extra=extra)
        self.couriers = queue.Queue()
        for _ in range(tries.JOBS):
            self.couriers.put(Smtp())
        self.fill(TEMPLATE)

    def fill(self, folder):
        """The small mailbox in an IMAP folder of its own."""
        client = self.dovecot.client()
        client.create(folder)
        for name in workspace.SMALL:
            raw = (workspace.MAIL / name).read_bytes()
            date = email.message_from_bytes(raw)["Received"].rpartition(";")[2]
            client.append(folder, None, email.utils.parsedate_to_datetime(date), raw)
        client.logout()

    def stored(self, folder):
        """Where Dovecot keeps a folder."""
        return self.dovecot.mail / USER / f".{folder}"

    def copy_template(self, folder):
        """The mail alone, so that Dovecot gives the folder an identity."""
        self.stored(folder).mkdir()
        subprocess.run(["cp", "-a", *(self.stored(TEMPLATE) / n for n in ("cur", "new", "tmp")),
                        self.stored(folder)], check=True)
        shutil.chown(self.stored(folder), self.dovecot.mail.stat().st_uid)

    def forget(self, folder):
        """What a try that went well leaves."""
        for place in self.dovecot.mail.glob(f"{USER}/.{folder}*"):
            shutil.rmtree(place, ignore_errors=True)

    def more(self, folder):
        """Further lines of [mailbox]."""
        return ""

    def contents(self, folder):
        """What is to be the same on the mail server in the end."""
        return None

    def workspace(self, folder, smtp):
        work = workspace.make(mail=())
        password = workspace.secret(work, "password", PASSWORD)
        workspace.write_config(
            work, f"imaps://localhost:{self.dovecot.imaps}/{folder}",
            f"smtp://127.0.0.1:{smtp.port}",
            {"mailbox": f"user = {USER}\npassword-file = {password}\n"
                        f"ca-file = {self.ca}\nidle = false\n{self.more(folder)}"})
        self.copy_template(folder)
        smtp.reset()
        return work


def message_id(raw):
    return email.message_from_bytes(raw)["Message-ID"]


def doubted(work):
    """{message id: Message-ID of its reply} of attempts cut off in doubt."""
    with contextlib.closing(workspace.database(work)) as db:
        return dict(db.execute(
            "SELECT r.message, r.message_id FROM reply r JOIN reply_attempt a ON a.reply = r.id"
            " WHERE a.state = 'doubtful'"))


def untold(state, messages):
    """The state without what doubt adds to it; what was not told."""
    told = [r for r in state["history"] if any(DOUBT in str(v) for v in r)]
    rows = [r for r in state["message"] if r[0] in messages]
    wrong = [] if len(told) == len(messages) else [f"{len(told)} told of {len(messages)} doubts"]
    wrong += [f"message {r[0]} does not say why it waits" for r in rows
              if not any(DOUBT in str(v) for v in r)]
    state["history"] = [r[1:] for r in state["history"] if r not in told]
    state["message"] = [r for r in state["message"] if r[0] not in messages]
    return wrong


def judge_deliveries(expected, got, doubts):
    """What is lost, and what is twice without a doubt."""
    wrong, by_id = [], collections.defaultdict(list)
    for recipient, raw in got:
        by_id[message_id(raw)].append((recipient, raw))
    for recipient, raw in expected:
        mine = by_id.pop(message_id(raw), [])
        if not mine:
            wrong.append(f"reply to {recipient} lost")
        elif len(mine) > 1 and (len(mine) > 2 or message_id(raw) not in doubts):
            wrong.append(f"reply to {recipient} {len(mine)} times")
        elif len(set(mine)) > 1:
            wrong.append(f"two different replies to {recipient}")
    return wrong + [f"a reply nobody expected: {k}" for k in by_id]


class Trial:
    """Tries points; counts the doubts it saw."""

    def __init__(self, ends):
        self.ends, self.doubts, self.twice = ends, [], []
        smtp = ends.couriers.get()
        work = ends.workspace("undisturbed", smtp)
        control = points.Points(work)
        done = workspace.once(work, env=control.environment(trace=True))
        if done.returncode != 0:
            sys.exit(f"the undisturbed run failed: {done.stderr}")
        self.state, self.trace = workspace.snapshot(work), control.trace()
        self.deliveries = list(smtp.deliveries)
        self.contents = ends.contents("undisturbed")
        ends.couriers.put(smtp)
        shutil.rmtree(work)

    def recover(self, work):
        again = workspace.once(work)
        if again.returncode != 0:
            return f"did not start again: {again.stderr}"
        if doubted(work):
            later = points.Points(work, clock_s=LATER_S)
            again = workspace.once(work, env=later.environment())
        return again.stderr if again.returncode != 0 else None

    def judge(self, work, deliveries):
        doubts = doubted(work)
        expected, got = dict(self.state), workspace.snapshot(work)
        wrong = untold(got, doubts)
        untold(expected, {})
        expected["message"] = [r for r in expected["message"] if r[0] not in doubts]
        wrong += workspace.differences(expected, got)
        wrong += judge_deliveries(self.deliveries, deliveries, doubts.values())
        self.doubts.append(len(doubts))
        self.twice.append(len(deliveries) - len(self.deliveries))
        return "; ".join(wrong)

    def try_point(self, number, mode):
        """Was it stopped, what went wrong."""
        smtp, folder = self.ends.couriers.get(), f"P{number}-{points.MODES[mode]}"
        work = self.ends.workspace(folder, smtp)
        control = points.Points(work, mode=points.MODES[mode], at=number)
        stopped = workspace.once(work, env=control.environment())
        # How TLS cuts its records varies: the last points may not be there.
        killed = stopped.returncode == -9
        if not killed and number <= control.count():
            return False, f"was not stopped ({stopped.returncode}) {stopped.stderr}"
        wrong = self.recover(work) or self.judge(work, smtp.deliveries)
        if not wrong and (found := self.ends.contents(folder)) != self.contents:
            wrong = f"on the server: {found}, not {self.contents}"
        self.ends.couriers.put(smtp)
        if wrong:
            return killed, f"{wrong} (kept: {work})"
        self.ends.forget(folder)
        shutil.rmtree(work)
        return killed, None


def marks(trace):
    """Where something was synced and is then said: before the end of each
    reply, and later before each copy."""
    return [n for n in range(1, len(trace)) if trace[n - 1][0] == "fdatasync"
            and trace[n][0] == "send"]


def around_the_end(trace):
    """The points between the note that a reply's end is leaving and the
    note of what became of it: where nobody can know."""
    for mark in marks(trace):
        number = mark + 1
        while number <= len(trace) and trace[number - 1][0] in ("send", "received"):
            yield number
            number += 1


def chosen(trial):
    """Every point and mode, or a share: in it those where doubt arises for
    the last reply."""
    trace = trial.trace
    everything = tries.everything(len(trace))
    if SHARE == 1:
        return everything
    ends = list(around_the_end(trace))
    some = everything[::SHARE * len(points.MODES) + 1]
    return sorted(set(some) | {(n, "kill after") for n in ends[-8:]})


def main(make_ends=Ends, choose=chosen):
    if points.sanitized():
        return 77
    folder = pathlib.Path(tempfile.mkdtemp(prefix="asr-kill-"))
    ends = make_ends(folder)
    try:
        trial = Trial(ends)
        kinds = collections.Counter(name for name, _ in trial.trace)
        print(f"{len(trial.trace)} points: "
              + ", ".join(f"{n} {k}" for k, n in kinds.most_common()), flush=True)
        good = tries.Tally(trial.trace).run(choose(trial), trial.try_point)
    finally:
        ends.dovecot.stop()
    shutil.rmtree(folder)
    print(f"{sum(trial.doubts)} in doubt and told, {sum(trial.twice)} of these replies taken twice")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
