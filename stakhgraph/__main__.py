"""Run the command line with `python -m stakhgraph`."""

from stakhgraph.cli import main

main()
