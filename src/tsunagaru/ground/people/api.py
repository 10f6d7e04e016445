"""The door to people (住民・職員の窓口)."""

from tsunagaru.ground.people.definitions import ORGANISATION
from tsunagaru.ground.people.models import Resident, Section, Staff
from tsunagaru.ground.people.queries import (
    LetterView,
    PostView,
    ResidentView,
    SectionView,
    StaffView,
    acting_head,
    agrees,
    bodies,
    consents_of,
    find_residents,
    head_of,
    household_of,
    is_absent,
    letter,
    present_deciders,
    profile_prefill,
    resident,
    residents,
    section,
    sections,
    staff,
    staff_of,
)
from tsunagaru.ground.people.rules import age_band_of, safe_next
from tsunagaru.ground.people.services import (
    CannotMakeDemo,
    Person,
    create_demo_people,
    demo_accounts,
    erase_person,
    export_person,
    letter_accepted,
    letter_refused,
    register_resident,
)

NoSuchResident = Resident.DoesNotExist
NoSuchSection = Section.DoesNotExist
NoSuchStaff = Staff.DoesNotExist

__all__ = [
    "ORGANISATION",
    "CannotMakeDemo",
    "LetterView",
    "NoSuchResident",
    "NoSuchSection",
    "NoSuchStaff",
    "Person",
    "PostView",
    "ResidentView",
    "SectionView",
    "StaffView",
    "acting_head",
    "age_band_of",
    "agrees",
    "bodies",
    "consents_of",
    "create_demo_people",
    "demo_accounts",
    "erase_person",
    "export_person",
    "find_residents",
    "head_of",
    "household_of",
    "is_absent",
    "letter",
    "letter_accepted",
    "letter_refused",
    "present_deciders",
    "profile_prefill",
    "register_resident",
    "resident",
    "residents",
    "safe_next",
    "section",
    "sections",
    "staff",
    "staff_of",
]
