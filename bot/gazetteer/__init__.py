"""Places: regions, districts, settlements, seas, and every written form of their names in three languages."""

from bot.gazetteer.entry import Entry as Entry
from bot.gazetteer.namesakes import choose as choose
from bot.gazetteer.outlines import outlines as outlines
from bot.gazetteer.region import REGIONS as REGIONS
from bot.gazetteer.region import Region as Region
from bot.gazetteer.region import home_timezone as home_timezone
from bot.gazetteer.search import Match as Match
from bot.gazetteer.search import find as find
from bot.gazetteer.table import MAX_WORDS as MAX_WORDS
from bot.gazetteer.table import Table as Table
from bot.gazetteer.table import key as key
from bot.gazetteer.table import lookup_table as lookup_table
from bot.gazetteer.towns import every_name as every_name
from bot.gazetteer.towns import name_in as name_in
from bot.gazetteer.towns import one_name as one_name
