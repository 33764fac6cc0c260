"""Work on many documents: files in and out, several processes, progress. Commands use it; the till itself does not."""
