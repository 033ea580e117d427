"""A training kit for the Vietnam Women's Union: one source gives screen, paper, trainer's guide and results."""

from __future__ import annotations

__version__ = "0.3.0"
__all__ = [
    "__version__",
    "author",
    "class_clock",
    "class_file",
    "class_phones",
    "class_results",
    "class_tally",
    "data_path",
    "exercise",
    "explore",
    "gallery",
    "import_page",
    "lesson_end",
    "local_page",
    "new_figure",
    "print_page",
    "show_chart",
    "show_table",
    "sign_in",
    "start_page",
    "workbook",
]

_HOMES = {
    "author": "kit.trainer.author",
    "class_clock": "kit.trainer.clock",
    "class_file": "kit.trainer.file",
    "class_phones": "kit.trainer.phones",
    "class_results": "kit.trainer.results",
    "class_tally": "kit.trainer.tally",
    "exercise": "kit.screen",
    "explore": "kit.screen.explorer",
    "gallery": "kit.screen.gallery",
    "lesson_end": "kit.screen",
    "sign_in": "kit.screen",
    "start_page": "kit.screen",
    "workbook": "kit.screen.workbook",
    "data_path": "kit.charts",
    "new_figure": "kit.charts",
    "import_page": "kit.trainer.import_page",
    "local_page": "kit.trainer.local_page",
    "print_page": "kit.trainer.print_page",
    "show_chart": "kit.charts",
    "show_table": "kit.screen.explorer",
}


def __getattr__(name: str) -> object:
    """Load a notebook's words only when one is asked for, so that `import kit` stays light."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'kit' has no attribute {name!r}")
