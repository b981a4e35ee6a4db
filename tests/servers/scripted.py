# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scripted servers have in common: lines over TCP or TLS, answers
that may be tampered with, and a line that can be cut after any byte.

tamper(command, words, answer) gets the list of byte strings that would be
sent and returns the one that is; CUT in it closes the connection, and an
Event in it is waited for.
"""
import socket
import ssl
import threading

CUT = object()


class Cut(Exception):
    pass


class Scripted:
    """certificate: TLS from the first byte; starttls: offered."""
    session = None

    def __init__(self, certificate=None, starttls=None, tamper=None):
        self.tamper = tamper or (lambda command, words, answer: answer)
        self.limit, self.sent = None, 0
        self.commands, self.received = [], b""
        self.context, self.starttls = self.tls(certificate), self.tls(starttls)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    @staticmethod
    def tls(certificate):
        if certificate is None:
            return None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*map(str, certificate))
        return context

    def stop(self):
        # Who waits in accept() must be woken, or the port stays open.
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()

    def accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        session = None
        try:
            if self.context is not None:
                connection = self.context.wrap_socket(connection, server_side=True)
            session = self.session(self, connection)
            session.run()
        except (OSError, Cut, ValueError):
            pass
        finally:
            (session.connection if session else connection).close()


class Session:
    def __init__(self, server, connection):
        self.server, self.connection = server, connection
        self.file = connection.makefile("rb")

    def secure(self):
        """What follows is TLS."""
        self.connection = self.server.starttls.wrap_socket(self.connection, server_side=True)
        self.file = self.connection.makefile("rb")

    def send(self, chunks):
        for chunk in chunks:
            if chunk is CUT:
                raise Cut
            if isinstance(chunk, threading.Event):
                chunk.wait(120)
                continue
            limit = self.server.limit
            if limit is not None and self.server.sent + len(chunk) >= limit:
                self.connection.sendall(chunk[:limit - self.server.sent])
                self.server.sent = limit
                raise Cut
            self.server.sent += len(chunk)
            self.connection.sendall(chunk)

    def line(self):
        line = self.file.readline()
        if not line:
            raise Cut
        self.server.received += line
        return line.rstrip(b"\r\n")
