"""Cases: each follows from the seed, the name of the reader and a number."""

import random
from collections.abc import Sequence

from tests.fuzz.mutation import mutated
from tests.fuzz.targets import Target


def case(target: Target, examples: Sequence[bytes], seed: int, number: int) -> bytes:
    """Return the bytes of one case; the first are the examples themselves."""
    if number < len(examples):
        return examples[number]
    chance = random.Random(f"{seed}:{number}")
    one, other = chance.choice(examples), chance.choice(examples)
    return mutated(chance, one, other, target.grammar)
