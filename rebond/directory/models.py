"""Django looks for models in this module."""

from rebond.directory.online.models import OnlineCheck  # noqa: F401
from rebond.directory.outreach.models import (  # noqa: F401
    Approach,
    ContactChoice,
    Exclusion,
    LetterBundle,
    Outreach,
)
from rebond.directory.uploads.models import RegisterFile  # noqa: F401
