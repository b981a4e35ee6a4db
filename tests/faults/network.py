#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of the service when servers fail it: down, slow, cut off at
any byte, full, renamed, emptied, refusing."""
import contextlib
import email
import email.utils
import http.server
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading

from scenario import LONG, check, expect, fails, main, recovers, scenario, status
import points
import workspace
from authority import Authority
from dovecot import PASSWORD, USER, Dovecot
from proxy import Proxy
from smtp import Smtp

DOUBT = "avant que le serveur ne le confirme"
BOTH = ("0005.eml", "0011.eml")  # one is filed, one refused: two replies
folder = pathlib.Path(tempfile.mkdtemp(prefix="asr-network-"))
authority = Authority(folder / "ca")
dovecot = Dovecot(folder / "dovecot", *authority.certificate("server"))
numbers = iter(range(1, 1000000))


def fill(name, mail=workspace.SMALL, server=dovecot):
    client = server.client()
    client.create(name)
    for file in mail:
        raw = (workspace.MAIL / file).read_bytes()
        date = email.message_from_bytes(raw)["Received"].rpartition(";")[2]
        client.append(name, None, email.utils.parsedate_to_datetime(date), raw)
    client.logout()


@contextlib.contextmanager
def mailbox(port=None, mail=workspace.SMALL, server="dir:out", more="", host="localhost"):
    """(workspace, name of its IMAP folder); port: of a proxy."""
    name = f"F{next(numbers)}"
    work = workspace.make(mail=())
    password = workspace.secret(work, "password", PASSWORD)
    workspace.write_config(work, f"imap://{host}:{port or dovecot.imap}/{name}", server, {
        "mailbox": f"user = {USER}\npassword-file = {password}\nidle = false\n{more}"})
    fill(name, mail)
    yield work, name
    shutil.rmtree(work)


def undisturbed():
    with mailbox() as (work, _):
        expect(workspace.once(work).returncode == 0, "the undisturbed run failed")
        return workspace.snapshot(work)


EXPECTED = undisturbed()


def told(work, said):
    """Agents see what the log says."""
    error = status(work)["last_error"]
    expect(error and error in said, f"status tells of {error}, the log of {said}")


@scenario
def mailbox_down():
    """The IMAP server is down for hours"""
    proxy = Proxy(dovecot.imap)
    with mailbox(proxy.port) as (work, _):
        proxy.down = True
        for _ in range(3):
            said = fails(work, ["IMAP", "localhost"])
            told(work, said)
        expect(check(work)[0] == 2, "the monitoring plugin is content")
        proxy.down = False
        recovers(work, EXPECTED)
    return f"« {said} »"


@scenario
def dialogue_cut():
    """The IMAP dialogue is cut after its n-th byte"""
    proxy = Proxy(dovecot.imap)
    with mailbox(proxy.port) as (work, _):
        expect(workspace.once(work).returncode == 0, "the whole dialogue fails")
    total = proxy.said
    at = range(1, total) if LONG else range(1, total, total // 4)
    if LONG:  # every byte of the small talk, then one in 53 of the bodies
        at = list(range(1, 700)) + list(range(700, total, 53))
    for cut in at:
        with mailbox(proxy.port) as (work, _):
            proxy.cut_after = cut
            done = workspace.once(work)
            expect(done.returncode in (0, 1), f"cut after {cut}: {done.returncode} {done.stderr}")
            proxy.cut_after = None
            recovers(work, EXPECTED)
    return f"{len(at)} cuts of {total} bytes"


@scenario
def slow_mailbox():
    """The IMAP server dribbles its bytes"""
    proxy = Proxy(dovecot.imap)
    with mailbox(proxy.port, mail=("0002.eml",)) as (work, _):
        proxy.pace = pace = 1 if LONG else 0.002
        done = workspace.once(work, timeout=7200)
        expect(done.returncode in (0, 1), f"ended {done.returncode}: {done.stderr}")
        proxy.pace = 0
        expect(workspace.once(work).returncode == 0, "did not recover")
        expect(len(workspace.snapshot(work)["message"]) == 1, "not one message")
    return f"{pace} s between bytes: " + ("in time" if done.returncode == 0
                                                     else done.stderr.splitlines()[-1])


@scenario
def new_uidvalidity():
    """The mailbox is restored: same mail, new UIDVALIDITY"""
    with mailbox() as (work, name):
        workspace.once(work)
        client = dovecot.client()
        client.delete(name)
        client.logout()
        fill(name)
        recovers(work, dict(EXPECTED, location=workspace.snapshot(work)["location"] * 2))
        sent = len(list((work / "out").glob("*.eml")))
        expect(sent == len(EXPECTED["out"]), f"{sent} replies")


@scenario
def emptied_mailbox():
    """Somebody empties the mailbox"""
    with mailbox() as (work, name):
        workspace.once(work)
        client = dovecot.client()
        client.select(name)
        client.store("1:*", "+FLAGS", r"\Deleted")
        client.expunge()
        client.logout()
        recovers(work, EXPECTED)


@scenario
def renamed_folder():
    """An agent renames the folder, and back"""
    with mailbox() as (work, name):
        workspace.once(work)
        client = dovecot.client()
        client.rename(name, f"{name}-renamed")
        said = fails(work, [name])
        told(work, said)
        client.rename(f"{name}-renamed", name)
        client.logout()
        recovers(work, EXPECTED)
    return f"« {said} »"


@scenario
def wrong_password():
    """The IMAP server refuses the log-in"""
    with mailbox() as (work, _):
        workspace.secret(work, "password", "wrong")
        said = fails(work, ["IMAP", "log", "auth"])
        told(work, said)
        workspace.secret(work, "password", PASSWORD)
        recovers(work, EXPECTED)
    return f"« {said} »"


@scenario
def no_such_host():
    """DNS does not know the server"""
    with mailbox() as (work, name):
        text = (work / "asr-intake.conf").read_text(encoding="utf-8")
        (work / "asr-intake.conf").write_text(
            text.replace(f"imap://localhost:{dovecot.imap}/{name}", f"imaps://imap.invalid/{name}"),
            encoding="utf-8")
        said = fails(work, ["imap.invalid"])
        told(work, said)
        (work / "asr-intake.conf").write_text(text, encoding="utf-8")
        recovers(work, EXPECTED)
    return f"« {said} »"


class NameServer:
    """Answers every question alike, on an address of loopback of its own."""

    ADDRESS = "127.77.0.1"
    ANSWERS = {"SERVFAIL": 2, "REFUSED": 5, "silence": None}

    def __init__(self):
        self.answer, self.asked = None, 0
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((self.ADDRESS, 53))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                question, client = self.socket.recvfrom(512)
            except OSError:
                return
            self.asked += 1
            if self.answer is not None:  # RFC 1035 §4.1.1: QR, RCODE
                self.socket.sendto(question[:2] + bytes([0x81, 0x80 | self.answer])
                                   + question[4:], client)

    def once(self, work):
        """A pass in a view of the file system whose resolver asks here."""
        conf = work / "resolv.conf"
        conf.write_text(f"nameserver {self.ADDRESS}\noptions timeout:1 attempts:1\n",
                        encoding="ascii")
        return subprocess.run(
            ["unshare", "-m", "sh", "-c", 'mount --bind "$0" /etc/resolv.conf && exec "$@"', conf,
             *workspace.command("asr-intaked", work, "--once")],
            capture_output=True, text=True, timeout=120, start_new_session=True, check=False)


@scenario
def dns_fails():
    """DNS refuses, fails, or is silent, for mailbox and outgoing server"""
    if os.getuid() != 0 or subprocess.run(["unshare", "-m", "true"], check=False).returncode:
        return "nobody may change the resolver here: not tried"
    names, shown = NameServer(), []
    for what, names.answer in NameServer.ANSWERS.items():
        with mailbox() as (work, name):
            good = (work / "asr-intake.conf").read_text(encoding="utf-8")
            bad = good.replace(f"imap://localhost:{dovecot.imap}/{name}",
                               f"imaps://imap.ars-essai.test/{name}")
            (work / "asr-intake.conf").write_text(bad, encoding="utf-8")
            done = names.once(work)
            shown.append(done.stderr.splitlines()[-1])
            expect(done.returncode == 1 and "imap.ars-essai.test" in shown[-1],
                   f"{what}: {done.returncode} {done.stderr}")
            told(work, shown[-1])
            (work / "asr-intake.conf").write_text(good, encoding="utf-8")
            recovers(work, EXPECTED)
        with outgoing() as (work, smtp):
            good = (work / "asr-intake.conf").read_text(encoding="utf-8")
            bad = good.replace(f"smtp://127.0.0.1:{smtp.port}", "smtps://smtp.ars-essai.test")
            (work / "asr-intake.conf").write_text(bad, encoding="utf-8")
            done = names.once(work)
            expect(replies(work) == ["queued"] * 2, f"{what}: {replies(work)} {done.stderr}")
            (work / "asr-intake.conf").write_text(good, encoding="utf-8")
            workspace.once(work)
            expect(delivered(smtp) == TO, f"{what}: delivered: {delivered(smtp)}")
    names.socket.close()
    expect(names.asked > 0, "nobody asked")
    return f"{', '.join(NameServer.ANSWERS)}: « {shown[-1]} »"


class Tokens(http.server.BaseHTTPRequestHandler):
    answer = (400, b'{"error":"invalid_client"}')

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        code, body = Tokens.answer
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@scenario
def token_refused():
    """The OAuth2 server gives no token"""
    server = http.server.HTTPServer(("127.0.0.1", 0), Tokens)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*map(str, authority.certificate("token")))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with mailbox() as (work, _):
        good = (work / "asr-intake.conf").read_text(encoding="utf-8")
        secret = workspace.secret(work, "client-secret", "s")
        bad = good.replace("idle = false", "idle = false\nauth = xoauth2") + (
            f"[oauth2]\ntoken-url = https://localhost:{server.server_port}/t\nclient-id = c\n"
            f"client-secret-file = {secret}\nscope = s\nca-file = {authority.ca}\n")
        bad = "\n".join(l for l in bad.splitlines() if not l.startswith("password-file"))
        (work / "asr-intake.conf").write_text(bad, encoding="utf-8")
        shown = []
        for Tokens.answer in ((400, b'{"error":"invalid_client"}'), (503, b"later"),
                              (200, b"{}"), (200, b"\x00")):
            said = fails(work, ["token"])
            told(work, said)
            shown.append(said)
        (work / "asr-intake.conf").write_text(good, encoding="utf-8")
        recovers(work, EXPECTED)
    server.shutdown()
    return f"« {shown[0]} »"


KEPT = "Dossiers"  # a namespace of its own, with its own quota
QUOTA = """
mail_plugins = quota
namespace kept {{
  prefix = {kept}/
  separator = /
  location = maildir:{folder}/kept
}}
plugin {{
  quota = count:Kept:ns={kept}/
  quota_rule = *:storage={room}
  quota_vsizes = yes
}}
"""


def held(server, name):
    """Message-IDs in a folder, each as often as it lies there."""
    client = server.client()
    code, _ = client.select(f'"{name}"', readonly=True)
    found = []
    if code == "OK":
        _, data = client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
        found = [d[1].strip() for d in data if isinstance(d, tuple)]
    client.logout()
    return sorted(found)


@scenario
def over_quota():
    """No room in the folders for what is done and sent (OVERQUOTA)"""
    home = folder / "quota"
    (home / "kept").mkdir(parents=True)
    shutil.chown(home / "kept", *2 * (dovecot.mail.stat().st_uid,))
    server = Dovecot(home, *authority.certificate("server"),
                     extra=QUOTA.format(kept=KEPT, folder=home, room="1k"))
    work = workspace.make(mail=())
    smtp = Smtp()
    workspace.write_config(
        work, f"imap://localhost:{server.imap}/INBOX", f"smtp://127.0.0.1:{smtp.port}",
        {"mailbox": f"user = {USER}\npassword-file = {workspace.secret(work, 'password', PASSWORD)}"
                    f"\nidle = false\ndone-folder = {KEPT}/Faits\nsent-folder = {KEPT}/Sortis\n"})
    try:
        fill("INBOX", BOTH, server)
        done = workspace.once(work)
        expect(done.returncode == 0, f"the pass failed: {done.stderr}")
        said = status(work)["tidy_error"]
        expect("uota" in (said or ""), f"status says {said}: {done.stderr}")
        expect(check(work)[0] == 1, f"check: {check(work)}")
        expect(delivered(smtp) == TO, f"delivered: {delivered(smtp)}")
        came = held(server, "INBOX")
        expect(len(came) == 2, f"{len(came)} messages are left in the inbox")
        server.stop()
        text = server.config.read_text(encoding="utf-8")
        server.config.write_text(text.replace("storage=1k", "storage=100M"), encoding="utf-8")
        server.start()
        done = workspace.once(work)
        expect(done.returncode == 0 and not status(work)["tidy_error"], done.stderr)
        now = held(server, "INBOX") + held(server, f"{KEPT}/Faits")
        expect(sorted(now) == came, f"{len(now)} messages, not {len(came)}")
        expect(len(held(server, f"{KEPT}/Faits")) >= 1, "nothing was moved")
        expect(len(set(held(server, f"{KEPT}/Sortis"))) == 2
               == len(held(server, f"{KEPT}/Sortis")), "not one copy of each reply")
        expect(delivered(smtp) == TO, f"delivered: {delivered(smtp)}")
        expect(check(work)[0] == 0, f"check: {check(work)}")
    finally:
        server.stop()
        smtp.stop()
    shutil.rmtree(work)
    return f"« {said} »"


# --- replies -----------------------------------------------------------


@contextlib.contextmanager
def outgoing():
    """(workspace, SMTP server): two messages in, two replies out."""
    smtp = Smtp()
    work = workspace.make(BOTH, server=f"smtp://127.0.0.1:{smtp.port}")
    yield work, smtp
    smtp.stop()
    shutil.rmtree(work)


def replies(work):
    with contextlib.closing(workspace.database(work)) as db:
        return sorted(s for (s,) in db.execute("SELECT state FROM reply"))


def delivered(smtp):
    return sorted(to for to, _ in smtp.deliveries)


TO = ["dam@ch-rocheclaire.test", "leyla@courriel-prive.test"]


@scenario
def courier_down():
    """The SMTP server is down: replies wait, and leave once"""
    with outgoing() as (work, smtp):
        smtp.answers["connect"] = None
        for _ in range(3):
            workspace.once(work)
            expect(replies(work) == ["queued"] * 2, f"replies are {replies(work)}")
        expect(status(work)["replies"]["queued"] == 2, "status does not show the queue")
        smtp.reset()
        workspace.once(work)
        expect(delivered(smtp) == TO, f"delivered: {delivered(smtp)}")
        expect(replies(work) == ["sent"] * 2, f"replies are {replies(work)}")


@scenario
def courier_refuses_for_now():
    """The SMTP server says 4xx at each step in turn"""
    steps = ("connect", "mail", "rcpt", "data", "dot")
    with outgoing() as (work, smtp):
        for step in steps:
            smtp.reset()
            smtp.answers[step] = "451 4.3.0 not now"
            workspace.once(work)
            expect(replies(work) == ["queued"] * 2, f"{step}: replies are {replies(work)}")
        smtp.reset()
        workspace.once(work)
        expect(delivered(smtp) == TO, f"delivered: {delivered(smtp)}")
    return ", ".join(steps)


@scenario
def courier_refuses():
    """The SMTP server says 5xx: an agent is asked, and told why"""
    with outgoing() as (work, smtp):
        smtp.answers["rcpt"] = "550 5.1.1 no such mailbox"
        workspace.once(work)
        expect(replies(work) == ["failed"] * 2, f"replies are {replies(work)}")
        review = workspace.run("asrctl", work, "review").stdout
        expect("la réponse n’est pas partie" in review, f"review says: {review}")
        code, line = check(work)
        expect(code == 2, f"check: {code} {line}")
    return f"check: {line.split('|')[0].strip()}"


@scenario
def recipient_over_quota():
    """452: no room for now, the reply waits; 552: none at all, an agent is told"""
    for step in ("mail", "rcpt", "dot"):
        with outgoing() as (work, smtp):
            smtp.answers[step] = "452 4.2.2 mailbox full"
            workspace.once(work)
            expect(replies(work) == ["queued"] * 2, f"452 at {step}: replies are {replies(work)}")
            smtp.reset()
            workspace.once(work)
            expect(delivered(smtp) == TO, f"delivered: {delivered(smtp)}")
        with outgoing() as (work, smtp):
            smtp.answers[step] = "552 5.2.2 mailbox full"
            workspace.once(work)
            expect(replies(work) == ["failed"] * 2, f"552 at {step}: replies are {replies(work)}")
            review = workspace.run("asrctl", work, "review").stdout
            expect("la réponse n’est pas partie" in review, f"review says: {review}")
            smtp.reset()
            workspace.once(work)
            expect(not smtp.deliveries, "sent again without an agent")


@scenario
def courier_takes_and_is_silent():
    """The SMTP server takes a reply and the answer is lost"""
    with outgoing() as (work, smtp):
        smtp.answers["dot"] = None
        workspace.once(work)
        expect(replies(work) == ["doubtful"] * 2, f"replies are {replies(work)}")
        review = workspace.run("asrctl", work, "review").stdout
        expect(DOUBT in review, f"review says: {review}")
        smtp.answers = {}
        workspace.once(work)
        expect(replies(work) == ["doubtful"] * 2, "sent again at once")
        if points.sanitized():
            return "not again at once (the sanitizers let nobody move the clock)"
        later = points.Points(work, clock_s=20 * 60)
        workspace.once(work, env=later.environment())
        expect(replies(work) == ["sent"] * 2, f"replies are {replies(work)}")
        expect(delivered(smtp) == sorted(TO * 2), f"delivered: {delivered(smtp)}")
        expect(len({raw for _, raw in smtp.deliveries}) == 2, "the second try has other bytes")
    return "once more after a quarter of an hour, same bytes"


@scenario
def courier_cut():
    """The SMTP dialogue is cut after its n-th byte"""
    with outgoing() as (work, smtp):
        smtp.cut_after = 1 << 30
        workspace.once(work)
    total = 220
    at = range(1, total) if LONG else range(3, total, 44)
    doubts = 0
    for cut in at:
        with outgoing() as (work, smtp):
            smtp.cut_after = cut
            workspace.once(work)
            smtp.cut_after = None
            workspace.once(work)
            later = points.Points(work, clock_s=20 * 60)
            workspace.once(work, env=later.environment())
            expect(replies(work) == ["sent"] * 2, f"cut after {cut}: {replies(work)}")
            review = workspace.run("asrctl", work, "review").stdout
            for to in TO:
                times = delivered(smtp).count(to)
                expect(times == 1 or (times == 2 and DOUBT in review),
                       f"cut after {cut}: {times} replies to {to}")
            doubts += len(smtp.deliveries) > 2
    return f"{len(at)} cuts, {doubts} in doubt"


@scenario
def slow_courier():
    """The SMTP server dribbles its bytes"""
    with outgoing() as (work, smtp):
        smtp.pace = 1 if LONG else 0.005
        workspace.once(work, timeout=1200)
        first = replies(work)
        smtp.pace = 0
        workspace.once(work)
        expect(replies(work) == ["sent"] * 2, f"replies are {replies(work)}, were {first}")
        expect(delivered(smtp) == TO, f"delivered: {delivered(smtp)}")
    return f"replies then: {first}"


if __name__ == "__main__":
    try:
        code = main()
    finally:
        dovecot.stop()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(code)
