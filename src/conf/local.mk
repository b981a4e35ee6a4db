# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/conf/libconf.a
src_conf_libconf_a_CPPFLAGS = $(AM_CPPFLAGS) $(CONF) $(PATHS) $(GLIB_CFLAGS)
src_conf_libconf_a_SOURCES = \
	src/conf/campaign.c \
	src/conf/campaign.h \
	src/conf/campaigns.c \
	src/conf/campaigns.h \
	src/conf/conf.c \
	src/conf/conf.h \
	src/conf/csv.c \
	src/conf/csv.h \
	src/conf/endpoint.c \
	src/conf/endpoint.h \
	src/conf/form-phrases.c \
	src/conf/form-phrases.h \
	src/conf/form.c \
	src/conf/form.h \
	src/conf/keyfile.c \
	src/conf/keyfile.h \
	src/conf/lexicon.c \
	src/conf/lexicon.h \
	src/conf/piece-rules.c \
	src/conf/piece-rules.h \
	src/conf/problems.c \
	src/conf/problems.h \
	src/conf/registry.c \
	src/conf/registry.h \
	src/conf/rulings-conf.c \
	src/conf/rulings-conf.h \
	src/conf/secret.c \
	src/conf/settings.c \
	src/conf/settings.h \
	src/conf/template.c \
	src/conf/template.h \
	src/conf/templates.c \
	src/conf/templates.h \
	src/conf/text-file.c \
	src/conf/text-file.h \
	src/conf/values.c \
	src/conf/values.h
