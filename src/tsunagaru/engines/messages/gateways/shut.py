"""A channel for which the town has no contract (契約のない経路): it refuses at once."""

from collections.abc import Sequence

from tsunagaru.engines.messages.gateways.channels import Answer, Kind, Limits, Parcel, Result

NO_CONTRACT = "no_contract"


class Shut:
    """Refuses everything at once (閉じた経路)."""

    limits = Limits(parcel=500, at_once=4)

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    async def send(self, parcel: Parcel) -> Sequence[Answer]:
        """Refuse every recipient."""
        refused = Result.REFUSED
        return [Answer(one.seq, refused, code=NO_CONTRACT) for one in parcel.recipients]

    async def close(self) -> None:
        """Hold nothing."""
