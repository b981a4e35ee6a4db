# SPDX-License-Identifier: GPL-3.0-or-later
"""An OAuth2 token endpoint of the tests' own: client credentials by HTTPS,
and by plain HTTP on loopback the introspection that a Dovecot asks for."""
import http.server
import json
import ssl
import threading
import urllib.parse

CLIENT, SECRET, SCOPE = "client-1", "s3cr&t+= of the client", "https://mail.test/.default"


class Tokens:
    """life: expires_in of a token; refuse: an error to answer instead; bytes: the least
    that an answer has, spaces behind it."""

    def __init__(self, certificate, user, life=3600):
        self.user, self.life, self.refuse, self.bytes = user, life, None, 0
        self.given, self.valid, self.forms, self.received = [], set(), [], b""
        tokens = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def answer(self, status, value, least=0):
                body = json.dumps(value).encode().ljust(least)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                form = dict(urllib.parse.parse_qsl(raw.decode()))
                if self.path == "/introspect":
                    self.answer(200, {"active": form.get("token") in tokens.valid,
                                      "username": tokens.user})
                    return
                tokens.received += raw
                self.answer(*tokens.issue(form), tokens.bytes)

        self.https = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*map(str, certificate))
        self.https.socket = context.wrap_socket(self.https.socket, server_side=True)
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        for server in (self.https, self.http):
            server.handle_error = lambda *_: None  # a client that refuses our certificate
            threading.Thread(target=server.serve_forever, daemon=True).start()
        self.port = self.https.server_port
        self.introspection = f"http://127.0.0.1:{self.http.server_port}/introspect"

    def issue(self, form):
        self.forms.append(form)
        wanted = {"grant_type": "client_credentials", "client_id": CLIENT, "client_secret": SECRET,
                  "scope": SCOPE}
        if self.refuse is not None or form != wanted:
            return 401, {"error": "invalid_client",
                         "error_description": self.refuse or "AADSTS7000215: Invalid client secret"}
        token = f"token-{len(self.given) + 1}"
        self.given.append(token)
        self.valid.add(token)
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": self.life}

    def revoke(self):
        self.valid.clear()

    def settings(self, authority, secret_file):
        return {"token-url": f"https://localhost:{self.port}/token", "client-id": CLIENT,
                "client-secret-file": secret_file, "scope": SCOPE, "ca-file": authority.ca}

    def stop(self):
        for server in (self.https, self.http):
            server.shutdown()
            server.server_close()
