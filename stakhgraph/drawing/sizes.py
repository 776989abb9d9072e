"""Sizes that several parts of a drawing share, in pixels."""

__all__ = [
    "CELL_WIDTH",
    "LABEL_HEIGHT",
    "LANE_HEIGHT",
    "MARGIN",
    "MARKER_RADIUS",
    "STUB_LENGTH",
    "TEXT_SIZE",
    "WIDTH",
]

WIDTH = 900.0
"""The usual width: printed 180 mm wide, the smallest text has 6.2 points."""


MARGIN = 18.0
"""The free space around a drawing."""


TEXT_SIZE = 11.0
"""The font size of labels, years and legend, the smallest in a drawing."""


LANE_HEIGHT = 24.0
"""The height of a lane in which links have room."""


LABEL_HEIGHT = 18.0
"""The height of the box of a label, in the middle of its lane."""


MARKER_RADIUS = 4.5
"""Half the width of a marker."""


CELL_WIDTH = 15.0
"""The width of a cell that holds a letter."""


STUB_LENGTH = 22.0
"""The length of a stub, a link to a hub."""
