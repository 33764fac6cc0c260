"""People of the office for tests."""

from sync.server.office.roles import OfficeRole, Viewer

OWNER = Viewer("owner-id", "gleb", "Глеб", OfficeRole.OWNER, None, "ru")
OFFICE = Viewer("office-id", "vera", "Вера", OfficeRole.OFFICE, None, "ru")
MANAGER = Viewer("manager-id", "anna", "Анна", OfficeRole.MANAGER, frozenset({"shop"}), "ru")
ELSEWHERE = Viewer("other-id", "ivan", "Иван", OfficeRole.MANAGER, frozenset({"another"}), "ru")
ACCOUNTANT = Viewer("books-id", "olga", "Ольга", OfficeRole.ACCOUNTANT, None, "ru")
