"""Settings from the environment, create_app, the WSGI callable; nothing else."""

import gc

gc.disable()  # what is built here stays: looking for what could be thrown away is a tenth of the start

from portal.app import create_app  # noqa: E402
from portal.settings import Settings  # noqa: E402

application = create_app(Settings.from_environment())

# Workers are forked from here: what stays is not looked at again, so that they share its memory.
gc.freeze()
gc.enable()
