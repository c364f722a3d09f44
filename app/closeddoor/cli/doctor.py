"""`closed-door doctor`: what this installation is made of and what protects it; nothing private is in it."""

import argparse
import json
from typing import Any


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Print the report; what is missing is part of it, not a failure."""
    from closeddoor.bootstrap.doctor import examine  # noqa: PLC0415 - starts a worker, brings Qt with it

    report = examine(arguments.profile)
    print(json.dumps(report, indent=2, ensure_ascii=False) if arguments.json else "\n".join(_lines(report)))
    return 0


def _lines(report: dict[str, Any], indent: str = "") -> list[str]:
    lines = []
    for name, value in report.items():
        words = name.replace("_", " ")
        if isinstance(value, dict):
            lines += [f"{indent}{words}:", *_lines(value, indent + "  ")]
        elif isinstance(value, list):
            shown = ", ".join(str(each) for each in value) or "none"
            lines.append(f"{indent}{words}: {shown}")
        else:
            lines.append(f"{indent}{words}: {_plain(value)}")
    return lines


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
