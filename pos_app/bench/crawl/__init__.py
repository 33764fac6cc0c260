"""The crawl: the till's own program with its server, every key and button of every screen in random order."""
