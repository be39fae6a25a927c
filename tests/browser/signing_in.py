"""An office whose people sign in: the app in office mode, a provider of OpenID Connect, what it says to a cookie."""

import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlencode, urljoin

import httpx
from joserfc import jwt
from joserfc.jwk import OctKey
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from websockets.sync.client import connect

from data.store import Store
from tests.browser.conftest import free_port, serving, wait_for
from tests.browser.provider import CLIENT, DOMAIN, PASSWORD, SECRET

ROOT = Path(__file__).resolve().parents[2]
OUT = ".st-key-sign_in_out button"
IDENTITY, XSRF = "_streamlit_user", "_streamlit_xsrf"
TOO_OFTEN = 429
LONGEST = 60  # seconds for an answer
SECRETS = """[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "{cookie}"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ prompt = "login", scope = "openid email profile" }}
"""
COOKIE_SECRET = "0123456789abcdef" * 3


@dataclass(frozen=True)
class Office:
    """The app's address, the provider's, and the store."""

    address: str
    provider: str
    store: Store


@contextmanager
def office(store: Store, folder: Path):
    """The app over a store, and who vouches for its people."""
    port, other = free_port(), free_port()
    address, provider = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{other}"
    command = [sys.executable, "-m", "tests.browser.provider", str(other), f"{address}/oauth2callback", str(folder)]
    with TemporaryFile() as log, subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log) as process:
        try:
            with signed_in_by(store, folder, port, provider):
                wait_for(f"{provider}/.well-known/openid-configuration", process, log)
                yield Office(address, provider, store)
        finally:
            process.terminate()


@contextmanager
def signed_in_by(store: Store, folder: Path, port: int, provider: str = "http://127.0.0.1:9"):
    """The app in office mode over a store, which would send people to this provider; yields its address."""
    secrets, address = folder / "secrets.toml", f"http://127.0.0.1:{port}"
    said = {"address": address, "provider": provider, "cookie": COOKIE_SECRET, "client": CLIENT, "secret": SECRET}
    secrets.write_text(SECRETS.format(**said), "utf-8")
    assert tomllib.loads(secrets.read_text("utf-8"))
    with serving(store.folder, port=port, mode="office", switches=("--secrets.files", str(secrets))):
        yield address


def at_the_provider(visit, name: str) -> None:
    """Say who one is, at the provider; what follows is up to it."""
    visit.page.get_by_role("button", name="Masuk").click()
    visit.page.wait_for_url("**/login/**")
    visit.page.fill("input[name=username]", f"{name}@{DOMAIN}")
    visit.page.fill("input[name=password]", PASSWORD)


def sign_in(visit, name: str) -> None:
    """From the first page to the provider, and back as `name`."""
    visit.open("/")
    at_the_provider(visit, name)
    visit.page.get_by_role("button", name="Masuk").click()
    visit.page.wait_for_url(f"{visit.address}/**")
    visit.page.locator(OUT).wait_for()
    visit.settle()


def signed(claims: str, secret: str = COOKIE_SECRET, name: str = IDENTITY) -> str:
    """An identity cookie as the app writes it."""
    return create_signed_value(secret, name, claims).decode()


class Talk:
    """A session without a browser: called with a page, a query and widgets that are pressed, it sends a run and gives
    all that is sent back; `files` are those that were offered."""

    def __init__(self, socket):
        self._socket, self._session = socket, ""
        self.files: list[str] = []

    def __call__(self, page: str = "", query: str = "lang=id", pressed: Iterable[str] = ()) -> str:
        asked, sent = BackMsg(), []
        asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
        for widget in pressed:
            asked.rerun_script.widget_states.widgets.add(id=widget, trigger_value=True)
        self._socket.send(asked.SerializeToString())
        while True:
            raw = self._socket.recv(timeout=LONGEST)
            sent.append(raw.decode("utf-8", "ignore"))
            message = ForwardMsg.FromString(raw)
            self._session = message.new_session.initialize.session_id or self._session
            file = message.delta.new_element.download_button.deferred_file_id
            self.files += [file] if file else []
            if message.WhichOneof("type") == "script_finished":
                return "".join(sent)

    def made(self, file: str) -> str:
        """The address of a file that is made for this session now."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = file
        asked.backend_operation_request.session_id = self._session
        asked.backend_operation_request.deferred_file.file_id = file
        self._socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(self._socket.recv(timeout=LONGEST))
            if message.WhichOneof("type") == "backend_operation_response":
                answer = message.backend_operation_response
                assert not answer.error_msg, answer.error_msg
                return answer.deferred_file.url


@contextmanager
def talking(address: str, cookie: str | None):
    """A session of who holds this identity cookie."""
    token = generate_xsrf_token_string()
    held = f"{XSRF}={token}" + (f"; {IDENTITY}={cookie}" if cookie is not None else "")
    with connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream", subprotocols=["streamlit", token], origin=address,
        max_size=None, additional_headers={"Cookie": held},
    ) as socket:  # fmt: skip
        yield Talk(socket)


def said_to(address: str, cookie: str | None) -> str:
    """All that the first page sends to a browser that holds this identity cookie."""
    with talking(address, cookie) as ask:
        return ask()


class Browser:
    """A browser without a screen: it keeps cookies, and goes one step at a time. A proxy of this computer says of each
    step that it comes from another address, so that it is the attempt that is refused and not their number."""

    _addresses = count(1)

    def __init__(self, office: Office):
        self.office, self._client = office, httpx.Client(timeout=LONGEST)

    def get(self, address: str) -> httpx.Response:
        answer = self._client.get(address, headers={"X-Forwarded-For": f"10.0.{next(self._addresses)}.1"})
        assert answer.status_code != TOO_OFTEN
        return answer

    def answer_for(self, name: str) -> str:
        """Where the provider sends who has said there to be `name`; not gone to yet."""
        said = {"provider": "default", "exp": int(time.time()) + 60}
        token = jwt.encode({"alg": "HS256"}, said, OctKey.import_key(COOKIE_SECRET))
        asked = self.get(f"{self.office.address}/auth/login?{urlencode({'provider': token})}").headers["location"]
        form = self._next(self._next(asked))
        guard = self._client.cookies["provider_csrf"]
        filled = {"username": f"{name}@{DOMAIN}", "password": PASSWORD, "csrfmiddlewaretoken": guard}
        return self._next(self._next(form, filled))

    def identity(self) -> str | None:
        return self._client.cookies.get(IDENTITY)

    def forget(self) -> None:
        self._client.cookies.delete(IDENTITY)

    def _next(self, address: str, filled: dict[str, str] | None = None) -> str:
        """Where an address sends on to; itself where it shows a form."""
        whole = urljoin(self.office.provider, address)
        answer = self.get(whole) if filled is None else self._client.post(whole, data=filled)
        return answer.headers["location"] if answer.is_redirect else whole
