# SPDX-License-Identifier: GPL-3.0-or-later
"""A Postfix of the tests' own: smtps and STARTTLS with SASL on loopback, every
recipient's mail in one Maildir."""
import os
import pathlib
import pwd
import shutil
import subprocess

from dovecot import USER, free_port, wait_for


def why_not():
    """Why there is no Postfix to be had here; None: there is."""
    if shutil.which("postfix") is None and not os.path.exists("/usr/sbin/postfix"):
        return "postfix is not installed"
    if os.getuid() != 0:
        return "postfix is started by root alone"
    return None


class Postfix:
    """Started by the constructor, stopped by stop().  auth_socket: of a Dovecot; without
    it nobody logs in.  more: lines of main.cf, which win."""

    def __init__(self, folder, certificate, key, auth_socket=None, more=""):
        self.folder = pathlib.Path(folder)
        self.user = USER
        self.smtp, self.smtps = free_port(), free_port()
        self.box = self.folder / "boxes/all"
        for name in ("queue", "data", "boxes/all"):
            (self.folder / name).mkdir(parents=True)
        owner = pwd.getpwnam("postfix")
        os.chown(self.folder / "data", owner.pw_uid, owner.pw_gid)
        os.chown(self.folder / "boxes", owner.pw_uid, owner.pw_gid)
        os.chown(self.box, owner.pw_uid, owner.pw_gid)
        for path in (self.folder, self.folder.parent):
            path.chmod(0o755)
        sasl = "smtpd_sasl_auth_enable = no" if auth_socket is None else f"""
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {auth_socket}
smtpd_tls_auth_only = yes
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions ="""
        (self.folder / "main.cf").write_text(f"""
compatibility_level = 3.6
queue_directory = {self.folder}/queue
data_directory = {self.folder}/data
maillog_file = {self.folder}/log
maillog_file_prefixes = {self.folder}
mail_owner = postfix
myhostname = mx.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtpd_tls_security_level = may
virtual_mailbox_domains = regexp:{self.folder}/everything
virtual_mailbox_maps = static:all/
virtual_mailbox_base = {self.folder}/boxes
virtual_uid_maps = static:{owner.pw_uid}
virtual_gid_maps = static:{owner.pw_gid}
virtual_minimum_uid = 1
message_size_limit = 1000000
virtual_mailbox_limit = 0
{sasl}
{more}
""")
        (self.folder / "everything").write_text("/./ OK\n")
        services = "\n".join(f"127.0.0.1:{port} inet n - n - - smtpd {options}" for port, options in (
            (self.smtp, ""), (self.smtps, "-o smtpd_tls_wrappermode=yes")))
        (self.folder / "master.cf").write_text(services + """
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
""")
        self.start()

    def command(self, word):
        subprocess.run(["/usr/sbin/postfix", "-c", str(self.folder), word], check=word == "start",
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start(self):
        self.command("start")
        wait_for(self.smtp)
        wait_for(self.smtps)

    def stop(self):
        self.command("stop")

    def mail(self):
        """The bytes of every message delivered, in order of delivery."""
        files = sorted(self.box.glob("new/*"), key=lambda f: f.stat().st_mtime_ns)
        return [f.read_bytes() for f in files]

    def log(self):
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""
