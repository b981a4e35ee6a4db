#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The IMAP mailbox against a real Dovecot: TLS, fetching, moving, IDLE."""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from authority import Authority  # noqa: E402
from dovecot import PASSWORD, USER, Dovecot  # noqa: E402

PROBE = pathlib.Path(os.environ.get("TEST_BUILD", ".")) / "tests/flow/imap-probe"
LARGE = 40_000_000
LARGE_RSS_KB = 32_768  # libraries take some 20 MB of it
failures = []


def uses_sanitizers():
    """Their own memory would count."""
    return b"__asan_init" in PROBE.read_bytes()


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def probe(server, tls, ca, *commands, host="localhost", secret=PASSWORD, folder="INBOX"):
    port = server.imaps if tls == "imaps" else server.imap
    environment = dict(os.environ, PROBE_USER=USER, PROBE_SECRET=secret)
    return subprocess.run([PROBE, tls, host, str(port), str(ca), folder, *map(str, commands)],
                          env=environment, capture_output=True, text=True, timeout=60)


def message(number, size=2000):
    body = "".join(f"line {i} of message {number}\r\n" for i in range(size // 24))
    return (f"From: dam@ch-sapin.test\r\nSubject: message {number}\r\n"
            f"Message-ID: <{number}@ch-sapin.test>\r\n\r\n{body}").encode()


def certificates(work, authority):
    """No byte of a secret leaves for a server that is not proven."""
    cases = [("self-signed", dict(self_signed=True)), ("wrong host", dict(host="other.test")),
             ("expired", dict(days=-1))]
    for number, (what, options) in enumerate(cases):
        server = Dovecot(work / f"bad{number}", *authority.certificate(f"bad{number}", **options))
        for tls in ("imaps", "imap"):
            got = probe(server, tls, authority.ca, "describe")
            check(f"{what} refused on {tls}", got.returncode == 1 and "certificate" in got.stderr,
                  got.stderr)
        server.stop()
        log = (work / f"bad{number}" / "log").read_text()
        check(f"{what}: nobody tried to log in", USER not in log and "auth" not in log.lower()
              or "no auth attempts" in log, log[-300:])


def transport(server, authority):
    for tls in ("imaps", "imap"):
        got = probe(server, tls, authority.ca, "describe")
        check(f"valid certificate accepted on {tls}", got.returncode == 0, got.stderr)
        check(f"capabilities seen on {tls}", "IDLE yes, MOVE yes, UIDPLUS yes" in got.stdout)
    got = probe(server, "imaps", authority.ca, "describe", secret="wrong")
    check("wrong password refused", got.returncode == 1 and "log-in" in got.stderr, got.stderr)
    check("no secret in the error", "wrong" not in got.stderr)
    got = probe(server, "imaps", authority.ca, "describe", folder="Absent")
    check("absent folder named", got.returncode == 1 and "Absent" in got.stderr, got.stderr)


def reading(server, authority):
    client = server.client()
    sent = [message(i, 2000 if i != 60 else 3_000_000) for i in range(1, 121)]
    for raw in sent:
        client.append("INBOX", None, None, raw)
    got = probe(server, "imaps", authority.ca, "list", 0, 0, "fetch")
    lines = [line.split() for line in got.stdout.splitlines()]
    listed = [line for line in lines if len(line) == 4]
    fetched = {int(line[0]): line[1] for line in lines if len(line) == 2}
    check("all listed, oldest first", [int(l[1]) for l in listed] == list(range(1, 121)),
          got.stderr)
    check("bytes as sent", all(fetched.get(i + 1) == hashlib.sha256(raw).hexdigest()
                               for i, raw in enumerate(sent)))
    check("received now", all(abs(int(l[3]) - time.time()) < 120 for l in listed))
    client.select("INBOX", readonly=True)
    check("\\Seen untouched", client.search(None, "SEEN")[1] == [b""])
    validity = listed[0][0]
    got = probe(server, "imaps", authority.ca, "list", validity, 118)
    check("resumes after the cursor", [l.split()[1] for l in got.stdout.splitlines()]
          == ["119", "120"], got.stdout)
    got = probe(server, "imaps", authority.ca, "list", validity, 120)
    check("nothing new is nothing", got.stdout == "" and got.returncode == 0, got.stdout)
    got = probe(server, "imaps", authority.ca, "list", int(validity) + 1, 118)
    check("another UIDVALIDITY: all again", len(got.stdout.splitlines()) == 120)
    client.logout()
    return validity


def moving(server, authority, validity, work):
    got = probe(server, "imaps", authority.ca, "list", validity, 118, "move", "Traités/2026 – été")
    check("moved", got.returncode == 0, got.stderr)
    client = server.client()
    status, answer = client.select('"Trait&AOk-s/2026 &IBM- &AOk-t&AOk-"', readonly=True)
    check("in the created folder", status == "OK" and answer == [b"2"], answer)
    client.select("INBOX", readonly=True)
    check("gone from INBOX", client.search(None, "ALL")[1][0].split()[-1] == b"118")
    copy = work / "reply.eml"
    copy.write_bytes(message(999))
    got = probe(server, "imaps", authority.ca, "append", "Envoyés", copy)
    check("appended", got.returncode == 0, got.stderr)
    client.select('"Envoy&AOk-s"', readonly=True)
    check("one copy", client.search(None, "ALL")[1] == [b"1"])
    client.logout()


def moving_by_copy(work, authority):
    """A server without MOVE, whose folders' levels are parted by a dot."""
    server = Dovecot(work / "old", *authority.certificate("old"), separator=".",
                     extra="imap_capability = IMAP4rev1 UIDPLUS IDLE")
    client = server.client()
    for number in range(1, 4):
        client.append("INBOX", None, None, message(number))
    client.select("INBOX")
    client.store("1", "+FLAGS", "\\Deleted")
    validity = client.response("UIDVALIDITY")[1][0].decode()
    got = probe(server, "imaps", authority.ca, "describe")
    check("no MOVE here", "MOVE no, UIDPLUS yes" in got.stdout, got.stdout)
    got = probe(server, "imaps", authority.ca, "list", validity, 2, "move", "Traités/Rouen")
    check("moved by COPY", got.returncode == 0, got.stderr)
    client.select('"Trait&AOk-s.Rouen"', readonly=True)
    check("one copy there, on its own level", client.search(None, "ALL")[1] == [b"1"])
    client.select("INBOX", readonly=True)
    check("what people have marked is not expunged", client.search(None, "ALL")[1] == [b"1 2"])
    client.logout()
    server.stop()


def streaming(server, authority):
    """A message of 40 MB goes by: the one who fetches it does not grow with it."""
    client = server.client()
    raw = message(2000, LARGE)
    client.append("INBOX", None, None, raw)
    client.select("INBOX", readonly=True)
    validity = client.response("UIDVALIDITY")[1][0].decode()
    last = int(client.uid("SEARCH", "ALL")[1][0].split()[-1])
    client.logout()
    got = probe(server, "imaps", authority.ca, "list", validity, last - 1, "fetch", "memory")
    check("40 MB arrive whole", hashlib.sha256(raw).hexdigest() in got.stdout, got.stdout + got.stderr)
    peak = int(got.stdout.split()[-1])
    check("and stay out of memory", 0 < peak < LARGE_RSS_KB, peak)


def idling(server, authority):
    def append_later():
        time.sleep(1.5)
        client = server.client()
        client.append("INBOX", None, None, message(1000))
        client.logout()
    thread = threading.Thread(target=append_later)
    thread.start()
    got = probe(server, "imap", authority.ca, "wait", 4)
    thread.join()
    waited = int(got.stdout.split()[2])
    check("IDLE wakes at new mail", 1000 < waited < 3500, got.stdout + got.stderr)
    got = probe(server, "imaps", authority.ca, "wait", 1)
    check("IDLE ends in time", 900 < int(got.stdout.split()[2]) < 3000, got.stdout)


def main():
    for program in ("dovecot", "openssl"):
        if shutil.which(program) is None:
            print(f"{program} is not installed")
            return 77
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-imap-"))
    authority = Authority(work / "authority")
    server = Dovecot(work / "good", *authority.certificate("good"))
    try:
        transport(server, authority)
        validity = reading(server, authority)
        moving(server, authority, validity, work)
        moving_by_copy(work, authority)
        idling(server, authority)
        if not uses_sanitizers():
            streaming(server, authority)
        certificates(work, authority)
    finally:
        server.stop()
        if not failures:
            shutil.rmtree(work)
    print(f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
