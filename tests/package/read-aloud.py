"""Prints what AT-SPI, the accessibility interface of Linux desktops, says of the app: one JSON object per thing that a screen reader could come to."""

import json

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

# What is true of nearly everything, or only of how it is drawn.
COMMON = {"enabled", "sensitive", "visible", "showing", "opaque", "focusable", "resizable", "horizontal", "vertical"}


def tell(thing, depth):
    states = {state.value_nick for state in thing.get_state_set().get_states()}
    attributes = thing.get_attributes() or {}
    told = {
        "depth": depth,
        "role": thing.get_role_name(),
        "name": thing.get_name() or "",
        "description": thing.get_description() or "",
        "states": sorted(states - COMMON),
        "disabled": "enabled" not in states and "sensitive" not in states,
        "live": attributes.get("container-live", ""),
        "keys": attributes.get("keyshortcuts", ""),
        "value": attributes.get("valuetext", ""),
    }
    if thing.get_value_iface() is not None:
        told["value"] = told["value"] or str(thing.get_value_iface().get_current_value())
    print(json.dumps(told))
    for index in range(thing.get_child_count()):
        child = thing.get_child_at_index(index)
        if child is not None:
            tell(child, depth + 1)


desktop = Atspi.get_desktop(0)
for index in range(desktop.get_child_count()):
    tell(desktop.get_child_at_index(index), 0)
