# SPDX-License-Identifier: GPL-3.0-or-later
# Faults: what the service does, what agents see, that it recovers alone.
dist_check_SCRIPTS += tests/faults/storage.py tests/faults/upgrade.py \
	tests/faults/network.py \
	tests/faults/clock.py
EXTRA_DIST += tests/faults/scenario.py \
	tests/data/schema/version-1.db.gz \
	tests/data/schema/version-2.db.gz \
	tests/data/schema/version-3.db.gz \
	tests/data/schema/version-4.db.gz tests/servers/proxy.py
LONG_TESTS += tests/faults/long.sh
EXTRA_DIST += tests/faults/long.sh
