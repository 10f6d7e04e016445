"""The web application (WSGI)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tsunagaru.conf.settings")
_django = get_wsgi_application()

from tsunagaru.conf.introducing import Introduced  # noqa: E402 - reads tables: after Django's set-up
from tsunagaru.conf.settling import settle  # noqa: E402

application = Introduced(_django)
settle()
