"""axe-core in the page under test: what it finds against WCAG 2.2 AA."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from playwright.async_api import Page

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
WHOLE_PAGE = (*WCAG, "best-practice")

LABEL_IN_NAME = "label-content-name-mismatch"
"""WCAG 2.5.3. axe calls the rule experimental and leaves it out unless asked. It joins the columns of a
card's row without a space, so for cards `tests/cards/lint.py` holds the same."""

# Of what passes, axe would write down every place, which takes a third of its time.
RUN = """async ([rules, labelInName]) => {
  const named = { "%s": { enabled: labelInName } };
  const resultTypes = ["violations", "incomplete"];
  const { violations, incomplete } = await axe.run({ runOnly: rules, rules: named, resultTypes });
  const lines = found => found.flatMap(
    ({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 120)}`));
  return [lines(violations), lines(incomplete)];
}""".replace("%s", LABEL_IN_NAME)


async def faults(page: Page, rules: Sequence[str] = WHOLE_PAGE) -> list[str]:
    """Return what is wrong, a line for each place."""
    wrong, _ = await _run(page, rules)
    return wrong


async def doubts(page: Page) -> list[str]:
    """Return what is wrong, and what axe cannot be sure of, such as text over a picture."""
    wrong, unsure = await _run(page, WHOLE_PAGE)
    return [*wrong, *unsure]


async def _run(page: Page, rules: Sequence[str]) -> tuple[list[str], list[str]]:
    await page.evaluate(_source())
    wrong, unsure = await page.evaluate(RUN, [list(rules), rules is WHOLE_PAGE])
    return wrong, unsure


@cache
def _source() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
