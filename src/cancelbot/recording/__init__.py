"""What a run leaves behind: its recording, and what is read, shown and proved from it."""
