"""The door for gunicorn."""

import gc
import os
from importlib import import_module

import rebond  # noqa: F401  first, for its SQLite
from rebond.config.catalogues import compile_stale

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rebond.config.settings")
compile_stale()

from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
# What every request needs is loaded now, and the garbage collector never visits it again: it took as long as a page.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
