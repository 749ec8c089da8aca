"""What was read, gone through sentence by sentence in a browser: decisions, names, annotation."""
