"""A real printer: asked how it is, then given the job, through a line that is opened for each job."""

import threading
from collections.abc import Callable

from hardware.device import PrinterError
from hardware.printer.channel import Channel
from hardware.printer.print_job import PrintJob
from hardware.printer.printer_status import read_fault

_WRITE_S = 5.0


class ChannelTarget:
    """``open_channel`` raises OSError when the printer is not there. Jobs of several threads go one after the other."""

    def __init__(self, open_channel: Callable[[], Channel]) -> None:
        self._open_channel = open_channel
        self._tells_status = True
        self._one_at_a_time = threading.Lock()

    def send(self, job: PrintJob) -> None:
        """Print. Raises PrinterError: ``paper_out``, ``cover_open`` and ``offline`` before anything is printed."""
        with self._one_at_a_time:
            self._send(job)

    def _send(self, job: PrintJob) -> None:
        try:
            channel = self._open_channel()
        except OSError as error:
            raise PrinterError("offline", _reason(error)) from error
        try:
            self._require_ready(channel)
            channel.write(job.data, _WRITE_S)
        except OSError as error:
            raise PrinterError("write_failed", _reason(error)) from error
        finally:
            channel.close()

    def _require_ready(self, channel: Channel) -> None:
        if not self._tells_status:
            return
        fault = read_fault(channel)
        if fault:
            raise PrinterError(fault)
        # A printer that is silent once is not asked again: every question costs its timeout.
        self._tells_status = fault is not None


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
