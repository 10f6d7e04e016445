"""The card provider (デジタル認証アプリ): our OpenID Connect relying party."""

from tsunagaru.ground.people.gateways.card.config import Profile, profile
from tsunagaru.ground.people.gateways.card.http import CannotReach
from tsunagaru.ground.people.gateways.card.provider import Asked, Provider

__all__ = ["Asked", "CannotReach", "Profile", "Provider", "profile"]
