# SPDX-License-Identifier: GPL-3.0-or-later
EXTRA_DIST += doc/architecture.md doc/decisions.md doc/templates.md \
	doc/dependencies.md doc/guarantees.md doc/report.schema.json \
	doc/locked-room.md doc/speed.md doc/torture.md
EXTRA_DIST += doc/guide-agents.md tools/guide-screens.py
EXTRA_DIST += doc/asrctl.schema.json doc/restore.md doc/recognition.md
EXTRA_DIST += doc/pictures/report-html.png \
	doc/pictures/report-xlsx-sheet.png doc/pictures/report-xlsx-summary.png
dist_man_MANS += doc/man/asr-campaign.5 doc/man/asr-form.5 \
	doc/man/asr-examine.8 doc/man/asr-intake.7 \
	doc/man/asr-intake.conf.5 doc/man/asr-intaked.8 doc/man/asrctl.1
