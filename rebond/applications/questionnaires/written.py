"""The form of a wave as JSON keeps it."""

from collections.abc import Iterable, Mapping
from typing import Any

from rebond.applications.questionnaires.layout import Condition, Entry, Layout, Own, Section


def as_data(layout: Layout) -> list[dict[str, Any]]:
    """The form as JSON keeps it."""
    return [_section_data(section) for section in layout.sections]


def _section_data(section: Section) -> dict[str, Any]:
    data: dict[str, Any] = {"key": section.key, "entries": [_entry_data(one) for one in section.entries]}
    return data | {"words": dict(section.words)} if section.words else data


def _entry_data(entry: Entry) -> dict[str, Any]:
    data: dict[str, Any] = {"name": entry.name, "required": entry.required}
    if entry.label:
        data["label"] = dict(entry.label)
    if entry.help:
        data["help"] = dict(entry.help)
    if entry.only_if:
        data["only_if"] = {"question": entry.only_if.question, "values": list(entry.only_if.values)}
    if entry.own:
        # pairs, since PostgreSQL keeps no order of the keys
        choices = [[code, dict(words)] for code, words in entry.own.choices.items()]
        data["own"] = {"kind": entry.own.kind, "choices": choices}
    return data


def layout_from(data: Iterable[Mapping[str, Any]]) -> Layout:
    """The form that JSON keeps."""
    return Layout(
        tuple(
            Section(section["key"], tuple(_entry_from(one) for one in section["entries"]), section.get("words", {}))
            for section in data
        )
    )


def _entry_from(data: Mapping[str, Any]) -> Entry:
    condition, own = data.get("only_if"), data.get("own")
    return Entry(
        data["name"],
        required=data["required"],
        label=data.get("label", {}),
        help=data.get("help", {}),
        only_if=Condition(condition["question"], tuple(condition["values"])) if condition else None,
        own=Own(own["kind"], dict(own["choices"])) if own else None,
    )
