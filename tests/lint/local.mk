# SPDX-License-Identifier: GPL-3.0-or-later
dist_check_SCRIPTS += tests/lint/rooms.py tests/lint/sizes.py \
	tests/lint/purity.sh tests/lint/style.sh tests/lint/formats.py

# cppcheck and clang-tidy, which take minutes: by hand and before a release.
lint:
	$(SHELL) $(srcdir)/tests/lint/manual/lint.sh $(srcdir) $(abs_builddir)
.PHONY: lint
EXTRA_DIST += .clang-tidy tests/lint/manual/lint.sh \
	tests/lint/manual/cppcheck.txt

# The unit tests under valgrind, each in one process; what their libraries
# leave behind is named in tests/valgrind.supp.  Thirty times slower, a page
# would not be recognised in the time it may take, nor a hostile message ended
# in its processor time: pictures, and with TEST_SLOW the messages of 100 MB,
# are left to the other sanitizers, and the alarm is ignored.
VALGRIND = valgrind --quiet --leak-check=full --errors-for-leak-kinds=definite \
	--error-exitcode=9 --suppressions=$(srcdir)/tests/valgrind.supp
VALGRIND_TESTS = $(check_PROGRAMS)
check-valgrind: $(check_PROGRAMS)
	$(AM_TESTS_ENVIRONMENT) export CK_FORK=no G_SLICE=always-malloc TEST_SLOW=1; \
	trap "" PROF; failed=0; for test in $(VALGRIND_TESTS); do \
		case $$test in *test-sandbox|*test-child|*test-ocr|*test-image|fuzz/*) \
			continue;; esac; \
		$(VALGRIND) ./$$test >valgrind.log 2>&1 && continue; \
		echo "$$test:"; cat valgrind.log; failed=1; \
	done; exit $$failed
.PHONY: check-valgrind
EXTRA_DIST += tests/valgrind.supp
dist_check_SCRIPTS += tests/lint/man.py tests/lint/debian.sh
EXTRA_DIST += debian/asr-intake.dirs \
	debian/asr-intake.lintian-overrides debian/changelog \
	debian/control debian/copyright debian/rules debian/source/format
