"""The parts of RFC 6455 that a client needs: handshake, masking, fragments, pings, closing."""
from __future__ import annotations

import base64
import hashlib
import os
import select
import socket

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
PATIENCE = 60.0  # seconds that a server on a busy machine may take for an answer


class Closed(OSError):
    """The connection has ended, or was not made."""
    code = 0  # of the server's close frame, if there was one
    status = 0  # of HTTP, when it was not made


class WebSocket:
    """A connection that carries binary messages."""

    def __init__(self, host: str, port: int, path: str, protocol: str, headers: dict[str, str]) -> None:
        self.parts: list[bytes] | None = None  # of a message that has begun
        self.socket = socket.create_connection((host, port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        key = base64.b64encode(os.urandom(16)).decode()
        fields = {"Host": f"{host}:{port}", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": key,
                  "Sec-WebSocket-Version": "13", "Sec-WebSocket-Protocol": protocol} | headers
        self.socket.sendall("\r\n".join([f"GET {path} HTTP/1.1", *(f"{k}: {v}" for k, v in fields.items()), "", ""])
                            .encode("latin-1"))
        answer = bytearray()
        while not answer.endswith(b"\r\n\r\n"):
            answer += self._read(1)
        head, *rest = answer.decode("latin-1").split("\r\n")
        got = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in rest)}
        accept = hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
        wanted = {"sec-websocket-accept": base64.b64encode(accept).decode(), "sec-websocket-protocol": protocol}
        if head.split()[1] != "101" or not wanted.items() <= got.items():
            self.socket.close()
            error = Closed(f"the handshake was answered with {head}")
            error.status = int(head.split()[1])
            raise error

    def _read(self, n: int) -> bytes:
        data = bytearray()
        while len(data) < n:
            piece = self.socket.recv(n - len(data))
            if not piece:
                raise Closed("the connection ended")
            data += piece
        return bytes(data)

    def send(self, data: bytes, pieces: int = 1, opcode: int = BINARY) -> None:
        """Sends a message in up to that many fragments."""
        step = -(-len(data) // pieces) or 1
        for at in range(0, len(data) or 1, step):
            part, mask, final = data[at:at + step], os.urandom(4), at + step >= len(data)
            size = len(part)
            length = (bytes([128 | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big") if size < 1 << 16
                      else b"\xff" + size.to_bytes(8, "big"))
            masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(part))
            self.socket.sendall(bytes([final << 7 | (CONTINUATION if at else opcode)]) + length + mask + masked)

    def receive(self, timeout: float) -> bytes | None:
        """Reads one frame, if one begins in time; the message that it ends, if it does."""
        if not select.select([self.socket], [], [], max(0.0, timeout))[0]:
            return None
        first, size = self._read(2)
        if size > 125:
            size = int.from_bytes(self._read({126: 2, 127: 8}.get(size, 0)), "big")
        if first & 0x70 or not 0 <= size <= 1 << 24:
            raise Closed("a frame that this client did not agree to")
        opcode, data = first & 15, self._read(size)
        if opcode == PING:
            self.send(data, opcode=PONG)
        elif opcode == CLOSE:
            closed = Closed(f"closed by the server: {int.from_bytes(data[:2], 'big')} {data[2:].decode()}")
            closed.code = int.from_bytes(data[:2], "big")
            try:
                self.send(data[:2], opcode=CLOSE)
            except OSError:
                pass  # it did not wait for that
            raise closed
        elif opcode == (BINARY if self.parts is None else CONTINUATION):
            self.parts = [*(self.parts or []), data]
            if first & 128:
                message, self.parts = b"".join(self.parts), None
                return message
        elif opcode != PONG:
            raise Closed(f"an unexpected frame with opcode {opcode}")
        return None
