"""Finds, installs, starts and connects to a browser."""
