"""Entry for ASGI servers, among them ``danaya serve``."""

import os
import warnings

from django.conf import settings
from django.core.asgi import get_asgi_application

from danaya.web.bodies import bounded
from danaya.web.threads import ShareThreads

# Static files and downloads are small enough to be read whole, which is what Django then does and warns about.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danaya.web.settings")
_application = ShareThreads(get_asgi_application())  # type: ignore[arg-type]
application = bounded(_application, settings.LARGEST_UPLOAD)
