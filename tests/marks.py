"""Marks of tests that need more than pip installs."""

import pytest

from stakhgraph.web import front_end

needs_front_end = pytest.mark.skipif(
    not front_end.is_built(), reason="the front end is not built: python hatch_build.py"
)
