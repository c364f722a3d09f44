"""The list of parts for machines: CycloneDX 1.6, of what is in the folder and not of what was installed around it."""

import json
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chosen_model import ChosenModel
from parts import Part, parts
from workshop import source_time_s, version

NAME = "sbom.cdx.json"


def write_sbom(folder: Path, chosen: ChosenModel | None) -> Path:
    """Write the list beside the program; it is the same for the same bundle. Raises `ValueError` for an unsound one."""
    components = [_component(part) for part in parts(folder, chosen)]
    said = json.dumps(components, sort_keys=True)
    root = {"type": "application", "bom-ref": "closed-door", "name": "closed-door", "version": version()}
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, said)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(source_time_s(), UTC).isoformat(),
            "component": {**root, "licenses": [{"license": {"id": "Apache-2.0"}}]},
        },
        "components": components,
        "dependencies": [{"ref": "closed-door", "dependsOn": [each["bom-ref"] for each in components]}],
    }
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    validate(text)
    (folder / NAME).write_text(text, encoding="utf-8")
    return folder / NAME


def validate(text: str) -> None:
    """Raise `ValueError` for what is no CycloneDX 1.6."""
    from cyclonedx.schema import SchemaVersion  # noqa: PLC0415 - of the tools only
    from cyclonedx.validation.json import JsonStrictValidator  # noqa: PLC0415 - the same

    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(str(fault)[-2000:])


def _component(part: Part) -> dict[str, Any]:
    component: dict[str, Any] = {
        "type": part.kind,
        "bom-ref": part.purl if part.purl and part.name != "ggml" else f"{part.kind}:{part.name}@{part.version}",
        "name": part.name,
        "version": part.version,
        "licenses": [{"license": {"name": part.licence}}],
    }
    if part.purl:
        component["purl"] = part.purl
    if part.sha256:
        component["hashes"] = [{"alg": "SHA-256", "content": part.sha256}]
    return component
