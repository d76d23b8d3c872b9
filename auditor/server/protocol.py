"""The protocol, with two habits of ours: whoever sends nonsense gets an answer in one line, and no traceback leaves the process."""

from __future__ import annotations

import logging
from typing import Any

from lsprotocol.types import ResponseError
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

_LOG = logging.getLogger(__name__)


class Protocol(LanguageServerProtocol):
    """Answers what it cannot understand, where an answer is waited for."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """The message as a value. Raises JsonRpcException, after the answer is sent, for one that is malformed."""
        try:
            return super().structure_message(data)
        except JsonRpcException:
            if "method" in data and isinstance(data.get("id"), int | str):
                wrong = JsonRpcInvalidParams(message=f"the parameters of {data['method']} cannot be understood")
                self._send_response(data["id"], error=wrong.to_response_error())
            raise

    def tell(self, method: str, params: bytes) -> None:
        """Send a notification whose parameters are JSON already: what was told before need not be put into words again."""
        body = b'{"jsonrpc":"2.0","method":"%s","params":%s}' % (method.encode(), params)
        if self.writer is not None:
            self.writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def _send_response(self, msg_id: int | str, result: Any = None, error: ResponseError | None = None) -> None:
        if error is not None:
            error = ResponseError(error.code, error.message.partition("\n")[0])
        super()._send_response(msg_id, result, error)


class Server(LanguageServer):
    """Tells of mistakes on standard error, which editors keep in a log, and never in a window."""

    protocol: Protocol

    def tell(self, method: str, params: bytes) -> None:
        """Send a notification whose parameters are JSON already."""
        self.protocol.tell(method, params)

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002 - pygls' signature
        """Log a mistake, the client's or ours, in one line."""
        _LOG.error("auditor: %s", str(error).partition("\n")[0] or type(error).__name__)
