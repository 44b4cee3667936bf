"""What a machine says of itself, as inventory programs write it: bytes in, `Facts` out. No Django, no database.

Three shapes are known: the JSON of `lshw -json`, that of `inxi --output json`, and a Workbench snapshot (eReuse), which
holds components of its own or the two others inside. What a program hides or invents ("To Be Filled By O.E.M.") is
left empty. Sizes are in gigabytes: memory by 2^30 bytes, disks by 10^9, as they are sold.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

MOST_BYTES = 5 * 1024 * 1024
MOST_PIECES = 40
LONGEST = 120


class NotFacts(Exception):
    """The file says nothing of a machine. Its text is a code: too-large, not-json, unknown-shape, nothing-said."""


@dataclass(frozen=True, slots=True)
class Disk:
    """One disk; `kind` is "SSD", "HDD" or empty."""

    model: str = ""
    serial: str = ""
    size_gb: int = 0
    kind: str = ""

    def __str__(self) -> str:
        size = f"{self.size_gb} Go" if self.size_gb else ""
        return " ".join(part for part in (self.kind, size) if part) or self.model


@dataclass(frozen=True, slots=True)
class Facts:
    """What was said; empty or zero where nothing was. `tpm` is a version, or "?" for one without a known version."""

    source: str
    serial: str = ""
    brand: str = ""
    model: str = ""
    processor: str = ""
    memory_gb: int = 0
    disks: tuple[Disk, ...] = ()
    firmware: str = ""
    tpm: str = ""
    macs: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As a row keeps them."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Facts":
        """The inverse of `as_json`."""
        disks = tuple(Disk(**disk) for disk in kept["disks"])
        return cls(**{**kept, "disks": disks, "macs": tuple(kept["macs"])})

    @property
    def disk(self) -> str:
        """The disks in a few words, as an inventory has them: "SSD 256 Go"."""
        return ", ".join(str(disk) for disk in self.disks)


def read_facts(content: bytes) -> Facts:
    """What the file says of one machine. Raises NotFacts."""
    if len(content) > MOST_BYTES:
        raise NotFacts("too-large")
    return read_shape(parsed(content))


def parsed(content: bytes | str) -> Any:
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        return json.loads(text)
    except (ValueError, RecursionError):
        raise NotFacts("not-json") from None


def read_shape(said: Any) -> Facts:
    """Recognise who wrote it by what it has, not by its name."""
    if isinstance(said, dict) and isinstance(said.get("data"), dict):
        facts = from_bundle(said["data"])
    elif isinstance(said, dict) and isinstance(said.get("components"), list):
        facts = from_workbench(said)
    elif isinstance(said, list) and any(isinstance(part, dict) and inxi_name(part) for part in said):
        facts = from_inxi(said)
    else:
        nodes = list(nodes_of(said))
        if not any("class" in node for node in nodes):
            raise NotFacts("unknown-shape")
        facts = from_lshw(nodes)
    if not (facts.serial or facts.processor or facts.memory_gb or facts.disks):
        raise NotFacts("nothing-said")
    return facts


# --- what programs write where they know nothing -----------------------------------------------------------------

_nothing = re.compile(
    r"(?:to be filled.*|default string|not (?:specified|available|applicable)|system (?:serial number|product name|"
    r"manufacturer)|none|null|unknown|n/?a|<.*>|chassis serial number|x+|0+|o\.?e\.?m\.?|empty|invalid|\?+|-+)",
    re.IGNORECASE,
).fullmatch
_mac = re.compile(r"(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}", re.IGNORECASE).fullmatch
_size = re.compile(r"([\d.,]+)\s*([KMGT])(i?)B?", re.IGNORECASE).match
_POWER = {"K": 1, "M": 2, "G": 3, "T": 4}
_NO_BRAND = re.compile(r"\((?:R|TM|C)\)|\s@\s.*$|\bCPU\b", re.IGNORECASE)


def word(value: Any) -> str:
    """A value as one short line; empty where the program knew nothing."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)).split())[:LONGEST]
    return "" if _nothing(text) else text


def processor_of(value: Any) -> str:
    """A processor without trademarks and speed: "Intel Core i5-8500T"."""
    return " ".join(_NO_BRAND.sub(" ", word(value)).split())


def number(value: Any) -> int:
    return int(value) if isinstance(value, int | float) and 0 <= value < 10**18 else 0


def size_in_bytes(text: Any) -> float:
    """ "238.47 GiB" in bytes; zero where it is none."""
    told = _size(word(text))
    if not told:
        return 0
    try:
        amount = float(told[1].replace(",", "."))
    except ValueError:
        return 0
    return amount * (1024 if told[3] else 1000) ** _POWER[told[2].upper()]


def in_memory(size: float) -> int:
    return round(size / 2**30)


def on_disk(size: float) -> int:
    return round(size / 10**9)


