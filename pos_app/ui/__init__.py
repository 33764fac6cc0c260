"""The till's screen: Qt Widgets. It shows, asks and paints; what a sale costs is decided below."""
