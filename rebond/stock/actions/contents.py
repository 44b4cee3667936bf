"""What an uploaded file says, whichever of the two kinds it is."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.documents.actions import store_document
from rebond.documents.files import path_of
from rebond.documents.models import Document
from rebond.interface.downloads import XLSX
from rebond.stock.actions.erasures import compare_certificates, import_erasures
from rebond.stock.actions.imports import compare_inventory, import_stock
from rebond.stock.certificates import Certificates, read_certificates
from rebond.stock.corrections import write_corrections
from rebond.stock.erasure import ErasureComparison
from rebond.stock.inventory import Inventory, read_inventory
from rebond.stock.models import StockFile
from rebond.stock.verdicts import Comparison

Content: TypeAlias = Inventory | Certificates
AnyComparison: TypeAlias = Comparison | ErasureComparison


def content_of(file: StockFile, heard: Callable[[int], None]) -> Content:
    """What the file says, with what people said of its columns and rows. Raises Unreadable."""
    path = path_of(file.document)
    if file.kind == StockFile.Kind.ERASURES:
        return read_certificates(path)
    corrections = dict(file.corrections.values_list("number", "values"))
    return read_inventory(path, choices=file.choices, corrections=corrections, heard=heard)


def compare_content(file: StockFile, content: Content) -> AnyComparison:
    """What it would do to the stock."""
    if isinstance(content, Certificates):
        return compare_certificates(content)
    return compare_inventory(content, lot=file.lot_reference)


def import_content(file: StockFile, content: Content, *, by: User, at: datetime) -> AnyComparison:
    """Do it. Raises LotRefused."""
    if isinstance(content, Certificates):
        return import_erasures(certificates=content, by=by, at=at)
    lot, donor = file.lot_reference, file.donor_name
    return import_stock(inventory=content, lot_reference=lot, donor_name=donor, by=by, at=at, file=file)


def corrections_of(file: StockFile, comparison: AnyComparison, at: datetime) -> Document | None:
    """The rejected rows of an inventory as a workbook to correct; None when there is none."""
    if not isinstance(comparison, Comparison) or not comparison.counts()["rejected"]:
        return None
    workbook = io.BytesIO()
    write_corrections(workbook, comparison)
    stem = file.document.name.rpartition(".")[0] or file.document.name
    name = _("a-corriger-%(name)s.xlsx") % {"name": stem[:150]}
    return store_document(name=name, content=workbook.getvalue(), content_type=XLSX, at=at)
