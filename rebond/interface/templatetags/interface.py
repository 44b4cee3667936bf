"""Words and figures as French and English readers expect them, and the few pieces that templates build on."""

from datetime import date, datetime
from functools import cache

from django import template
from django.forms import BoundField, CheckboxInput, FileInput, RadioSelect, Select, Textarea
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext

register = template.Library()

MINUS = "\N{MINUS SIGN}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


@register.filter
def number(value, decimals: int = 0) -> str:
    """A figure with its thousands set apart: 1 000 in French (with a no-break space), 1,000 in English."""
    if value is None or value == "":
        return "\N{EM DASH}"
    text = f"{value:,.{decimals}f}".replace("-", MINUS)
    return text.replace(",", NO_BREAK_SPACE).replace(".", ",") if in_french() else text


@register.filter
def signed(value: int) -> str:
    """A difference with its sign: +4, −2, 0."""
    return f"+{number(value)}" if value > 0 else number(value)


@register.filter
def percent(value: float) -> str:
    """A share between 0 and 1 as a whole percentage: 44 % in French, 44% in English."""
    space = NO_BREAK_SPACE if in_french() else ""
    return f"{round(value * 100)}{space}%"


@register.filter
def date_long(value: date | None) -> str:
    """A day in full: mardi 28 février 2023, jeudi 1er juin 2023; Tuesday 28 February 2023."""
    if value is None:
        return "\N{EM DASH}"
    day = local_day(value)
    text = date_format(day, "l j F Y")
    return text.replace(" 1 ", " 1er ") if in_french() else text


@register.filter
def date_short(value: date | None) -> str:
    """A day in figures, day first: 28/02/2023."""
    return "\N{EM DASH}" if value is None else date_format(local_day(value), "d/m/Y")


@register.filter
def moment(value: datetime | None) -> str:
    """A day and an hour: 28 février 2023 à 14 h 05; 28 February 2023 at 14:05."""
    if value is None:
        return "\N{EM DASH}"
    local = timezone.localtime(value)
    day = date_format(local, "j F Y")
    return gettext("%(day)s à %(hour)s") % {"day": day, "hour": hour(value)}


@register.filter
def hour(value: datetime) -> str:
    """The time of day: 14 h 05; 14:05."""
    local = timezone.localtime(value)
    return f"{local:%-H}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{local:%M}" if in_french() else f"{local:%H:%M}"


@register.filter
def days_left(value: date, today: date) -> str:
    """How far a day is from today: dans 12 jours, aujourd'hui, hier."""
    days = (local_day(value) - local_day(today)).days
    near = {0: gettext("aujourd’hui"), 1: gettext("demain"), -1: gettext("hier")}
    if days in near:
        return near[days]
    if days > 0:
        return ngettext("dans %(days)s jour", "dans %(days)s jours", days) % {"days": number(days)}
    return ngettext("il y a %(days)s jour", "il y a %(days)s jours", -days) % {"days": number(-days)}


@register.filter
def urgency(value: date, today: date) -> str:
    """The kind of a deadline: refused when it is past, attention in its last week, info before."""
    days = (local_day(value) - local_day(today)).days
    if days < 0:
        return "refused"
    return "attention" if days <= 7 else "info"


def local_day(value: date) -> date:
    """The calendar day of a date or of a moment, in the city's time zone."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def in_french() -> bool:
    return (get_language() or "fr").startswith("fr")


@register.simple_tag
@cache  # a long list shows the same few a hundred times
def icon(name: str) -> str:
    """A drawing beside a word; it says nothing to a screen reader, the word does."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("interface/icons.svg"),
        name,
    )


KIND_ICONS = {
    "info": "info",
    "done": "circle-check",
    "attention": "triangle-alert",
    "refused": "octagon-x",
    "waiting": "hourglass",
    "neutral": "circle-dot",
}
MESSAGE_KINDS = {"success": "done", "warning": "attention", "error": "refused"}


@register.filter
def kind_icon(kind: str) -> str:
    """The icon that goes with a kind of notice or tag."""
    return KIND_ICONS.get(kind, "circle-dot")


@register.filter
def message_kind(level: str) -> str:
    """The kind of notice that a Django message is shown as."""
    return MESSAGE_KINDS.get(level, "info")


@register.filter
def control(field: BoundField) -> str:
    """The shape of a form field on the page: group, checkbox, file, select, textarea or text."""
    shapes = {
        RadioSelect: "group",  # Django's CheckboxSelectMultiple is one too
        CheckboxInput: "checkbox",
        FileInput: "file",
        Textarea: "textarea",
        Select: "select",
    }
    widget = field.field.widget
    return next((shape for widget_class, shape in shapes.items() if isinstance(widget, widget_class)), "text")


@register.filter
def anchor(field: BoundField) -> str:
    """Where a link in the summary of errors leads: to the field, or to the first choice of a group."""
    return f"{field.auto_id}_0" if control(field) == "group" else field.id_for_label


JOURNEY_ICONS = {
    "donor": "hand-heart",
    "answer": "message-circle",
    "delivery": "truck",
    "stock": "boxes",
    "wave": "waves",
    "handover": "handshake",
    "use": "graduation-cap",
    "end": "flag",
}


@register.filter
def journey_icon(key: str) -> str:
    """The drawing of a stop of the journey line."""
    return JOURNEY_ICONS.get(key, "circle")


@register.simple_tag(takes_context=True)
def page_link(context, param: str, number: object) -> str:
    """The address of another page of the same list, filters kept."""
    query = context["request"].GET.copy()
    for other in ("after", "before"):
        query.pop(other, None)
    query[param] = number
    return f"?{query.urlencode()}"