def macs_in(values: Iterable[Any]) -> tuple[str, ...]:
    found = (word(value).replace("-", ":").upper() for value in values)
    real = (mac for mac in found if _mac(mac) and mac != "00:00:00:00:00:00")
    return tuple(dict.fromkeys(real))[:MOST_PIECES]


def kind_of(*words: str) -> str:
    text = " ".join(words).casefold()
    if any(sign in text for sign in ("ssd", "nvme", "solidstate")):
        return "SSD"
    return "HDD" if "hdd" in text or "harddrive" in text or "rotational" in text else ""


def tpm_in(text: str) -> str:
    """The version of a TPM that a text speaks of; "?" without a version, empty without a TPM."""
    if not re.search(r"\bTPM\b|trusted platform module", text, re.IGNORECASE):
        return ""
    version = re.search(r"\b(2\.0|1\.2)\b", text)
    return version[1] if version else "?"


# --- lshw --------------------------------------------------------------------------------------------------------


def nodes_of(said: Any) -> Iterator[dict]:
    """Every node of the tree, its parents first; without recursion, however deep it is."""
    stack = [said]
    while stack:
        one = stack.pop()
        if isinstance(one, list):
            stack.extend(reversed(one))
        elif isinstance(one, dict):
            yield one
            if isinstance(one.get("children"), list):
                stack.append(one["children"])


def from_lshw(nodes: list[dict]) -> Facts:
    by_class: dict[Any, list[dict]] = {}
    for node in nodes:
        by_class.setdefault(word(node.get("class")), []).append(node)
    system = next(iter(by_class.get("system", [])), {})
    processor = next((one for one in by_class.get("processor", []) if word(one.get("product"))), {})
    memory = by_class.get("memory", [])
    total = next((one for one in memory if word(one.get("id")).partition(":")[0] == "memory"), {})
    firmware = next((one for one in memory if word(one.get("id")).startswith("firmware")), {})
    disks = [one for one in disks_in(nodes) if number(one.get("size")) and not is_plugged_in(one)]
    told = (f"{word(one.get('description'))} {word(one.get('product'))} {word(one.get('version'))}" for one in nodes)
    return Facts(
        "lshw",
        serial=word(system.get("serial")),
        brand=word(system.get("vendor")),
        model=word(re.sub(r"\s*\([^)]*\)$", "", word(system.get("product")))),
        processor=processor_of(processor.get("product")),
        memory_gb=in_memory(number(total.get("size"))),
        disks=tuple(lshw_disk(one) for one in disks[:MOST_PIECES] if "cdrom" not in word(one.get("id"))),
        firmware=" ".join(filter(None, (word(firmware.get(name)) for name in ("vendor", "version", "date")))),
        tpm=next(filter(None, map(tpm_in, told)), ""),
        macs=macs_in(one.get("serial") for one in by_class.get("network", [])),
    )


def disks_in(nodes: list[dict]) -> Iterator[dict]:
    """Every disk; one that stands under its own controller (NVMe) with the name and serial number given there."""
    controllers = {
        id(child): node
        for node in nodes
        if word(node.get("class")) == "storage" and word(node.get("serial"))
        for child in node.get("children") or ()
        if isinstance(child, dict)
    }
    for node in nodes:
        if word(node.get("class")) == "disk":
            told = controllers.get(id(node), {})
            lacking = {name: told[name] for name in ("product", "serial") if told.get(name) and not node.get(name)}
            yield node | lacking


def is_plugged_in(node: dict) -> bool:
    """Whether a disk is only visiting, as the key from which the program itself was started."""
    can = node.get("capabilities")
    return word(node.get("businfo")).startswith("usb") or (isinstance(can, dict) and "removable" in can)


def lshw_disk(node: dict) -> Disk:
    logical = node.get("logicalname")
    names = word(logical[0] if isinstance(logical, list) and logical else logical)
    configuration = node.get("configuration")
    turning = "hdd" if isinstance(configuration, dict) and number_in(configuration.get("rotationrate")) else ""
    kind = kind_of(word(node.get("description")), word(node.get("product")), names, turning)
    return Disk(word(node.get("product")), word(node.get("serial")), on_disk(number(node.get("size"))), kind)


def number_in(value: Any) -> int:
    text = word(value)
    return int(text) if text.isdecimal() else 0


# --- inxi --------------------------------------------------------------------------------------------------------


def plain_key(key: str) -> str:
    """ "003#1#2#serial" is "serial": what comes before only orders the lines."""
    return key.rpartition("#")[2]


def inxi_name(part: dict) -> str:
    """The name of a section: "CPU"; empty when it is none."""
    keys = [key for key in part if isinstance(key, str) and re.match(r"\d+#", key)]
    return plain_key(keys[0]) if len(keys) == 1 and isinstance(part[keys[0]], list) else ""


