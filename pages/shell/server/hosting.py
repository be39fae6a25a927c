"""Streamlit's runtime with our own list of uploads and of sessions that may come back.

`st.App` names no setting for either; `RuntimeConfig` takes both, for whoever hosts the runtime.
"""

from typing import TYPE_CHECKING

from streamlit import config
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo
from streamlit.web.cache_storage_manager_config import create_default_cache_storage_manager

from pages.shell import frame
from pages.shell.server.measurements import Measurements
from pages.shell.server.uploads import Uploads

if TYPE_CHECKING:
    import streamlit as st


class Sessions(MemorySessionStorage):
    """Sessions whose browser went away. They end when their time is over, whether or not anybody comes after them."""

    def __init__(self, ttl_seconds: int):
        super().__init__(ttl_seconds=ttl_seconds)
        self._left: dict[str, SessionInfo] = {}

    def save(self, session_info: SessionInfo) -> None:
        self._left[session_info.session.id] = session_info
        super().save(session_info)

    def delete(self, session_id: str) -> None:
        self._left.pop(session_id, None)
        super().delete(session_id)

    def end(self) -> None:
        """Shut down the sessions whose time is over: uploads, files and handles are freed."""
        self._cache.expire()
        for session_id in [one for one in self._left if one not in self._cache]:
            self._left.pop(session_id).session.shutdown()


UPLOADS = Uploads("/_stcore/upload_file")
SESSIONS = Sessions(config.get_option("server.disconnectedSessionTTL"))


def host(app: "st.App") -> None:
    """Have an app run on this runtime, made when it is first asked for."""

    def runtime() -> Runtime:
        made = Runtime(
            RuntimeConfig(
                script_path=str(app.script_path),
                media_file_storage=MemoryMediaFileStorage("/media"),
                uploaded_file_manager=UPLOADS,
                cache_storage_manager=create_default_cache_storage_manager(),
                session_storage=SESSIONS,
                on_script_error=frame.say_sorry,
            )
        )
        made.stats_mgr.register_provider(Measurements())
        return made

    app._create_runtime = runtime
