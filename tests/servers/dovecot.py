# SPDX-License-Identifier: GPL-3.0-or-later
"""A Dovecot of the tests' own: its folder, its ports on loopback, its users."""
import imaplib
import os
import pathlib
import pwd
import random
import signal
import socket
import ssl
import subprocess
import time

USER, PASSWORD = "asr@mailbox.test", "s3cret+&= pass"


def free_port():
    """A port below those that the kernel gives to clients: one of another
    test, that runs beside this one, may hold any of these."""
    while True:
        port = random.randrange(20000, 32000)
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def wait_for(port, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nobody listens on port {port}")


class Dovecot:
    """Started by the constructor, stopped by stop(); Maildir storage."""

    def __init__(self, folder, certificate, key, separator="/", extra=""):
        self.folder = pathlib.Path(folder)
        self.user, self.prefix, self.separator = USER, "", separator
        self.imap, self.imaps = free_port(), free_port()
        self.mail = self.folder / "mail"
        self.mail.mkdir(parents=True)
        mail_user = "nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        who = pwd.getpwnam(mail_user)
        if os.getuid() == 0:
            os.chown(self.mail, who.pw_uid, who.pw_gid)
        os.chmod(self.folder, 0o755)
        os.chmod(self.folder.parent, 0o755)
        (self.folder / "users").write_text(
            f"{USER}:{{PLAIN}}{PASSWORD}:{who.pw_uid}:{who.pw_gid}::{self.mail}::\n")
        self.config = self.folder / "dovecot.conf"
        self.config.write_text(f"""
base_dir = {self.folder}/run
log_path = {self.folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = yes
auth_mechanisms = plain login xoauth2 oauthbearer
mail_location = maildir:{self.mail}/%u
first_valid_uid = 1
imap_idle_notify_interval = 5 s
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {self.folder}/users
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {self.folder}/users
}}
service imap-login {{
  inet_listener imap {{
    port = {self.imap}
  }}
  inet_listener imaps {{
    port = {self.imaps}
    ssl = yes
  }}
}}
service auth {{
  unix_listener auth-client {{
    mode = 0666
  }}
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
}}
{extra}
""")
        self.auth_socket = self.folder / "run/auth-client"
        self.start()

    def start(self, attempts=3):
        """Dovecot ends when a port of its own is another test's for a moment: again, then."""
        self.process = subprocess.Popen(["dovecot", "-F", "-c", str(self.config)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        start_new_session=True)
        try:
            wait_for(self.imaps)
        except RuntimeError:
            if attempts == 1 or self.process.poll() is None:
                raise
            self.start(attempts - 1)

    def stop(self):
        """With all its sessions: those that idle would outlive it."""
        self.process.terminate()
        self.process.wait(10)
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def forget_uids(self):
        """Another UIDVALIDITY, and every message with another UID."""
        self.stop()
        for pattern in ("dovecot-uidlist", "dovecot.index*"):
            for file in self.mail.rglob(pattern):
                file.unlink()
        self.start()

    def client(self):
        """A logged-in imaplib client: the tests' own eyes and hands."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        client = imaplib.IMAP4_SSL("127.0.0.1", self.imaps, ssl_context=context)
        client.login(USER, PASSWORD)
        return client
