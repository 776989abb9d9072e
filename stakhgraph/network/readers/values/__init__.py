"""Values in the cells of a file that say nothing, or not what they should.

Start with ``missing``, the texts for what is not known; ``doubtful`` counts what cannot be read.
"""
