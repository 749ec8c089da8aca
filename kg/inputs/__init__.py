"""Files of any kind into documents: found, told apart, decoded, with what they state of themselves.

`formats` is the list of what is read, with a module for each family.
"""
