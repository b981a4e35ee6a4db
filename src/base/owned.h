/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scope-bound ownership for our own structs, as g_autoptr does for GLib's
 * types (which would want typedefs):
 *
 *	OWNED(report) report = report_decode(...);
 */
#ifndef ASR_OWNED_H
#define ASR_OWNED_H

#define OWNED(type) __attribute__((cleanup(type##_owned_end))) struct type *

/* Once in the header of the type: free_function takes NULL. */
#define OWNED_DEFINE(type, free_function)                   \
	static inline void type##_owned_end(struct type **owned) \
	{                                                        \
		free_function(*owned);                           \
	}

#endif
