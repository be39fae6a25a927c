"""The security headers of every answer."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.settings import embedding_sites

# Vega compiles its expressions with Function(), Streamlit's styles are inline, its workers and components are blobs.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss: blob: data:; "
    "worker-src 'self' blob:; media-src 'self' blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def headers() -> dict[str, str]:
    """The headers as the settings want them: where other sites may show charts, they are named in place of none."""
    sites = embedding_sites()
    if not sites:
        return SECURITY_HEADERS
    named = {"Content-Security-Policy": f"{CONTENT_SECURITY_POLICY} {' '.join(sites)}"}
    return {name: value for name, value in SECURITY_HEADERS.items() if name != "X-Frame-Options"} | named


class SecurityHeaders:
    """Adds the security headers to every HTTP response."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        secured = headers()

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = MutableHeaders(scope=message)
                for name, value in secured.items():
                    held.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_secured)
