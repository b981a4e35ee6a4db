# SPDX-License-Identifier: GPL-3.0-or-later
# What quickstart.sh and test.sh share: quiet where all is well, the whole
# log of a step where it is not.

top=$(cd "$(dirname "$0")/.." && pwd)
log=$(mktemp "${TMPDIR:-/tmp}/asr-intake-log.XXXXXX")
trap 'rm -f "$log"' EXIT

# step "What it does" command…: one line, or the log and an end.
step() {
	printf '%s … ' "$1"
	step_name=$1
	shift
	step_began=$(date +%s)
	if "$@" >"$log" 2>&1; then
		printf 'done (%s s)\n' "$(($(date +%s) - step_began))"
	else
		printf 'FAILED\n\n'
		cat "$log"
		printf '\n%s: this step failed; what it printed stands above.\n' \
			"$step_name" >&2
		exit 1
	fi
}

# packages KIND…: the Debian packages of these kinds, from tools/packages.
packages() {
	for kind in "$@"; do
		sed -n "s/^$kind //p" "$top/tools/packages"
	done | tr '\n' ' '
}

# install_packages KIND…: only what lacks, and only where it can.
install_packages() {
	wanted=
	for package in $(packages "$@"); do
		dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
			grep -q 'ok installed' || wanted="$wanted $package"
	done
	[ -n "$wanted" ] || return 0
	if [ "$(id -u)" != 0 ]; then
		echo "These Debian packages lack; as root: apt-get install$wanted"
		return 1
	fi
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -q
	# shellcheck disable=SC2086
	apt-get install -y -q --no-install-recommends $wanted
}

# build FOLDER CONFIGURE-ARGUMENT…: out of the source tree.
build() {
	folder=$1
	shift
	[ -x "$top/configure" ] || (cd "$top" && autoreconf -fi)
	mkdir -p "$folder"
	cd "$folder"
	"$top/configure" "$@"
	make -j"$(nproc)"
}
