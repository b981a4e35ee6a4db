#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every fault at every place, where `make check` tries some.
set -eu
here=$(dirname "$0")
FAULTS_LONG=1
export FAULTS_LONG
for file in "$here"/*.py; do
	[ "${file##*/}" = scenario.py ] || "$file"
done
