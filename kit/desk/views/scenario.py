"""The case as it unfolds: a scene, its choices, the consequence, the next scene."""

from __future__ import annotations

from kit.document.html import phrase, prose
from kit.kinds.letters import letter
from kit.kinds.scenario import BACK, Scenario
from kit.messages import say


def control(exercise: Scenario) -> dict[str, object]:
    """All scenes go along; reasons and worth stay behind until a choice was made."""
    scenes = {
        scene.id: {
            "html": prose(scene.text),
            "choices": [
                {
                    "id": c.id,
                    "letter": letter(n),
                    "html": phrase(c.text),
                    "consequence": phrase(c.consequence),
                    "to": c.to,
                }
                for n, c in enumerate(scene.choices)
            ],
        }
        for scene in exercise.scenes
    }
    words = {
        "back": say("Quay lại"),
        "then": say("Hệ quả:"),
        "chosen": say("Bạn chọn:"),
        "end": say("Kết cục"),
        "step": say("Cảnh {n}"),
    }
    return {"type": "scenario", "start": exercise.scenes[0].id, "scenes": scenes, "undo": BACK, "words": words}
