"""The areas of the rail that ask for a permission; to the others everybody may go."""

from crediario.services.core import Operator
from crediario.ui.navigation import Cash, Negotiation, Overdue, Place, Screens

AREAS: dict[str, tuple[Place, str]] = {
    "overdue": (Overdue(), "see_overdue"),
    "negotiate": (Negotiation(), "negotiate"),
    "cash": (Cash(), "operate_till"),
}


def areas_of(operator: Operator, screens: Screens) -> dict[str, Place]:
    """Where this person may go, of the places that are built."""
    return {
        area: place
        for area, (place, permission) in AREAS.items()
        if type(place) in screens and operator.may(permission)
    }
