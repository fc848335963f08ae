"""A question's files for each of the members who ask it, on their way from a worker to who writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from solver.batch.copies import Copies
from solver.batch.label import Label
from solver.batch.sent import Sent


@dataclass(frozen=True, slots=True)
class MemberFiles(Sent):
    """``own`` are the files of those for whom they were rendered, by folder; of all others they are ``copies``."""

    own: Mapping[str, dict[str, bytes]]
    copies: Copies | None = None

    def of(self, label: Label) -> dict[str, bytes]:
        """File name -> content, for one of the members."""
        if self.copies is None or label.folder in self.own:
            return self.own[label.folder]
        return self.copies.files(label.id, label.name)
