# SPDX-License-Identifier: GPL-3.0-or-later
"""A Cyrus IMAP of the tests' own, unpacked under $TEST_SERVERS
(tools/unpack-servers.sh), since Debian's conflicts with Dovecot."""
import imaplib
import os
import pathlib
import pwd
import shutil
import ssl
import subprocess

from dovecot import PASSWORD, free_port, wait_for

USER = "asr"
ROOT = pathlib.Path(os.environ.get("TEST_SERVERS", "/nonexistent"))
BIN = ROOT / "usr/lib/cyrus/bin"


def environment():
    libraries = ROOT / "usr/lib/x86_64-linux-gnu"
    return dict(os.environ, LD_LIBRARY_PATH=str(libraries), CYRUS_USER=who(),
                SASL_PATH="/usr/lib/x86_64-linux-gnu/sasl2")


def who():
    return "nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name


def why_not():
    if not (BIN / "imapd").exists():
        return "cyrus is not unpacked under $TEST_SERVERS"
    got = subprocess.run(["ldd", BIN / "imapd"], env=environment(), capture_output=True, text=True)
    return "cyrus lacks libraries" if "not found" in got.stdout else None


class Cyrus:
    """altnamespace off: personal folders are below INBOX, levels parted by a dot."""

    def __init__(self, folder, certificate, key):
        self.folder = pathlib.Path(folder)
        self.user, self.prefix, self.separator = USER, "INBOX.", "."
        self.imap, self.imaps = free_port(), free_port()
        for name in ("conf", "conf/db", "conf/proc", "conf/socket", "conf/log", "spool"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for name, source in (("certificate", certificate), ("key", key)):
            shutil.copy(source, self.folder / name)
            (self.folder / name).chmod(0o644)
        self.folder.parent.chmod(0o755)
        self.config = self.folder / "imapd.conf"
        self.config.write_text(f"""
configdirectory: {self.folder}/conf
partition-default: {self.folder}/spool
proc_path: {self.folder}/conf/proc
mboxname_lockpath: {self.folder}/conf/lock
admins: cyrus
cyrus_user: {who()}
sasl_pwcheck_method: alwaystrue
sasl_mech_list: PLAIN LOGIN
allowplaintext: no
unixhierarchysep: no
altnamespace: no
autocreate_quota: 0
autocreate_users: anyone
imapidlepoll: 1
autocreate_post: yes
tls_server_cert: {self.folder}/certificate
tls_server_key: {self.folder}/key
tls_session_timeout: 0
""")
        (self.folder / "cyrus.conf").write_text(f"""
START {{
  recover cmd="{BIN}/ctl_cyrusdb -C {self.config} -r"
}}
SERVICES {{
  imap cmd="{BIN}/imapd -C {self.config}" listen="127.0.0.1:{self.imap}" prefork=0
  imaps cmd="{BIN}/imapd -s -C {self.config}" listen="127.0.0.1:{self.imaps}" prefork=0
}}
EVENTS {{
}}
""")
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", who(), self.folder], check=True)
        self.process = subprocess.Popen(
            [BIN / "master", "-D", "-C", str(self.config), "-M", str(self.folder / "cyrus.conf"),
             "-p", str(self.folder / "pid")],
            env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.imaps, 30)

    def stop(self):
        self.process.terminate()
        self.process.wait(10)

    def client(self):
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        client = imaplib.IMAP4_SSL("127.0.0.1", self.imaps, ssl_context=context)
        client.login(USER, PASSWORD)
        return client
