"""The web application (WSGI)."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tsunagaru.conf.settings")
_django = get_wsgi_application()

from tsunagaru.conf.introducing import Introduced  # noqa: E402 - reads tables: after Django's set-up

application = Introduced(_django)

# What stands by now lives as long as the process: looking through it again and again for rubbish
# took a tenth of every request.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
