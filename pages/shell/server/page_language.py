"""The language of the page in its first HTML, and our own head."""

import gzip
import re
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from pages.shell.server import handles
from pages.shell.server.readiness import PROCESS
from pages.shell.server.responses import send_whole, whole_response
from pages.words import language

# Where the server is, so that a link to an inner page does not first ask for it below that page's own address.
HEAD = (
    '<script>window.__streamlit={{BACKEND_BASE_URL:location.origin+"{base}",'
    'MAIN_PAGE_BASE_URL:location.origin+"{base}"}};window.kinerjaProcess="{process}"</script>'
    '<link rel="stylesheet" href="{base}app/static/ka.css">'
    '<script src="{base}app/static/history.js" defer></script>'
    '<script src="{base}app/static/icons.js" defer></script>'
    '<script src="{base}app/static/reconnect.js" defer></script>'
    '<script src="{base}app/static/words.js" defer></script>'
    '<script src="{base}app/static/tables.js" defer></script>'
    '<script src="{base}app/static/typing.js" defer></script>'
    '<script src="{base}app/static/pictures.js" defer></script></head>'
)

# A font of Streamlit's own, 170 kB, which no text here is set in.
FONT_AHEAD = re.compile(rb'<link[^>]+rel="preload"[^>]+as="font"[^>]*>')


class PageLanguage:
    """Writes the language of the page into <html lang> and adds the words of Streamlit's own widgets."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not handles.asks_for_page(scope):
            await self.app(scope, receive, send)
            return
        start, body = await whole_response(self.app, _plainly_asked(scope), receive)
        headers = MutableHeaders(raw=list(start["headers"]))
        if headers.get("content-type", "").startswith("text/html"):
            asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(language.STATE_KEY, [])
            body = body.replace(b'<html lang="en"', f'<html lang="{language.spoken(asked)}"'.encode(), 1)
            waiting = f'<div id="root"><p class="ka-waiting">{language.t("frame.loading", language.spoken(asked))}</p>'
            body = body.replace(b'<div id="root">', waiting.encode(), 1)
            body = FONT_AHEAD.sub(b"", body, 1)
            body = body.replace(b"</head>", HEAD.format(base=_base_path(), process=PROCESS).encode(), 1)
            if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
                body = gzip.compress(body, 6)
                headers["content-encoding"] = "gzip"
                headers.add_vary_header("Accept-Encoding")
            headers["content-length"] = str(len(body))
            del headers["etag"]
            del headers["last-modified"]
        await send_whole(send, headers.raw, body, start["status"])


def _base_path() -> str:
    return f"/{config.get_option('server.baseUrlPath').strip('/')}/".replace("//", "/")


def _plainly_asked(scope: Scope) -> Scope:
    """The request as one for the whole, unencoded page: it is rewritten, so neither a 304 nor gzip will do."""
    unwanted = {b"if-none-match", b"if-modified-since", b"accept-encoding", b"range"}
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unwanted]}
