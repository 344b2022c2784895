"""What a browser has to say of a page."""

import pytest
from playwright.sync_api import Page


@pytest.fixture
def faults(page: Page) -> list[str]:
    """Messages of the console and errors of the page, while they come."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found
