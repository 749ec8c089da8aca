"""Graphs on disk, made and changed: a build of pages, pages that come and go, corrections."""
