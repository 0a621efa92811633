"""Find the campaign parameters in the address of a landing page. Never looks at later pages."""

from js import URL, location, regex

from tag_src.browser.json import Properties
from tag_src.context.secrets import SECRET_PARAMETER

CAMPAIGN = regex(r"^(utm_|[gw]braid|li_fat_id)|clk?id$")


def campaign_of_landing() -> Properties:
    return {
        name: value
        for name, value in URL(SECRET_PARAMETER.sub("$1", location.href)).searchParams
        if CAMPAIGN.test(name)
    }
