"""A report into a file: rendered, then put in place whole."""

import os
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import IO

from pos_app.domain.report.document import Report
from pos_app.services.errors import ServiceError


class FileKind(StrEnum):
    """The ending of the file."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"


def save_report(report: Report, kind: FileKind, folder: Path, language: str, zone: tzinfo) -> Path:
    """Write the report, its lists whole, into ``folder``, which is made where it is missing; the file's path.

    May take a second: call it off the UI thread. ServiceError ``report_not_saved(folder, reason)``.
    """
    write = _renderers()[kind]
    path = folder / file_name(report, kind, zone)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{kind.value}.part")
        with unfinished.open("wb") as file:
            write(report, language, file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise ServiceError("report_not_saved", folder=str(folder), reason=error.strerror or str(error)) from error
    return path


def file_name(report: Report, kind: FileKind, zone: tzinfo) -> str:
    """``shift 2026-11-22 18-05-30.pdf``: what it is and when it was made by the shop's clock."""
    made_at: datetime = report.made_at.astimezone(zone)
    return f"{report.key} {made_at:%Y-%m-%d %H-%M-%S}.{kind.value}"


def _renderers() -> Mapping[FileKind, Callable[[Report, str, IO[bytes]], None]]:
    # Only who saves a file waits for the libraries that write it.
    from pos_app.report_files.csv_file import write_csv
    from pos_app.report_files.pdf.pdf_file import write_pdf
    from pos_app.report_files.xlsx_file import write_xlsx

    return {FileKind.PDF: write_pdf, FileKind.XLSX: write_xlsx, FileKind.CSV: write_csv}
