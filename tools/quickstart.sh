#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# From a fresh Debian 12 to dossiers on the screen: installs packages,
# builds, runs the main job on the sample mailbox and shows what came out.
# Everything but the packages stays under ./quickstart (or $1).
set -eu
. "$(dirname "$0")/lib.sh"

place=${1:-$PWD/quickstart}
mkdir -p "$place"
place=$(cd "$place" && pwd)
prefix=$place/installed
sample=$place/sample

show() {
	printf '\n$ %s\n' "$*"
	"$@"
}

make_install() {
	cd "$place/build" && make install
}

copy_sample() {
	rm -rf "$sample"
	cp -R "$top/tests/mailbox" "$sample"
}

step 'Installing packages' install_packages build run
step 'Building' build "$place/build" --prefix="$prefix"
step 'Installing under quickstart/installed' make_install
step 'Copying the sample mailbox' copy_sample

PATH=$prefix/bin:$prefix/sbin:$PATH
ASR_INTAKE_CONFIG=$sample/asr-intake.conf
export PATH ASR_INTAKE_CONFIG

show asr-intaked --once
show asrctl list
reference=$(asrctl list --status incomplete --json |
	sed -n 's/.*"reference": *"\([^"]*\)".*/\1/p' | head -n 1)
show asrctl show "$reference"
reply=$(grep -l "$reference" "$sample"/out/*.eml | head -n 1)
printf '\nThe reply that the hospital gets (%s):\n\n' "$(basename "$reply")"
python3 - "$reply" <<'PYTHON'
import email, email.policy, sys
message = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
for name in ("From", "To", "Subject", "Date"):
    print(f"{name}: {message[name]}")
print("\n" + message.get_content())
PYTHON
cat <<TEXT
Look further:
  export PATH=$prefix/bin:$prefix/sbin:\$PATH
  export ASR_INTAKE_CONFIG=$sample/asr-intake.conf
  asrctl messages, asrctl show-message 1, asrctl status, asrctl review
TEXT
