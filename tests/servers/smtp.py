# SPDX-License-Identifier: GPL-3.0-or-later
"""An SMTP server that does what a test asks of it, and keeps what it took.

A real server answers well or not at all; this one can be slow, cut the
line at any byte, refuse at any step, or take a message and never say so.
"""
import base64
import socket
import ssl
import threading
import time


class Cut(Exception):
    """The line is cut here."""


class Smtp:
    """Listens on loopback from the constructor on, until stop().

    answers: {stage: line or callable(number)}; a stage is connect, ehlo,
    auth, mail, rcpt, data, dot, quit; number counts it from 1.  A line of
    None cuts the connection there without an answer.  pace: seconds
    between two bytes of an answer.  cut_after: bytes of answers on one
    connection after which it is cut.
    """

    def __init__(self, tls=None, user=None, password=None, port=0):
        self.answers, self.pace, self.cut_after = {}, 0, None
        self.deliveries = []  # (recipient, bytes as received)
        self.lines = []       # every command line
        self.tls, self.user, self.password = tls, user, password
        self.counts = {}
        self.listener = socket.create_server(("127.0.0.1", port))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._accept, daemon=True)
        self.thread.start()

    def reset(self):
        self.answers, self.pace, self.cut_after = {}, 0, None
        self.deliveries, self.lines, self.counts = [], [], {}

    def stop(self):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            if self.tls:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(*map(str, self.tls))
                connection = context.wrap_socket(connection, server_side=True)
            _Dialogue(self, connection).run()
        except (OSError, Cut, ssl.SSLError):
            pass
        finally:
            connection.close()


class _Dialogue:
    def __init__(self, server, connection):
        self.server, self.connection = server, connection
        self.input, self.said, self.recipient = b"", 0, None

    def line(self):
        while b"\n" not in self.input:
            more = self.connection.recv(65536)
            if not more:
                raise Cut
            self.input += more
        line, self.input = self.input.split(b"\n", 1)
        return line.rstrip(b"\r")

    def say(self, text):
        for byte in text.encode() + b"\r\n" if self.server.pace or \
                self.server.cut_after is not None else [None]:
            if byte is None:
                self.connection.sendall(text.encode() + b"\r\n")
                return
            if self.server.cut_after is not None and self.said >= self.server.cut_after:
                raise Cut
            self.connection.sendall(bytes([byte]))
            self.said += 1
            time.sleep(self.server.pace)

    def answer(self, stage, usual):
        count = self.server.counts[stage] = self.server.counts.get(stage, 0) + 1
        said = self.server.answers.get(stage, usual)
        said = said(count) if callable(said) else said
        if said is None:
            raise Cut
        self.say(said)
        return said[0] in "23"

    def data(self):
        if not self.answer("data", "354 go on"):
            return
        lines = []
        while (line := self.line()) != b".":
            lines.append(line[1:] if line.startswith(b".") else line)
        taken = (self.recipient, b"\r\n".join(lines) + b"\r\n")
        said = self.server.answers.get("dot", "250 taken")
        if not callable(said) and (said is None or said[0] == "2"):
            self.server.deliveries.append(taken)
        self.answer("dot", "250 taken")

    def auth(self, words):
        if words[1].upper() in ("PLAIN", "XOAUTH2") and len(words) < 3:
            self.say("334 ")
            words.append(self.line().decode())
        wanted = base64.b64encode(f"\0{self.server.user}\0{self.server.password}".encode())
        good = words[1].upper() != "PLAIN" or words[2].encode() == wanted
        self.answer("auth", "235 welcome" if good else "535 no")

    def run(self):
        self.answer("connect", "220 mx.test ESMTP")
        while True:
            line = self.line().decode("utf-8", "replace")
            self.server.lines.append(line)
            words = line.split(" ")
            verb = words[0].upper()
            if verb in ("EHLO", "HELO"):
                more = "250-AUTH PLAIN XOAUTH2\r\n" if self.server.user else ""
                self.answer("ehlo", "250-mx.test\r\n" + more + "250 8BITMIME")
            elif verb == "AUTH":
                self.auth(words)
            elif verb == "MAIL":
                self.answer("mail", "250 ok")
            elif verb == "RCPT":
                self.recipient = line.partition("<")[2].partition(">")[0]
                self.answer("rcpt", "250 ok")
            elif verb == "DATA":
                self.data()
            elif verb == "QUIT":
                self.answer("quit", "221 bye")
                return
            else:
                self.say("250 ok")
