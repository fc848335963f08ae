"""A second Ctrl-C ends the program at once; what the first one does is seen with whole runs (``test_batch_faults``)."""

import signal
import subprocess
import sys

STOPPED_TWICE = """
import time
from solver.batch.signals import StopOnSignal

with StopOnSignal() as signals:
    print("up", flush=True)
    while not signals.stopped():
        time.sleep(0.01)
    print("stopped", flush=True)
    time.sleep(600)
"""


def test_a_second_signal_ends_it_at_once() -> None:
    process = subprocess.Popen([sys.executable, "-c", STOPPED_TWICE], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for said in ("up\n", "stopped\n"):
        assert process.stdout.readline() == said
        process.send_signal(signal.SIGINT)
    assert process.wait(timeout=120) == 130
    process.stdout.close()
