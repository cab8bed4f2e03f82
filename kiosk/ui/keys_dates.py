"""The texts of which a day is made: its order in each language, the months and the days of the week."""

from kiosk.ui.text_entry import Entry

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

DATES: tuple[Entry, ...] = (
    Entry("date.day", "{weekday} {day} {month} {year}",
          "A day in full. {weekday} and {month} are texts of this table, {day} and {year} are numbers."),
    *(Entry(f"date.month.{number}", name, "A month within a day in full.") for number, name in enumerate(_MONTHS, 1)),
    *(Entry(f"date.weekday.{number}", name, "A day of the week; Monday is 1.")
      for number, name in enumerate(_WEEKDAYS, 1)),
)  # fmt: skip
