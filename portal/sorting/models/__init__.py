"""What sorting keeps: who has which statement, second opinions, versions of codebook and model."""

from portal.sorting.models.learned import LearnedModel, Unexplained
from portal.sorting.models.second import SecondSorting
from portal.sorting.models.taking import SortedPlace, Taking, Unsure

__all__ = ["LearnedModel", "SecondSorting", "SortedPlace", "Taking", "Unexplained", "Unsure"]
