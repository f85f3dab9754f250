"""Finding, installing, starting and reaching a browser."""
