#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# decide is pure: its object code asks the outside for nothing that opens,
# tells the time, reads the environment or speaks SQL.
set -eu
library=${TEST_BUILD:-.}/src/decide/libdecide.a
forbidden='^(open|openat|fopen|read|write|stat|fstat|socket|connect|getenv'
forbidden="$forbidden|secure_getenv|time|gettimeofday|clock_gettime|rand"
forbidden="$forbidden|random|system|popen|fork|exec.*|sqlite3_.*|g_file_.*"
forbidden="$forbidden|g_get_real_time|g_get_monotonic_time|g_date_time_new_now.*"
forbidden="$forbidden|g_getenv|g_spawn.*|g_random.*|printf|puts|g_print.*)\$"
asked=$(nm -u "$library" | awk 'NF == 2 { print $2 }' | sort -u)
if [ -z "$asked" ]; then
	echo "$library asks for nothing at all: is it empty?"
	exit 77
fi
found=$(echo "$asked" | grep -E "$forbidden" || true)
# .data.rel.ro holds constant tables of pointers: written by the loader only.
writable=$(nm --format=sysv "$library" | tr -d ' ' |
	awk -F'|' '$7 ~ /^\.(data|bss|tdata|tbss)/ &&
	    $7 !~ /^\.data\.rel\.ro/ { print $1 }' |
	grep -vE '^(__|DW\.|\.)' || true)
if [ -n "$found$writable" ]; then
	echo "decide is not pure; it uses: $found"
	echo "and writable data: $writable"
	exit 1
fi
