"""The exception with which a step of the build refuses to go on.

Never used for a defect of the build itself: those keep their traceback.
"""


class BuildFailed(Exception):
    """The text says what is wrong and what to do; it is printed as it stands."""
