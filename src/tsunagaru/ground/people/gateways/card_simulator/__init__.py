"""A stand-in for the card provider (デジタル認証アプリの模擬): its protocol over loopback."""

from tsunagaru.ground.people.gateways.card_simulator.cards import PIN, TestCard, deck
from tsunagaru.ground.people.gateways.card_simulator.knobs import Forgery, Knobs
from tsunagaru.ground.people.gateways.card_simulator.realm import Realm
from tsunagaru.ground.people.gateways.card_simulator.server import Running, serve

__all__ = ["PIN", "Forgery", "Knobs", "Realm", "Running", "TestCard", "deck", "serve"]
