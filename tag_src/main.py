"""The entry: runs once when the script is loaded. Never does anything itself."""

from tag_src.boot.script_tag import call_with_script
from tag_src.browser.guard import in_background
from tag_src.capture.start import start_capture
from tag_src.facades.activation import boot

in_background(call_with_script(lambda script: boot(script, start_capture)))
