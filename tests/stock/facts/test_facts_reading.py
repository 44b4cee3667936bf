"""What inventory programs write of one machine, made up in their shapes."""

import json

import pytest

from rebond.stock.facts.reading import Disk, Facts, NotFacts, read_facts

LSHW = {
    "id": "pc", "class": "system", "vendor": "HP", "product": "HP EliteDesk 800 G4 (4SB42EA)", "serial": "CZC1",
    "children": [
        {"id": "core", "class": "bus", "product": "83E2", "children": [
            {"id": "firmware", "class": "memory", "vendor": "HP", "version": "Q21 Ver. 02.09", "date": "11/20/2019"},
            {"id": "cache:0", "class": "memory", "size": 393216},
            {"id": "memory", "class": "memory", "size": 8589934592, "children": [
                {"id": "bank:0", "class": "memory", "size": 8589934592}]},
            {"id": "cpu", "class": "processor", "product": "Intel(R) Core(TM) i5-8500T CPU @ 2.10GHz"},
            {"id": "network", "class": "network", "serial": "00:1a:2b:3c:4d:5e"},
            {"id": "pnp00:03", "class": "system", "product": "TPM 2.0 device"},
            {"id": "sata", "class": "storage", "children": [
                {"id": "disk:0", "class": "disk", "product": "SAMSUNG MZ7LN256 SSD", "serial": "S3T",
                 "size": 256060514304},
                {"id": "cdrom", "class": "disk", "product": "DVD"}]},
        ]},
    ],
}  # fmt: skip
INXI = [
    {"000#1#0#Machine": [
        {"000#1#0#Type": "Desktop", "001#0#1#System": "Dell", "002#0#2#product": "OptiPlex 3070",
         "005#0#1#serial": "431P"},
        {"000#1#0#Mobo": "Dell", "004#0#1#serial": "/431P/CN1/", "005#1#0#UEFI": "Dell", "006#0#1#v": "1.4.2"}]},
    {"001#1#0#CPU": [{"000#1#0#Info": "6-core", "001#0#1#model": "Intel Core i5-9500"}]},
    {"002#1#0#Network": [{"000#1#0#Device-1": "Realtek"}, {"000#1#1#IF": "eno1", "003#0#2#mac": "d8:9e:f3:00:00:01"}]},
    {"003#1#0#Drives": [
        {"000#1#1#Local Storage": "", "001#0#2#total": "238.47 GiB"},
        {"000#1#1#ID-1": "/dev/nvme0n1", "001#0#2#vendor": "Samsung", "002#0#2#model": "MZVLB256",
         "003#0#2#size": "238.47 GiB", "006#0#2#serial": "S3YJ"}]},
    {"004#1#0#Info": [{"000#1#1#Memory": "", "001#0#2#total": "8 GiB", "002#0#2#available": "7.6 GiB"}]},
]  # fmt: skip
WORKBENCH = {
    "type": "Snapshot",
    "device": {"type": "Desktop", "manufacturer": "Lenovo", "model": "M720q", "serialNumber": "PC1"},
    "components": [
        {"type": "Processor", "model": "Intel Core i5-8400T"},
        {"type": "RamModule", "size": 4096}, {"type": "RamModule", "size": 4096},
        {"type": "SolidStateDrive", "model": "SK hynix", "serialNumber": "EJ8", "size": 256060},
        {"type": "NetworkAdapter", "serialNumber": "6c:4b:90:00:00:02"},
    ],
}  # fmt: skip


def read(said: object) -> Facts:
    return read_facts(json.dumps(said).encode())


def test_lshw_tells_the_machine_from_its_parts():
    assert read([LSHW]) == Facts(
        "lshw",
        serial="CZC1",
        brand="HP",
        model="HP EliteDesk 800 G4",
        processor="Intel Core i5-8500T",
        memory_gb=8,
        disks=(Disk("SAMSUNG MZ7LN256 SSD", "S3T", 256, "SSD"),),
        firmware="HP Q21 Ver. 02.09 11/20/2019",
        tpm="2.0",
        macs=("00:1A:2B:3C:4D:5E",),
    )


