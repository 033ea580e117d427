"""JupyterHub for a province: trainers get their JupyterLab, each class server is a service behind the hub's proxy.

    KIT_CLASSES="gia-lai-2026-11 kon-tum-2026-12" KIT_FOLDER=/srv/kit KIT_STORE=postgresql+psycopg://kit@db/kit \\
    KIT_HOST=lop.example.vn jupyterhub -f jupyterhub_config.py

A class has two names in the hub where KIT_TWICE is set: two servers of one class share it through the database,
and the class goes on when one of them dies.
"""

import os
import sys

c = get_config()  # noqa: F821 - JupyterHub gives it

FIRST_PORT = int(os.environ.get("KIT_FIRST_PORT", "18765"))
HOME = os.environ["KIT_FOLDER"]
STORE = os.environ["KIT_STORE"]
TRAINERS = os.environ.get("KIT_TRAINERS", "").split()

services, roles = [], []
for class_id in os.environ["KIT_CLASSES"].split():
    for name in (class_id, f"{class_id}-2") if os.environ.get("KIT_TWICE") else (class_id,):
        port = FIRST_PORT + len(services)
        command = [
            sys.executable,
            "-m",
            "kit",
            "serve",
            class_id,
            "--port",
            str(port),
            "--no-browser",
            "--proxy",
            "127.0.0.1",
        ]
        command += ["--name", os.environ["KIT_HOST"]] if os.environ.get("KIT_HOST") else []
        environment = {"KIT_FOLDER": HOME, "KIT_STORE": STORE}
        services.append({"name": name, "url": f"http://127.0.0.1:{port}", "command": command, "environment": environment, "oauth_no_confirm": True})  # fmt: skip
        roles.append({"name": f"trainers-{name}", "users": TRAINERS, "scopes": [f"access:services!service={name}"]})

c.JupyterHub.services = services
c.JupyterHub.load_roles = roles
c.JupyterHub.bind_url = os.environ.get("KIT_BIND", "http://127.0.0.1:8000")
c.JupyterHub.db_url = os.environ.get("KIT_HUB_DB", "sqlite:///jupyterhub.sqlite")
c.JupyterHub.cookie_max_age_days = 1
c.Authenticator.allowed_users = set(TRAINERS)
c.Authenticator.admin_users = set(os.environ.get("KIT_ADMINS", "").split())
if os.environ.get("KIT_TRY"):  # one machine, one password for all: for trying out, never for a province
    c.JupyterHub.authenticator_class = "dummy"
    c.DummyAuthenticator.password = os.environ["KIT_TRY"]
    c.JupyterHub.spawner_class = "simple"
c.Spawner.default_url = "/lab/tree/notebooks/start.ipynb"
c.Spawner.notebook_dir = HOME
c.Spawner.environment = {"KIT_FOLDER": HOME}
c.Spawner.mem_limit = "1G"
