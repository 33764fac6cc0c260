"""The full form: name, e-mail address, birthday, one after the other; Enter keeps what stands there."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import Enum, auto
from typing import ClassVar

from pos_app.services.customer_desk.form import FullForm
from pos_app.ui.dialogs.dialog import Dialog, SaleHost, Touch

_log = logging.getLogger("kopilka.ui")


class _Step(Enum):
    NAME = auto()
    EMAIL = auto()
    BIRTH_DAY = auto()


class FormDialog(Dialog):
    """``done`` is called with what was done, in words."""

    name: ClassVar[str] = "form"
    touch: ClassVar[Touch] = Touch.LETTERS

    def __init__(self, host: SaleHost, customer_id: str, form: FullForm, done: Callable[[str], None]) -> None:
        super().__init__(host)
        self._customer_id = customer_id
        self._form = form
        self._done = done
        self._step = _Step.NAME

    def opened(self) -> None:
        self._ask(_Step.NAME)

    def noted(self) -> dict[str, str]:
        form = self._form
        return {"step": self._step.name, "name": form.name, "email": form.email, "birth_day": _written(form.birth_day)}

    def take_up(self, noted: Mapping[str, str]) -> None:
        self._form = replace(
            self._form,
            name=noted.get("name", ""),
            email=noted.get("email", ""),
            birth_day=parse_day(noted.get("birth_day", "")),
        )
        self._ask(next((step for step in _Step if step.name == noted.get("step")), _Step.NAME))

    def prompt(self) -> str:
        match self._step:
            case _Step.NAME:
                return self.tr("Name")
            case _Step.EMAIL:
                return self.tr("E-mail address, empty for none")
        return self.tr("Birthday, for example 02.05.1988, empty for none")

    def advice(self) -> str:
        number = {_Step.NAME: 1, _Step.EMAIL: 2, _Step.BIRTH_DAY: 3}[self._step]
        return self.tr("Form, {n} of 3. Enter keeps it as it is, Esc changes nothing").format(n=number)

    def submit(self, text: str) -> None:
        bare = text.strip()
        match self._step:
            case _Step.NAME:
                if not bare:
                    self.host.refuse(self.tr("Type the customer's name"))
                    return
                self._form = replace(self._form, name=bare)
                self._ask(_Step.EMAIL)
            case _Step.EMAIL:
                self._form = replace(self._form, email=bare)
                self._ask(_Step.BIRTH_DAY)
            case _Step.BIRTH_DAY:
                day = parse_day(bare)
                if bare and day is None:
                    self.host.refuse(self.tr("Not a day: type for example 02.05.1988"))
                    return
                self._store(replace(self._form, birth_day=day))

    def _ask(self, step: _Step) -> None:
        self._step = step
        self.host.line.clear()
        self.host.dialog_changed()
        kept = {
            _Step.NAME: self._form.name,
            _Step.EMAIL: self._form.email,
            _Step.BIRTH_DAY: _written(self._form.birth_day),
        }[step]
        self.host.line.setText(kept)
        self.host.line.selectAll()

    def _store(self, form: FullForm) -> None:
        operator = self.ui.session.operator
        if operator is None:
            return

        def change() -> bool:
            self.ui.services.customer_desk.form.change(self._customer_id, form, operator)
            return True

        if self.host.attempt(change) is not None:
            _log.info("form=changed")
            self.ui.nudge()
            self.host.close_dialog()
            self._done(self.tr("The form is kept"))
        else:
            self._form = form


def _written(day: date | None) -> str:
    return "" if day is None else f"{day.day:02d}.{day.month:02d}.{day.year}"


def parse_day(text: str) -> date | None:
    """A day as people write it: ``02.05.1988``, ``2.5.1988``, ``02051988``; None for anything else."""
    bare = text.strip().replace("/", ".").replace(",", ".")
    if bare.isascii() and bare.isdecimal() and len(bare) == 8:
        bare = f"{bare[:2]}.{bare[2:4]}.{bare[4:]}"
    parts = bare.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() for part in parts) or len(parts[2]) != 4:
        return None
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        return None
