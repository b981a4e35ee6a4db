/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database's schema and its migrations; private to the store room. */
#ifndef ASR_SCHEMA_H
#define ASR_SCHEMA_H

#include "sql.h"

/* PRAGMA user_version of this program's schema. */
#define SCHEMA_VERSION 4

/*
 * Brings the database to SCHEMA_VERSION in one transaction.  A newer one
 * is ASR_ERROR_SCHEMA and left as it is.  Called while foreign keys are not
 * enforced: a table that others refer to can be made anew only so.
 */
bool schema_migrate(struct sql *sql, GError **error);

/* For readers: true when the version is ours. */
bool schema_check(struct sql *sql, GError **error);

#endif
