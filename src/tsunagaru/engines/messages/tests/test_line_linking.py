"""A resident's LINE is joined to their account by a nonce that nobody can guess."""

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest

from tsunagaru.engines.messages.gateways.channels import CannotReach
from tsunagaru.engines.messages.gateways.line_linking import link_token, new_nonce, page_for
from tsunagaru.engines.messages.testing import contracts_with, simulated_providers


def test_the_page_carries_line_s_token_and_our_nonce():
    with simulated_providers() as them:
        contract = contracts_with(them)[0]
        token = asyncio.run(link_token(contract, "U1/../x"))
    nonce = new_nonce()
    said = parse_qs(urlsplit(page_for(contract, token, nonce)).query)
    assert said == {"linkToken": [token], "nonce": [nonce]}
    assert 10 <= len(nonce) <= 255
    assert new_nonce() != nonce


def test_trouble_at_line_is_told():
    with simulated_providers() as them:
        them.line.knobs.error_share = 1
        with pytest.raises(CannotReach, match="500"):
            asyncio.run(link_token(contracts_with(them)[0], "U1"))
