# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate authority of the tests' own, and certificates good and bad."""
import pathlib
import subprocess


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Authority:
    """Makes key and certificate files in a folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.ca = self.folder / "ca.pem"
        self.key = self.folder / "ca.key"
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-days", "30", "-subj", "/CN=Tests' authority", "-keyout", self.key,
            "-out", self.ca, "-addext", "basicConstraints=critical,CA:TRUE")

    def certificate(self, name, host="localhost", days=30, self_signed=False):
        """(certificate, key) for host; days may be negative: already expired."""
        pem, key, request = (self.folder / f"{name}.{e}" for e in ("pem", "key", "csr"))
        names = f"subjectAltName=DNS:{host}" + (",IP:127.0.0.1" if host == "localhost" else "")
        if self_signed:
            run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                "-nodes", "-days", str(days), "-subj", f"/CN={host}", "-keyout", key, "-out", pem,
                "-addext", names)
            return pem, key
        run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-subj", f"/CN={host}", "-keyout", key, "-out", request)
        extensions = self.folder / f"{name}.ext"
        extensions.write_text(names + "\n")
        dates = ["-days", str(days)]
        if days < 0:
            config = self.folder / "ca.cnf"
            (self.folder / "index.txt").write_text("")
            (self.folder / "serial").write_text("01\n")
            config.write_text(
                "[ca]\ndefault_ca=d\n[d]\ndatabase=%s/index.txt\nserial=%s/serial\n"
                "new_certs_dir=%s\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n"
                % (self.folder, self.folder, self.folder))
            run("openssl", "ca", "-batch", "-notext", "-config", config, "-cert", self.ca,
                "-keyfile", self.key, "-in", request, "-out", pem, "-extfile", extensions,
                "-startdate", "20200101000000Z", "-enddate", "20200201000000Z")
            return pem, key
        run("openssl", "x509", "-req", "-in", request, "-CA", self.ca, "-CAkey", self.key,
            "-CAcreateserial", "-out", pem, "-extfile", extensions, *dates)
        return pem, key
