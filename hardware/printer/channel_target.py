"""A real printer: asked how it is, given the job, and asked whether all of it came out, through a line for each job."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from hardware.device import PrinterError
from hardware.printer.channel import Channel
from hardware.printer.escpos_commands import CUT_OFF
from hardware.printer.print_job import PrintJob
from hardware.printer.printer_status import ASK_IN_LINE, FORGET_ALL, count_proofs, read_fault

_PIECE_BYTES = 1024
_PIECES_AHEAD = 1
# A printer may be slow to answer, as a busy machine is: so often it is asked before a silence counts for a job,
# so many such jobs in a row make it one that never answers, and even that one is asked again from time to time.
_TRIES, _SILENT_JOBS, _ASKED_AGAIN_JOBS = 3, 3, 20


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for a printer that takes no data, for a proof before it is looked at, and for a proof at all."""

    write_s: float = 5.0
    look_s: float = 0.5
    paper_s: float = 30.0


class ChannelTarget:
    """``open_channel`` raises OSError when the printer is not there. Jobs of several threads go one after the other.

    A job counts as printed when the printer proved it, or when it is a printer that can prove nothing. After a fault in
    the middle of a job what the printer still holds is thrown away, and what hangs out is cut off before the next job:
    so a paper comes out whole or is printed again whole.
    """

    def __init__(self, open_channel: Callable[[], Channel], patience: Patience | None = None) -> None:
        self._open_channel = open_channel
        self._patience = patience or Patience()
        self._tells_status = True
        self._proves = True
        self._silent_jobs = 0
        self._unproved_jobs = 0
        self._has_answered = False
        self._has_proved = False
        self._torn = False
        self._one_at_a_time = threading.Lock()

    def send(self, job: PrintJob) -> None:
        """Print. Raises PrinterError: ``paper_out``, ``cover_open``, ``offline``, ``write_failed``."""
        with self._one_at_a_time:
            channel = self._open()
            try:
                self._require_ready(channel)
                self._print(channel, job)
            except OSError as error:
                raise PrinterError("write_failed", _reason(error)) from error
            finally:
                channel.close()

    def check(self) -> None:
        """Ask the printer how it is, without paper. Raises PrinterError as ``send``."""
        with self._one_at_a_time:
            channel = self._open()
            try:
                self._require_ready(channel)
            except OSError as error:
                raise PrinterError("write_failed", _reason(error)) from error
            finally:
                channel.close()

    def _open(self) -> Channel:
        try:
            return self._open_channel()
        except OSError as error:
            raise PrinterError("offline", _reason(error)) from error

    def _require_ready(self, channel: Channel) -> None:
        """Find out how it is, and whether this job will be proved. Raises PrinterError, OSError."""
        if self._silent_jobs >= _SILENT_JOBS and (self._silent_jobs - _SILENT_JOBS) % _ASKED_AGAIN_JOBS:
            # One that was silent again and again is not asked each time: every question costs its timeout.
            self._silent_jobs += 1
            return
        fault = self._fault(channel)
        if fault:
            raise PrinterError(fault)
        if fault is None and self._has_answered:
            raise PrinterError("offline", "the printer does not answer any more")
        self._tells_status = self._has_answered = fault is not None
        self._silent_jobs = 0 if self._tells_status else self._silent_jobs + 1
        self._proves = self._tells_status and self._is_proving(channel)

    def _is_proving(self, channel: Channel) -> bool:
        """Whether it answers what stands in line, before a job. Raises PrinterError for one that did and does not."""
        if self._unproved_jobs >= _SILENT_JOBS and (self._unproved_jobs - _SILENT_JOBS) % _ASKED_AGAIN_JOBS:
            self._unproved_jobs += 1
            return False
        channel.write(ASK_IN_LINE, self._patience.write_s)
        for _ in range(_TRIES):
            if count_proofs(channel.read(self._patience.look_s)):
                self._has_proved, self._unproved_jobs = True, 0
                return True
        if self._has_proved or self._fault(channel) is None:
            # One that proved earlier papers, or that is silent now, died just now: it is not believed blindly.
            raise PrinterError("offline", "the printer stopped answering before a job")
        self._unproved_jobs += 1
        return False

    def _fault(self, channel: Channel) -> str | None:
        """What it says of itself, asked again where it is slow; see ``read_fault``."""
        for _ in range(_TRIES - 1):
            fault = read_fault(channel)
            if fault is not None:
                return fault
        return read_fault(channel)

    def _print(self, channel: Channel, job: PrintJob) -> None:
        torn, self._torn = self._torn, True
        if torn:
            self._write(channel, CUT_OFF)
        asks = self._tells_status and self._proves
        owed = 0
        for piece in job.pieces(_PIECE_BYTES):
            self._write(channel, piece + ASK_IN_LINE if asks else piece)
            owed = self._wait(channel, owed + 1, _PIECES_AHEAD) if asks else 0
        self._wait(channel, owed, 0)
        if not asks:
            self._stop_at_fault(channel)  # it can prove nothing, but may say that it could not print
        self._torn = False

    def _wait(self, channel: Channel, owed: int, most: int) -> int:
        """Until at most ``most`` proofs are owed. What a printer holds unprinted so stays less than its memory:

        a full one would not even see a question that is answered at once.
        """
        deadline_s = time.monotonic() + self._patience.paper_s
        while owed > most:
            proofs = count_proofs(channel.read(self._patience.look_s))
            owed -= proofs
            if proofs:
                deadline_s = time.monotonic() + self._patience.paper_s
                continue
            self._stop_at_fault(channel)
            if time.monotonic() > deadline_s:
                raise TimeoutError(f"the printer did not go on within {self._patience.paper_s:.0f} s")
        return owed

    def _write(self, channel: Channel, piece: bytes) -> None:
        """A printer whose paper ended takes data until its memory is full: then the reason is asked for."""
        try:
            channel.write(piece, self._patience.write_s)
        except TimeoutError:
            self._stop_at_fault(channel)
            raise

    def _stop_at_fault(self, channel: Channel) -> None:
        fault = self._fault(channel) if self._tells_status else ""
        if fault is None:
            # It answered before this job: cable pulled, power off, or it died.
            raise PrinterError("offline", "the printer stopped answering in the middle of a job")
        if fault:
            with suppress(OSError):  # its memory may be full; the fault is what matters
                channel.write(FORGET_ALL, self._patience.write_s)
            raise PrinterError(fault)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
