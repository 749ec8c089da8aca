"""Put the mentions of one article together into entities."""

from dataclasses import dataclass, replace
from functools import cached_property

from kg.annotate import Annotation
from kg.model import Entity, Mention
from kg.quotations import Attribution


@dataclass(frozen=True)
class Resolution:
    """The entities of an article and its mentions with ``entity`` set where it is known."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]

    @cached_property
    def _by_head(self) -> dict[int, Mention]:
        """The longest mention with each head."""
        return {m.head: m for m in sorted(self.mentions, key=lambda m: m.last - m.first)}

    @cached_property
    def _by_id(self) -> dict[str, Entity]:
        return {entity.id: entity for entity in self.entities}

    def at(self, head: int) -> Mention | None:
        """The mention whose syntactic head is that token."""
        return self._by_head.get(head)

    def entity(self, id: str | None) -> Entity | None:
        """The entity of that id."""
        return self._by_id.get(id) if id else None

    def entities_at(self, head: int) -> tuple[Entity, ...]:
        """The entity meant by the noun phrase with that head; a group's members if known."""
        mention = self.at(head)
        found = self.entity(mention.entity) if mention else None
        if found is None:
            return ()
        members = tuple(self._by_id[m] for m in found.members if m in self._by_id)
        return members or (found,)


def resolve(
    ann: Annotation, mentions: tuple[Mention, ...], attributions: tuple[Attribution, ...]
) -> Resolution:
    """Cluster mentions into entities, cautiously: one candidate or none."""
    entities: dict[str, Entity] = {}
    placed = []
    for mention in mentions:
        if mention.form == "name":
            entity = entities.setdefault(
                mention.name.lower(),
                Entity(
                    f"{ann.article.id}/e{len(entities)}", ann.article.id,
                    mention.type or "Thing", mention.name,
                ),
            )  # fmt: skip
            placed.append(replace(mention, entity=entity.id))
        else:
            placed.append(mention)
    return Resolution(tuple(entities.values()), tuple(placed))
