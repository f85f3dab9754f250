"""The recording of a run: its folder, screenshots, event log, video and trace; and reading it back."""
