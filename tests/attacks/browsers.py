"""A browser made of the standard library, for an installation that is served: it keeps cookies, fills forms, follows nowhere."""

import re
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import Cookie, CookieJar
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Answers that lead elsewhere are answers."""

    def redirect_request(self, *_arguments: object) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    to: str
    content: bytes

    @property
    def page(self) -> str:
        """The page as text."""
        return self.content.decode()


@dataclass
class Browser:
    """One browser at ``root`` (``http://127.0.0.1:8000``)."""

    root: str
    jar: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _StayHere())

    def put_cookie(self, name: str, value: str) -> None:
        """Keep a cookie that was given by hand."""
        rest: dict[str, str] = {}
        self.jar.set_cookie(
            Cookie(
                0, name, value, None, False, "127.0.0.1", False, False, "/", True, False, None, True, None, None, rest
            )
        )

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask(urllib.request.Request(self.root + path))

    def post(self, path: str, data: dict[str, str], *, form_at: str = "") -> Answer:
        """Fill the form of a page (``form_at``, else the same address) and press its button."""
        token = TOKEN.search(self.get(form_at or path).page)
        assert token is not None, form_at or path
        return self.send(path, {**data, "csrfmiddlewaretoken": token[1]})

    def send(self, path: str, data: dict[str, str]) -> Answer:
        """Send what a form would, without looking at it first."""
        request = urllib.request.Request(self.root + path, urlencode(data).encode(), {"Origin": self.root})
        return self._ask(request)

    def cookies(self) -> str:
        """Return everything that the browser keeps."""
        return "\n".join(f"{cookie.name}={cookie.value}; {cookie.path}" for cookie in self.jar)

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            answer = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            return Answer(answer.status, answer.headers.get("Location", ""), answer.read())
