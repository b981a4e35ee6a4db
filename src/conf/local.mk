# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/conf/libconf.a
src_conf_libconf_a_CPPFLAGS = $(AM_CPPFLAGS) $(CONF) $(PATHS) $(GLIB_CFLAGS)
src_conf_libconf_a_SOURCES = \
	src/conf/campaign.h \
	src/conf/conf.h \
	src/conf/form.h \
	src/conf/problems.h \
	src/conf/registry.h \
	src/conf/settings.h \
	src/conf/templates.h
