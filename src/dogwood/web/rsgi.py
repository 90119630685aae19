"""The readers' application on granian: ``granian --interface rsgi dogwood.web.rsgi:application``."""

from .asgi import application as hot_path
from .fastlane import FastLane

application = FastLane(hot_path)
