dnl SPDX-License-Identifier: GPL-3.0-or-later
dnl Required and optional libraries; what is missing is named at the end,
dnl all at once, with the Debian packages that bring it.

# ASR_REQUIRE(NAME, PKG-CONFIG MODULES, DEBIAN PACKAGES)
AC_DEFUN([ASR_REQUIRE], [
  PKG_CHECK_MODULES([$1], [$2], [],
    [asr_missing="$asr_missing $3"])
])

# ASR_REQUIRE_HEADER(NAME, HEADER, LIBRARY, FUNCTION, DEBIAN PACKAGE)
AC_DEFUN([ASR_REQUIRE_HEADER], [
  AC_CHECK_HEADER([$2],
    [AC_CHECK_LIB([$3], [$4], [$1_LIBS=-l$3],
      [asr_missing="$asr_missing $5"])],
    [asr_missing="$asr_missing $5"])
  AC_SUBST([$1_LIBS])
])

# ASR_OPTIONAL(NAME, PKG-CONFIG MODULES, WHAT FOR)
AC_DEFUN([ASR_OPTIONAL], [
  PKG_CHECK_MODULES([$1], [$2],
    [have_$1=yes
     AC_DEFINE([HAVE_$1], [1], [$3])],
    [have_$1=no])
  AM_CONDITIONAL([HAVE_$1], [test "x$have_$1" = xyes])
])

AC_DEFUN([ASR_REPORT_MISSING], [
  AS_IF([test -n "$asr_missing"],
    [AC_MSG_ERROR([libraries are missing. On Debian 12:
  apt-get install$asr_missing])])
])
