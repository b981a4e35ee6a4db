#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What no formatter tells: // comments, struct typedefs, functions nobody
# should call, lines past 80 columns, files without their licence line.
set -eu
cd "${TEST_SOURCES:-.}"
status=0
complain() {
	if [ -n "$2" ]; then
		printf '%s\n%s\n' "$1" "$2"
		status=1
	fi
}
files=$(find src tests -name '*.[ch]' | sort)
complain "a // comment:" \
	"$(grep -nE '(^|[[:space:];{}])//' $files | grep -v '://' || true)"
complain "a typedef of a struct:" "$(grep -nE '^typedef struct' $files || true)"
complain "a function that cannot be used safely:" \
	"$(grep -nwE '(strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|system|popen)' \
	$(find src -name '*.[ch]') | grep -E '\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|system|popen) *\(' || true)"
complain "an unfinished thought:" \
	"$(grep -nE '\b(XXX|FIXME|TODO)\b' $files || true)"
complain "no licence line:" \
	"$(grep -L 'SPDX-License-Identifier: GPL-3.0-or-later' $files || true)"
complain "longer than 80 columns (tabs of 8):" \
	"$(for f in $(find src -name '*.[ch]' | sort); do
		expand "$f" | LC_ALL=C.UTF-8 grep -nE '^.{81,}' | sed "s|^|$f:|"
	done)"
exit $status
