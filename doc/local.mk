# SPDX-License-Identifier: GPL-3.0-or-later
dist_doc_DATA = README.md \
	doc/architecture.md doc/decisions.md doc/dependencies.md \
	doc/formats.md doc/guarantees.md doc/guide-agents.md \
	doc/locked-room.md doc/recognition.md doc/restore.md doc/speed.md \
	doc/templates.md doc/torture.md \
	doc/asrctl.schema.json doc/report.schema.json
picturesdir = $(docdir)/pictures
dist_pictures_DATA = doc/pictures/report-html.png \
	doc/pictures/report-xlsx-sheet.png doc/pictures/report-xlsx-summary.png
EXTRA_DIST += tools/guide-screens.py
dist_man_MANS += doc/man/asr-campaign.5 doc/man/asr-form.5 \
	doc/man/asr-examine.8 doc/man/asr-intake.7 \
	doc/man/asr-intake.conf.5 doc/man/asr-intaked.8 doc/man/asrctl.1
