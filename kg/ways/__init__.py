"""Ways between things: arrays of edges, and the searches over them.

Plain Python that imports nothing of ours and no library, so that the child that answers questions has it at once.
Things are *ranks*: their place when sorted by how many neighbours they have. A relation is an even code, read
backwards one more.

    arrays    edges as arrays of numbers, in a file that is mapped into memory
    network   the arrays as one question sees them: relations, directions, texts, what is closed
    levels    what lies between two ends, by breadth from both
    funnel    the ways there, the cheapest first
    lengths   all ways of one length
    best      the cheapest ways, where too much lies between
    legs      ways through things that must be passed
    rings     where rings can lie
    ranking   the order of ways, and ways of one pattern put together
    closer    what some texts bring together
    answering a question as plain values → its ways as plain values
"""
