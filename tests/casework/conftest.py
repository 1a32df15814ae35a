import pytest

from tests.casework.town import Town

pytest.register_assert_rewrite("tests.casework.store_suite")


@pytest.fixture
def town() -> Town:
    return Town()
