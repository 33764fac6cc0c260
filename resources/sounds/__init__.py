"""The till's three sounds as WAV files, and the tones they are made of."""
