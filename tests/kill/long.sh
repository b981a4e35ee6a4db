#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every point in every mode: some thousand stops, half an hour.
set -eu
here=$(dirname "$0")
KILL_SHARE=1 "$here/kill-dir.py"
KILL_SHARE=1 "$here/kill-mail.py"
KILL_SHARE=1 "$here/kill-erase.py"
KILL_SHARE=1 "$here/kill-move.py"
