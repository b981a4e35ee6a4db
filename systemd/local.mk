# SPDX-License-Identifier: GPL-3.0-or-later
EXTRA_DIST += systemd/asr-intake.service.in systemd/asr-intake.sysusers \
	systemd/asr-intake.tmpfiles
CLEANFILES += systemd/asr-intake.service systemd/asr-intake@.service

# One source for both: the instance of the template names a configuration,
# a state and a folder of secrets.
systemdsystemunit_DATA = systemd/asr-intake.service \
	systemd/asr-intake@.service
sysusersdir = $(prefix)/lib/sysusers.d
tmpfilesdir = $(prefix)/lib/tmpfiles.d
UNIT = $(SED) -e 's|@sbindir[@]|$(sbindir)|g'

systemd/asr-intake.service: $(srcdir)/systemd/asr-intake.service.in
	@$(MKDIR_P) systemd
	$(AM_V_GEN)$(UNIT) -e 's|@of[@]||; s|@options[@]||' \
	    -e 's|@folder[@]|asr-intake|; s|@secrets[@]|/etc/asr-intake/secrets|' \
	    $(srcdir)/systemd/asr-intake.service.in >$@

systemd/asr-intake@.service: $(srcdir)/systemd/asr-intake.service.in
	@$(MKDIR_P) systemd
	$(AM_V_GEN)$(UNIT) -e 's|@of[@]| (%i)|' \
	    -e 's|@options[@]| --config /etc/asr-intake/%i/asr-intake.conf|' \
	    -e 's|@folder[@]|asr-intake/%i|' \
	    -e 's|@secrets[@]|/etc/asr-intake/%i/secrets|' \
	    $(srcdir)/systemd/asr-intake.service.in >$@

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
