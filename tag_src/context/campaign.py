"""Find the campaign parameters in a landing URL. Never looks at later pages of a session."""

from js import URL, regex

from tag_src.browser.json import Properties

CAMPAIGN = regex(r"^(utm_(source|medium|campaign|term|content|id)|\w*clk?id|[gw]braid|li_fat_id)$")


def campaign_of(href: str) -> Properties:
    return {name: value for name, value in URL(href).searchParams if CAMPAIGN.test(name)}
