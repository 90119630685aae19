"""The editorial database, a file a subject."""

from .claims import Claim
from .directory import DirectorySettings, GlossaryTerm
from .events import Event
from .filters import SavedFilter
from .listings import Listing, ListingHours, ListingPhone, ListingPlace, ListingWeb
from .organizations import Organization
from .pages import ChapterPage, DirectoryPage, GuidePage, InformationPage
from .publications import Publication
from .review import ClinicalReviewTask
from .twins import Twin
from .urgent import UrgentWords

__all__ = [
    "ChapterPage",
    "Claim",
    "ClinicalReviewTask",
    "DirectoryPage",
    "DirectorySettings",
    "Event",
    "GlossaryTerm",
    "GuidePage",
    "InformationPage",
    "Listing",
    "ListingHours",
    "ListingPhone",
    "ListingPlace",
    "ListingWeb",
    "Organization",
    "Publication",
    "SavedFilter",
    "Twin",
    "UrgentWords",
]
