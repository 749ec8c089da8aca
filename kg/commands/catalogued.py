"""The command that tells which relations kg knows."""

import click

from kg.commands.running import writing_to
from kg.commands.shared import file_option


@click.command()
@click.argument("name", required=False)
@file_option
@click.option("--ontology", multiple=True, metavar="FILE.ttl",
              help="With relations of your own (may be given several times).")  # fmt: skip
def ontology(name: str | None, output: str, ontology: tuple[str, ...]) -> None:
    """Describe the relations that kg knows: meaning, roles, frames, examples; or what NAME means.

    NAME is a relation, the rule of a fact as `kg explain` shows it, or a number that kg goes by.

    \b
    kg ontology Meeting
    kg ontology Meeting.meet
    kg ontology linking.nickname
    kg ontology --ontology my.ttl -o ontology.md
    """
    from kg.commands.reference import explained, reference
    from kg.knowledge.lexicon import load_lexicon
    from kg.knowledge.numbers import load_numbers
    from kg.knowledge.ontology import load_catalogue

    catalogue, numbers = load_catalogue(load_lexicon(), ontology), load_numbers()
    text = explained(catalogue, numbers, name) if name else reference(catalogue, numbers)
    with writing_to(output) as target:
        target.write(text.encode())
