# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/ctl/libctl.a
src_ctl_libctl_a_CPPFLAGS = $(AM_CPPFLAGS) $(CTL) $(PATHS) $(GLIB_CFLAGS) $(JANSSON_CFLAGS) $(XLSXWRITER_CFLAGS)
src_ctl_libctl_a_SOURCES =

bin_PROGRAMS = asrctl
asrctl_CPPFLAGS = $(AM_CPPFLAGS) $(CTL) $(PATHS) $(GLIB_CFLAGS)
asrctl_SOURCES = src/ctl/main.c
asrctl_LDADD = src/ctl/libctl.a src/store/libstore.a src/conf/libconf.a \
	src/model/libmodel.a src/base/libbase.a $(SQLITE_LIBS) \
	$(JANSSON_LIBS) $(XLSXWRITER_LIBS) $(GLIB_LIBS) -lm
