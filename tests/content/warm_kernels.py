"""Kernels that start warm: one process has Jupyter's kernel and the kit imported, and forks a kernel for each notebook.

`python warm_kernels.py keep ADDRESS` is that process; `ask ADDRESS CONNECTION_FILE` is what a kernel specification starts.
What a notebook runs in is a process of its own with a fresh namespace; only the imports are shared.
"""

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

MOST = 4096  # bytes of a request: two paths
WARM = (
    "ipykernel.ipkernel", "ipykernel.debugger", "IPython.core.completerlib", "IPython.extensions.storemagic",
    "pandas", "matplotlib.figure", "kit.charts", "kit.desk", "kit.screen.explorer",
)  # fmt: skip


def ask(address: str, connection_file: str) -> None:
    """Have a kernel forked, and live as long as it does; whoever kills this, kills it."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(address)
        line.sendall("\0".join((connection_file, str(Path.cwd()))).encode())
        line.recv(1)


def keep(address: str) -> None:
    """Fork a kernel for each that asks, until the input ends."""
    import selectors
    from importlib import import_module

    for name in WARM:
        import_module(name)
    with socket.socket(socket.AF_UNIX) as listener, selectors.DefaultSelector() as waiting:
        listener.bind(address)
        listener.listen()
        waiting.register(listener, selectors.EVENT_READ)
        waiting.register(sys.stdin, selectors.EVENT_READ)
        while [key.fileobj for key, _ in waiting.select()] == [listener]:
            line, _ = listener.accept()
            if os.fork() == 0:
                become_kernel(line, *line.recv(MOST).decode().split("\0"))
            line.close()
            with suppress(ChildProcessError):  # those that have ended
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass


def become_kernel(line: socket.socket, connection_file: str, folder: str) -> None:
    """Run a kernel in this process until it is told to end, or until nobody waits for it any more."""
    import threading

    from ipykernel.kernelapp import IPKernelApp

    threading.Thread(target=lambda: line.recv(1) or os._exit(0), daemon=True).start()
    os.chdir(folder)
    sys.argv = ["ipykernel_launcher.py", "-f", connection_file]
    try:
        IPKernelApp.launch_instance()
    finally:
        os._exit(0)


if __name__ == "__main__":
    {"ask": ask, "keep": keep}[sys.argv[1]](*sys.argv[2:])
