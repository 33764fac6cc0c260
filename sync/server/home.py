"""The server's folder: which files are in it, and which database it works with."""

from dataclasses import dataclass
from pathlib import Path

from sync.server.server_settings import ServerSettings, load_server_settings


@dataclass(frozen=True, slots=True)
class ServerHome:
    """Names in the folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """The SQLite file, the database of a shop that names no other."""
        return (self.folder / "server.db").resolve()

    @property
    def own_database_url(self) -> str:
        """The SQLite file as a URL."""
        return f"sqlite:///{self.database}"

    @property
    def secrets(self) -> Path:
        """The keys: of the phones, of the server's signature."""
        return self.folder / "secrets.json"

    @property
    def settings_file(self) -> Path:
        """The database's URL may hold a password: a command line is readable by everybody, this file need not be."""
        return self.folder / "server.toml"

    @property
    def messages(self) -> Path:
        """What would go to telephones, where no other gateway is set up."""
        return self.folder / "messages.log"

    @property
    def metrics(self) -> Path:
        """Where several processes count together."""
        return self.folder / "metrics"

    def settings(self) -> ServerSettings:
        """What ``server.toml`` says. Raises ``ServerSettingsError``."""
        return load_server_settings(self.settings_file)

    def database_url(self) -> str:
        """The database that ``server.toml`` names, else the own one. Raises ``ServerSettingsError``."""
        return self.settings().database or self.own_database_url
