"""The entry: runs once when the script is loaded. Never does anything itself."""

from tag_src.boot.script_tag import own_script
from tag_src.browser.guard import guarded
from tag_src.capture.start import start_capture
from tag_src.facades.activation import boot

guarded(boot)(own_script(), start_capture)