def from_inxi(said: list) -> Facts:
    sections: dict[str, list[dict[str, Any]]] = {}
    for part in said:
        if isinstance(part, dict) and (name := inxi_name(part)):
            [rows] = part.values()
            sections[name] = [{plain_key(key): row[key] for key in row} for row in rows if isinstance(row, dict)]
    machine = {key: value for row in reversed(sections.get("Machine", [])) for key, value in row.items()}
    system = next((row for row in sections.get("Machine", []) if "System" in row), machine)
    processor = next((row for row in sections.get("CPU", []) if "model" in row), {})
    memory = [row for name in ("Memory", "Info") for row in sections.get(name, [])]
    disks = [
        row
        for row in sections.get("Drives", [])
        if ("ID" in row or "ID-1" in row or "model" in row) and word(row.get("type")).upper() != "USB"
    ]
    network = sections.get("Network", [])
    return Facts(
        "inxi",
        serial=word(system.get("serial")),
        brand=word(system.get("System")),
        model=word(system.get("product")),
        processor=processor_of(processor.get("model")),
        memory_gb=next(filter(None, (inxi_memory(row) for row in memory)), 0),
        disks=tuple(inxi_disk(row) for row in disks[:MOST_PIECES]),
        firmware=" ".join(filter(None, (word(machine.get(name)) for name in ("UEFI", "BIOS", "v", "date")))),
        tpm=next(
            filter(None, (tpm_in(f"TPM {word(row.get('TPM'))}") for row in [machine] if word(row.get("TPM")))), ""
        ),
        macs=macs_in(row.get("mac") for row in network),
    )


def inxi_memory(row: dict[str, Any]) -> int:
    """The memory that is fitted, or what the system has of it, a little less: rounded up to what is sold."""
    size = size_in_bytes(row.get("total")) or size_in_bytes(row.get("available"))
    gib = size / 2**30
    sold = next((sold for sold in (1, 2, 3, 4, 6, 8, 12, 16, 20, 24, 32, 48, 64, 128, 256) if gib <= sold), 0)
    return sold if gib and sold - gib < max(1, sold / 8) else round(gib)


def inxi_disk(row: dict[str, Any]) -> Disk:
    kind = kind_of(word(row.get("tech")), word(row.get("type")), *(word(row.get(key)) for key in row if "ID" in key))
    model = " ".join(filter(None, (word(row.get("vendor")), word(row.get("model")))))
    return Disk(model, word(row.get("serial")), on_disk(size_in_bytes(row.get("size"))), kind)


# --- Workbench ---------------------------------------------------------------------------------------------------


def from_workbench(said: dict) -> Facts:
    """A snapshot with its own components: sizes in megabytes."""
    device = said["device"] if isinstance(said.get("device"), dict) else {}
    by_type: dict[str, list[dict]] = {}
    for one in said["components"]:
        if isinstance(one, dict):
            by_type.setdefault(word(one.get("type")), []).append(one)
    drives = [one for kind in ("SolidStateDrive", "HardDrive", "DataStorage") for one in by_type.get(kind, [])]
    board = next(iter(by_type.get("Motherboard", [])), {})
    return Facts(
        "workbench",
        serial=word(device.get("serialNumber")),
        brand=word(device.get("manufacturer")),
        model=word(device.get("model")),
        processor=processor_of(next(iter(by_type.get("Processor", [])), {}).get("model")),
        memory_gb=in_memory(sum(number(one.get("size")) for one in by_type.get("RamModule", [])) * 2**20),
        disks=tuple(workbench_disk(one) for one in drives[:MOST_PIECES]),
        firmware=" ".join(filter(None, (word(board.get(name)) for name in ("version", "biosDate")))),
        macs=macs_in(one.get("serialNumber") for one in by_type.get("NetworkAdapter", [])),
    )


def workbench_disk(one: dict) -> Disk:
    size = on_disk(number(one.get("size")) * 10**6)
    return Disk(word(one.get("model")), word(one.get("serialNumber")), size, kind_of(word(one.get("type"))))


def from_bundle(data: dict) -> Facts:
    """A snapshot that holds what lshw, inxi and dmidecode wrote: the first that reads, with dmidecode's TPM."""
    for name in ("lshw", "inxi"):
        inner = data.get(name)
        try:
            facts = read_shape(parsed(inner) if isinstance(inner, str) else inner)
        except NotFacts:
            continue
        kept = facts.as_json() | {"source": "workbench", "tpm": facts.tpm or tpm_of_dmi(data.get("dmidecode"))}
        return Facts.from_json(kept)
    raise NotFacts("unknown-shape")


def tpm_of_dmi(text: Any) -> str:
    """The TPM in what dmidecode wrote: its record 43, with the version of the specification."""
    if not isinstance(text, str):
        return ""
    record = re.search(r"^TPM Device$(.*?)(?:^\S|\Z)", text[:MOST_BYTES], re.MULTILINE | re.DOTALL)
    if not record:
        return ""
    version = re.search(r"Specification Version:\s*(\d\.\d)", record[1])
    return version[1] if version else "?"
