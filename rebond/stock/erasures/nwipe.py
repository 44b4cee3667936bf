"""Logs of nwipe, as it writes them itself or under ShredOS. No database here: lines in, named facts of each disk out.

One log may hold several runs. The machine is the one whose serial number was written last before the summary; each line
of the summary is one disk. What a log leaves out (a serial number hidden on purpose, a run without summary) is left
empty, so that the certificate is refused with its reason rather than guessed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rebond.spreadsheets import decode_text

LOOKED_AT = 64 * 1024
LONGEST_LINE = 2_000

_line = re.compile(r"\[(\d{4})/(\d\d)/(\d\d) \d\d:\d\d:\d\d\]\s+\w+:\s*(.*)").match
_machine = re.compile(r"system-serial-number\s*=\s*(.*)").match
_found = re.compile(r"Found /dev/(\w+),\s*[^,]*,\s*([^,]*),.*?(?:S/N=(\S+))?\s*$").match
_serial = re.compile(r"/dev/(\w+) has serial number (\S+)").match
_method = re.compile(r"Invoking method '([^']+)' on (?:device ')?/dev/(\w+)").match
_version = re.compile(r"\b(?:nwipe[ -]v?(\d+\.\d+[\w.]*)|ShredOS v?(\S+))")
_status = re.compile(r"\s*!?\s*(\w+)\s*\|\s*([^|]+?)\s*\|[^|]*\|\s*[\d:]+\s*\|\s*(.*?)\s*$").match
_errors = re.compile(r"\s*!?\s*(\w+)\s*\|\s*(\d+)\s*\|\s*(\d+)\s*(?:\|\s*(\d+)\s*)?$").match
_hidden = re.compile(r"[X?*\s]*", re.IGNORECASE).fullmatch


def is_nwipe_log(path: Path | str) -> bool:
    """Whether a text file is such a log: dated lines, and the words that only it has."""
    with Path(path).open("rb") as file:
        start = file.read(LOOKED_AT)
    dated = re.search(rb"(?m)^\[\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\]", start)
    return bool(dated) and any(word in start for word in (b"nwipe", b"ShredOS", b"system-serial-number"))


def read_nwipe(path: Path | str) -> Iterator[dict[str, str]]:
    """The facts of each disk of a log, under the names that certificates use."""
    text, _encoding = decode_text(Path(path).read_bytes())
    return disks_in(line[:LONGEST_LINE] for line in text.splitlines())


@dataclass
class _Run:
    """What a log has said so far of the machine and of its disks."""

    machine: str = ""
    tool: str = "nwipe"
    day: str = ""
    disks: dict[str, dict[str, str]] = field(default_factory=dict)
    summed_up: bool = False

    def begin_anew(self) -> None:
        """Another run after a summary: its disks are others."""
        if self.summed_up:
            self.machine, self.disks, self.summed_up = "", {}, False

    def of(self, device: str) -> dict[str, str]:
        return self.disks.setdefault(device, {})


def disks_in(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    run = _Run()
    for line in lines:
        if dated := _line(line):
            run.day = f"{dated[3]}/{dated[2]}/{dated[1]}"
            _listen(run, dated[4])
        elif counted := _errors(line):
            if any(int(count) for count in counted.groups()[1:] if count):
                run.of(counted[1])["errors"] = "failed"
        elif (told := _status(line)) and told[2].casefold() != "status":
            run.summed_up = True
            yield _disk(run, *told.groups())


def _listen(run: _Run, said: str) -> None:
    """One dated line: it names the tool, the machine, a disk, or how a disk is erased."""
    if version := _version.search(said):
        run.tool = f"nwipe {version[1]}" if version[1] else f"nwipe (ShredOS {version[2]})"
    if machine := _machine(said):
        run.begin_anew()
        run.machine = unhidden(machine[1])
    elif found := _found(said):
        run.begin_anew()
        run.of(found[1]).update(disk_brand=found[2].strip(), disk_serial=unhidden(found[3] or ""))
    elif serial := _serial(said):
        run.of(serial[1])["disk_serial"] = unhidden(serial[2])
    elif method := _method(said):
        run.of(method[2])["method"] = method[1]


def _disk(run: _Run, device: str, status: str, model: str) -> dict[str, str]:
    """One line of the summary, with what the log said of that disk. An error counted on the way is a failure."""
    known = run.of(device)
    name, _slash, serial = model.partition("/")
    errors = known.get("errors", "")
    return {
        "serial": run.machine,
        "disk_serial": known.get("disk_serial") or unhidden(serial),
        "disk_brand": known.get("disk_brand") or name.strip(),
        "method": known.get("method", ""),
        "standard": known.get("method", ""),
        "tool": run.tool,
        "result": errors or status.strip("- "),
        "erased_on": run.day,
    }


def unhidden(serial: str) -> str:
    """A serial number, unless the log hides it behind crosses."""
    return "" if _hidden(serial) else serial.strip()
