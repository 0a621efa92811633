"""The entry of the core build, which knows `window.periscale` only. Never does anything itself."""

from tag_src.boot.script_tag import own_script
from tag_src.browser.guard import guarded
from tag_src.capture.start import start_capture
from tag_src.facades.periscale import install

guarded(install)(own_script(), start_capture, lambda given: given)
