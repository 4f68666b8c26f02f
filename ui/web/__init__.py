"""The public web page: ask, read, check the source.

from ui.web import Site, mount
"""

from ui.web.mount import mount
from ui.web.site import Site

__all__ = ["Site", "mount"]
