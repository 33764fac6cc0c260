"""Things that are made for a measurement, a campaign or a test and thrown away after it."""
