"""The graph: RDF quads, the store, exports, the view, questions to it."""
