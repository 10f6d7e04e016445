"""Writes about people (住民・職員の記録)."""

from tsunagaru.ground.people.rules import Person
from tsunagaru.ground.people.services.accounts import (
    CannotOpenAccount,
    change_password,
    close_account,
    end_sessions,
    forget_sessions,
    note_refusal,
    note_sign_in,
    open_account,
    sign_up,
)
from tsunagaru.ground.people.services.demo import (
    DEMO_PASSWORD,
    CannotMakeDemo,
    create_demo_people,
    demo_accounts,
    demo_logins,
)
from tsunagaru.ground.people.services.held import find as find_held
from tsunagaru.ground.people.services.held import forget_old, hold, take_back
from tsunagaru.ground.people.services.privacy import (
    erase_person,
    erase_resident,
    export_person,
    privacy_offers,
)
from tsunagaru.ground.people.services.residents import (
    change_profile,
    give_consent,
    register_many,
    register_resident,
    withdraw_consent,
)
from tsunagaru.ground.people.services.searching import search_residents
from tsunagaru.ground.people.services.staff import (
    TOWN_WIDE,
    CannotEnterAbsence,
    CannotGrant,
    NewGrant,
    Title,
    cancel_absence,
    enter_absence,
    give_role,
    join_staff,
    may_enter_absence,
    may_grant,
    name_deputies,
    revoke_role,
)
from tsunagaru.ground.people.services.tries import admit_sign_in, forget_tries

__all__ = [
    "DEMO_PASSWORD",
    "TOWN_WIDE",
    "CannotEnterAbsence",
    "CannotGrant",
    "CannotMakeDemo",
    "CannotOpenAccount",
    "NewGrant",
    "Person",
    "Title",
    "admit_sign_in",
    "cancel_absence",
    "change_password",
    "change_profile",
    "close_account",
    "create_demo_people",
    "demo_accounts",
    "demo_logins",
    "end_sessions",
    "enter_absence",
    "erase_person",
    "erase_resident",
    "export_person",
    "find_held",
    "forget_old",
    "forget_sessions",
    "forget_tries",
    "give_consent",
    "give_role",
    "hold",
    "join_staff",
    "may_enter_absence",
    "may_grant",
    "name_deputies",
    "note_refusal",
    "note_sign_in",
    "open_account",
    "privacy_offers",
    "register_many",
    "register_resident",
    "revoke_role",
    "search_residents",
    "sign_up",
    "take_back",
    "withdraw_consent",
]
