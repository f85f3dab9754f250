"""The public tools that tests hold the project's own answers against."""

import shutil

import pytest


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skip where one of ``programs`` is missing; `make tools` installs them."""
    missing = [program for program in programs if shutil.which(program) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")
