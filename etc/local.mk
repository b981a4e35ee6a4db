# SPDX-License-Identifier: GPL-3.0-or-later
#
# What ships with the package goes to DATADIR; what a site edits goes to
# SYSCONFDIR, and only where no file of that name is there yet.
templatesdir = $(datadir)/asr-intake/templates
dist_templates_DATA = etc/templates/complete.txt \
	etc/templates/incomplete.txt etc/templates/late.txt \
	etc/templates/not-dam.txt etc/templates/registered.txt \
	etc/templates/reminder.txt

SITE_FILES = etc/asr-intake.conf etc/etablissements.csv \
	etc/campaigns/asr-normandie-2025.conf \
	etc/campaigns/asr-normandie-2026.conf etc/mail/README
EXTRA_DIST += $(SITE_FILES)

INSTALL_MORE += install-site
install-site:
	$(MKDIR_P) $(DESTDIR)$(sysconfdir)/asr-intake/campaigns \
		$(DESTDIR)$(sysconfdir)/asr-intake/mail
	@for file in $(SITE_FILES); do \
		to=$(DESTDIR)$(sysconfdir)/asr-intake/$${file#etc/}; \
		if test -e "$$to"; then \
			echo "$$to is there already: left as it is"; \
		else \
			$(INSTALL_DATA) "$(srcdir)/$$file" "$$to"; \
		fi; \
	done

# What nobody has edited goes; the rest is the site's.
UNINSTALL_MORE += uninstall-site
uninstall-site:
	@for file in $(SITE_FILES); do \
		at=$(DESTDIR)$(sysconfdir)/asr-intake/$${file#etc/}; \
		if cmp -s "$(srcdir)/$$file" "$$at"; then rm -f "$$at"; fi; \
	done

formsdir = $(datadir)/asr-intake/forms
dist_forms_DATA = etc/forms/asr-2025.conf etc/forms/asr-2025.txt \
	etc/forms/asr-2026.conf etc/forms/asr-2026.txt \
	etc/forms/vocabulary.words
