"""`python -m simulator` is the command `simulator`."""

from __future__ import annotations

from simulator.cli.main import main

main()
