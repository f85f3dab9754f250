"""The libraries that only some options need, and that cancelbot can be installed without."""

from importlib.util import find_spec
from typing import Literal

from cancelbot.errors import UsageError

Extra = Literal["notify", "sign", "timestamp", "video"]
_LIBRARIES: dict[Extra, tuple[str, str]] = {
    "notify": ("apprise", "--notify needs the library apprise."),
    "sign": ("pyhanko", "A signature in a PDF needs the library pyHanko."),
    "timestamp": ("rfc3161_client", "A timestamp needs the library rfc3161-client."),
    "video": ("av", "--video needs the library av."),
}


def require(extra: Extra) -> None:
    """Raise UsageError if the library of this extra of pyproject.toml is not installed."""
    module, why = _LIBRARIES[extra]
    if find_spec(module) is None:
        raise UsageError(why, advice=f"Install cancelbot with it, from its folder: pipx install --force '.[{extra}]'")
