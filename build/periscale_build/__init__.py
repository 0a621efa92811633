"""The build of the tag: Python in `tag_src/` becomes one small script in `build/dist/`.

Runs as `python -m periscale_build`. Never part of what a page loads.
"""
