# SPDX-License-Identifier: GPL-3.0-or-later
dist_check_SCRIPTS += tests/lint/rooms.py tests/lint/sizes.py \
	tests/lint/purity.sh tests/lint/style.sh
