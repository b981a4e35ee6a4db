#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# debian/ says what the rest of the tree says: the version of configure.ac, the
# packages of tools/packages; and its changelog and control are well-formed.
set -u
: "${TEST_SOURCES:=.}"
command -v dpkg-parsechangelog >/dev/null || {
	echo 'dpkg-dev is not installed'
	exit 77
}
failed=0

fail() {
	echo "FAILED: $1"
	failed=1
}

# field NAME: a field of debian/control, as words a line each.
field() {
	awk -v name="$1:" '
		/^[^ #]/ { inside = ($1 == name) ; sub(/^[^:]*:/, "") }
		inside { print }' "$TEST_SOURCES/debian/control" |
		tr ', ' '\n\n' | grep -E '^[a-z0-9][a-z0-9+.-]+$' | sort -u
}

# of KIND: the packages of that kind; what build-essential has is not named.
of() {
	sed -n "s/^$1 //p" "$TEST_SOURCES/tools/packages" | tr ' ' '\n' |
		grep -vxE 'gcc|libc6-dev|make' | sort -u
}

changelog=$TEST_SOURCES/debian/changelog
said=$(dpkg-parsechangelog -l"$changelog" 2>&1 >/dev/null)
[ -z "$said" ] || fail "changelog: $said"
version=$(dpkg-parsechangelog -l"$changelog" -SVersion)
grep -q "AC_INIT(\[asr-intake\], \[$version\])" \
	"$TEST_SOURCES/configure.ac" ||
	fail "changelog: version $version is not that of configure.ac"
[ "$(dpkg-parsechangelog -l"$changelog" -SSource)" = asr-intake ] ||
	fail 'changelog: another source'

[ "$(field Build-Depends | grep -vx debhelper-compat)" = "$(of build)" ] ||
	fail 'Build-Depends are not the packages «build» of tools/packages'
[ "$(field Depends)" = "$(of run)" ] ||
	fail 'Depends are not the packages «run» of tools/packages'
exit $failed
