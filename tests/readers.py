"""Readers of the chat without a browser: they speak Streamlit's protocol over a websocket.

Twenty real browsers on two cores would measure the browsers. To the server, these are no
different: a page with its cookie, a session, a question typed, elements that come back.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.browser.conftest import Server

__all__ = ["Reader"]

_LARGEST = 64 * 1024 * 1024
"""Bytes of a message."""


class Reader:
    """One open page. Its session ends with the connection."""

    def __init__(self, connection: ClientConnection, address: str) -> None:
        self._connection = connection
        self._address = address
        self._question_box = ""
        self._cached: dict[str, ForwardMsg] = {}

    @classmethod
    @asynccontextmanager
    async def visit(cls, server: Server, address: str = "") -> AsyncIterator[Self]:
        """Open the page and wait until a question can be asked.

        Args:
            server: Where.
            address: What stands after the question mark of the page's address.
        """
        async with httpx.AsyncClient() as client:
            page = await client.get(server.url)
        cookies = "; ".join(f"{name}={value}" for name, value in page.cookies.items())
        async with connect(
            f"ws://{server.host}/_stcore/stream",
            additional_headers={"Cookie": cookies},
            max_size=_LARGEST,
        ) as connection:
            reader = cls(connection, address)
            await reader._run(BackMsg())
            yield reader

    async def ask(self, question: str) -> dict[str, Any]:
        """The data of the answer component, as the browser gets it for the last question."""
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self._question_box
        state.chat_input_value.data = question
        answers = await self._run(message)
        return answers[-1]

    async def _run(self, message: BackMsg) -> list[dict[str, Any]]:
        """Have the script run; the answers that it draws, in their order on the page."""
        message.rerun_script.query_string = self._address
        await self._connection.send(message.SerializeToString())
        answers: dict[tuple[int, ...], dict[str, Any]] = {}
        while True:
            received = await self._receive()
            if received.HasField("page_info_changed"):
                self._address = received.page_info_changed.query_string
            if received.HasField("script_finished"):
                return [answers[path] for path in sorted(answers)]
            element = received.delta.new_element
            if element.HasField("chat_input"):
                self._question_box = element.chat_input.id
            if element.bidi_component.component_name == "onrecord_answer":
                answers[tuple(received.metadata.delta_path)] = json.loads(
                    element.bidi_component.json
                )

    async def _receive(self) -> ForwardMsg:
        """The next message; one that was sent before may come as its hash."""
        data = await self._connection.recv()
        assert isinstance(data, bytes)
        received = ForwardMsg()
        received.ParseFromString(data)
        if received.ref_hash:
            whole = ForwardMsg()
            whole.CopyFrom(self._cached[received.ref_hash])
            whole.metadata.CopyFrom(received.metadata)
            return whole
        if received.metadata.cacheable:
            self._cached[received.hash] = received
        return received
