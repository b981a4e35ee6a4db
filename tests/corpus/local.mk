# SPDX-License-Identifier: GPL-3.0-or-later
# The labelled corpus and the flow over it.
dist_check_SCRIPTS += tests/flow/corpus.py
EXTRA_DIST += tests/corpus
