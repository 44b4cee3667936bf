"""The settings of the house, in a folder that goes away with the tests, and with a quick password hash."""

import os
import tempfile

os.environ.setdefault("REBOND_DATA_DIR", tempfile.mkdtemp(prefix="rebond-tests-"))

from rebond.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
