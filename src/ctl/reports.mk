# SPDX-License-Identifier: GPL-3.0-or-later
# Reports, papers, and what the RGPD asks.
src_ctl_libctl_a_SOURCES += \
	src/ctl/archive-writer.c \
	src/ctl/archive-writer.h \
	src/ctl/cmd-backup.c \
	src/ctl/cmd-disclose.c \
	src/ctl/cmd-extract.c \
	src/ctl/cmd-report.c \
	src/ctl/folder-dossier.c \
	src/ctl/folder.c \
	src/ctl/folder.h \
	src/ctl/papers.c \
	src/ctl/papers.h \
	src/ctl/report-charts.c \
	src/ctl/report-csv.c \
	src/ctl/report-html.c \
	src/ctl/report-json.c \
	src/ctl/report-xlsx.c \
	src/ctl/safe-name.c \
	src/ctl/safe-name.h \
	src/ctl/survey.c \
	src/ctl/survey.h
