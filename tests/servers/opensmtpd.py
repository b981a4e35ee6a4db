# SPDX-License-Identifier: GPL-3.0-or-later
"""An OpenSMTPD of the tests' own: on loopback, every recipient's mail in one
Maildir.  Without TLS, and so without a log-in: version 6.8 keeps its keys in a
process of their own in a way that OpenSSL 3 no longer knows, and Debian 12 has
both.  Every handshake ends in an alert: RSA and ECDSA, TLS 1.2 and 1.3, and RSA
key exchange, which signs nothing.

Debian's conflicts with Postfix and Exim, and it knows its helpers, queue and
users by fixed names: it runs from where it stands unpacked under $TEST_SERVERS
(tools/unpack-servers.sh), in a view of the file system in which it is
installed.
"""
import os
import pathlib
import pwd
import re
import subprocess

from dovecot import free_port, wait_for

# $1: the folder with everything, $2: the unpacked package.
INSTALL = """
set -eu
mount -t overlay overlay -o lowerdir="$2/usr:/usr" /usr
mount -t overlay overlay -o lowerdir="$2/var/lib:/var/lib" /var/lib
mount -t tmpfs tmpfs /var/spool
mount -t tmpfs tmpfs /run
mkdir -m 711 /var/spool/smtpd
for name in passwd group; do mount --bind "$1/$name" /etc/$name; done
exec /usr/sbin/smtpd -d -f "$1/smtpd.conf"
"""
IDS = {"opensmtpd": 64711, "opensmtpq": 64712}


def package():
    """Where it stands unpacked, or None."""
    root = pathlib.Path(os.environ.get("TEST_SERVERS", "/nonexistent")) / "opensmtpd"
    return root if (root / "usr/sbin/smtpd").exists() else None


def why_not():
    if package() is None:
        return "OpenSMTPD is not unpacked under $TEST_SERVERS"
    if os.getuid() != 0:
        return "a view of the file system is made by root alone"
    if subprocess.run(["unshare", "-m", "true"], stderr=subprocess.DEVNULL,
                      check=False).returncode:
        return "nobody may make a view of the file system here"
    return None


class OpenSmtpd:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.user, self.smtp = None, free_port()
        self.box = self.folder / "box"
        for name in ("", "box", "box/new", "box/cur", "box/tmp"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        who = pwd.getpwnam("nobody")
        for path in (self.box, *self.box.rglob("*")):
            os.chown(path, who.pw_uid, who.pw_gid)
        for path in (self.folder, self.folder.parent):
            path.chmod(0o755)
        self._accounts()
        (self.folder / "smtpd.conf").write_text(f"""
table everybody {{ "@" = nobody }}
listen on 127.0.0.1 port {self.smtp} hostname mx.test
action "box" maildir "{self.box}" virtual <everybody>
match from local for any action "box"
""")
        self.said = open(self.folder / "log", "wb")
        self.process = subprocess.Popen(
            ["unshare", "-m", "sh", "-c", INSTALL, "sh", str(self.folder), str(package())],
            stdout=self.said, stderr=self.said)
        wait_for(self.smtp)

    def _accounts(self):
        """Those of the machine, and its own."""
        for name, line in (("passwd", "{0}:x:{1}:{1}::/var/lib/opensmtpd/empty:/bin/false\n"),
                           ("group", "{0}:x:{1}:\n")):
            text = pathlib.Path("/etc", name).read_text(encoding="utf-8")
            more = "".join(line.format(*account) for account in IDS.items())
            (self.folder / name).write_text(text + more, encoding="utf-8")

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.said.close()

    def mail(self):
        """With the return path, which its log alone tells: evpid begins with
        the id of Received."""
        paths = dict(re.findall(r"evpid=(\w{8})\w+ from=(<[^>]*>)", self.log()))
        files = sorted(self.box.glob("new/*"), key=lambda f: f.stat().st_mtime_ns)
        return [f"Return-Path: {paths[re.search(rb' id ([0-9a-f]{8})', raw)[1].decode()]}\r\n"
                .encode() + raw for raw in (f.read_bytes() for f in files)]

    def log(self):
        return (self.folder / "log").read_text(errors="replace")
