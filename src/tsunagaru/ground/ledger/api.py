"""The door to the ledger (台帳の窓口)."""

from tsunagaru.ground.ledger.gateways.wording import in_words
from tsunagaru.ground.ledger.queries.catalogue import describe_events
from tsunagaru.ground.ledger.queries.deliveries import (
    DeadDelivery,
    QueueState,
    dead_deliveries,
    queue_state,
    waiting,
)
from tsunagaru.ground.ledger.queries.figures import Figures, fresh_at
from tsunagaru.ground.ledger.queries.sums import CellSum, channels_seen, raw_sums, rollup_sums
from tsunagaru.ground.ledger.queries.trail import (
    export,
    facts_of,
    install_codes,
    install_names,
    verify_chain,
)
from tsunagaru.ground.ledger.rules.chain import Verdict
from tsunagaru.ground.ledger.rules.facts import CannotPublishFraction, CannotPublishText
from tsunagaru.ground.ledger.rules.retrying import own
from tsunagaru.ground.ledger.services.auditing import audit, write_checkpoint
from tsunagaru.ground.ledger.services.delivering import Worker, deliver_all
from tsunagaru.ground.ledger.services.folding import fold
from tsunagaru.ground.ledger.services.forgetting import forget_done
from tsunagaru.ground.ledger.services.gathering import gathered
from tsunagaru.ground.ledger.services.keys import (
    note_key_added,
    note_keys_retired,
    note_keys_rotated,
)
from tsunagaru.ground.ledger.services.publishing import (
    CannotCompensate,
    CannotPublishOutsideTransaction,
    compensate,
    publish,
    publish_many,
)
from tsunagaru.ground.ledger.services.reviving import CannotRevive, drop_dead, retry_dead
from tsunagaru.ground.ledger.services.ticking import tick
from tsunagaru.ground.ledger.services.working import run_worker

__all__ = [
    "CannotCompensate",
    "CannotPublishFraction",
    "CannotPublishOutsideTransaction",
    "CannotPublishText",
    "CannotRevive",
    "CellSum",
    "DeadDelivery",
    "Figures",
    "QueueState",
    "Verdict",
    "Worker",
    "audit",
    "channels_seen",
    "compensate",
    "dead_deliveries",
    "deliver_all",
    "describe_events",
    "drop_dead",
    "export",
    "facts_of",
    "fold",
    "forget_done",
    "fresh_at",
    "gathered",
    "in_words",
    "install_codes",
    "install_names",
    "note_key_added",
    "note_keys_retired",
    "note_keys_rotated",
    "own",
    "publish",
    "publish_many",
    "queue_state",
    "raw_sums",
    "retry_dead",
    "rollup_sums",
    "run_worker",
    "tick",
    "verify_chain",
    "waiting",
    "write_checkpoint",
]
