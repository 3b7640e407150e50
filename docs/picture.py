"""Draws the terminal picture of the README: `python docs/picture.py > docs/conversation.svg`."""

from __future__ import annotations

import sys

import simulator
from simulator.report.transcript import transcript_svg

SCENARIO, SEED = "change_flight", "7.0"

record = simulator.play(SCENARIO, seed=SEED).record
sys.stdout.write(transcript_svg(record, title=f"simulator play {SCENARIO} --seed {SEED}"))
