"""Icons, marks and labels: ``{% load equipoise %}``. Figures and times are in ``equipoise_figures``."""

from __future__ import annotations

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from equipoise_web.core import marks

register = template.Library()
SPRITE = "vendor/icons/icons.svg"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A picture of the sprite: ``{% icon "bell" %}``; with ``label`` it speaks, else a word is beside it."""
    address = f"{static(SPRITE)}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', address)


@register.simple_tag
def source_label(kind: str, reference: str = "", checked: bool = True, href: str = "") -> SafeString:
    """Where a rule comes from: ``{% source_label "law" "ATW 5:3" %}``.

    ``kind`` is law, agreement, guidance, local or charter; ``reference`` the article or clause; ``checked``
    false for a value that nobody compared with its source; ``href`` a page about the source. A kind that is
    none of these is an error.
    """
    word = marks.SOURCES[kind]
    sign = "§ " if kind == "law" else ""
    named = format_html('{}<span translate="no">{}</span> · {}', sign, reference, word) if reference else word
    doubt = "" if checked else format_html(" · <i>{}</i>", _("not yet checked"))
    if href:
        return format_html('<a class="eq-source eq-source-{}" href="{}">{}{}</a>', kind, href, named, doubt)
    return format_html('<span class="eq-source eq-source-{}">{}{}</span>', kind, named, doubt)


@register.simple_tag
def severity(name: str, count: int | None = None) -> SafeString:
    """How much a finding asks: ``{% severity "block" %}``, or ``{% severity "block" count=n %}``.

    ``name`` is block, gate, note (or warn) or undetermined; another one is an error.
    """
    mark = marks.SEVERITIES[name]
    said = mark.word if count is None else mark.counted % {"n": count}
    return format_html('<span class="eq-mark eq-mark-{}">{}{}</span>', mark.css, icon(mark.icon), said)


@register.simple_tag
def activity(name: str, words: bool = False) -> SafeString:
    """The mark of a kind of time: a filled square with its letter; with ``words`` its name is beside it.

    A kind that the table does not know is shown as protected time, without saying for what.
    """
    kind = marks.ACTIVITIES.get(name, marks.ACTIVITIES["protected"])
    if words:
        mark = format_html('<span class="eq-act {}" aria-hidden="true">{}</span>', kind.css, kind.letter)
        return format_html('<span class="eq-act-named">{}{}</span>', mark, kind.word)
    return format_html(
        '<span class="eq-act {}" title="{}" role="img" aria-label="{}">{}</span>',
        kind.css,
        kind.word,
        kind.word,
        kind.letter,
    )


@register.filter
def activity_class(name: str) -> str:
    """The class of a kind of time, for bars: ``class="eq-block {{ kind|activity_class }}"``."""
    return marks.ACTIVITIES.get(name, marks.ACTIVITIES["protected"]).css


@register.filter
def activity_letter(name: str) -> str:
    """The letter of a kind of time, for bars."""
    return str(marks.ACTIVITIES.get(name, marks.ACTIVITIES["protected"]).letter)


@register.simple_tag
def coverage(difference: int | None) -> SafeString:
    """Scheduled minus required of an interval as the inside of a cell: short, right, over or unknown."""
    if difference is None:
        return format_html('<span class="eq-cov cov-unknown" title="{}">?</span>', _("unknown"))
    if difference < 0:
        return format_html(
            '<span class="eq-cov cov-under" title="{}">▼{}</span>', _("short"), abs(difference)
        )
    if difference > 0:
        return format_html('<span class="eq-cov cov-over" title="{}">+{}</span>', _("over"), difference)
    return format_html('<span class="eq-cov cov-right" title="{}">=</span>', _("right"))


@register.inclusion_tag("shared/field.html")
def field(bound: BoundField, wide: bool = False) -> dict[str, object]:
    """A form's field with label, help and its own errors: ``{% field form.name %}``."""
    kind = getattr(bound.field.widget, "input_type", "")
    return {"field": bound, "wide": wide, "tick": kind == "checkbox", "group": bound.use_fieldset}
