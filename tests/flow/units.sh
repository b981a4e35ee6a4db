#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The units as systemd reads them: well-formed, and as locked as promised.
set -u
: "${TEST_BUILD:=.}" "${TEST_SOURCES:=.}"
command -v systemd-analyze >/dev/null || {
	echo 'systemd-analyze is not installed'
	exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fail() {
	echo "FAILED: $1"
	failed=1
}

for unit in asr-intake.service asr-intake@.service \
	asr-intake-purge.service asr-intake-purge@.service; do
	# verify wants programs that are there.
	sed "s|^ExecStart=[^ ]*|ExecStart=/bin/true|" \
		"$TEST_BUILD/systemd/$unit" >"$work/$unit"
	grep -q '@[a-z]*@' "$work/$unit" && fail "$unit: a field is left"
	grep -q '^PrivateUsers=yes' "$work/$unit" &&
		fail "$unit: agents would be nobody"
	# In tenths: 2.0 is the most, offline and so without the machine.
	systemd-analyze security --offline=true --no-pager --threshold=20 \
		"$work/$unit" >"$work/said" 2>&1 || {
		tail -n 3 "$work/said"
		fail "$unit: more exposed than 2.0"
	}
	grep -q 'Overall exposure' "$work/said" || fail "$unit: not judged"
done
cp "$TEST_BUILD/systemd/asr-intake-purge.timer" \
	"$TEST_BUILD/systemd/asr-intake-purge@.timer" "$work"
for unit in asr-intake@.service asr-intake-purge@.service \
	asr-intake-purge@.timer; do
	cp "$work/$unit" "$work/${unit%@*}@caen.${unit##*.}"
done
for unit in asr-intake.service asr-intake@caen.service \
	asr-intake-purge.service asr-intake-purge@caen.service \
	asr-intake-purge.timer asr-intake-purge@caen.timer; do
	said=$(systemd-analyze verify --man=no "$work/$unit" 2>&1 | grep "$unit")
	[ -z "$said" ] || fail "$unit: $said"
done

mkdir -p "$work/root/etc"
systemd-sysusers --root="$work/root" \
	"$TEST_SOURCES/systemd/asr-intake.sysusers" >"$work/said" 2>&1 || {
	cat "$work/said"
	fail 'sysusers'
}
grep -q '^asr-intake:' "$work/root/etc/passwd" || fail 'no user asr-intake'
grep -q '^asr:.*asr-intake' "$work/root/etc/group" || fail 'not in group asr'
if [ "$(id -u)" -eq 0 ]; then
	systemd-tmpfiles --root="$work/root" --create \
		"$TEST_SOURCES/systemd/asr-intake.tmpfiles" || fail 'tmpfiles'
	[ "$(stat -c %a "$work/root/var/lib/asr-intake")" = 2750 ] ||
		fail 'the state is not for its group alone'
fi
exit $failed
