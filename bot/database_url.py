"""The database's address, as its drivers read it: what they do not know is refused before they are asked."""

import re
from urllib.parse import parse_qsl

_POSTGRES = "postgresql+asyncpg://"
_QUERY = re.compile(r"(?:[^:/]*(?::[^@]*)?@)?[^?]*(?:\?(.*))?")
"""As SQLAlchemy finds it: a password may hold a question mark."""

KNOWN = (
    *("host", "port", "user", "password", "database", "passfile", "ssl", "target_session_attrs"),
    *("krbsrvname", "gsslib", "service", "servicefile", "prepared_statement_cache_size"),
)
"""What asyncpg takes as text (magicstack.github.io/asyncpg, `connect`), and SQLAlchemy's own number beside it
(docs.sqlalchemy.org, "Prepared Statement Cache")."""

SSL = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")

_OTHERS = {"sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY", "sslcrl": "PGSSLCRL"}
"""What libpq reads of an address, and asyncpg from the environment alone."""


def checked_database_url(url: str) -> str:
    """Return the address; raises ValueError, with what it must be, for one that no driver of ours takes."""
    if not url.startswith(("sqlite+aiosqlite:///", _POSTGRES)):
        raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://")
    query = _QUERY.fullmatch(url.removeprefix(_POSTGRES)) if url.startswith(_POSTGRES) else None
    for name, value in parse_qsl(query[1] or "", keep_blank_values=True) if query else ():
        if name == "sslmode":
            raise ValueError("must say ssl= in the place of sslmode=, with the same values")
        if name in _OTHERS:
            raise ValueError(
                f"must not name {name}; set {_OTHERS[name]} in the environment to the file's path"
            )
        if name not in KNOWN:
            shown = name if name.isidentifier() else "what stands after its question mark"
            raise ValueError(f"must say nothing of {shown}, which its driver does not know")
        if name == "ssl" and value not in SSL:
            raise ValueError(f"must say of ssl one of {', '.join(SSL)}")
    return url
