"""Whom one may enter as."""

from django import template

from rebond.demo.cast import CAST

register = template.Library()


@register.simple_tag
def demo_people() -> list[dict]:
    """The cast, with each one's role in words."""
    return [{"name": member.name, "email": member.email, "role": member.role.label} for member in CAST]
