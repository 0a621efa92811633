"""The tag dialect: Python to small JavaScript, on top of Transcrypt, without a runtime.

`compile_tag` compiles a package; `CompileFailed` lists what was refused and what to write instead.
"""

from periscale_build.dialect.program import compile_tag
from periscale_build.dialect.refusals import CompileFailed, Refusal

__all__ = ["CompileFailed", "Refusal", "compile_tag"]
