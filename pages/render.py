"""HTML from templates. Every value is escaped; style stands in the page, so that nothing else is fetched."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

ON_PAPER = frozenset({"sheet", "poster"})

_templates = Environment(
    loader=PackageLoader("pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def render(name: str, **values: object) -> str:
    """Draw a page from `templates/<name>.html.jinja`."""
    style = Markup(style_of(name))  # noqa: S704  # our own file
    return _templates.get_template(f"{name}.html.jinja").render(style=style, **values)


@cache
def style_of(name: str) -> str:
    """Return the style of a page: what all of its kind share, and its own."""
    folder = files("pages") / "templates"
    shared = "paper" if name in ON_PAPER else "pages"
    return "".join((folder / f"{part}.css").read_text("utf-8") for part in (shared, name))


@cache
def policy_of(name: str) -> str:
    """Return the `Content-Security-Policy` under which a page works: its own style and pictures, no more."""
    digest = base64.b64encode(hashlib.sha256(style_of(name).encode()).digest()).decode()
    rules = (
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "img-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    return "; ".join(rules)
