"""The entry of the core build, which knows `window.periscale` only. Never does anything itself."""

from tag_src.boot.script_tag import call_with_script
from tag_src.browser.guard import in_background
from tag_src.capture.start import start_capture
from tag_src.facades.periscale import install

in_background(call_with_script(lambda script: install(script, start_capture, lambda: True)))
