"""Two people edited the same thing: show the second what the first one saved, and what they typed themselves."""

from collections.abc import Mapping
from typing import Any

from django.forms import Form


def conflicts_of(form: Form, stored: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fields where what is stored now differs from what was typed: name, label, stored, typed."""
    return [
        {"name": name, "label": form.fields[name].label, "stored": value, "typed": form.cleaned_data[name]}
        for name, value in stored.items()
        if name in form.cleaned_data and form.cleaned_data[name] != value
    ]


def accept_version(form: Form, version: int) -> None:
    """Let the next sending of this form write over that version: the person has seen what it holds."""
    form.data = form.data.copy()
    form.data["version"] = version
