"""Start the site: `python -m testsite`. Never holds site logic of its own."""

import os
import sys

from testsite import hooks
from testsite.app import create_app, event_store
from testsite.collector.store import DatabaseError
from testsite.server import StartError, serve
from testsite.settings import ServerSettings, SettingsError


def main() -> int:
    """Serve until SIGTERM or SIGINT. Returns the exit status: 0, or 2 when it cannot start."""
    try:
        settings = ServerSettings.from_environment(os.environ)
        app = create_app(settings.config)
        serve(app, settings.host, settings.port, before_stop=lambda: hooks.stop(app))
        event_store(app).close()
    except (SettingsError, DatabaseError, StartError) as error:
        print(f"The test site cannot start: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
