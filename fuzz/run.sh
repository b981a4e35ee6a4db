#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh FOLDER SECONDS [HARNESS…]: builds the harnesses with libFuzzer in
# FOLDER and fuzzes each so many seconds from its seeds and what earlier runs
# in FOLDER have gathered.  Inputs that crash, hang or leak are kept in
# FOLDER/findings; mend, then copy them to fuzz/found/HARNESS.  One line of
# figures a harness, on stdout and at the end of FOLDER/figures: executions,
# processor seconds, coverage.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
folder=$1
seconds=$2
shift 2
mkdir -p "$folder/findings"
cd "$folder"
[ -f Makefile ] || "$top/configure" CC="${CC:-clang}" CFLAGS='-O1 -g' \
	--enable-fuzzing >configure.log
make -s fuzz/fuzz >make.log 2>&1 || { cat make.log; exit 1; }
export LSAN_OPTIONS="suppressions=$top/tests/lsan.supp:print_suppressions=0"
export UBSAN_OPTIONS=print_stacktrace=1
[ $# -gt 0 ] || set -- $(ASR_FUZZ='' ./fuzz/fuzz 2>&1 | sed 1d)

# seeds HARNESS: what replay.c takes, in one folder.
seeds() {
	mkdir -p "seeds/$1"
	for from in "$top/fuzz/seeds/$1" "$top/fuzz/found/$1"; do
		[ ! -d "$from" ] || cp "$from"/* "seeds/$1/"
	done
	pattern=$(sed -n "s/.*{ \"$1\", harness_[a-z]*, \"\(.*\)\" }.*/\1/p" \
		"$top/fuzz/harness.c" | tr ';' ' ')
	for suffix in $pattern; do
		find "$top/tests/data" -name "*$suffix" -size -200k \
			-exec cp {} "seeds/$1/" \;
	done
}

# Processor seconds of all that was run until `times` wrote the file.
spent() {
	sed -n '2s/\([0-9]*\)m\([0-9.]*\)s/\1 \2/gp' "$1" |
		awk '{ printf "%d", $1 * 60 + $2 + $3 * 60 + $4 }'
}

for harness; do
	times >before
	mkdir -p "corpus/$harness"
	seeds "$harness"
	dictionary="$top/fuzz/dictionaries/$harness.dict"
	[ -f "$dictionary" ] || dictionary="$top/fuzz/dictionaries/mail.dict"
	leaks=1
	case $harness in # what their libraries leak would stop every run
	doc | outlook | winmail | unpack | pdf | picture) leaks=0 ;;
	esac
	export ASAN_OPTIONS="detect_leaks=$leaks"
	ASR_FUZZ=$harness nice -n 19 ./fuzz/fuzz -detect_leaks="$leaks" \
		-max_total_time="$seconds" -timeout=25 -rss_limit_mb=3000 -max_len=100000 \
		-dict="$dictionary" -print_final_stats=1 \
		-artifact_prefix="findings/$harness-" \
		"corpus/$harness" "seeds/$harness" >"$harness.log" 2>&1 ||
		echo "$harness: a finding, see $folder/$harness.log"
	times >after
	echo "$harness: $(sed -n 's/^#\([0-9]*\).*\(cov: [0-9]* ft: [0-9]* corp: [^ ]*\).*/\1 runs, \2/p' \
		"$harness.log" | tail -n 1), $(($(spent after) - $(spent before))) s" |
		tee -a figures
done
