"""A class server as a service of a JupyterHub: trainers come in by the hub's own login, learners by their slips.

JupyterHub is needed only here; it brings this module when it starts the service.
"""

from __future__ import annotations

import os
from typing import Any

from tornado.web import authenticated

from kit.serve.web import TRAINER, Page


def under_a_hub() -> bool:
    """Was this program started by a JupyterHub as one of its services?"""
    return bool(os.environ.get("JUPYTERHUB_API_TOKEN") and os.environ.get("JUPYTERHUB_SERVICE_NAME"))


def doors() -> list[tuple[str, Any]]:
    """The trainer's door and the way back from the hub's login; who may enter, the hub's scopes say."""
    from jupyterhub.services.auth import HubOAuthCallbackHandler, HubOAuthenticated

    class HubDoor(HubOAuthenticated, Page):  # type: ignore[misc]  # JupyterHub is untyped
        """Lets in whoever the hub has let in."""

        @authenticated
        def get(self) -> None:
            self.keep_cookie(TRAINER, self.house.token)
            self.redirect(f"{self.house.looks.at}giang-vien", status=303)

    class Back(HubOAuthCallbackHandler, Page):  # type: ignore[misc]
        """The hub sends the trainer back here."""

    return [(r"/giang-vien/vao", HubDoor), (r"/oauth_callback", Back)]
