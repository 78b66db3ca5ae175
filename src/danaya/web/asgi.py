"""Entry for ASGI servers, among them ``danaya serve``."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danaya.web.settings")
application = get_asgi_application()
