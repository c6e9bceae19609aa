"""What notifications about rules say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from equipoise_web.core.sentences import register_sentence

register_sentence(
    "dispensation.given",
    _("In roster %(number)s a rule is not met around %(day_on)s, and a dispensation was given for it."),
)
register_sentence(
    "dispensation.own",
    _(
        "A rule about your working time is not met around %(day_on)s, and a dispensation was given for it. "
        "You can see why, and what you get for it."
    ),
)
register_sentence(
    "dispensation.settled", _("The compensation for a dispensation was given on %(settled_on)s.")
)
