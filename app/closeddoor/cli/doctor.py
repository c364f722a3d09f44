"""`closed-door doctor`: what is wrong here and what to do, then what this installation is made of; nothing private."""

import argparse
import json
from collections.abc import Mapping
from typing import Any


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Print the report; 1 when something of it stops the application, 0 otherwise."""
    from closeddoor.bootstrap.doctor import examine  # noqa: PLC0415 - starts a worker, brings Qt with it

    report = examine(arguments.profile)
    print(json.dumps(report, indent=2, ensure_ascii=False) if arguments.json else "\n".join(in_words(report)))
    return 1 if any(each["stops"] for each in report["findings"]) else 0


def in_words(report: Mapping[str, Any]) -> list[str]:
    """Return the lines of a report: what is wrong with its remedy first, then the facts."""
    facts = {name: value for name, value in report.items() if name != "findings"}
    return [*_findings(report["findings"]), "", *_lines(facts)]


def _findings(findings: list[dict[str, Any]]) -> list[str]:
    if not findings:
        return ["Nothing is wrong."]
    lines = [] if any(each["stops"] for each in findings) else ["Nothing stops it."]
    for each in findings:
        lines += [f"{'STOPS IT' if each['stops'] else 'Note'}: {each['problem']}", f"    {each['remedy']}"]
    return lines


def _lines(report: Mapping[str, Any], indent: str = "") -> list[str]:
    lines = []
    for name, value in report.items():
        words = name if "." in name else name.replace("_", " ")
        if isinstance(value, dict) and value:
            lines += [f"{indent}{words}:", *_lines(value, indent + "  ")]
        elif isinstance(value, list | dict):
            shown = ", ".join(str(each) for each in value) or "none"
            lines.append(f"{indent}{words}: {shown}")
        else:
            lines.append(f"{indent}{words}: {_plain(value)}")
    return lines


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return "none" if value is None else str(value)
