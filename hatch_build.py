"""What travels in the wheel: the lessons, so that installing it is enough for a trainer.

With KIT_EDITION=learner the wheel holds none of them: a learner's machine of its own gets the folder that the
trainer made with `kit start --learner --folder`, in which no key of a test ever was.
"""

from __future__ import annotations

import os
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds exercises/ and notebooks/ to the wheel, unless it is built for learners."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard" and os.environ.get("KIT_EDITION") != "learner":
            for part in ("exercises", "notebooks"):
                build_data["force_include"][part] = f"kit/content/{part}"
