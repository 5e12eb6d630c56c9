"""A browser's part in its talk with Streamlit's server, for tests that need no browser."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

SECONDS = 60


class Visit:
    """A session of the chat at ``host``, as "127.0.0.1:8501", under a path."""

    def __init__(self, host: str, path: str, socket: ClientConnection) -> None:
        self.host = host
        self.path = path
        self.session = ""
        self._socket = socket
        self._token = token(host, path)

    def draw(self, page: str = "") -> list[Element]:
        """The elements of a page, as the server sends them."""
        ask = BackMsg()
        ask.rerun_script.page_name = page
        self._socket.send(ask.SerializeToString())
        elements = []
        while True:
            told = ForwardMsg()
            told.ParseFromString(bytes(self._socket.recv(SECONDS, decode=False)))
            if told.HasField("new_session"):
                self.session = told.new_session.initialize.session_id
            elif told.delta.HasField("new_element"):
                elements.append(told.delta.new_element)
            elif told.HasField("script_finished"):
                return elements

    def upload(self, content: bytes = b"A lamp was lit.", **headers: str) -> tuple[int, str]:
        """Send a file, as an uploader does; the status, and what the server says of it."""
        connection = http.client.HTTPConnection(self.host, timeout=SECONDS)
        body = (
            b'--cut\r\nContent-Disposition: form-data; name="file"; filename="lamp.txt"\r\n'
            b"Content-Type: text/plain\r\n\r\n" + content + b"\r\n--cut--\r\n"
        )
        sent = {
            "Content-Type": "multipart/form-data; boundary=cut",
            "Origin": f"http://{self.host}",
            "Cookie": f"_streamlit_xsrf={self._token}",
            "X-Xsrftoken": self._token,
        } | headers
        connection.request(
            "PUT", f"{self.path}/_stcore/upload_file/{self.session}/a-file", body, sent
        )
        answer = connection.getresponse()
        told = answer.read().decode()
        connection.close()
        return answer.status, told


@contextmanager
def visiting(host: str, origin: str | None = None, path: str = "") -> Iterator[Visit]:
    """Open the websocket of the chat at ``host``, under a path, by default from its own page.

    Raises:
        websockets.InvalidStatus: The server refuses it.
    """
    address = f"ws://{host}{path}/_stcore/stream"
    own = Origin(origin or f"http://{host}")
    with connect(address, origin=own, subprotocols=[Subprotocol("streamlit")]) as socket:
        yield Visit(host, path, socket)


def token(host: str, path: str = "") -> str:
    """The token that Streamlit wants to see again with every request that changes something."""
    connection = http.client.HTTPConnection(host, timeout=SECONDS)
    connection.request("GET", f"{path}/_stcore/health")
    cookie = connection.getresponse().getheader("Set-Cookie") or ""
    connection.close()
    return cookie.partition("=")[2].partition(";")[0]
