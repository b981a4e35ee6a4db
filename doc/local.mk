# SPDX-License-Identifier: GPL-3.0-or-later
EXTRA_DIST += doc/architecture.md doc/decisions.md doc/templates.md \
	doc/dependencies.md doc/guarantees.md doc/report.schema.json \
	doc/locked-room.md
