"""Run the command line with `python -m stakhgraph`."""

from stakhgraph.cli.main import main

main()
