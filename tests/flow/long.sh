#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The flows over mail servers whole: every byte cut, the whole sample, many
# older messages, a day of idling in ten minutes.
set -eu
TEST_LONG=1
export TEST_LONG
here=$(dirname "$0")
for test in mail-servers mail-servers-too mail-servers-three imap-oddities smtp-oddities \
	many idle-day; do
	echo "-- $test"
	"$here/$test.py" || [ $? -eq 77 ]
done
