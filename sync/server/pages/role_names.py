"""The roles of the office as people call them."""

from pos_app.domain.report.words import Words
from sync.server.office.roles import OfficeRole

ROLE_NAMES = {
    OfficeRole.OWNER: Words("Owner"),
    OfficeRole.OFFICE: Words("Office"),
    OfficeRole.MANAGER: Words("Shop manager"),
    OfficeRole.ACCOUNTANT: Words("Accountant"),
    OfficeRole.SUPPORT: Words("Support"),
}
