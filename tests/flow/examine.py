#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""asr-examine as a program: its options, its reports against their schema,
and the attachments it finds against those that Python's parser finds.
"""
import email
import email.policy
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

SOURCES = pathlib.Path(os.environ.get("TEST_SOURCES", ".")).resolve()
BUILD = pathlib.Path(os.environ.get("TEST_BUILD", ".")).resolve()
SCHEMA = json.loads((SOURCES / "doc/report.schema.json").read_text(encoding="utf-8"))
MESSAGES = sorted((SOURCES / "tests/mailbox").rglob("*.eml"))
problems = []


def check(what, condition, detail=""):
    if not condition:
        problems.append(f"{what} {detail}".strip())


def examine(message, *options):
    return subprocess.run([BUILD / "asr-examine", *options], input=message,
                          capture_output=True, timeout=300)


KINDS = {"null": type(None), "string": str, "boolean": bool, "integer": int,
         "array": list, "object": dict}


def is_of(value, kind):
    if kind == "integer" and isinstance(value, bool):
        return False
    return isinstance(value, KINDS[kind])


def array_faults(value, schema, where):
    lead = schema.get("prefixItems", [])
    for i, item in enumerate(value):
        rule = lead[i] if i < len(lead) else schema.get("items", {})
        yield from faults(item, rule, f"{where}[{i}]")
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{where}: {len(value)} items"


def object_faults(value, schema, where):
    known = schema.get("properties", {})
    for name in set(schema.get("required", ())) - set(value):
        yield f"{where}: {name} lacks"
    for name, member in value.items():
        if name in known:
            yield from faults(member, known[name], f"{where}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{where}: {name} is not known"


def faults(value, schema, where="report"):
    """The keywords of JSON Schema that report.schema.json uses."""
    if "$ref" in schema:
        yield from faults(value, SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]], where)
    if "anyOf" in schema and all(list(faults(value, s, where)) for s in schema["anyOf"]):
        yield f"{where}: none of its forms"
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(is_of(value, kind) for kind in kinds):
        yield f"{where}: {value!r} is not of {kinds}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is no word"
    if "const" in schema and value != schema["const"]:
        yield f"{where}: {value!r}"
    if is_of(value, "integer") and not (schema.get("minimum", value) <= value
                                        <= schema.get("maximum", value)):
        yield f"{where}: {value} out of range"
    if isinstance(value, str):
        if len(value) > schema.get("maxLength", len(value)):
            yield f"{where}: too long"
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{where}: {value[:60]!r} against the pattern"
    if isinstance(value, list):
        yield from array_faults(value, schema, where)
    if isinstance(value, dict):
        yield from object_faults(value, schema, where)


def words_agree():
    source = (SOURCES / "src/model/words.c").read_text(encoding="utf-8")
    for name, defined in (("part_role", "role"), ("part_state", "state"),
                          ("part_reason", "reason"), ("page_source", "source")):
        words = re.search(rf"WORDS\({name}, \w+,(.*?)\)\n", source, re.S).group(1)
        check(f"the schema's words of {name} are those of the code",
              re.findall(r'"([a-z-]+)"', words) == SCHEMA["$defs"][defined]["enum"])


def attachments(raw):
    """Name and hash of each part that Python calls a file."""
    for part in email.message_from_bytes(raw, policy=email.policy.default).walk():
        if part.is_multipart() or not part.get_filename():
            continue
        content = part.get_payload(decode=True)
        if content is not None:
            yield part.get_filename(), hashlib.sha256(content).hexdigest()


def attachments_are_found(path, raw, report):
    names = {}
    for part in report["parts"]:
        names.setdefault(part["sha256"], []).append(part["name"])
    for name, digest in attachments(raw):
        found = names.get(digest)
        check(f"{path.name}: {name} is found", found)
        if found and "\ufffd" not in name:
            check(f"{path.name}: {name} keeps its name",
                  unicodedata.normalize("NFC", name) in found, found)


def reports_are_sound():
    for path in MESSAGES:
        raw = path.read_bytes()
        done = examine(raw, "--no-ocr")
        check(f"{path.name} ends well", done.returncode == 0 and not done.stderr,
              (done.returncode, done.stderr[-200:]))
        check(f"{path.name} is one line", done.stdout.count(b"\n") == 1)
        report = json.loads(done.stdout)
        for fault in faults(report, SCHEMA):
            problems.append(f"{path.name}: {fault}")
        attachments_are_found(path, raw, report)


MAIL = (b"From: a@x.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\n\r\nBonjour\r\n--b\r\nContent-Disposition: attachment; filename=a.txt\r\n"
        b"\r\nMadame,\r\n--b--\r\n")


def options_do_what_they_say():
    for arguments, status in ((["--version"], 0), (["--help"], 0), (["--nonsense"], 2),
                              (["file.eml"], 2), (["-c", "/nonexistent"], 2),
                              (["--part", "2000"], 2), (["--part", "7"], 1),
                              (["--seconds", "0"], 2),
                              (["--seconds", "3600"], 0), (["--seconds", "3601"], 2)):
        done = examine(MAIL, *arguments)
        check(f"{arguments} ends with {status}", done.returncode == status, done.returncode)
        check(f"{arguments} says why in one line", status == 0 or done.stderr.count(b"\n") == 1,
              done.stderr)
    check("--part gives the bytes", examine(MAIL, "--part", "1").stdout == b"Madame,")
    skipped = json.loads(examine(MAIL, "--skip", "1").stdout)["parts"][1]
    check("--skip passes a part over", (skipped["state"], skipped["reason"]) ==
          ("unreadable", "crashed"), skipped)
    check("--progress says the part", b"part 1\n" in examine(MAIL, "--progress").stderr)
    check("the room changes nothing", examine(MAIL).stdout == examine(MAIL, "--no-sandbox").stdout)
    check("no environment changes nothing", subprocess.run(
        [BUILD / "asr-examine"], input=MAIL, capture_output=True, env={}).stdout ==
        examine(MAIL).stdout)


def configuration_counts():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "asr-intake.conf"
        path.write_text("[intake]\nocr = never # not here\n", encoding="utf-8")
        check("a configuration is read", examine(MAIL, "-c", path).returncode == 0)
        with open(pathlib.Path(folder) / "report", "wb") as out:
            done = subprocess.run([BUILD / "asr-examine"], input=MAIL, stdout=out)
        check("a report goes into a file", done.returncode == 0 and
              json.loads((pathlib.Path(folder) / "report").read_bytes())["body"] == "Bonjour\n")


def strange_mail_has_a_report():
    for raw in (b"", b"\n", b"\0" * 1000, b"x", bytes(range(256)) * 100, MAIL[:100], MAIL[:150]):
        done = examine(raw)
        check(f"{raw[:10]!r} has a report", done.returncode == 0, done.returncode)
        for fault in faults(json.loads(done.stdout), SCHEMA) if done.stdout else ():
            problems.append(f"{raw[:10]!r}: {fault}")


def main():
    words_agree()
    options_do_what_they_say()
    configuration_counts()
    strange_mail_has_a_report()
    reports_are_sound()
    check("there are messages to examine", len(MESSAGES) > 10)
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
