"""What people do with applications: send, change and withdraw them, decide on them, import them."""

from rebond.applications.actions.deciding import NothingToDecide, override_eligibility
from rebond.applications.actions.files import apply_file, confirm_file, read_file, upload_file
from rebond.applications.actions.importing import import_applications
from rebond.applications.actions.submitting import (
    AlreadyApplied,
    WaveTakesNoApplications,
    change_application,
    submit_application,
    withdraw_application,
)

__all__ = [
    "AlreadyApplied",
    "NothingToDecide",
    "WaveTakesNoApplications",
    "apply_file",
    "change_application",
    "confirm_file",
    "import_applications",
    "override_eligibility",
    "read_file",
    "submit_application",
    "upload_file",
    "withdraw_application",
]
