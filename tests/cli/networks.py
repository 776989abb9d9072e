"""Running the commands on networks."""

import json

import click
from click.testing import CliRunner, Result

from stakhgraph.cli.mainpath import mainpath
from stakhgraph.cli.network import network
from tests.networks import HERE

GARDEN, SEVEN = str(HERE / "garden.paj"), str(HERE / "hummon-doreian.net")
GROUP = click.Group("stakhgraph", {"mainpath": mainpath, "network": network})


def run(*words: str) -> Result:
    return CliRunner().invoke(GROUP, list(words))


def values(*words: str) -> dict:
    """Return the JSON of a command that succeeds."""
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)
