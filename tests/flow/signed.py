#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that were signed one by one («avis.pdf.p7m»), by openssl: the
document within is read as it would be alone; what is only a signature, or is
encrypted, is said to be so."""
import email.message
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SOURCES = pathlib.Path(os.environ.get("TEST_SOURCES", ".")).resolve()
BUILD = pathlib.Path(os.environ.get("TEST_BUILD", ".")).resolve()
sys.path.insert(0, str(SOURCES / "tests/servers"))
from authority import Authority  # noqa: E402

FOLDER = SOURCES / "tests/data/filled"
CMS = "application/pkcs7-mime"
problems = []


def check(what, condition, detail=""):
    if not condition:
        problems.append(f"{what} {detail}".strip())


def report_of(files):
    message = email.message.EmailMessage()
    message["From"] = "dam@ch-essai.test"
    message["Subject"] = "Dossier"
    message.set_content("Ci-joint.\n")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream",
                               filename=name)
    done = subprocess.run([BUILD / "asr-examine"], input=message.as_bytes(),
                          stdout=subprocess.PIPE, check=True, timeout=300)
    return json.loads(done.stdout)


def part(report, name):
    return next((p for p in report["parts"] if p["name"] == name), None)


class Signer:
    def __init__(self, folder):
        self.out = folder / "out"
        self.certificate, self.key = Authority(folder).certificate("directrice")

    def cms(self, *arguments):
        subprocess.run(["openssl", "cms", "-binary", "-outform", "DER", "-out", self.out,
                        *arguments], check=True, capture_output=True)
        return self.out.read_bytes()

    def sign(self, path, *how):
        return self.cms("-sign", "-in", path, "-signer", self.certificate, "-inkey", self.key,
                        *how)

    def encrypt(self, path):
        return self.cms("-encrypt", "-aes256", "-in", path, self.certificate)


def signed_documents_are_read(signer):
    for name in ("rempli.pdf", "rempli.docx", "rempli.odt", "rempli.doc", "rempli.rtf"):
        path = FOLDER / name
        alone = part(report_of([(name, path.read_bytes())]), name)
        check(f"{name} has text", any("avis favorable" in page["text"] for page in alone["pages"]))
        for how in (["-nodetach"], ["-nodetach", "-stream"]):
            report = report_of([(f"{name}.p7m", signer.sign(path, *how))])
            wrapper, within = part(report, f"{name}.p7m"), part(report, name)
            check(f"{name}.p7m is a container", wrapper["type"] == CMS
                  and wrapper["role"] == "container" and wrapper["state"] == "read", wrapper)
            check(f"{name} is in it", within is not None, report["parts"])
            if within is not None:
                # All that is not where it stands is as it was alone.
                check(f"{name} is as it is alone {how}", {**within, "parent": -1,
                      "declared_type": None} == {**alone, "declared_type": None})


def signatures_and_envelopes_are_said(signer):
    path = FOLDER / "rempli.pdf"
    report = report_of([("rempli.pdf", path.read_bytes()), ("rempli.pdf.p7s", signer.sign(path))])
    found = part(report, "rempli.pdf.p7s")
    check("a signature beside its file is noise", (found["role"], found["reason"]) ==
          ("noise", "signature"), found)
    check("its file is a document", part(report, "rempli.pdf")["role"] == "document")
    found = part(report_of([("rempli.pdf.p7m", signer.encrypt(path))]), "rempli.pdf.p7m")
    check("what is encrypted is said to be", (found["role"], found["state"], found["reason"]) ==
          ("document", "unreadable", "encrypted"), found)
    whole = signer.sign(path, "-nodetach")
    report = report_of([("rempli.pdf.p7m", whole[:len(whole) // 2])])
    check("half of a file is no container", len(report["parts"]) == 2 and
          part(report, "rempli.pdf.p7m")["state"] == "unreadable", report["parts"])


def main():
    with tempfile.TemporaryDirectory() as folder:
        signer = Signer(pathlib.Path(folder))
        signed_documents_are_read(signer)
        signatures_and_envelopes_are_said(signer)
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
