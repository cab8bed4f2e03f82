"""The texts about screens: whose is which, choosing the customer's, and the test pattern."""

from kiosk.ui.text_entry import Entry

_WHOSE = "Below a screen's name in the list of screens. Short."

SCREENS: tuple[Entry, ...] = (
    Entry("staff.screens.title", "Screens", "Title of the page and its button on the settings page."),
    Entry("staff.screens.choose", "Touch the screen that is to be the customer's.", "Above the list of screens."),
    Entry("staff.screens.busy", "A sale is on the screen. Finish it first, then choose.",
          "Why no screen can be chosen now."),
    Entry("staff.screens.only", "This is the only screen: staff and customer use it in turn.",
          "Above the list of screens when there is one."),
    Entry("staff.screens.missing", "The chosen screen {name} is not connected.",
          "Above the list of screens. {name} is what the system calls the screen."),
    Entry("staff.screens.is.staff", "Staff's screen", _WHOSE),
    Entry("staff.screens.is.customer", "Customer's screen", _WHOSE),
    Entry("staff.screens.is.both", "Staff and customer in turn", _WHOSE),
    Entry("staff.screens.is.unused", "Not used", _WHOSE),
    Entry("staff.screens.any", "Any other screen",
          "Button: the customer's screen is whichever is not the staff's."),
    Entry("staff.screens.none", "One screen for both", "Button: the customer has no screen of their own."),
    Entry("staff.screens.identify", "Identify",
          "Button: every screen shows its number in large figures for some seconds."),
    Entry("staff.screens.pattern", "Test pattern", "Button: tries the customer's screen."),
    Entry("staff.screens.pattern_off", "End the test pattern", "The same button while the pattern shows."),
    Entry("staff.screens.lost", "The customer's screen is not connected",
          "Beside \"Turn the screen to the customer\" when a cable came off. No full stop."),
    Entry("customer.pattern.title", "TEST pattern of this screen", "Headline of the test pattern."),
    Entry("customer.pattern.pays_nothing", "This code pays nothing", "Beside the code of the test pattern."),
    Entry("customer.pattern.edges", "The line runs whole along all four edges; every step of grey is seen",
          "On the test pattern: what to look for."),
)
