# SPDX-License-Identifier: GPL-3.0-or-later
EXTRA_DIST += systemd/asr-intake.service.in systemd/asr-intake.sysusers \
	systemd/asr-intake.tmpfiles
CLEANFILES += systemd/asr-intake.service

systemdsystemunit_DATA = systemd/asr-intake.service
sysusersdir = $(prefix)/lib/sysusers.d
tmpfilesdir = $(prefix)/lib/tmpfiles.d

systemd/asr-intake.service: $(srcdir)/systemd/asr-intake.service.in
	@$(MKDIR_P) systemd
	$(AM_V_GEN)$(SED) -e 's|@sbindir[@]|$(sbindir)|g' \
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
