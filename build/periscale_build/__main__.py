"""The command line: `python -m periscale_build build` or `size`.

Never does more than to call a step and print what came of it.
"""

import argparse
import sys

from periscale_build.dialect import CompileFailed
from periscale_build.errors import BuildFailed
from periscale_build.pipeline import build, built_bundle
from periscale_build.project import Project, this_project
from periscale_build.sizes import budget_line, check_budgets, size_table


def _build(project: Project) -> None:
    """write build/dist, unless it is up to date"""
    news = "built" if build(project) else "up to date"
    made, budgets = built_bundle(project), project.build / "budgets.toml"
    check_budgets(made, budgets)
    print(f"build/dist is {news}. {budget_line(made, budgets)}")


def _size(project: Project) -> None:
    """build, then show which source module costs how many bytes"""
    build(project)
    made = built_bundle(project)
    print(size_table(made))
    check_budgets(made, project.build / "budgets.toml")


def main() -> int:
    """Exit code 1, with the reason on stderr, when a step refused to go on."""
    parser = argparse.ArgumentParser(prog="python -m periscale_build")
    commands = parser.add_subparsers(required=True)
    for name, run in {"build": _build, "size": _size}.items():
        commands.add_parser(name, help=run.__doc__).set_defaults(run=run)
    run = parser.parse_args().run
    try:
        run(this_project())
    except (BuildFailed, CompileFailed) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
