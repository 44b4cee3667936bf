"""The hidden key of a form."""

import uuid

from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def form_key() -> str:
    """A fresh key for a form that changes something: sent twice, it has one effect."""
    return format_html('<input type="hidden" name="idempotency_key" value="{}">', uuid.uuid4())
