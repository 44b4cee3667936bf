"""The door for gunicorn."""

import os

import rebond  # noqa: F401  first, for its SQLite
from rebond.config.catalogues import compile_stale

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rebond.config.settings")
compile_stale()

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
