"""Prints the golden transcripts as one JSON object; with a folder as argument writes them there (`make golden`)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from simulator import api
from simulator.lookup import shipped_scenarios
from simulator.report.transcript import transcript_text

SEEDS = ("golden.0", "golden.1")


def transcripts() -> dict[str, str]:
    """File name to text: two conversations of every shipped scenario."""
    return {
        f"{path.stem}.txt": "\n".join(transcript_text(api.play(path, seed=seed).record) for seed in SEEDS)
        for path in shipped_scenarios()
    }


if __name__ == "__main__":
    found = transcripts()
    if len(sys.argv) > 1:
        for name, text in found.items():
            (Path(sys.argv[1]) / name).write_text(text)
    else:
        json.dump(found, sys.stdout)
