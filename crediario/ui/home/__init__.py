"""The start of everything: the search, the four numbers of the day, who is expected."""
