# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/net/libnet.a
src_net_libnet_a_CPPFLAGS = $(AM_CPPFLAGS) $(NET) $(PATHS) \
	$(GLIB_CFLAGS) $(CURL_CFLAGS) $(JANSSON_CFLAGS)
src_net_libnet_a_SOURCES = \
	src/net/advice.c \
	src/net/advice.h \
	src/net/connection.c \
	src/net/connection.h \
	src/net/net.c \
	src/net/net.h \
	src/net/token.c \
	src/net/token.h
