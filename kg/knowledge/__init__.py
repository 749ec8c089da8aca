"""Everything known before a page is read: word lists, gazetteer, catalogue, fitted weights."""
