# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/net/libnet.a
src_net_libnet_a_CPPFLAGS = $(AM_CPPFLAGS) $(NET) $(PATHS) $(GLIB_CFLAGS) $(CURL_CFLAGS)
src_net_libnet_a_SOURCES =
