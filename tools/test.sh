#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what the tests need, builds with warnings as errors and runs every
# test, then once more under ASan and UBSan (--plain: only without).  What
# .ci/run calls.
set -eu
. "$(dirname "$0")/lib.sh"

work=${ASR_TEST_FOLDER:-$(mktemp -d "${TMPDIR:-/tmp}/asr-intake-test.XXXXXX")}
passed=0

# suite FOLDER: `make check`, counted from automake's own totals.
suite() {
	printf '%s … ' "$2"
	if ! (cd "$1" && make -j"$(nproc)" check) >"$log" 2>&1; then
		printf 'FAILED\n\n'
		cat "$1/test-suite.log" 2>/dev/null || cat "$log"
		exit 1
	fi
	count=$(sed -n 's/^# PASS: *//p' "$log" | tail -n 1)
	printf '%s passed\n' "$count"
	passed=$((passed + count))
}

step 'Installing packages' install_packages build run test
step 'Building, warnings as errors' build "$work/plain" --enable-werror
suite "$work/plain" 'Tests'
if [ "${1:-}" != --plain ]; then
	export CFLAGS='-O1 -g'
	step 'Building with ASan and UBSan' \
		build "$work/sanitized" --enable-werror --enable-sanitizers
	suite "$work/sanitized" 'Tests under ASan and UBSan'
fi
rm -rf "$work"
printf '\n%s passed, 0 failed\n' "$passed"
