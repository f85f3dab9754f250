"""A select that a library lays over what it paints itself, clear as glass."""

import pytest
from tests.page.conftest import Look

GLASS = """<div style="position:relative;width:180px;height:32px"><div aria-hidden=true>Acme Robotics</div>
<select aria-label=Organization style="position:absolute;inset:0;width:100%;opacity:0">
<option>Acme Robotics<option>Umbrella Research</select></div>"""


def test_a_select_that_is_laid_over_what_a_library_paints_is_seen(look: Look) -> None:
    shown = [(node.label, node.value, node.visible) for node in look(GLASS).controls]

    assert shown == [("Organization", "Acme Robotics", True)]


@pytest.mark.parametrize("hidden", ["visibility:hidden", "pointer-events:none", "display:none"])
def test_a_select_that_nobody_can_reach_is_not_seen(look: Look, hidden: str) -> None:
    assert not [node for node in look(GLASS.replace("opacity:0", f"opacity:0;{hidden}")).controls if node.visible]


def test_a_select_in_a_box_that_is_fading_in_is_not_seen(look: Look) -> None:
    assert not [node for node in look(f"<div style='opacity:0'>{GLASS}</div>").controls if node.visible]
