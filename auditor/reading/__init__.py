"""Reading a corpus: each file once, by as many processes as there are, and not at all where it is known already."""
