"""The worker's two ends of the pipes: a thread that listens, and a writer."""

import os
import queue
import threading

from closeddoor.wire.codec import decode_to_worker, encode
from closeddoor.wire.framing import MAX_FRAME_BYTES, FrameDecoder, ProtocolError
from closeddoor.wire.messages import Count, Embed, Forget, FromWorker, Generate, Judge, Load, Prepare, Stop, Store, Tune

_CHUNK_BYTES = 64 * 1024

MOST_WAITING = 64
MOST_WAITING_BYTES = 4 * MAX_FRAME_BYTES
"""Of requests that were not begun: the window sends one at a time, so that more is nothing it would say."""

Request = Load | Generate | Count | Judge | Prepare | Store | Forget | Embed | Tune


class TooManyWaitingError(ProtocolError):
    """The other side asks without waiting for answers."""


class Channel:
    """Requests in order, and a flag, `abort`, that is raised at once when the running one is to stop.

    `os._exit` ends the process when the window closes its end or says something impossible: there is nothing to tidy
    up, and a decoding in native code would not notice anything gentler.
    """

    def __init__(self, input_descriptor: int, output_descriptor: int) -> None:
        self._input = input_descriptor
        self._output = output_descriptor
        self._requests: queue.SimpleQueue[tuple[Request, int]] = queue.SimpleQueue()
        self._waiting_bytes = 0
        self._lock = threading.Lock()
        self._running_id = self._stopped_id = -1
        self.abort = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def send(self, message: FromWorker) -> None:
        """Write a message; blocks while the pipe is full, which slows the model down rather than filling memory."""
        data = memoryview(encode(message))
        while data:
            try:
                data = data[os.write(self._output, data) :]
            except BrokenPipeError:
                os._exit(0)

    def next_request(self) -> Request:
        """Wait for a request and make it the one that `Stop` concerns."""
        request, size_bytes = self._requests.get()
        with self._lock:
            self._waiting_bytes -= size_bytes
            self._running_id = 0 if isinstance(request, Load) else request.id
            if self._running_id == self._stopped_id:  # the word came while it waited
                self.abort.set()
            else:
                self.abort.clear()
        return request

    def _listen(self) -> None:
        decoder = FrameDecoder()
        while chunk := os.read(self._input, _CHUNK_BYTES):
            try:
                for payload in decoder.feed(chunk):
                    self._take(decode_to_worker(payload), len(payload))
            except ProtocolError:
                os._exit(2)
        os._exit(0)

    def _take(self, message: Request | Stop, size_bytes: int) -> None:
        if not isinstance(message, Stop):
            self._wait(message, size_bytes)
            return
        with self._lock:
            self._stopped_id = message.id
            if message.id == self._running_id:
                self.abort.set()

    def _wait(self, request: Request, size_bytes: int) -> None:
        with self._lock:
            self._waiting_bytes += size_bytes
            if self._requests.qsize() >= MOST_WAITING or self._waiting_bytes > MOST_WAITING_BYTES:
                raise TooManyWaitingError
        self._requests.put((request, size_bytes))
