"""Rebuild bot/gazetteer/data: `python -m scripts.gazetteer.build`."""

import sys

from scripts.gazetteer import districts, forms, regions, settlements, twins


def main() -> None:
    """Write every file of the gazetteer, or those named as arguments."""
    steps = {
        "regions": regions.write_regions,
        "names": regions.write_names,
        "districts": districts.write,
        "settlements": settlements.write,
        "twins": twins.write,
    }
    for name in sys.argv[1:] or steps:
        steps[name]()
    forms.write()


if __name__ == "__main__":
    main()
