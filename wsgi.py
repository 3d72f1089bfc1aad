"""Settings from the environment, create_app, the WSGI callable; nothing else."""

from portal.app import create_app
from portal.settings import Settings

application = create_app(Settings.from_environment())
