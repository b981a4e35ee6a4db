#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: unpack-servers.sh FOLDER
# Unpacks the mail servers whose packages conflict with those installed for
# the tests: TEST_SERVERS=FOLDER make check then runs over them too.
set -eu
[ $# -eq 1 ] || {
	sed -n '3,5s/^# //p' "$0" >&2
	exit 2
}
mkdir -p "$1"
folder=$(cd "$1" && pwd)
cd "$folder"
apt-get download cyrus-imapd cyrus-common exim4-daemon-light
for package in *.deb; do
	dpkg -x "$package" "$folder"
done
rm -f ./*.deb
# Its sendmail would hide Exim's.
apt-get download opensmtpd
dpkg -x opensmtpd_*.deb "$folder/opensmtpd"
rm -f ./*.deb
echo "run the tests with TEST_SERVERS=$folder"
