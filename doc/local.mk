# SPDX-License-Identifier: GPL-3.0-or-later
EXTRA_DIST += doc/architecture.md doc/decisions.md doc/templates.md \
	doc/dependencies.md doc/guarantees.md doc/report.schema.json \
	doc/locked-room.md
EXTRA_DIST += doc/asrctl.schema.json doc/restore.md
EXTRA_DIST += doc/pictures/report-html.png \
	doc/pictures/report-xlsx-sheet.png doc/pictures/report-xlsx-summary.png
