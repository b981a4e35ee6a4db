#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# lint.sh SOURCES BUILD: cppcheck and clang-tidy over the sources, quiet where
# all is well.  What `make lint` runs; .clang-tidy says which checks.
set -u
cd "$1" || exit 1
build=$2
status=0
cppcheck --quiet --std=c11 --language=c --inline-suppr \
	--enable=warning,performance,portability --error-exitcode=1 \
	--library=gtk --library=posix -j"$(nproc)" \
	'-DOWNED_DEFINE(a,b)=' '-DOWNED(a)=struct a *' \
	'-DG_DEFINE_QUARK(a,b)=' \
	--suppressions-list=tests/lint/manual/cppcheck.txt src fuzz || status=1
flags="-std=gnu11 -D_GNU_SOURCE -DHAVE_CONFIG_H -I$build -Ifuzz -Itests/unit"
for room in src/*/; do
	flags="$flags -I${room%/}"
done
for folder in SYSCONFDIR DATADIR SBINDIR LOCALSTATEDIR TEST_SOURCES TEST_BUILD; do
	flags="$flags -D$folder=\"\""
done
flags="$flags $(pkg-config --cflags gio-2.0 gmime-3.0 jansson sqlite3 \
	libcurl poppler-glib cairo libarchive libxml-2.0 libgsf-1 tesseract \
	lept libseccomp fontconfig xlsxwriter libheif libsystemd)"
tidy=$(command -v clang-tidy || command -v clang-tidy-14) || exit 77
# What it says besides warnings goes to a file that is shown on failure.
find src fuzz -name '*.c' | sort |
	FLAGS=$flags TIDY=$tidy xargs -P "$(nproc)" -n 8 sh -c \
		'"$TIDY" --quiet "$@" -- $FLAGS 2>/dev/null' sh || status=1
exit $status
