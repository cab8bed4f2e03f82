"""All texts of the program, by key: the source of the catalogues in `i18n/`.

`kiosk.sale.screen` names these keys as plain words; a house test looks every named key up here. After a
change run `python i18n/make_catalogues.py`, fill what it marks as unfinished, and run it again.
"""

from collections.abc import Mapping
from types import MappingProxyType

from kiosk.ui.keys_counter import COUNTER
from kiosk.ui.keys_customer import CUSTOMER
from kiosk.ui.keys_dates import DATES
from kiosk.ui.keys_office import OFFICE
from kiosk.ui.keys_reasons import REASONS
from kiosk.ui.keys_screens import SCREENS
from kiosk.ui.keys_states import STATES
from kiosk.ui.text_entry import Entry

ENTRIES: tuple[Entry, ...] = (*CUSTOMER, *STATES, *REASONS, *COUNTER, *SCREENS, *OFFICE, *DATES)
BY_KEY: Mapping[str, Entry] = MappingProxyType({entry.key: entry for entry in ENTRIES})
