#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every point in every mode: some ten thousand stops.  What the files are put
# on costs most of the time: TMPDIR=/dev/shm spares the disk, and a power cut
# takes what was not synced all the same.  KILL_FROM and KILL_TO split a test.
set -eu
here=$(dirname "$0")
KILL_SHARE=1 "$here/kill-dir.py"
KILL_SHARE=1 "$here/kill-mail.py"
KILL_SHARE=1 "$here/kill-erase.py"
KILL_SHARE=1 "$here/kill-move.py"
