"""What notifications about rosters say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from equipoise_web.core.sentences import register_sentence

register_sentence("roster.published", _("Your roster from %(starts_on)s to %(ends_on)s is published."))
register_sentence("roster.amended", _("Your roster of %(day_on)s has changed."))
