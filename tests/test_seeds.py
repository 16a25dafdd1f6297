"""The five articles of seeds/ are kept byte for byte as they were given."""

from __future__ import annotations

import hashlib
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"

SHA256 = {
    "000_009ed9886f089f47.txt": "eda94ffc28fcf2ed30cd0c3b37c8ab78906e7738ae091586198684d31275873d",
    "001_b4573cf5e38483fd.txt": "d3e6c08616480cabf3b13b6f72e8c818d7b5c11108de0dca570cd6314e5be957",
    "002_a128c8997fc71091.txt": "5bddcdc3026a3e4d9ae60676f6e8037dd7c6f2372148b1764fefec9351fc6030",
    "003_683ec787757dae35.txt": "77031fd712da192d2e1d9681cc44cfb2d30bdddda327b50c11b8037827576aa1",
    "004_42d3e92e1fb1f205.txt": "86d094bc233795d513693334762782cfc96cbe7da26d56443d5520b3e79d6794",
}


def test_the_seeds_are_unchanged() -> None:
    found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in SEEDS.iterdir()}
    assert found == SHA256
