# SPDX-License-Identifier: GPL-3.0-or-later
UNITS = systemd/asr-intake.service systemd/asr-intake@.service \
	systemd/asr-intake-purge.service systemd/asr-intake-purge@.service \
	systemd/asr-intake-purge.timer systemd/asr-intake-purge@.timer
EXTRA_DIST += systemd/asr-intake.service.in \
	systemd/asr-intake-purge.service.in systemd/asr-intake-purge.timer.in \
	systemd/asr-intake.sysusers systemd/asr-intake.tmpfiles
CLEANFILES += $(UNITS)

# One source for both: the instance of the template names a configuration,
# a state and a folder of secrets.
systemdsystemunit_DATA = $(UNITS)
sysusersdir = $(prefix)/lib/sysusers.d
tmpfilesdir = $(prefix)/lib/tmpfiles.d
UNIT = $(SED) -e 's|@sbindir[@]|$(sbindir)|g' -e 's|@bindir[@]|$(bindir)|g' \
	-e 's|@sysconfdir[@]|$(sysconfdir)|g'
ALONE = -e 's|@of[@]||; s|@options[@]||; s|@instance[@]||' \
	-e 's|@folder[@]|asr-intake|; s|@secrets[@]|$(sysconfdir)/asr-intake/secrets|'
EACH = -e 's|@of[@]| (%i)|; s|@instance[@]|@%i|' \
	-e 's|@options[@]| --config $(sysconfdir)/asr-intake/%i/asr-intake.conf|' \
	-e 's|@folder[@]|asr-intake/%i|' \
	-e 's|@secrets[@]|$(sysconfdir)/asr-intake/%i/secrets|'
MAKE_ALONE = $(MKDIR_P) systemd && $(UNIT) $(ALONE)
MAKE_EACH = $(MKDIR_P) systemd && $(UNIT) $(EACH)

systemd/asr-intake.service: $(srcdir)/systemd/asr-intake.service.in
	$(AM_V_GEN)$(MAKE_ALONE) $(srcdir)/systemd/asr-intake.service.in >$@
systemd/asr-intake@.service: $(srcdir)/systemd/asr-intake.service.in
	$(AM_V_GEN)$(MAKE_EACH) $(srcdir)/systemd/asr-intake.service.in >$@
systemd/asr-intake-purge.service: $(srcdir)/systemd/asr-intake-purge.service.in
	$(AM_V_GEN)$(MAKE_ALONE) $(srcdir)/systemd/asr-intake-purge.service.in >$@
systemd/asr-intake-purge@.service: $(srcdir)/systemd/asr-intake-purge.service.in
	$(AM_V_GEN)$(MAKE_EACH) $(srcdir)/systemd/asr-intake-purge.service.in >$@
systemd/asr-intake-purge.timer: $(srcdir)/systemd/asr-intake-purge.timer.in
	$(AM_V_GEN)$(MAKE_ALONE) $(srcdir)/systemd/asr-intake-purge.timer.in >$@
systemd/asr-intake-purge@.timer: $(srcdir)/systemd/asr-intake-purge.timer.in
	$(AM_V_GEN)$(MAKE_EACH) $(srcdir)/systemd/asr-intake-purge.timer.in >$@

INSTALL_MORE += install-systemd
install-systemd:
	$(MKDIR_P) $(DESTDIR)$(sysusersdir) $(DESTDIR)$(tmpfilesdir)
	$(INSTALL_DATA) $(srcdir)/systemd/asr-intake.sysusers \
	    $(DESTDIR)$(sysusersdir)/asr-intake.conf
	$(INSTALL_DATA) $(srcdir)/systemd/asr-intake.tmpfiles \
	    $(DESTDIR)$(tmpfilesdir)/asr-intake.conf

UNINSTALL_MORE += uninstall-systemd
uninstall-systemd:
	rm -f $(DESTDIR)$(sysusersdir)/asr-intake.conf \
	    $(DESTDIR)$(tmpfilesdir)/asr-intake.conf

dist_check_SCRIPTS += tests/flow/units.sh
