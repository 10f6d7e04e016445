"""Writes of procedures (手続きの記録)."""

from tsunagaru.services.procedures.services.drafts import (
    CannotKeep,
    NoSuchForm,
    Overtaken,
    ask,
    drop,
    find,
    save_text,
    start,
)
from tsunagaru.services.procedures.services.drafts import change as change_form
from tsunagaru.services.procedures.services.publishing import (
    CannotPublish,
    publish_form,
    why_not,
)
from tsunagaru.services.procedures.services.register import (
    CannotChange,
    Checked,
    change,
    check,
    replace,
)
from tsunagaru.services.procedures.services.register_folder import apply, dump
from tsunagaru.services.procedures.services.seals import DecidedSeals, Resolution, decide_seals
from tsunagaru.services.procedures.services.searching import note_search
from tsunagaru.services.procedures.services.starting import make

__all__ = [
    "CannotChange",
    "CannotKeep",
    "CannotPublish",
    "Checked",
    "DecidedSeals",
    "NoSuchForm",
    "Overtaken",
    "Resolution",
    "apply",
    "ask",
    "change",
    "change_form",
    "check",
    "decide_seals",
    "drop",
    "dump",
    "find",
    "make",
    "note_search",
    "publish_form",
    "replace",
    "save_text",
    "start",
    "why_not",
]
