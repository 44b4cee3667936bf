"""What may be done to a form, each change giving another form. Pure."""

from dataclasses import replace

from rebond.applications.questionnaires.fields import YES_NO
from rebond.applications.questionnaires.layout import DEFAULT, KNOWN, Entry, Layout, Section

UP, DOWN = "up", "down"


def moved(layout: Layout, name: str, way: str) -> Layout:
    """A question one place up or down; at the edge of its section it goes over into the next one."""
    sections = [list(section.entries) for section in layout.sections]
    here = next(place for place, entries in enumerate(sections) if any(one.name == name for one in entries))
    place = next(place for place, one in enumerate(sections[here]) if one.name == name)
    entry = sections[here].pop(place)
    step = -1 if way == UP else 1
    if 0 <= place + step <= len(sections[here]):
        sections[here].insert(place + step, entry)
    elif 0 <= here + step < len(sections):
        there = sections[here + step]
        there.insert(len(there) if step < 0 else 0, entry)
    else:
        sections[here].insert(place, entry)
    return _filled(layout, sections)


def put(layout: Layout, entry: Entry, key: str) -> Layout:
    """A question in a section: in its place where it is there already, else at the end."""
    sections = []
    for section in layout.sections:
        entries = list(section.entries)
        stays = section.key == key and any(one.name == entry.name for one in entries)
        if stays:
            entries = [entry if one.name == entry.name else one for one in entries]
        else:
            entries = [one for one in entries if one.name != entry.name]
            entries += [entry] if section.key == key else []
        sections.append(entries)
    return _filled(layout, sections)


def without(layout: Layout, name: str) -> Layout:
    """The form without a question."""
    return layout.with_entries(lambda entries: [one for one in entries if one.name != name])


def restored(layout: Layout, name: str, *, required: bool) -> Layout:
    """A usual question again, at the end of its usual part, or of the last one where that part is gone.

    Its usual condition comes back where it still can be asked for.
    """
    usual = DEFAULT.by_name.get(name, Entry(name))
    keys = [section.key for section in layout.sections]
    home = DEFAULT.sections[DEFAULT.section_of(name) - 1].key if name in DEFAULT.by_name else ""
    key = home if home in keys else keys[-1]
    sources = {one.name for one in sources_of_conditions(layout, name, key)}
    condition = usual.only_if if usual.only_if and usual.only_if.question in sources else None
    return put(layout, replace(usual, required=required or usual.required, only_if=condition), key)


def with_section(layout: Layout, section: Section) -> Layout:
    """A section in the place of the one with its key, else at the end."""
    if any(one.key == section.key for one in layout.sections):
        return Layout(tuple(section if one.key == section.key else one for one in layout.sections))
    return Layout((*layout.sections, section))


def section_moved(layout: Layout, key: str, way: str) -> Layout:
    """A section one place up or down, with its questions; the first and the last stay where they are."""
    sections = list(layout.sections)
    place = next(place for place, one in enumerate(sections) if one.key == key)
    wanted = place + (-1 if way == UP else 1)
    if 0 <= wanted < len(sections):
        sections[place], sections[wanted] = sections[wanted], sections[place]
    return Layout(tuple(sections))


def without_section(layout: Layout, key: str) -> Layout:
    return Layout(tuple(one for one in layout.sections if one.key != key))


def left_out(layout: Layout) -> list[str]:
    """The usual questions that the form does not ask."""
    return [name for name in KNOWN if name not in layout.by_name]


def sources_of_conditions(layout: Layout, name: str, key: str) -> list[Entry]:
    """The questions that may show this one: those before its place, whose answers are chosen from a list."""
    before: list[Entry] = []
    for section in layout.sections:
        for entry in section.entries:
            if entry.name == name and section.key == key:
                return before
            if entry.name != name and answers_of(entry):
                before.append(entry)
        if section.key == key:
            return before
    return before


def answers_of(entry: Entry) -> dict[str, str]:
    """The answers that a condition may ask for, in words by code."""
    if entry.question.kind == "yes-no":
        return {code: str(words) for code, words in YES_NO}
    return {code: str(words) for code, words in (entry.question.choices or {}).items()}


def _filled(layout: Layout, sections: list[list[Entry]]) -> Layout:
    pairs = zip(layout.sections, sections, strict=True)
    return Layout(tuple(replace(section, entries=tuple(entries)) for section, entries in pairs))
