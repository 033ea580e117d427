"""JupyterLab as the kit starts it: it ends when whoever started it is gone, however that happened.

Killed from outside (a window closed by force, a task manager), the starter cannot say goodbye: its end of the
pipe that is our input closes, and that is what this process waits for. Nothing is ever written to the pipe.
"""

from __future__ import annotations

import os
import signal
import threading

INPUT = 0  # read by its number: Python's own reader holds a lock that a thread may not keep when the program ends


def _end_with_the_starter() -> None:
    while os.read(INPUT, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)  # the server stops its kernels, then itself


def main() -> None:
    """Run JupyterLab with the words of the command line."""
    from jupyterlab.labapp import main as jupyterlab

    threading.Thread(target=_end_with_the_starter, daemon=True).start()
    jupyterlab()


if __name__ == "__main__":
    main()
