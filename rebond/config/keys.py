"""Secret keys: made once, kept in the data folder, readable by the owner only."""

import os
import secrets
from pathlib import Path


def kept_key(folder: Path, name: str) -> str:
    """Return the key of that name, making it on first use. Two processes that race get the same key."""
    path = folder / "keys" / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
