"""The demonstration and test site of the Periscale tag, with its collector.

Never imports the build package.
"""

from testsite.app import create_app

__all__ = ["create_app"]
