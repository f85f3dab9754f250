"""Front-ends of the sandbox on which some controls have unexpected names."""

from pathlib import Path

from tests.skins.folders import copy_of


def renamed(folder: Path, skin: str | Path, file: str, *changes: tuple[str, str]) -> Path:
    """A copy of ``skin`` in ``folder``, in whose ``file`` each text (it must be there once) is replaced."""
    copy = folder / f"{Path(skin).name}-renamed"
    copy_of(skin, copy)
    text = (copy / file).read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (copy / file).write_text(text, encoding="utf-8")
    return copy


def all_renamed(folder: Path) -> Path:
    """The platform's own look, with other names for what turns auto-recharge off, leads to the cards, and removes."""
    button = "onclick: () => askToDelete(id, card) }, "
    remove = (f'"aria-haspopup": "dialog", {button}"Delete")', f'{button}"Drop card")')
    trash = (
        'onclick: () => revoke(key, table) }, icon("trash", 16))',
        'onclick: () => revoke(key, table) }, "Retire")',
    )
    edit = ('onclick: () => rename(key) }, icon("edit", 16))', 'onclick: () => rename(key) }, "Edit")')
    tab = ('["Payment methods", "payment-methods", paymentMethods]', '["Wallet", "wallet", paymentMethods]')
    copy = renamed(folder, "platform", "pages/payment-methods.js", remove)
    copy = renamed(folder, copy, "pages/keys.js", trash, edit)
    tile = ('["Payment methods", "Add or change payment method"', '["Means of payment", "Add or change them"')
    copy = renamed(folder, copy, "pages/billing.js", tab)
    copy = renamed(folder, copy, "pages/overview.js", tile)
    return renamed(
        folder, copy, "pages/recharge.js", ("on || mute ? words.recharge_change :", 'on || mute ? "Tweak" :')
    )


OPENER = ("askToCancel }, words.cancel)", 'askToCancel }, "Leave for good")')


def renamed_opener(folder: Path) -> Path:
    """The platform's own look, but what opens the question is called "Leave for good"."""
    return renamed(folder, "platform", "pages/overview.js", OPENER)
