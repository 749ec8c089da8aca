"""Pages into articles: files of any kind, decoded and cut where headlines begin."""
