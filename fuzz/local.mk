# SPDX-License-Identifier: GPL-3.0-or-later
#
# Harnesses: replayed by `make check`, fuzzed by `make fuzz`.
FUZZ_SOURCES = \
	fuzz/containers.c \
	fuzz/decision.c \
	fuzz/documents.c \
	fuzz/engine.c \
	fuzz/examination.h \
	fuzz/harness.c \
	fuzz/harness.h \
	fuzz/mail.c \
	fuzz/settings.c
FUZZ_CPPFLAGS = $(TESTING) $(XML_CFLAGS) $(GSF_CFLAGS) $(ARCHIVE_CFLAGS) \
	$(TESSERACT_CFLAGS)

check_PROGRAMS += fuzz/replay
fuzz_replay_CPPFLAGS = $(FUZZ_CPPFLAGS)
fuzz_replay_SOURCES = $(FUZZ_SOURCES) fuzz/replay.c

if FUZZING
noinst_PROGRAMS += fuzz/fuzz
fuzz_fuzz_CPPFLAGS = $(FUZZ_CPPFLAGS)
fuzz_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
fuzz_fuzz_SOURCES = $(FUZZ_SOURCES) fuzz/fuzz.c
endif

# make fuzz TIME=600 HARNESSES="pdf doc": seconds for each; all, a minute.
TIME = 60
HARNESSES =
fuzz:
	$(SHELL) $(srcdir)/fuzz/run.sh $(abs_builddir)/fuzzing $(TIME) \
		$(HARNESSES)
.PHONY: fuzz
EXTRA_DIST += fuzz/run.sh fuzz/README fuzz/seeds fuzz/found \
	fuzz/dictionaries
