"""How to sign in to the demo, kept beside the database so that it can be printed again."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from portal.settings import Settings

Entry = dict[str, Any]


def _path(settings: Settings) -> Path:
    return settings.var_dir / "demo.json"


def write(settings: Settings, entries: list[Entry]) -> None:
    """Keep the entries readable by their owner only."""
    handle = os.open(_path(settings), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(entries, file, indent=1)


def read(settings: Settings) -> list[Entry]:
    """One object a role: role, name, address, identifier, secret, totp. Addresses follow `base_url`."""
    try:
        entries: list[Entry] = json.loads(_path(settings).read_text())
    except FileNotFoundError:
        return []
    return [{**entry, "address": settings.base_url + entry["address"]} for entry in entries]


def remove(settings: Settings) -> None:
    _path(settings).unlink(missing_ok=True)


def as_text(entries: list[Entry]) -> str:
    """The same for a person at a terminal, with the code that a staff sign-in asks for now."""
    import pyotp

    lines = ["", "How to sign in (made-up people):", ""]
    for entry in entries:
        lines.append(f"{entry['role']:<21} {entry['name']}")
        lines.append(f"  {entry['address']}")
        if entry["identifier"]:
            code = pyotp.TOTP(entry["totp"]).now()
            lines.append(f"  {entry['identifier']}   password: {entry['secret']}")
            lines.append(f"  one-time codes from: {entry['totp']}   (now: {code})")
        else:
            lines.append(f"  words: {entry['secret']}")
    lines += ["", "A code is good once. For a new one: .venv/bin/portal demo", ""]
    return "\n".join(lines)