def test_the_key_that_the_program_was_started_from_is_no_disk_of_the_machine():
    key = {"id": "disk:1", "class": "disk", "product": "Ultra", "serial": "USB1", "size": 30_000_000_000}
    plugged = ({"businfo": "usb@1:2"}, {"capabilities": {"removable": "support is removable"}})
    said = [read([LSHW, key | how]).disks for how in plugged]
    row = {"000#1#1#ID-2": "/dev/sda", "001#0#2#type": "USB", "002#0#2#model": "Ultra", "006#0#2#serial": "USB1"}
    drives = {"003#1#0#Drives": [*INXI[3]["003#1#0#Drives"], row]}
    said.append(read([*INXI[:3], drives, INXI[4]]).disks)
    assert [[disk.serial for disk in disks] for disks in said] == [["S3T"], ["S3T"], ["S3YJ"]]


def test_an_old_lshw_writes_no_list_around_it():
    assert read(LSHW) == read([LSHW])


def test_inxi_is_read_under_its_numbered_keys():
    assert read(INXI) == Facts(
        "inxi",
        serial="431P",
        brand="Dell",
        model="OptiPlex 3070",
        processor="Intel Core i5-9500",
        memory_gb=8,
        disks=(Disk("Samsung MZVLB256", "S3YJ", 256, "SSD"),),
        firmware="Dell 1.4.2",
        macs=("D8:9E:F3:00:00:01",),
    )


def test_memory_that_the_system_keeps_for_itself_is_counted():
    """A machine of 16 GB has 15.5 for its programs."""
    less = [part for part in INXI if "004#1#0#Info" not in part]
    assert read([*less, {"004#1#0#Info": [{"001#0#2#total": "15.48 GiB"}]}]).memory_gb == 16


def test_a_workbench_snapshot_adds_its_modules_up():
    assert read(WORKBENCH) == Facts(
        "workbench",
        serial="PC1",
        brand="Lenovo",
        model="M720q",
        processor="Intel Core i5-8400T",
        memory_gb=8,
        disks=(Disk("SK hynix", "EJ8", 256, "SSD"),),
        macs=("6C:4B:90:00:00:02",),
    )


def test_a_newer_snapshot_holds_what_other_programs_wrote():
    dmi = "Handle 0x002B\nTPM Device\n\tVendor ID: IFX\n\tSpecification Version: 1.2\nHandle 0x002C\n"
    facts = read({"type": "snapshot", "data": {"lshw": json.dumps(INXI), "dmidecode": dmi}})
    assert (facts.source, facts.serial, facts.tpm) == ("workbench", "431P", "1.2")


@pytest.mark.parametrize("hidden", ["To Be Filled By O.E.M.", "Default string", "<filter>", "", None, "00000000", True])
def test_what_a_program_hides_or_invents_is_left_empty(hidden):
    assert read(LSHW | {"serial": hidden}).serial == ""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"H/W path  Device  Class", "not-json"),
        (b"\xff\xfe\x00", "not-json"),
        (b"[" * 100_000, "not-json"),
        (b'{"hello": 1}', "unknown-shape"),
        (b"[1, 2]", "unknown-shape"),
        (b"null", "unknown-shape"),
        (b'{"class": "system", "children": {"class": 3}}', "nothing-said"),
        (b'{"components": [1], "device": 2}', "nothing-said"),
        (b'{"data": {"lshw": "{", "inxi": 3}}', "unknown-shape"),
        (b" " * (5 * 1024 * 1024 + 1), "too-large"),
    ],
)
def test_a_file_that_says_nothing_of_a_machine_is_refused_by_a_code(content, code):
    with pytest.raises(NotFacts, match=code):
        read_facts(content)


def test_facts_come_back_from_what_is_kept():
    facts = read(LSHW)
    assert Facts.from_json(json.loads(json.dumps(facts.as_json()))) == facts


def test_a_value_that_no_database_keeps_is_made_harmless():
    facts = read(LSHW | {"product": "Elite\x00Desk\n800" + "x" * 500})
    assert facts.model.startswith("Elite Desk 800xxx")
    assert len(facts.model) == 120


def test_a_disk_under_its_own_controller_has_the_serial_number_told_there():
    controller = {"class": "storage", "product": "SAMSUNG MZVLB256", "serial": "S4DXNE0M", "children": []}
    namespace = {"class": "disk", "description": "NVMe disk", "size": 256_060_514_304, "logicalname": "/dev/nvme0n1"}
    told = read({"class": "system", "serial": "CZC1", "children": [controller | {"children": [namespace]}]})
    assert [(disk.model, disk.serial) for disk in told.disks] == [("SAMSUNG MZVLB256", "S4DXNE0M")]
