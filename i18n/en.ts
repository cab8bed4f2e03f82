<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>app</name>
    <message>
        <source>app.title</source>
        <extracomment>FPS Kiosk
Title of the staff's window.</extracomment>
        <translation>FPS Kiosk</translation>
    </message>
    <message>
        <source>app.customer_title</source>
        <extracomment>FPS Kiosk: customer
Title of the customer's window.</extracomment>
        <translation>FPS Kiosk: customer</translation>
    </message>
</context>
<context>
    <name>currency</name>
    <message>
        <source>currency.HKD</source>
        <extracomment>Hong Kong dollar
Name of the currency.</extracomment>
        <translation>Hong Kong dollar</translation>
    </message>
    <message>
        <source>currency.CNY</source>
        <extracomment>Renminbi
Name of the currency.</extracomment>
        <translation>Renminbi</translation>
    </message>
</context>
<context>
    <name>customer</name>
    <message>
        <source>customer.idle</source>
        <extracomment>Welcome. FPS accepted
Idle screen, below the shop's name. The FPS logo is not shown: it needs a licence.</extracomment>
        <translation>Welcome. FPS accepted</translation>
    </message>
    <message>
        <source>customer.amount</source>
        <extracomment>Please check the amount
Above the amount while the clerk is typing it.</extracomment>
        <translation>Please check the amount</translation>
    </message>
    <message>
        <source>customer.wait</source>
        <extracomment>Please wait, your code is being prepared
The sale was sent, the code has not come yet.</extracomment>
        <translation>Please wait, your code is being prepared</translation>
    </message>
    <message>
        <source>customer.scan</source>
        <extracomment>Scan to pay {amount}
Headline of the code page. {amount} is money text.</extracomment>
        <translation>Scan to pay {amount}</translation>
    </message>
    <message>
        <source>customer.scan_word</source>
        <extracomment>Scan to pay
The same headline where the amount is drawn apart in large figures.</extracomment>
        <translation>Scan to pay</translation>
    </message>
    <message>
        <source>customer.valid_until</source>
        <extracomment>Valid until {time} ({left} left)
{time} is clock time in Hong Kong, {left} is minutes:seconds. The code itself told its deadline.</extracomment>
        <translation>Valid until {time} ({left} left)</translation>
    </message>
    <message>
        <source>customer.valid_until_about</source>
        <extracomment>Valid until about {time} ({left} left)
As valid_until, but the deadline is only this till's setting: keep the word for 'about'.</extracomment>
        <translation>Valid until about {time} ({left} left)</translation>
    </message>
    <message>
        <source>customer.ends_soon</source>
        <extracomment>This code ends in {left}
Takes the place of the valid-until line in the last 30 seconds. {left} is minutes:seconds.</extracomment>
        <translation>This code ends in {left}</translation>
    </message>
    <message>
        <source>customer.use_bank_app</source>
        <extracomment>Use your Hong Kong bank's app to scan
Leading help line under the code.</extracomment>
        <translation>Use your Hong Kong bank's app to scan</translation>
    </message>
    <message>
        <source>customer.works_once</source>
        <extracomment>This code works once
Help line under the code.</extracomment>
        <translation>This code works once</translation>
    </message>
    <message>
        <source>customer.payee</source>
        <extracomment>Payee: {payee}
{payee} is the name the code carries; the customer compares it with the bank app.</extracomment>
        <translation>Payee: {payee}</translation>
    </message>
    <message>
        <source>customer.vendor_1</source>
        <extracomment>QR code expiration date
The provider's own line, small print. Verbatim: do not improve.</extracomment>
        <translation>QR code expiration date</translation>
    </message>
    <message>
        <source>customer.vendor_2</source>
        <extracomment>Please download the QR code and use it in the QR scan function of your online banking application
The provider's own line, small print. Verbatim: do not improve.</extracomment>
        <translation>Please download the QR code and use it in the QR scan function of your online banking application</translation>
    </message>
    <message>
        <source>customer.vendor_3</source>
        <extracomment>For one-time use only
The provider's own line, small print. Verbatim: do not improve.</extracomment>
        <translation>For one-time use only</translation>
    </message>
    <message>
        <source>customer.exact_amount</source>
        <extracomment>Enter exactly {amount}
The code carries no amount, so the customer types it. {amount} is money text.</extracomment>
        <translation>Enter exactly {amount}</translation>
    </message>
    <message>
        <source>customer.set_aside</source>
        <extracomment>Thank you. Waiting for the result
The clerk goes on with the next customer; this payment is still watched.</extracomment>
        <translation>Thank you. Waiting for the result</translation>
    </message>
    <message>
        <source>customer.checking</source>
        <extracomment>Checking your payment. Do not pay again
The code is off the screen and its end is not known yet.</extracomment>
        <translation>Checking your payment. Do not pay again</translation>
    </message>
    <message>
        <source>customer.confirming</source>
        <extracomment>Your payment is being confirmed. Do not pay again
The platform has received the payment and is still confirming it.</extracomment>
        <translation>Your payment is being confirmed. Do not pay again</translation>
    </message>
    <message>
        <source>customer.paid</source>
        <extracomment>Paid {amount}. Thank you
Only on proof from the platform. {amount} is money text.</extracomment>
        <translation>Paid {amount}. Thank you</translation>
    </message>
    <message>
        <source>customer.paid_word</source>
        <extracomment>Paid
The same headline where the amount is drawn apart in large figures.</extracomment>
        <translation>Paid</translation>
    </message>
    <message>
        <source>customer.paid_thanks</source>
        <extracomment>Thank you
Below the paid amount.</extracomment>
        <translation>Thank you</translation>
    </message>
    <message>
        <source>customer.declined</source>
        <extracomment>Payment not completed. Please ask our staff
The platform proved that nothing was paid. No blame, no reason: that is for staff.</extracomment>
        <translation>Payment not completed. Please ask our staff</translation>
    </message>
    <message>
        <source>customer.expired</source>
        <extracomment>This code is no longer valid. Please do not use it; wait for staff
The time is over. Whether it was paid is not known.</extracomment>
        <translation>This code is no longer valid. Please do not use it; wait for staff</translation>
    </message>
    <message>
        <source>customer.ended</source>
        <extracomment>This code is no longer shown. Please do not use it; wait for staff
The platform ended this attempt before the code's time was over. Whether it was paid is not known.</extracomment>
        <translation>This code is no longer shown. Please do not use it; wait for staff</translation>
    </message>
    <message>
        <source>customer.stopped</source>
        <extracomment>Payment cancelled. If you have paid, tell our staff
The clerk stopped showing the code. A scanned code may still be paid.</extracomment>
        <translation>Payment cancelled. If you have paid, tell our staff</translation>
    </message>
    <message>
        <source>customer.see_staff</source>
        <extracomment>Please speak to our staff. Do not pay again
The end is not known; a person must decide.</extracomment>
        <translation>Please speak to our staff. Do not pay again</translation>
    </message>
    <message>
        <source>customer.unavailable</source>
        <extracomment>FPS is not available now
No charge can be started.</extracomment>
        <translation>FPS is not available now</translation>
    </message>
    <message>
        <source>customer.wait_staff</source>
        <extracomment>Please wait for our staff
Nothing for the customer to do now.</extracomment>
        <translation>Please wait for our staff</translation>
    </message>
    <message>
        <source>customer.next</source>
        <extracomment>Staff: next customer
Button on the only screen after a result: the clerk taps it to reach the keypad.</extracomment>
        <translation>Staff: next customer</translation>
    </message>
    <message>
        <source>customer.hold_to_cancel</source>
        <extracomment>Staff: hold to cancel
Button on the only screen while the code shows; must be held for one second.</extracomment>
        <translation>Staff: hold to cancel</translation>
    </message>
    <message>
        <source>customer.staff_hold</source>
        <extracomment>Staff: hold for more
Button on the only screen while the customer pays; held for one second it shows the clerk's page.</extracomment>
        <translation>Staff: hold for more</translation>
    </message>
    <message>
        <source>customer.cleaning</source>
        <extracomment>Cleaning the screen
Headline on both windows while staff wipe them; the time left stands below in figures.</extracomment>
        <translation>Cleaning the screen</translation>
    </message>
    <message>
        <source>customer.cleaning_hint</source>
        <extracomment>Touches and keys do nothing now. It ends by itself.
Below the time left while the screens are wiped.</extracomment>
        <translation>Touches and keys do nothing now. It ends by itself.</translation>
    </message>
    <message>
        <source>customer.code_name</source>
        <extracomment>FPS QR code
Name of the code's picture for screen readers.</extracomment>
        <translation>FPS QR code</translation>
    </message>
    <message>
        <source>customer.pattern.title</source>
        <extracomment>TEST pattern of this screen
Headline of the test pattern.</extracomment>
        <translation>TEST pattern of this screen</translation>
    </message>
    <message>
        <source>customer.pattern.pays_nothing</source>
        <extracomment>This code pays nothing
Beside the code of the test pattern.</extracomment>
        <translation>This code pays nothing</translation>
    </message>
    <message>
        <source>customer.pattern.edges</source>
        <extracomment>The line runs whole along all four edges; every step of grey is seen
On the test pattern: what to look for.</extracomment>
        <translation>The line runs whole along all four edges; every step of grey is seen</translation>
    </message>
</context>
<context>
    <name>date</name>
    <message>
        <source>date.day</source>
        <extracomment>{weekday} {day} {month} {year}
A day in full. {weekday} and {month} are texts of this table, {day} and {year} are numbers.</extracomment>
        <translation>{weekday} {day} {month} {year}</translation>
    </message>
    <message>
        <source>date.month.1</source>
        <extracomment>January
A month within a day in full.</extracomment>
        <translation>January</translation>
    </message>
    <message>
        <source>date.month.2</source>
        <extracomment>February
A month within a day in full.</extracomment>
        <translation>February</translation>
    </message>
    <message>
        <source>date.month.3</source>
        <extracomment>March
A month within a day in full.</extracomment>
        <translation>March</translation>
    </message>
    <message>
        <source>date.month.4</source>
        <extracomment>April
A month within a day in full.</extracomment>
        <translation>April</translation>
    </message>
    <message>
        <source>date.month.5</source>
        <extracomment>May
A month within a day in full.</extracomment>
        <translation>May</translation>
    </message>
    <message>
        <source>date.month.6</source>
        <extracomment>June
A month within a day in full.</extracomment>
        <translation>June</translation>
    </message>
    <message>
        <source>date.month.7</source>
        <extracomment>July
A month within a day in full.</extracomment>
        <translation>July</translation>
    </message>
    <message>
        <source>date.month.8</source>
        <extracomment>August
A month within a day in full.</extracomment>
        <translation>August</translation>
    </message>
    <message>
        <source>date.month.9</source>
        <extracomment>September
A month within a day in full.</extracomment>
        <translation>September</translation>
    </message>
    <message>
        <source>date.month.10</source>
        <extracomment>October
A month within a day in full.</extracomment>
        <translation>October</translation>
    </message>
    <message>
        <source>date.month.11</source>
        <extracomment>November
A month within a day in full.</extracomment>
        <translation>November</translation>
    </message>
    <message>
        <source>date.month.12</source>
        <extracomment>December
A month within a day in full.</extracomment>
        <translation>December</translation>
    </message>
    <message>
        <source>date.weekday.1</source>
        <extracomment>Monday
A day of the week; Monday is 1.</extracomment>
        <translation>Monday</translation>
    </message>
    <message>
        <source>date.weekday.2</source>
        <extracomment>Tuesday
A day of the week; Monday is 1.</extracomment>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>date.weekday.3</source>
        <extracomment>Wednesday
A day of the week; Monday is 1.</extracomment>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>date.weekday.4</source>
        <extracomment>Thursday
A day of the week; Monday is 1.</extracomment>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>date.weekday.5</source>
        <extracomment>Friday
A day of the week; Monday is 1.</extracomment>
        <translation>Friday</translation>
    </message>
    <message>
        <source>date.weekday.6</source>
        <extracomment>Saturday
A day of the week; Monday is 1.</extracomment>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>date.weekday.7</source>
        <extracomment>Sunday
A day of the week; Monday is 1.</extracomment>
        <translation>Sunday</translation>
    </message>
</context>
<context>
    <name>demo</name>
    <message>
        <source>demo.phone.title</source>
        <extracomment>Customer's phone
Panel of the demo: plays the customer.</extracomment>
        <translation>Customer's phone</translation>
    </message>
    <message>
        <source>demo.phone.open</source>
        <extracomment>Customer's phone: {key}
Button on the demo's ribbon: shows the panel. {key} is the key that does the same.</extracomment>
        <translation>Customer's phone: {key}</translation>
    </message>
    <message>
        <source>demo.phone.empty</source>
        <extracomment>No code to scan
The panel before a code shows.</extracomment>
        <translation>No code to scan</translation>
    </message>
    <message>
        <source>demo.phone.pay</source>
        <extracomment>Pay {amount}
Button of the panel. {amount} is money text.</extracomment>
        <translation>Pay {amount}</translation>
    </message>
    <message>
        <source>demo.phone.decline</source>
        <extracomment>Decline
Button of the panel.</extracomment>
        <translation>Decline</translation>
    </message>
    <message>
        <source>demo.cents_hint</source>
        <extracomment>The last two decimals of the amount choose the story.
On the demo's phone, above demo.stories.</extracomment>
        <translation>The last two decimals of the amount choose the story.</translation>
    </message>
    <message>
        <source>demo.stories</source>
        <extracomment>00 paid · 01 declined · 02 never paid · 04 paid late · 08 told twice · 09 message lost · 10 slow answer · 13 refused · 14 code as a picture · 16 declined, then paid · 22 open amount · 28 paid after Cancel
On the demo's phone: some of the decimals and their stories, parted by ' · '.</extracomment>
        <translation>00 paid · 01 declined · 02 never paid · 04 paid late · 08 told twice · 09 message lost · 10 slow answer · 13 refused · 14 code as a picture · 16 declined, then paid · 22 open amount · 28 paid after Cancel</translation>
    </message>
</context>
<context>
    <name>language</name>
    <message>
        <source>language.en</source>
        <extracomment>English
The language's own name, the same in every catalogue.</extracomment>
        <translation>English</translation>
    </message>
    <message>
        <source>language.zh_HK</source>
        <extracomment>繁體中文
The language's own name, the same in every catalogue.</extracomment>
        <translation>繁體中文</translation>
    </message>
    <message>
        <source>language.zh_CN</source>
        <extracomment>简体中文
The language's own name, the same in every catalogue.</extracomment>
        <translation>简体中文</translation>
    </message>
</context>
<context>
    <name>money</name>
    <message>
        <source>money.HKD</source>
        <extracomment>HK${figures}
How an amount is written: 1,234.50 takes the place of {figures}.</extracomment>
        <translation>HK${figures}</translation>
    </message>
    <message>
        <source>money.CNY</source>
        <extracomment>CNY {figures}
How an amount is written. Never the yen or yuan sign alone: it is read as yen too.</extracomment>
        <translation>CNY {figures}</translation>
    </message>
</context>
<context>
    <name>ribbon</name>
    <message>
        <source>ribbon.demo</source>
        <extracomment>DEMO 示範
Ribbon on every screen of the demo: both languages at once.</extracomment>
        <translation>DEMO 示範</translation>
    </message>
    <message>
        <source>ribbon.test</source>
        <extracomment>TEST 測試
Ribbon on every screen of a test project: both languages at once.</extracomment>
        <translation>TEST 測試</translation>
    </message>
</context>
<context>
    <name>staff</name>
    <message>
        <source>staff.cannot_start.headline</source>
        <extracomment>Cannot take FPS now. No charge was started.
Sure: nothing reached the platform. A staff.cause line may stand below.</extracomment>
        <translation>Cannot take FPS now. No charge was started.</translation>
    </message>
    <message>
        <source>staff.cannot_start.action</source>
        <extracomment>Use another way to pay.
What to do in cannot_start.</extracomment>
        <translation>Use another way to pay.</translation>
    </message>
    <message>
        <source>staff.storage_before.headline</source>
        <extracomment>Not started: this computer cannot save records.
The record could not be written, so nothing was sent.</extracomment>
        <translation>Not started: this computer cannot save records.</translation>
    </message>
    <message>
        <source>staff.storage_before.action</source>
        <extracomment>Free space or call support.
What to do in storage_before.</extracomment>
        <translation>Free space or call support.</translation>
    </message>
    <message>
        <source>staff.getting_code.headline</source>
        <extracomment>Getting the QR code…
The sale was sent, the code has not come yet.</extracomment>
        <translation>Getting the QR code…</translation>
    </message>
    <message>
        <source>staff.getting_code.action</source>
        <extracomment>Nothing to pay yet.
What to know in getting_code.</extracomment>
        <translation>Nothing to pay yet.</translation>
    </message>
    <message>
        <source>staff.no_code.headline</source>
        <extracomment>No QR code came. The customer could not have paid.
No code was ever shown for this sale.</extracomment>
        <translation>No QR code came. The customer could not have paid.</translation>
    </message>
    <message>
        <source>staff.no_code.action</source>
        <extracomment>You may start again.
What to do in no_code.</extracomment>
        <translation>You may start again.</translation>
    </message>
    <message>
        <source>staff.qr_shown.headline</source>
        <extracomment>Waiting for payment, {left} left.
The code is on the customer's screen. {left} is minutes:seconds.</extracomment>
        <translation>Waiting for payment, {left} left.</translation>
    </message>
    <message>
        <source>staff.qr_shown.action</source>
        <extracomment>Hand over the goods only after PAID.
PAID is the word of staff.paid.word: keep them the same.</extracomment>
        <translation>Hand over the goods only after PAID.</translation>
    </message>
    <message>
        <source>staff.checking.headline</source>
        <extracomment>Confirming. Do not charge again.
The code is off the screen, the platform is being asked.</extracomment>
        <translation>Confirming. Do not charge again.</translation>
    </message>
    <message>
        <source>staff.expired.headline</source>
        <extracomment>This code is no longer valid. Not PAID yet.
Above new_code.question. PAID is staff.paid.word.</extracomment>
        <translation>This code is no longer valid. Not PAID yet.</translation>
    </message>
    <message>
        <source>staff.ended.headline</source>
        <extracomment>The platform says this attempt came to nothing. Not PAID yet.
Above new_code.question, before the code's time was over. PAID is staff.paid.word.</extracomment>
        <translation>The platform says this attempt came to nothing. Not PAID yet.</translation>
    </message>
    <message>
        <source>staff.goods.keep</source>
        <extracomment>Keep the goods.
Added to a page that does not say it: the goods may not go.</extracomment>
        <translation>Keep the goods.</translation>
    </message>
    <message>
        <source>staff.goods.or_money</source>
        <extracomment>Give the goods or return the money.
Added to a sale whose money came after it was closed.</extracomment>
        <translation>Give the goods or return the money.</translation>
    </message>
    <message>
        <source>staff.goods.once</source>
        <extracomment>Give the goods once.
Added to a sale that was paid twice.</extracomment>
        <translation>Give the goods once.</translation>
    </message>
    <message>
        <source>staff.goods.gone</source>
        <extracomment>The goods went before: do not hand them over again.
Added to a sale that was paid after its goods had gone by hand or on trust.</extracomment>
        <translation>The goods went before: do not hand them over again.</translation>
    </message>
    <message>
        <source>staff.goods.maybe_gone</source>
        <extracomment>The goods may have gone already: find out first.
Added to a sale of which records are missing.</extracomment>
        <translation>The goods may have gone already: find out first.</translation>
    </message>
    <message>
        <source>staff.goods.by_hand</source>
        <extracomment>The person in charge let the goods go.
Added to a sale marked paid by hand.</extracomment>
        <translation>The person in charge let the goods go.</translation>
    </message>
    <message>
        <source>staff.again.no</source>
        <extracomment>Do not charge again.
Added to a page that does not say it.</extracomment>
        <translation>Do not charge again.</translation>
    </message>
    <message>
        <source>staff.again.if_none</source>
        <extracomment>Charge again only if the customer's app shows no payment.
Added to a page where a new code may be made.</extracomment>
        <translation>Charge again only if the customer's app shows no payment.</translation>
    </message>
    <message>
        <source>staff.again.nothing_charged</source>
        <extracomment>Nothing was charged; you may try again.
Added to a page that says why nothing was started.</extracomment>
        <translation>Nothing was charged; you may try again.</translation>
    </message>
    <message>
        <source>staff.checking.action</source>
        <extracomment>Takes up to 60 s.
How long checking lasts.</extracomment>
        <translation>Takes up to 60 s.</translation>
    </message>
    <message>
        <source>staff.unsettled.headline</source>
        <extracomment>Not confirmed: the customer may have paid.
The 60 s are over without an answer. Never say 'failed' or 'unpaid' here.</extracomment>
        <translation>Not confirmed: the customer may have paid.</translation>
    </message>
    <message>
        <source>staff.unsettled.action</source>
        <extracomment>You may look at the record in the bank app, but a screen or screenshot is no proof. Do not hand over the goods yet and tell the person in charge; we keep checking for 14 days.
What to do in unsettled.</extracomment>
        <translation>You may look at the record in the bank app, but a screen or screenshot is no proof. Do not hand over the goods yet and tell the person in charge; we keep checking for 14 days.</translation>
    </message>
    <message>
        <source>staff.cancel.question</source>
        <extracomment>Stop showing the code? If it was scanned, the customer can still pay for another {left}.
Asked after Cancel. It stops showing, it never voids. {left} is minutes:seconds.</extracomment>
        <translation>Stop showing the code? If it was scanned, the customer can still pay for another {left}.</translation>
    </message>
    <message>
        <source>staff.cancel.yes</source>
        <extracomment>Stop and keep watching
Answer to cancel.question.</extracomment>
        <translation>Stop and keep watching</translation>
    </message>
    <message>
        <source>staff.cancel.no</source>
        <extracomment>Keep showing
Answer to cancel.question.</extracomment>
        <translation>Keep showing</translation>
    </message>
    <message>
        <source>staff.stopped.headline</source>
        <extracomment>No longer shown; you will be told if money still arrives.
After cancelling a shown code.</extracomment>
        <translation>No longer shown; you will be told if money still arrives.</translation>
    </message>
    <message>
        <source>staff.stopped_before.headline</source>
        <extracomment>Stopped. No code was shown.
Cancelled before any code was on the screen.</extracomment>
        <translation>Stopped. No code was shown.</translation>
    </message>
    <message>
        <source>staff.stopped_before.action</source>
        <extracomment>You may start again.
What to do in stopped_before.</extracomment>
        <translation>You may start again.</translation>
    </message>
    <message>
        <source>staff.new_code.question</source>
        <extracomment>Does the customer's app show a payment?
Asked when the old code is over and the platform does not call it paid.</extracomment>
        <translation>Does the customer's app show a payment?</translation>
    </message>
    <message>
        <source>staff.new_code.no</source>
        <extracomment>No: new code
Answer to new_code.question.</extracomment>
        <translation>No: new code</translation>
    </message>
    <message>
        <source>staff.new_code.yes</source>
        <extracomment>Yes: keep checking
Answer to new_code.question.</extracomment>
        <translation>Yes: keep checking</translation>
    </message>
    <message>
        <source>staff.set_aside.headline</source>
        <extracomment>Scanned, waiting for the result.
A sale put aside as a tile.</extracomment>
        <translation>Scanned, waiting for the result.</translation>
    </message>
    <message>
        <source>staff.set_aside.next</source>
        <extracomment>Next customer
Button: puts the sale aside and shows the keypad.</extracomment>
        <translation>Next customer</translation>
    </message>
    <message>
        <source>staff.paid.headline</source>
        <extracomment>Paid {amount}
Only on proof. The only green page. {amount} is money text.</extracomment>
        <translation>Paid {amount}</translation>
    </message>
    <message>
        <source>staff.paid.word</source>
        <extracomment>PAID
The one word that lets the goods go; other texts quote it.</extracomment>
        <translation>PAID</translation>
    </message>
    <message>
        <source>staff.paid.action</source>
        <extracomment>You may hand over the goods.
What to do in paid.</extracomment>
        <translation>You may hand over the goods.</translation>
    </message>
    <message>
        <source>staff.paid_late.headline</source>
        <extracomment>Money arrived after the sale was closed: {amount}, sale #{sale}, {time}.
{amount} money text, {sale} the sale's number, {time} clock time in Hong Kong.</extracomment>
        <translation>Money arrived after the sale was closed: {amount}, sale #{sale}, {time}.</translation>
    </message>
    <message>
        <source>staff.paid_late.action</source>
        <extracomment>Give the goods, or return the money another way and record it; this method has no automatic refund.
What to do in paid_late.</extracomment>
        <translation>Give the goods, or return the money another way and record it; this method has no automatic refund.</translation>
    </message>
    <message>
        <source>staff.confirming.headline</source>
        <extracomment>Received, being confirmed by the platform. Not PAID yet.
The platform says it waits for a confirmation. PAID is staff.paid.word.</extracomment>
        <translation>Received, being confirmed by the platform. Not PAID yet.</translation>
    </message>
    <message>
        <source>staff.confirming.action</source>
        <extracomment>Keep the goods until PAID.
What to do in confirming.</extracomment>
        <translation>Keep the goods until PAID.</translation>
    </message>
    <message>
        <source>staff.moved.headline</source>
        <extracomment>The platform has not settled this payment; money may have moved.
A code that means money may have left the customer.</extracomment>
        <translation>The platform has not settled this payment; money may have moved.</translation>
    </message>
    <message>
        <source>staff.moved.action</source>
        <extracomment>Do not charge again; tell the person in charge.
What to do in moved.</extracomment>
        <translation>Do not charge again; tell the person in charge.</translation>
    </message>
    <message>
        <source>staff.reversed.headline</source>
        <extracomment>The platform reports money given back on this payment.
A successful refund, reversal or payout, which this kiosk never asks for.</extracomment>
        <translation>The platform reports money given back on this payment.</translation>
    </message>
    <message>
        <source>staff.reversed.action</source>
        <extracomment>Do not hand over the goods; tell the person in charge.
What to do in reversed.</extracomment>
        <translation>Do not hand over the goods; tell the person in charge.</translation>
    </message>
    <message>
        <source>staff.orphan.headline</source>
        <extracomment>A payment of this till is missing from its records.
A genuine message names a payment the records do not know, as after a restored backup.</extracomment>
        <translation>A payment of this till is missing from its records.</translation>
    </message>
    <message>
        <source>staff.orphan.action</source>
        <extracomment>The platform is being asked; tell the person in charge.
What to do in orphan.</extracomment>
        <translation>The platform is being asked; tell the person in charge.</translation>
    </message>
    <message>
        <source>staff.orphan_paid.headline</source>
        <extracomment>The platform says that {amount} was paid; this till's records of the sale are missing.
Instead of orphan once the platform calls it paid. {amount} is money text.</extracomment>
        <translation>The platform says that {amount} was paid; this till's records of the sale are missing.</translation>
    </message>
    <message>
        <source>staff.orphan_paid.action</source>
        <extracomment>The person in charge decides.
What to do in orphan_paid.</extracomment>
        <translation>The person in charge decides.</translation>
    </message>
    <message>
        <source>staff.code_refused.headline</source>
        <extracomment>The code that came does not match this sale; it was not shown.
Wrong checksum, currency or amount in the code.</extracomment>
        <translation>The code that came does not match this sale; it was not shown.</translation>
    </message>
    <message>
        <source>staff.code_refused.action</source>
        <extracomment>Start again or use another way to pay.
What to do in code_refused.</extracomment>
        <translation>Start again or use another way to pay.</translation>
    </message>
    <message>
        <source>staff.code_unreadable.headline</source>
        <extracomment>The code that came cannot be read; it was not shown.
Not a picture or text a phone could scan.</extracomment>
        <translation>The code that came cannot be read; it was not shown.</translation>
    </message>
    <message>
        <source>staff.code_unreadable.action</source>
        <extracomment>Start again or use another way to pay.
What to do in code_unreadable.</extracomment>
        <translation>Start again or use another way to pay.</translation>
    </message>
    <message>
        <source>staff.code_doubtful.question</source>
        <extracomment>The code carries no amount; the customer must type it.
Staff decide whether to show it.</extracomment>
        <translation>The code carries no amount; the customer must type it.</translation>
    </message>
    <message>
        <source>staff.code_doubtful.allow</source>
        <extracomment>Show it
Answer to code_doubtful.question.</extracomment>
        <translation>Show it</translation>
    </message>
    <message>
        <source>staff.code_doubtful.refuse</source>
        <extracomment>Do not show it
Answer to code_doubtful.question.</extracomment>
        <translation>Do not show it</translation>
    </message>
    <message>
        <source>staff.code_editable.question</source>
        <extracomment>The customer can change this code's amount; check what arrives.
As code_doubtful, for a code whose amount may be edited. Same two answers.</extracomment>
        <translation>The customer can change this code's amount; check what arrives.</translation>
    </message>
    <message>
        <source>staff.code_unusual.headline</source>
        <extracomment>The code is not a known FPS code; shown as received.
A warning line above the code's small picture.</extracomment>
        <translation>The code is not a known FPS code; shown as received.</translation>
    </message>
    <message>
        <source>staff.differs.headline</source>
        <extracomment>The platform's message belongs to another customer, project or currency. Not counted as paid.
A genuine message contradicts the sale.</extracomment>
        <translation>The platform's message belongs to another customer, project or currency. Not counted as paid.</translation>
    </message>
    <message>
        <source>staff.differs.action</source>
        <extracomment>Tell the person in charge.
What to do in differs.</extracomment>
        <translation>Tell the person in charge.</translation>
    </message>
    <message>
        <source>staff.amount_differs.headline</source>
        <extracomment>The platform shows another amount. Not counted as paid.
A genuine message names another amount.</extracomment>
        <translation>The platform shows another amount. Not counted as paid.</translation>
    </message>
    <message>
        <source>staff.amount_differs.action</source>
        <extracomment>Tell the person in charge.
What to do in amount_differs.</extracomment>
        <translation>Tell the person in charge.</translation>
    </message>
    <message>
        <source>staff.paid_twice.headline</source>
        <extracomment>Paid twice: {amount} to return, sale #{sale}.
{amount} is money text, {sale} the sale's number.</extracomment>
        <translation>Paid twice: {amount} to return, sale #{sale}.</translation>
    </message>
    <message>
        <source>staff.paid_twice.action</source>
        <extracomment>The person in charge returns one and records it.
What to do in paid_twice.</extracomment>
        <translation>The person in charge returns one and records it.</translation>
    </message>
    <message>
        <source>staff.second_charge.headline</source>
        <extracomment>The first payment has no result yet; charging again may take the customer's money twice.
A new code for the same sale is refused.</extracomment>
        <translation>The first payment has no result yet; charging again may take the customer's money twice.</translation>
    </message>
    <message>
        <source>staff.second_charge.no_owner</source>
        <extracomment>Only the person in charge may make a new code, with a PIN. None is set yet; the owner sets it up on this computer.
Why a new code is refused where no PIN was set.</extracomment>
        <translation>Only the person in charge may make a new code, with a PIN. None is set yet; the owner sets it up on this computer.</translation>
    </message>
    <message>
        <source>staff.second_charge.action</source>
        <extracomment>The person in charge decides.
What to do in second_charge.</extracomment>
        <translation>The person in charge decides.</translation>
    </message>
    <message>
        <source>staff.declined.headline</source>
        <extracomment>Payment not completed. The platform says no money was taken.
Proved by the platform.</extracomment>
        <translation>Payment not completed. The platform says no money was taken.</translation>
    </message>
    <message>
        <source>staff.declined.action</source>
        <extracomment>You may try again.
What to do in declined.</extracomment>
        <translation>You may try again.</translation>
    </message>
    <message>
        <source>staff.paid_after_decline.headline</source>
        <extracomment>Paid after all: {amount}, sale #{sale}. The platform had first said it was not.
A proved success follows a proved decline while the sale is still open.</extracomment>
        <translation>Paid after all: {amount}, sale #{sale}. The platform had first said it was not.</translation>
    </message>
    <message numerus="yes">
        <source>staff.restarted.headline</source>
        <extracomment>The computer restarted. Checking {n} payment. / The computer restarted. Checking {n} payments.
{n} is how many payments are being asked about.</extracomment>
        <translation>
            <numerusform>The computer restarted. Checking {n} payment.</numerusform>
            <numerusform>The computer restarted. Checking {n} payments.</numerusform>
        </translation>
    </message>
    <message>
        <source>staff.cannot_save.headline</source>
        <extracomment>Money seems to have arrived but cannot be saved. Do not switch off.
A result came and the disk refuses it.</extracomment>
        <translation>Money seems to have arrived but cannot be saved. Do not switch off.</translation>
    </message>
    <message>
        <source>staff.cannot_save.action</source>
        <extracomment>Call support now.
What to do in cannot_save.</extracomment>
        <translation>Call support now.</translation>
    </message>
    <message>
        <source>staff.no_tls.action</source>
        <extracomment>No charge was started. Use another way to pay.
What to do in no_tls.</extracomment>
        <translation>No charge was started. Use another way to pay.</translation>
    </message>
    <message>
        <source>staff.no_tls.headline</source>
        <extracomment>No secure connection. Check this computer's date and time.
TLS failed; a wrong clock is the usual cause.</extracomment>
        <translation>No secure connection. Check this computer's date and time.</translation>
    </message>
    <message>
        <source>staff.identity_elsewhere.headline</source>
        <extracomment>Another computer is using this till's identity. Charging is stopped.
Two computers with the same till id.</extracomment>
        <translation>Another computer is using this till's identity. Charging is stopped.</translation>
    </message>
    <message>
        <source>staff.clock.headline</source>
        <extracomment>The date or time of this computer does not agree with the platform's. Put it right.
Over every page, while the clocks differ by more than five minutes.</extracomment>
        <translation>The date or time of this computer does not agree with the platform's. Put it right.</translation>
    </message>
    <message>
        <source>staff.identity_elsewhere.action</source>
        <extracomment>Call support.
What to do in identity_elsewhere.</extracomment>
        <translation>Call support.</translation>
    </message>
    <message>
        <source>staff.out_of_service.headline</source>
        <extracomment>FPS is out of service on this till.
Settings or records cannot be used. A staff.cause line stands below.</extracomment>
        <translation>FPS is out of service on this till.</translation>
    </message>
    <message>
        <source>staff.out_of_service.action</source>
        <extracomment>Use another way to pay and call support.
What to do in out_of_service.</extracomment>
        <translation>Use another way to pay and call support.</translation>
    </message>
    <message>
        <source>staff.damaged.headline</source>
        <extracomment>FPS is out of service on this till: its records are damaged.
The journal was changed or cannot be read. A staff.cause line stands below.</extracomment>
        <translation>FPS is out of service on this till: its records are damaged.</translation>
    </message>
    <message>
        <source>staff.damaged.action</source>
        <extracomment>Nothing was deleted. Use another way to pay. The person in charge closes the till and runs kiosk payments salvage: payments that it cannot prove come up under Attention; those of which only the name is left stand in its report.
What to do in damaged. The command stays as it is.</extracomment>
        <translation>Nothing was deleted. Use another way to pay. The person in charge closes the till and runs kiosk payments salvage: payments that it cannot prove come up under Attention; those of which only the name is left stand in its report.</translation>
    </message>
    <message>
        <source>staff.fault.headline</source>
        <extracomment>A fault in this program stopped charging. Open payments are still watched.
The program met something it could not handle and protects itself.</extracomment>
        <translation>A fault in this program stopped charging. Open payments are still watched.</translation>
    </message>
    <message>
        <source>staff.fault.action</source>
        <extracomment>Call support; restart when no customer is waiting.
What to do in fault.</extracomment>
        <translation>Call support; restart when no customer is waiting.</translation>
    </message>
    <message>
        <source>staff.restart_before.headline</source>
        <extracomment>The computer restarted before a code was shown. The customer could not have paid.
Found at the start: a sale that never showed its code.</extracomment>
        <translation>The computer restarted before a code was shown. The customer could not have paid.</translation>
    </message>
    <message>
        <source>staff.restart_before.action</source>
        <extracomment>You may start again.
What to do in restart_before.</extracomment>
        <translation>You may start again.</translation>
    </message>
    <message>
        <source>staff.gaps.headline</source>
        <extracomment>Records of this sale are missing: it may have been paid, and the goods may have gone already.
A damaged or older copy of the records: this till cannot know what became of the sale.</extracomment>
        <translation>Records of this sale are missing: it may have been paid, and the goods may have gone already.</translation>
    </message>
    <message>
        <source>staff.gaps_paid.headline</source>
        <extracomment>Records of this sale are missing: the goods may have gone already.
Instead of gaps once it is paid.</extracomment>
        <translation>Records of this sale are missing: the goods may have gone already.</translation>
    </message>
    <message>
        <source>staff.gaps_twice.headline</source>
        <extracomment>Sale #{sale} was paid twice, {amount} too much. That may have been returned already.
Instead of paid_twice where records are missing. {amount} is money text, {sale} the sale's number.</extracomment>
        <translation>Sale #{sale} was paid twice, {amount} too much. That may have been returned already.</translation>
    </message>
    <message>
        <source>staff.gaps_twice.action</source>
        <extracomment>The person in charge finds out first whether it was returned, and records what goes back.
What to do in gaps_twice.</extracomment>
        <translation>The person in charge finds out first whether it was returned, and records what goes back.</translation>
    </message>
    <message>
        <source>staff.gaps.action</source>
        <extracomment>Records of this sale are missing: before you hand anything over, ask whoever served the customer whether the goods have gone. Tell the person in charge.
What to do in gaps; also below PAID.</extracomment>
        <translation>Records of this sale are missing: before you hand anything over, ask whoever served the customer whether the goods have gone. Tell the person in charge.</translation>
    </message>
    <message>
        <source>staff.silent.headline</source>
        <extracomment>No answer about this payment for 14 days. Not confirmed.
The watch is over and the platform never gave a genuine answer.</extracomment>
        <translation>No answer about this payment for 14 days. Not confirmed.</translation>
    </message>
    <message>
        <source>staff.silent.action</source>
        <extracomment>Compare with the provider's report; tell the person in charge.
What to do in silent.</extracomment>
        <translation>Compare with the provider's report; tell the person in charge.</translation>
    </message>
    <message>
        <source>staff.by_hand</source>
        <extracomment>Marked paid by the person in charge (not confirmed by the platform).
Stays with such a sale everywhere, for ever.</extracomment>
        <translation>Marked paid by the person in charge (not confirmed by the platform).</translation>
    </message>
    <message>
        <source>staff.turn_screen</source>
        <extracomment>Turn the screen to the customer
The code is on the clerk's screen because there is no other.</extracomment>
        <translation>Turn the screen to the customer</translation>
    </message>
    <message>
        <source>staff.cause.relay</source>
        <extracomment>The relay that brings the codes does not answer.
Small line: why Charge was refused or is not possible.</extracomment>
        <translation>The relay that brings the codes does not answer.</translation>
    </message>
    <message>
        <source>staff.cause.platform</source>
        <extracomment>The payment platform does not answer.
Small line: why Charge was refused.</extracomment>
        <translation>The payment platform does not answer.</translation>
    </message>
    <message>
        <source>staff.cause.relay_asked</source>
        <extracomment>Asking the relay…
Small line: Charge was pressed and waits for the relay's answer.</extracomment>
        <translation>Asking the relay…</translation>
    </message>
    <message>
        <source>staff.cause.token</source>
        <extracomment>The relay does not accept this till's token.
Small line: the relay refuses this till. A token is a kind of password.</extracomment>
        <translation>The relay does not accept this till's token.</translation>
    </message>
    <message>
        <source>staff.cause.starting</source>
        <extracomment>Starting: open payments are checked first.
Small line: why Charge waits after a start.</extracomment>
        <translation>Starting: open payments are checked first.</translation>
    </message>
    <message>
        <source>staff.cause.busy</source>
        <extracomment>The last step is still being saved.
Small line: why Charge waits for a moment.</extracomment>
        <translation>The last step is still being saved.</translation>
    </message>
    <message>
        <source>staff.cause.settings</source>
        <extracomment>The settings have a fault.
Small line of out_of_service.</extracomment>
        <translation>The settings have a fault.</translation>
    </message>
    <message>
        <source>staff.cause.records</source>
        <extracomment>The records cannot be opened.
Small line of out_of_service.</extracomment>
        <translation>The records cannot be opened.</translation>
    </message>
    <message>
        <source>staff.cause.damaged</source>
        <extracomment>The records are damaged.
Small line of damaged.</extracomment>
        <translation>The records are damaged.</translation>
    </message>
    <message>
        <source>staff.cause.space</source>
        <extracomment>The disk is almost full.
Small line beside the records light.</extracomment>
        <translation>The disk is almost full.</translation>
    </message>
    <message>
        <source>staff.refused.settings.headline</source>
        <extracomment>The platform refused this sale: the set-up of this till does not fit.
Codes 3261, 3262, 2442, 3023, 3121, 3119: signature, project or currency.</extracomment>
        <translation>The platform refused this sale: the set-up of this till does not fit.</translation>
    </message>
    <message>
        <source>staff.refused.settings.action</source>
        <extracomment>Stop charging and call support.
What to do in refused.settings.</extracomment>
        <translation>Stop charging and call support.</translation>
    </message>
    <message>
        <source>staff.refused.project.headline</source>
        <extracomment>The platform refused this sale: FPS is not open for this shop.
Codes 2541, 310, 303, 3299: method, project or merchant not allowed.</extracomment>
        <translation>The platform refused this sale: FPS is not open for this shop.</translation>
    </message>
    <message>
        <source>staff.refused.project.action</source>
        <extracomment>Use another way to pay; the person in charge calls ecommpay.
ecommpay is the provider's name.</extracomment>
        <translation>Use another way to pay; the person in charge calls ecommpay.</translation>
    </message>
    <message>
        <source>staff.refused.software.headline</source>
        <extracomment>The platform refused this sale: it could not read the request.
Codes 3024, 2124, 2154, 2004, 2003, 702, 502, 319: a fault of this program.</extracomment>
        <translation>The platform refused this sale: it could not read the request.</translation>
    </message>
    <message>
        <source>staff.refused.software.action</source>
        <extracomment>Use another way to pay and call support.
What to do in refused.software.</extracomment>
        <translation>Use another way to pay and call support.</translation>
    </message>
    <message>
        <source>staff.refused.limit.headline</source>
        <extracomment>The platform refused this sale: the amount is outside a limit.
Codes 3358, 2642, 309: this one amount is below or above a limit of the platform or the provider.</extracomment>
        <translation>The platform refused this sale: the amount is outside a limit.</translation>
    </message>
    <message>
        <source>staff.refused.limit.action</source>
        <extracomment>Use another way to pay.
What to do in refused.limit.</extracomment>
        <translation>Use another way to pay.</translation>
    </message>
    <message>
        <source>staff.refused.daily.headline</source>
        <extracomment>The platform refused this sale: a daily limit for this shop is reached.
Codes 3297, 3298: a daily limit of the account or the provider; the amount itself is allowed.</extracomment>
        <translation>The platform refused this sale: a daily limit for this shop is reached.</translation>
    </message>
    <message>
        <source>staff.refused.daily.action</source>
        <extracomment>Use another way to pay; the person in charge calls ecommpay.
What to do in refused.daily. ecommpay is the provider's name.</extracomment>
        <translation>Use another way to pay; the person in charge calls ecommpay.</translation>
    </message>
    <message>
        <source>staff.refused.duplicate.headline</source>
        <extracomment>The platform refused this sale: it looks like a repeat.
Code 3613 and the repeat rules of risk control.</extracomment>
        <translation>The platform refused this sale: it looks like a repeat.</translation>
    </message>
    <message>
        <source>staff.refused.duplicate.action</source>
        <extracomment>Nothing was charged. You may start again.
What to do in refused.duplicate.</extracomment>
        <translation>Nothing was charged. You may start again.</translation>
    </message>
    <message>
        <source>staff.refused.other.headline</source>
        <extracomment>The platform refused this sale.
A refusal without a group of its own; the code stands in the small print.</extracomment>
        <translation>The platform refused this sale.</translation>
    </message>
    <message>
        <source>staff.refused.other.action</source>
        <extracomment>Use another way to pay.
What to do in refused.other.</extracomment>
        <translation>Use another way to pay.</translation>
    </message>
    <message>
        <source>staff.decline_hint.limit</source>
        <extracomment>The customer's bank limit was reached.
Hint below a decline: code 20101.</extracomment>
        <translation>The customer's bank limit was reached.</translation>
    </message>
    <message>
        <source>staff.decline_hint.funds</source>
        <extracomment>The customer's account has not enough money.
Hint below a decline: code 20105.</extracomment>
        <translation>The customer's account has not enough money.</translation>
    </message>
    <message>
        <source>staff.decline_hint.account</source>
        <extracomment>The customer's account cannot pay this; try another account or bank.
Hint below a decline: codes 20106, 20107, 20201, 20203, 20204, 20205.</extracomment>
        <translation>The customer's account cannot pay this; try another account or bank.</translation>
    </message>
    <message>
        <source>staff.decline_hint.bank_app</source>
        <extracomment>The customer checks the bank app and signs in again.
Hint below a decline: codes 20102, 20103, 20104, 20302, 20303.</extracomment>
        <translation>The customer checks the bank app and signs in again.</translation>
    </message>
    <message>
        <source>staff.decline_hint.cancelled</source>
        <extracomment>The customer cancelled in the bank app.
Hint below a decline: code 20301.</extracomment>
        <translation>The customer cancelled in the bank app.</translation>
    </message>
    <message>
        <source>staff.decline_hint.other</source>
        <extracomment>The bank did not accept it.
Hint below a decline: every other code. Neutral by the provider's rule for risk codes.</extracomment>
        <translation>The bank did not accept it.</translation>
    </message>
    <message>
        <source>staff.cannot_pay.title</source>
        <extracomment>The customer cannot pay
Title of the four usual causes.</extracomment>
        <translation>The customer cannot pay</translation>
    </message>
    <message>
        <source>staff.cannot_pay.limit</source>
        <extracomment>Bank or small-payment limit
One of the four usual causes why a customer cannot pay.</extracomment>
        <translation>Bank or small-payment limit</translation>
    </message>
    <message>
        <source>staff.cannot_pay.limit_help</source>
        <extracomment>The customer may raise the limit in the bank app, or use another bank.
What helps when that is the cause why a customer cannot pay.</extracomment>
        <translation>The customer may raise the limit in the bank app, or use another bank.</translation>
    </message>
    <message>
        <source>staff.cannot_pay.bank_app</source>
        <extracomment>Not a Hong Kong bank app
One of the four usual causes why a customer cannot pay.</extracomment>
        <translation>Not a Hong Kong bank app</translation>
    </message>
    <message>
        <source>staff.cannot_pay.bank_app_help</source>
        <extracomment>Only the app of a Hong Kong bank can pay this code.
What helps when that is the cause why a customer cannot pay.</extracomment>
        <translation>Only the app of a Hong Kong bank can pay this code.</translation>
    </message>
    <message>
        <source>staff.cannot_pay.fps_setup</source>
        <extracomment>FPS not set up in the app
One of the four usual causes why a customer cannot pay.</extracomment>
        <translation>FPS not set up in the app</translation>
    </message>
    <message>
        <source>staff.cannot_pay.fps_setup_help</source>
        <extracomment>The customer sets up FPS in the bank app first.
What helps when that is the cause why a customer cannot pay.</extracomment>
        <translation>The customer sets up FPS in the bank app first.</translation>
    </message>
    <message>
        <source>staff.cannot_pay.network</source>
        <extracomment>Phone has no network
One of the four usual causes why a customer cannot pay.</extracomment>
        <translation>Phone has no network</translation>
    </message>
    <message>
        <source>staff.cannot_pay.network_help</source>
        <extracomment>The customer moves to better reception or uses the shop's Wi-Fi.
What helps when that is the cause why a customer cannot pay.</extracomment>
        <translation>The customer moves to better reception or uses the shop's Wi-Fi.</translation>
    </message>
    <message>
        <source>staff.cannot_pay.keep</source>
        <extracomment>Keep showing the code
Answer that leaves the four causes without choosing one.</extracomment>
        <translation>Keep showing the code</translation>
    </message>
    <message>
        <source>staff.check.running</source>
        <extracomment>Checking now…
After Check now, up to 5 s.</extracomment>
        <translation>Checking now…</translation>
    </message>
    <message>
        <source>staff.check.paid</source>
        <extracomment>Checked at {time}: paid.
Answer of Check now. {time} is clock time in Hong Kong.</extracomment>
        <translation>Checked at {time}: paid.</translation>
    </message>
    <message>
        <source>staff.check.not_paid</source>
        <extracomment>Checked at {time}: not paid, the platform says no money was taken.
Answer of Check now. {time} is clock time in Hong Kong.</extracomment>
        <translation>Checked at {time}: not paid, the platform says no money was taken.</translation>
    </message>
    <message>
        <source>staff.check.open</source>
        <extracomment>Checked at {time}: no result yet. Ask the customer to wait.
Answer of Check now. {time} is clock time in Hong Kong.</extracomment>
        <translation>Checked at {time}: no result yet. Ask the customer to wait.</translation>
    </message>
    <message>
        <source>staff.check.disputed</source>
        <extracomment>Checked at {time}: the platform says paid, but it does not fit this till's records.
Answer of Check now. {time} is clock time in Hong Kong.</extracomment>
        <translation>Checked at {time}: the platform says paid, but it does not fit this till's records.</translation>
    </message>
    <message>
        <source>staff.check.unanswered</source>
        <extracomment>Checked at {time}: the platform did not answer. Checking goes on.
Answer of Check now. {time} is clock time in Hong Kong.</extracomment>
        <translation>Checked at {time}: the platform did not answer. Checking goes on.</translation>
    </message>
    <message>
        <source>staff.charge</source>
        <extracomment>Charge
The main button of the keypad.</extracomment>
        <translation>Charge</translation>
    </message>
    <message>
        <source>staff.charge_amount</source>
        <extracomment>Charge {amount}
The main button with the amount. {amount} is money text.</extracomment>
        <translation>Charge {amount}</translation>
    </message>
    <message>
        <source>staff.starting</source>
        <extracomment>Starting…
On the main button until open payments were asked about.</extracomment>
        <translation>Starting…</translation>
    </message>
    <message>
        <source>staff.clear</source>
        <extracomment>Clear
Button: empties the amount.</extracomment>
        <translation>Clear</translation>
    </message>
    <message>
        <source>staff.backspace</source>
        <extracomment>Delete the last digit
Name of the backspace key for screen readers.</extracomment>
        <translation>Delete the last digit</translation>
    </message>
    <message>
        <source>staff.amount</source>
        <extracomment>Amount
Label of the amount being typed.</extracomment>
        <translation>Amount</translation>
    </message>
    <message>
        <source>staff.currency</source>
        <extracomment>Currency
Label of the currency button.</extracomment>
        <translation>Currency</translation>
    </message>
    <message>
        <source>staff.reference</source>
        <extracomment>Reference
Label of the optional field: an invoice or table number.</extracomment>
        <translation>Reference</translation>
    </message>
    <message>
        <source>staff.reference_hint</source>
        <extracomment>Optional, stays in this till
Inside the empty field. The text is never sent to the platform.</extracomment>
        <translation>Optional, stays in this till</translation>
    </message>
    <message>
        <source>staff.refilled</source>
        <extracomment>The amount is filled in again, not charged yet. Charge it, or correct it.
Below the amount after Try again or Wrong amount: the till put it there, nobody typed it.</extracomment>
        <translation>The amount is filled in again, not charged yet. Charge it, or correct it.</translation>
    </message>
    <message>
        <source>staff.limit</source>
        <extracomment>FPS takes at most {limit} a sale
A key was refused: the method's own limit. {limit} is money text.</extracomment>
        <translation>FPS takes at most {limit} a sale</translation>
    </message>
    <message>
        <source>staff.limit_till</source>
        <extracomment>This till takes at most {limit} a sale
A key was refused: the limit that the shop set. {limit} is money text.</extracomment>
        <translation>This till takes at most {limit} a sale</translation>
    </message>
    <message>
        <source>staff.items</source>
        <extracomment>20 items at most
A key was refused: no more amounts can be added up.</extracomment>
        <translation>20 items at most</translation>
    </message>
    <message>
        <source>staff.take_back</source>
        <extracomment>Backspace to go on
Why Charge is grey, after the reason why a key was refused: that key has to be taken back.</extracomment>
        <translation>Backspace to go on</translation>
    </message>
    <message>
        <source>staff.charge.question</source>
        <extracomment>Charge {amount}?
Asked before a large charge. {amount} is money text.</extracomment>
        <translation>Charge {amount}?</translation>
    </message>
    <message>
        <source>staff.charge.large</source>
        <extracomment>More than {amount}: check it before you charge
Beside charge.question. {amount} is the owner's money text.</extracomment>
        <translation>More than {amount}: check it before you charge</translation>
    </message>
    <message>
        <source>staff.charge.keep</source>
        <extracomment>Back to the amount
Answer to charge.question: nothing is charged.</extracomment>
        <translation>Back to the amount</translation>
    </message>
    <message>
        <source>staff.plus</source>
        <extracomment>Add another item
Name of the plus key for screen readers.</extracomment>
        <translation>Add another item</translation>
    </message>
    <message>
        <source>staff.zero</source>
        <extracomment>Enter an amount above zero
Charge with no amount.</extracomment>
        <translation>Enter an amount above zero</translation>
    </message>
    <message>
        <source>staff.decimals</source>
        <extracomment>Two decimal places at most
A third decimal was typed.</extracomment>
        <translation>Two decimal places at most</translation>
    </message>
    <message>
        <source>staff.keys_hint</source>
        <extracomment>Enter charges · + adds up · Delete clears · Esc cancels
Small line under the keypad.</extracomment>
        <translation>Enter charges · + adds up · Delete clears · Esc cancels</translation>
    </message>
    <message>
        <source>staff.set_aside.full</source>
        <extracomment>Five sales are set aside already. Setting this one aside moves the oldest, #{sale} ({amount}), to Attention; it is watched on.
Beside the button that sets a sale aside. {sale} is a number, {amount} money text.</extracomment>
        <translation>Five sales are set aside already. Setting this one aside moves the oldest, #{sale} ({amount}), to Attention; it is watched on.</translation>
    </message>
    <message>
        <source>staff.set_aside.full_ended</source>
        <extracomment>Five sales are set aside already. Setting this one aside takes #{sale} ({amount}), which has ended, off the keypad; it stays under Recent sales.
Beside the button that sets a sale aside. {sale} is a number, {amount} money text.</extracomment>
        <translation>Five sales are set aside already. Setting this one aside takes #{sale} ({amount}), which has ended, off the keypad; it stays under Recent sales.</translation>
    </message>
    <message>
        <source>staff.set_aside_button</source>
        <extracomment>Scanned, next customer
Button: keep watching this sale as a tile and serve the next customer.</extracomment>
        <translation>Scanned, next customer</translation>
    </message>
    <message>
        <source>staff.set_aside_keep</source>
        <extracomment>Set aside on the keypad
As set_aside_button, where unsettled_next stands beside it: this one keeps the sale in sight as a tile.</extracomment>
        <translation>Set aside on the keypad</translation>
    </message>
    <message>
        <source>staff.unsettled_next</source>
        <extracomment>Next, to Attention
Button beside set_aside_keep: the next customer; the sale goes to the list whose title is Attention.</extracomment>
        <translation>Next, to Attention</translation>
    </message>
    <message>
        <source>staff.check_now</source>
        <extracomment>Check now
Button: ask the platform at once.</extracomment>
        <translation>Check now</translation>
    </message>
    <message>
        <source>staff.cannot_pay_button</source>
        <extracomment>Can't pay
Button: what to do when the customer's app does not pay.</extracomment>
        <translation>Can't pay</translation>
    </message>
    <message>
        <source>staff.cancel_button</source>
        <extracomment>Cancel
Button: asks first, then stops showing the code.</extracomment>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>staff.back</source>
        <extracomment>Back
Button: to the page before.</extracomment>
        <translation>Back</translation>
    </message>
    <message>
        <source>staff.next_page</source>
        <extracomment>Next page
Name of the button that turns a list, for screen readers.</extracomment>
        <translation>Next page</translation>
    </message>
    <message>
        <source>staff.previous_page</source>
        <extracomment>Previous page
Name of the button that turns a list back, for screen readers.</extracomment>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>staff.keypad</source>
        <extracomment>Keypad
Name of the keypad's page for screen readers.</extracomment>
        <translation>Keypad</translation>
    </message>
    <message numerus="yes">
        <source>staff.spoken.soon</source>
        <extracomment>{n} second left to pay / {n} seconds left to pay
Read out once by screen readers when the last 30 seconds of a code begin. {n} is a count.</extracomment>
        <translation>
            <numerusform>{n} second left to pay</numerusform>
            <numerusform>{n} seconds left to pay</numerusform>
        </translation>
    </message>
    <message>
        <source>staff.close</source>
        <extracomment>Close
Button: closes a page or panel.</extracomment>
        <translation>Close</translation>
    </message>
    <message>
        <source>staff.copy</source>
        <extracomment>Copy
Button beside the small print.</extracomment>
        <translation>Copy</translation>
    </message>
    <message>
        <source>staff.copied</source>
        <extracomment>Copied
Shown for a moment after Copy.</extracomment>
        <translation>Copied</translation>
    </message>
    <message>
        <source>staff.try_again</source>
        <extracomment>Try again
Button after a decline: same amount, new code.</extracomment>
        <translation>Try again</translation>
    </message>
    <message>
        <source>staff.decide.goods</source>
        <extracomment>Goods handed over
Button on an item of the attention list: how the person in charge settled it.</extracomment>
        <translation>Goods handed over</translation>
    </message>
    <message>
        <source>staff.decide.returned</source>
        <extracomment>Money returned
Button on an item of the attention list: how the person in charge settled it.</extracomment>
        <translation>Money returned</translation>
    </message>
    <message>
        <source>staff.decide.checked</source>
        <extracomment>Checked, nothing more to do
Button on an item of the attention list: how the person in charge settled it.</extracomment>
        <translation>Checked, nothing more to do</translation>
    </message>
    <message>
        <source>staff.small_print</source>
        <extracomment>Code {code}: {message}
Small print with Copy. {code} and {message} come from the platform.</extracomment>
        <translation>Code {code}: {message}</translation>
    </message>
    <message>
        <source>staff.sale_number</source>
        <extracomment>Sale #{sale}
{sale} is the sale's number of the day.</extracomment>
        <translation>Sale #{sale}</translation>
    </message>
    <message>
        <source>staff.sale_unknown</source>
        <extracomment>Sale number not known
Instead of sale_number, for a payment whose records are missing.</extracomment>
        <translation>Sale number not known</translation>
    </message>
    <message>
        <source>staff.time_left</source>
        <extracomment>{left} left
{left} is minutes:seconds.</extracomment>
        <translation>{left} left</translation>
    </message>
    <message>
        <source>staff.payee</source>
        <extracomment>Payee in the code: {payee}
{payee} is the name the code carries.</extracomment>
        <translation>Payee in the code: {payee}</translation>
    </message>
    <message>
        <source>staff.tile.waiting</source>
        <extracomment>Waiting
A sale put aside: no result yet.</extracomment>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>staff.tile.confirming</source>
        <extracomment>Being confirmed
A sale put aside: received, being confirmed.</extracomment>
        <translation>Being confirmed</translation>
    </message>
    <message>
        <source>staff.tile.paid</source>
        <extracomment>Paid
A sale put aside: proved paid.</extracomment>
        <translation>Paid</translation>
    </message>
    <message>
        <source>staff.tile.declined</source>
        <extracomment>Not completed
A sale put aside: proved not paid.</extracomment>
        <translation>Not completed</translation>
    </message>
    <message>
        <source>staff.tile.unsure</source>
        <extracomment>Not confirmed
A sale put aside: the customer may have paid.</extracomment>
        <translation>Not confirmed</translation>
    </message>
    <message>
        <source>staff.tile.full</source>
        <extracomment>Five sales are set aside; the oldest goes to the list.
Shown when a sixth is put aside.</extracomment>
        <translation>Five sales are set aside; the oldest goes to the list.</translation>
    </message>
    <message>
        <source>staff.last.title</source>
        <extracomment>Last sale
Label of the strip above the keypad.</extracomment>
        <translation>Last sale</translation>
    </message>
    <message>
        <source>staff.last.line</source>
        <extracomment>{amount} · #{sale} · {time}
The strip's figures; the state's name stands beside.</extracomment>
        <translation>{amount} · #{sale} · {time}</translation>
    </message>
    <message>
        <source>staff.recent.title</source>
        <extracomment>Recent sales
Title and button.</extracomment>
        <translation>Recent sales</translation>
    </message>
    <message>
        <source>staff.recent.empty</source>
        <extracomment>No sales in the last 30 minutes.
Instead of an empty list.</extracomment>
        <translation>No sales in the last 30 minutes.</translation>
    </message>
    <message>
        <source>staff.today.title</source>
        <extracomment>Today
Title and button: totals of the day.</extracomment>
        <translation>Today</translation>
    </message>
    <message numerus="yes">
        <source>staff.today.count</source>
        <extracomment>{n} paid sale / {n} paid sales
Line of today's totals. {n} is a count.</extracomment>
        <translation>
            <numerusform>{n} paid sale</numerusform>
            <numerusform>{n} paid sales</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>staff.today.open</source>
        <extracomment>{n} sale without a result / {n} sales without a result
Line of today's totals. {n} is a count.</extracomment>
        <translation>
            <numerusform>{n} sale without a result</numerusform>
            <numerusform>{n} sales without a result</numerusform>
        </translation>
    </message>
    <message>
        <source>staff.today.total</source>
        <extracomment>Total
Label before a sum of money.</extracomment>
        <translation>Total</translation>
    </message>
    <message>
        <source>staff.today.empty</source>
        <extracomment>No paid sales today.
Instead of totals.</extracomment>
        <translation>No paid sales today.</translation>
    </message>
    <message>
        <source>staff.attention.title</source>
        <extracomment>Attention
Title and button: what a person must decide.</extracomment>
        <translation>Attention</translation>
    </message>
    <message numerus="yes">
        <source>staff.attention.badge</source>
        <extracomment>{n} item to decide / {n} items to decide
Name of the badge. {n} is a count.</extracomment>
        <translation>
            <numerusform>{n} item to decide</numerusform>
            <numerusform>{n} items to decide</numerusform>
        </translation>
    </message>
    <message>
        <source>staff.attention.empty</source>
        <extracomment>Nothing to decide.
Instead of an empty list.</extracomment>
        <translation>Nothing to decide.</translation>
    </message>
    <message>
        <source>staff.settings</source>
        <extracomment>Settings
Title and button.</extracomment>
        <translation>Settings</translation>
    </message>
    <message>
        <source>staff.language</source>
        <extracomment>Language
Label of the choice of the staff's language.</extracomment>
        <translation>Language</translation>
    </message>
    <message>
        <source>staff.theme</source>
        <extracomment>Appearance
Label of the choice between light, dark and high contrast.</extracomment>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>staff.theme_light</source>
        <extracomment>Light
One of the appearances of the windows.</extracomment>
        <translation>Light</translation>
    </message>
    <message>
        <source>staff.theme_dark</source>
        <extracomment>Dark
One of the appearances of the windows.</extracomment>
        <translation>Dark</translation>
    </message>
    <message>
        <source>staff.theme_contrast</source>
        <extracomment>High contrast
One of the appearances of the windows: black and white.</extracomment>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>staff.type</source>
        <extracomment>Text size
Label of the choice of how large the words are.</extracomment>
        <translation>Text size</translation>
    </message>
    <message>
        <source>staff.type_usual</source>
        <extracomment>100%
One of the sizes of the words on both screens.</extracomment>
        <translation>100%</translation>
    </message>
    <message>
        <source>staff.type_large</source>
        <extracomment>125%
One of the sizes of the words on both screens.</extracomment>
        <translation>125%</translation>
    </message>
    <message>
        <source>staff.type_larger</source>
        <extracomment>150%
One of the sizes of the words on both screens.</extracomment>
        <translation>150%</translation>
    </message>
    <message>
        <source>staff.motion</source>
        <extracomment>Motion
Label of the choice whether anything but figures moves on the screens.</extracomment>
        <translation>Motion</translation>
    </message>
    <message>
        <source>staff.motion_usual</source>
        <extracomment>Usual
Buttons that are held fill up, and the cursor blinks.</extracomment>
        <translation>Usual</translation>
    </message>
    <message>
        <source>staff.motion_less</source>
        <extracomment>Reduced
Nothing moves but figures.</extracomment>
        <translation>Reduced</translation>
    </message>
    <message>
        <source>staff.clean</source>
        <extracomment>Wipe the screens (30 s)
Button on the settings page: for half a minute touches and keys do nothing.</extracomment>
        <translation>Wipe the screens (30 s)</translation>
    </message>
    <message>
        <source>staff.clean_not_now</source>
        <extracomment>Not while a sale waits for its result.
Beside the grey button that lets the screens be wiped.</extracomment>
        <translation>Not while a sale waits for its result.</translation>
    </message>
    <message>
        <source>staff.sound</source>
        <extracomment>Sound
Title and button: how loud the till is, and what its tones mean.</extracomment>
        <translation>Sound</translation>
    </message>
    <message>
        <source>staff.sound.volume</source>
        <extracomment>Volume
Label of the choice of the volume.</extracomment>
        <translation>Volume</translation>
    </message>
    <message>
        <source>staff.sound.off</source>
        <extracomment>Off
One of the volumes: nothing is heard.</extracomment>
        <translation>Off</translation>
    </message>
    <message>
        <source>staff.sound.low</source>
        <extracomment>Low
One of the volumes.</extracomment>
        <translation>Low</translation>
    </message>
    <message>
        <source>staff.sound.medium</source>
        <extracomment>Medium
One of the volumes.</extracomment>
        <translation>Medium</translation>
    </message>
    <message>
        <source>staff.sound.high</source>
        <extracomment>High
One of the volumes.</extracomment>
        <translation>High</translation>
    </message>
    <message>
        <source>staff.sound.test</source>
        <extracomment>Test the three tones
Button: plays them one after the other.</extracomment>
        <translation>Test the three tones</translation>
    </message>
    <message>
        <source>staff.sound.paid</source>
        <extracomment>Paid
What a tone means: the page in front turned green.</extracomment>
        <translation>Paid</translation>
    </message>
    <message>
        <source>staff.sound.paid_notes</source>
        <extracomment>Two bright notes, rising
What the tone of paid sounds like.</extracomment>
        <translation>Two bright notes, rising</translation>
    </message>
    <message>
        <source>staff.sound.declined</source>
        <extracomment>Not completed
What a tone means: the sale in front is proved not paid.</extracomment>
        <translation>Not completed</translation>
    </message>
    <message>
        <source>staff.sound.declined_notes</source>
        <extracomment>Two low notes, falling
What the tone of not completed sounds like.</extracomment>
        <translation>Two low notes, falling</translation>
    </message>
    <message>
        <source>staff.sound.late</source>
        <extracomment>Money for another sale
What a tone means: money came for a sale that was set aside or closed, not for the one in front.</extracomment>
        <translation>Money for another sale</translation>
    </message>
    <message>
        <source>staff.sound.late_notes</source>
        <extracomment>Three even notes
What the tone of money for another sale sounds like.</extracomment>
        <translation>Three even notes</translation>
    </message>
    <message>
        <source>staff.sound.hint</source>
        <extracomment>The tone of Paid comes only together with PAID on this screen.
Below the test, for the person who learns the tones.</extracomment>
        <translation>The tone of Paid comes only together with PAID on this screen.</translation>
    </message>
    <message>
        <source>staff.sound.busy</source>
        <extracomment>A test is possible when no sale is open.
Instead of the hint, beside the grey button.</extracomment>
        <translation>A test is possible when no sale is open.</translation>
    </message>
    <message>
        <source>staff.sound.is_off</source>
        <extracomment>The sound is off. Watch the screen.
Instead of the hint, when the volume is off.</extracomment>
        <translation>The sound is off. Watch the screen.</translation>
    </message>
    <message>
        <source>staff.sound.none</source>
        <extracomment>No sound device. Plug in or switch on a loudspeaker; the next tone tries again.
A tone could not be played.</extracomment>
        <translation>No sound device. Plug in or switch on a loudspeaker; the next tone tries again.</translation>
    </message>
    <message>
        <source>staff.light.sound</source>
        <extracomment>No sound
In the top bar, beside a cross: the last tone found no device.</extracomment>
        <translation>No sound</translation>
    </message>
    <message>
        <source>staff.light.relay</source>
        <extracomment>Relay
Name of a status light: the service that brings messages.</extracomment>
        <translation>Relay</translation>
    </message>
    <message>
        <source>staff.light.platform</source>
        <extracomment>Payment platform
Name of a status light.</extracomment>
        <translation>Payment platform</translation>
    </message>
    <message>
        <source>staff.light.records</source>
        <extracomment>Records
Name of a status light: this computer's own records.</extracomment>
        <translation>Records</translation>
    </message>
    <message>
        <source>staff.light.ok</source>
        <extracomment>Working
State of a light.</extracomment>
        <translation>Working</translation>
    </message>
    <message>
        <source>staff.light.slow</source>
        <extracomment>Slow
State of a light.</extracomment>
        <translation>Slow</translation>
    </message>
    <message>
        <source>staff.light.down</source>
        <extracomment>Not working
State of a light.</extracomment>
        <translation>Not working</translation>
    </message>
    <message>
        <source>staff.light.unknown</source>
        <extracomment>Not known yet
State of a light: not asked yet.</extracomment>
        <translation>Not known yet</translation>
    </message>
    <message>
        <source>staff.light.label</source>
        <extracomment>{name}: {state}
A light read out. {name} and {state} are texts of this table.</extracomment>
        <translation>{name}: {state}</translation>
    </message>
    <message>
        <source>staff.state.intent</source>
        <extracomment>Being prepared
State of a payment in lists: written, not sent.</extracomment>
        <translation>Being prepared</translation>
    </message>
    <message>
        <source>staff.state.submitted</source>
        <extracomment>Sent
State of a payment in lists.</extracomment>
        <translation>Sent</translation>
    </message>
    <message>
        <source>staff.state.accepted</source>
        <extracomment>Getting the code
State of a payment in lists.</extracomment>
        <translation>Getting the code</translation>
    </message>
    <message>
        <source>staff.state.qr_ready</source>
        <extracomment>Code received
State of a payment in lists.</extracomment>
        <translation>Code received</translation>
    </message>
    <message>
        <source>staff.state.qr_shown</source>
        <extracomment>Waiting for payment
State of a payment in lists.</extracomment>
        <translation>Waiting for payment</translation>
    </message>
    <message>
        <source>staff.state.paid</source>
        <extracomment>Paid
State of a payment in lists. Green.</extracomment>
        <translation>Paid</translation>
    </message>
    <message>
        <source>staff.state.paid_late</source>
        <extracomment>Paid late
State of a payment in lists: money came after the sale was closed.</extracomment>
        <translation>Paid late</translation>
    </message>
    <message>
        <source>staff.state.paid_gone</source>
        <extracomment>Paid; goods went before
State of a payment in lists: money came after the goods had gone by hand or on trust. Green. Short.</extracomment>
        <translation>Paid; goods went before</translation>
    </message>
    <message>
        <source>staff.state.paid_unsure</source>
        <extracomment>Paid; goods may have gone
State of a payment in lists: paid, but records are missing that would tell of the goods. Short.</extracomment>
        <translation>Paid; goods may have gone</translation>
    </message>
    <message>
        <source>staff.state.declined</source>
        <extracomment>Not completed
State of a payment in lists: proved.</extracomment>
        <translation>Not completed</translation>
    </message>
    <message>
        <source>staff.state.rejected</source>
        <extracomment>Refused by the platform
State of a payment in lists: nothing was charged.</extracomment>
        <translation>Refused by the platform</translation>
    </message>
    <message>
        <source>staff.state.watching</source>
        <extracomment>No result yet
State of a payment in lists: still being checked.</extracomment>
        <translation>No result yet</translation>
    </message>
    <message>
        <source>staff.state.unshown</source>
        <extracomment>No code was shown
State of a payment in lists: given up before its code; nobody could have paid, and it is checked still.</extracomment>
        <translation>No code was shown</translation>
    </message>
    <message>
        <source>staff.state.dead</source>
        <extracomment>Code expired
State of a payment in lists: its code ended and no payment was seen.</extracomment>
        <translation>Code expired</translation>
    </message>
    <message>
        <source>staff.state.not_started</source>
        <extracomment>Not started
State of a payment in lists: it never reached the platform.</extracomment>
        <translation>Not started</translation>
    </message>
    <message>
        <source>staff.state.attention</source>
        <extracomment>Needs a decision
State of a payment in lists.</extracomment>
        <translation>Needs a decision</translation>
    </message>
    <message>
        <source>staff.state.double</source>
        <extracomment>Paid twice
Added to the state of a payment in lists.</extracomment>
        <translation>Paid twice</translation>
    </message>
    <message>
        <source>staff.state.by_hand</source>
        <extracomment>Paid, by hand
State of a payment in lists: marked by the person in charge.</extracomment>
        <translation>Paid, by hand</translation>
    </message>
    <message>
        <source>staff.state.set_aside</source>
        <extracomment>Set aside
Added to the state of a payment in lists.</extracomment>
        <translation>Set aside</translation>
    </message>
    <message>
        <source>staff.detail.payment</source>
        <extracomment>Payment ID
Label: the id sent to the platform.</extracomment>
        <translation>Payment ID</translation>
    </message>
    <message>
        <source>staff.detail.operation</source>
        <extracomment>Platform's number
Label: the platform's id of the operation.</extracomment>
        <translation>Platform's number</translation>
    </message>
    <message>
        <source>staff.detail.started</source>
        <extracomment>Started
Label before a clock time.</extracomment>
        <translation>Started</translation>
    </message>
    <message>
        <source>staff.detail.settled</source>
        <extracomment>Result at
Label before a clock time.</extracomment>
        <translation>Result at</translation>
    </message>
    <message>
        <source>staff.detail.state</source>
        <extracomment>State
Label before a state's name.</extracomment>
        <translation>State</translation>
    </message>
    <message>
        <source>staff.close_question</source>
        <extracomment>A payment has no result yet. Close the kiosk? It is checked again at the next start.
Asked when the window is closed during a sale.</extracomment>
        <translation>A payment has no result yet. Close the kiosk? It is checked again at the next start.</translation>
    </message>
    <message>
        <source>staff.close_yes</source>
        <extracomment>Close the kiosk
Answer to close_question.</extracomment>
        <translation>Close the kiosk</translation>
    </message>
    <message>
        <source>staff.close_no</source>
        <extracomment>Stay open
Answer to close_question.</extracomment>
        <translation>Stay open</translation>
    </message>
    <message>
        <source>staff.screens.title</source>
        <extracomment>Screens
Title of the page and its button on the settings page.</extracomment>
        <translation>Screens</translation>
    </message>
    <message>
        <source>staff.screens.choose</source>
        <extracomment>Touch the screen that is to be the customer's.
Above the list of screens.</extracomment>
        <translation>Touch the screen that is to be the customer's.</translation>
    </message>
    <message>
        <source>staff.screens.busy</source>
        <extracomment>A sale is on the screen. Finish it first, then choose.
Why no screen can be chosen now.</extracomment>
        <translation>A sale is on the screen. Finish it first, then choose.</translation>
    </message>
    <message>
        <source>staff.screens.only</source>
        <extracomment>This is the only screen: staff and customer use it in turn.
Above the list of screens when there is one.</extracomment>
        <translation>This is the only screen: staff and customer use it in turn.</translation>
    </message>
    <message>
        <source>staff.screens.missing</source>
        <extracomment>The chosen screen {name} is not connected.
Above the list of screens. {name} is what the system calls the screen.</extracomment>
        <translation>The chosen screen {name} is not connected.</translation>
    </message>
    <message>
        <source>staff.screens.is.staff</source>
        <extracomment>Staff's screen
Below a screen's name in the list of screens. Short.</extracomment>
        <translation>Staff's screen</translation>
    </message>
    <message>
        <source>staff.screens.is.customer</source>
        <extracomment>Customer's screen
Below a screen's name in the list of screens. Short.</extracomment>
        <translation>Customer's screen</translation>
    </message>
    <message>
        <source>staff.screens.is.both</source>
        <extracomment>Staff and customer in turn
Below a screen's name in the list of screens. Short.</extracomment>
        <translation>Staff and customer in turn</translation>
    </message>
    <message>
        <source>staff.screens.is.unused</source>
        <extracomment>Not used
Below a screen's name in the list of screens. Short.</extracomment>
        <translation>Not used</translation>
    </message>
    <message>
        <source>staff.screens.any</source>
        <extracomment>Any other screen
Button: the customer's screen is whichever is not the staff's.</extracomment>
        <translation>Any other screen</translation>
    </message>
    <message>
        <source>staff.screens.none</source>
        <extracomment>One screen for both
Button: the customer has no screen of their own.</extracomment>
        <translation>One screen for both</translation>
    </message>
    <message>
        <source>staff.screens.identify</source>
        <extracomment>Identify
Button: every screen shows its number in large figures for some seconds.</extracomment>
        <translation>Identify</translation>
    </message>
    <message>
        <source>staff.screens.pattern</source>
        <extracomment>Test pattern
Button: tries the customer's screen.</extracomment>
        <translation>Test pattern</translation>
    </message>
    <message>
        <source>staff.screens.pattern_off</source>
        <extracomment>End the test pattern
The same button while the pattern shows.</extracomment>
        <translation>End the test pattern</translation>
    </message>
    <message>
        <source>staff.screens.lost</source>
        <extracomment>The customer's screen is not connected
Beside "Turn the screen to the customer" when a cable came off. No full stop.</extracomment>
        <translation>The customer's screen is not connected</translation>
    </message>
    <message>
        <source>staff.claimed.headline</source>
        <extracomment>The customer says this was paid: {amount}, sale #{sale}. Not confirmed.
An item of the attention list. {amount} is money text.</extracomment>
        <translation>The customer says this was paid: {amount}, sale #{sale}. Not confirmed.</translation>
    </message>
    <message>
        <source>staff.claimed_only.headline</source>
        <extracomment>The customer says that {amount} was paid.
Instead of claimed for a payment whose records are missing. {amount} is money text.</extracomment>
        <translation>The customer says that {amount} was paid.</translation>
    </message>
    <message>
        <source>staff.claimed.action</source>
        <extracomment>Keep the goods; a screen or screenshot is no proof. The platform is being asked.
What to do in claimed.</extracomment>
        <translation>Keep the goods; a screen or screenshot is no proof. The platform is being asked.</translation>
    </message>
    <message>
        <source>staff.hand.headline</source>
        <extracomment>Marked paid by the person in charge, {by} (not confirmed by the platform).
An item of the attention list. {by} is a name.</extracomment>
        <translation>Marked paid by the person in charge, {by} (not confirmed by the platform).</translation>
    </message>
    <message>
        <source>staff.hand.action</source>
        <extracomment>Compare with the provider's report, then settle it here.
What to do in hand.</extracomment>
        <translation>Compare with the provider's report, then settle it here.</translation>
    </message>
    <message>
        <source>staff.amount_came.headline</source>
        <extracomment>The platform shows {came} instead of {amount}. Not counted as paid.
A genuine message names another amount or currency. Both are money texts.</extracomment>
        <translation>The platform shows {came} instead of {amount}. Not counted as paid.</translation>
    </message>
    <message>
        <source>staff.case.paid</source>
        <extracomment>Paid: confirmed by the platform at {time}. The goods may go, once.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>Paid: confirmed by the platform at {time}. The goods may go, once.</translation>
    </message>
    <message>
        <source>staff.case.late</source>
        <extracomment>Money arrived after the sale was closed, at {time}. Give the goods, or return the money another way and record it. Do not charge again.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>Money arrived after the sale was closed, at {time}. Give the goods, or return the money another way and record it. Do not charge again.</translation>
    </message>
    <message>
        <source>staff.case.double</source>
        <extracomment>Paid twice. Give the goods once; return the extra payment and record it. Do not charge again.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>Paid twice. Give the goods once; return the extra payment and record it. Do not charge again.</translation>
    </message>
    <message>
        <source>staff.case.paid_gone</source>
        <extracomment>Paid: confirmed by the platform at {time}. The goods went before: do not hand them over again.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>Paid: confirmed by the platform at {time}. The goods went before: do not hand them over again.</translation>
    </message>
    <message>
        <source>staff.case.paid_unsure</source>
        <extracomment>Paid: confirmed by the platform at {time}. Records of this sale are missing: the goods may have gone already, or the money been returned. Find out first; they go once at most. Do not charge again.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>Paid: confirmed by the platform at {time}. Records of this sale are missing: the goods may have gone already, or the money been returned. Find out first; they go once at most. Do not charge again.</translation>
    </message>
    <message>
        <source>staff.case.double_unsure</source>
        <extracomment>Paid twice. Records of this sale are missing: the goods may have gone, and the extra payment may have been returned. Find out first; each goes once at most. Record what is returned. Do not charge again.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>Paid twice. Records of this sale are missing: the goods may have gone, and the extra payment may have been returned. Find out first; each goes once at most. Record what is returned. Do not charge again.</translation>
    </message>
    <message>
        <source>staff.case.paid_settled</source>
        <extracomment>Paid: confirmed by the platform at {time}. Do not charge again.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>Paid: confirmed by the platform at {time}. Do not charge again.</translation>
    </message>
    <message>
        <source>staff.case.double_gone</source>
        <extracomment>Paid twice. The goods went before: do not hand them over again. Return the extra payment and record it. Do not charge again.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>Paid twice. The goods went before: do not hand them over again. Return the extra payment and record it. Do not charge again.</translation>
    </message>
    <message>
        <source>staff.case.went_by_hand</source>
        <extracomment>{by} let the goods go at {time}.
On the page of a sale that was paid after all. {by} is a name, {time} clock time.</extracomment>
        <translation>{by} let the goods go at {time}.</translation>
    </message>
    <message>
        <source>staff.case.went_on_trust</source>
        <extracomment>The goods went on trust at {time}.
On the page of a sale that was paid after all. {time} is clock time.</extracomment>
        <translation>The goods went on trust at {time}.</translation>
    </message>
    <message>
        <source>staff.case.hand</source>
        <extracomment>Marked paid by {by} at {time}; the goods may go. The platform has not confirmed it. Do not charge again.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>Marked paid by {by} at {time}; the goods may go. The platform has not confirmed it. Do not charge again.</translation>
    </message>
    <message>
        <source>staff.case.trust</source>
        <extracomment>The goods went on trust. The platform has not confirmed a payment. Do not charge again.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>The goods went on trust. The platform has not confirmed a payment. Do not charge again.</translation>
    </message>
    <message>
        <source>staff.case.confirming</source>
        <extracomment>Received by the platform, being confirmed. Keep the goods until PAID. Do not charge again.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>Received by the platform, being confirmed. Keep the goods until PAID. Do not charge again.</translation>
    </message>
    <message>
        <source>staff.case.not_paid</source>
        <extracomment>The platform says no money was taken. Keep the goods; you may charge again.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>The platform says no money was taken. Keep the goods; you may charge again.</translation>
    </message>
    <message>
        <source>staff.case.never</source>
        <extracomment>No code of this sale was ever shown, so it cannot have been paid. Keep the goods.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>No code of this sale was ever shown, so it cannot have been paid. Keep the goods.</translation>
    </message>
    <message>
        <source>staff.case.moved</source>
        <extracomment>The platform has not settled this payment; money may have moved. Keep the goods and do not charge again.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>The platform has not settled this payment; money may have moved. Keep the goods and do not charge again.</translation>
    </message>
    <message>
        <source>staff.case.differs</source>
        <extracomment>What the platform says does not fit this sale. Keep the goods and do not charge again; the person in charge decides.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>What the platform says does not fit this sale. Keep the goods and do not charge again; the person in charge decides.</translation>
    </message>
    <message>
        <source>staff.case.orphan_paid</source>
        <extracomment>The platform says that {amount} was paid, but this till's records of the sale are missing. Goods may have gone already: the person in charge decides. Do not charge again.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>The platform says that {amount} was paid, but this till's records of the sale are missing. Goods may have gone already: the person in charge decides. Do not charge again.</translation>
    </message>
    <message>
        <source>staff.case.silent</source>
        <extracomment>Not confirmed: the customer may have paid. In 14 days the platform gave no signed answer. Keep the goods and do not charge again; the person in charge decides.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>Not confirmed: the customer may have paid. In 14 days the platform gave no signed answer. Keep the goods and do not charge again; the person in charge decides.</translation>
    </message>
    <message>
        <source>staff.case.open</source>
        <extracomment>Not confirmed: the customer may have paid. Keep the goods and do not charge again; a screen or screenshot is no proof. We keep asking.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>Not confirmed: the customer may have paid. Keep the goods and do not charge again; a screen or screenshot is no proof. We keep asking.</translation>
    </message>
    <message>
        <source>staff.case.returned</source>
        <extracomment>{amount} was returned by hand.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>{amount} was returned by hand.</translation>
    </message>
    <message>
        <source>staff.decided_by.goods</source>
        <extracomment>Settled by {by}: goods handed over.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>Settled by {by}: goods handed over.</translation>
    </message>
    <message>
        <source>staff.decided_by.returned</source>
        <extracomment>Settled by {by}: money returned.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>Settled by {by}: money returned.</translation>
    </message>
    <message>
        <source>staff.decided_by.checked</source>
        <extracomment>Settled by {by}: checked, nothing more to do.
On the page of one sale: what is known, what to do with the goods. 'Paid' is the platform's word alone.</extracomment>
        <translation>Settled by {by}: checked, nothing more to do.</translation>
    </message>
    <message>
        <source>staff.state.settled</source>
        <extracomment>Settled
State of a payment in lists: a person decided what the platform left open. {by} is a name. Short.</extracomment>
        <translation>Settled</translation>
    </message>
    <message>
        <source>staff.state.settled_goods</source>
        <extracomment>Settled: goods given ({by})
State of a payment in lists: a person decided what the platform left open. {by} is a name. Short.</extracomment>
        <translation>Settled: goods given ({by})</translation>
    </message>
    <message>
        <source>staff.state.settled_returned</source>
        <extracomment>Settled: money returned ({by})
State of a payment in lists: a person decided what the platform left open. {by} is a name. Short.</extracomment>
        <translation>Settled: money returned ({by})</translation>
    </message>
    <message>
        <source>staff.state.settled_checked</source>
        <extracomment>Settled: checked ({by})
State of a payment in lists: a person decided what the platform left open. {by} is a name. Short.</extracomment>
        <translation>Settled: checked ({by})</translation>
    </message>
    <message>
        <source>staff.asked.last</source>
        <extracomment>Asked {time}
When the platform was asked last. {time} is clock time.</extracomment>
        <translation>Asked {time}</translation>
    </message>
    <message>
        <source>staff.asked.next</source>
        <extracomment>next {time}
When the platform will be asked next. {time} is clock time.</extracomment>
        <translation>next {time}</translation>
    </message>
    <message>
        <source>staff.asked.no_next</source>
        <extracomment>not asked any more
The platform is not asked about it any more.</extracomment>
        <translation>not asked any more</translation>
    </message>
    <message>
        <source>staff.open_case</source>
        <extracomment>Open
Button: opens one sale of a list.</extracomment>
        <translation>Open</translation>
    </message>
    <message>
        <source>staff.settle</source>
        <extracomment>Settle
Button: opens one sale of the attention list to decide about it.</extracomment>
        <translation>Settle</translation>
    </message>
    <message>
        <source>staff.wrong_amount</source>
        <extracomment>Wrong amount
Button: stops the running sale and keys the amount again.</extracomment>
        <translation>Wrong amount</translation>
    </message>
    <message>
        <source>staff.trust_button</source>
        <extracomment>Release on trust
Button: the goods go without a result; only for small sales, by the owner's setting.</extracomment>
        <translation>Release on trust</translation>
    </message>
    <message>
        <source>staff.owner_button</source>
        <extracomment>Person in charge
Button: what only the owner may do with this sale.</extracomment>
        <translation>Person in charge</translation>
    </message>
    <message>
        <source>staff.force_button</source>
        <extracomment>New code…
Button: a new code although the first payment has no result.</extracomment>
        <translation>New code…</translation>
    </message>
    <message>
        <source>staff.return_button</source>
        <extracomment>Return by hand…
Button: record money that was given back by hand.</extracomment>
        <translation>Return by hand…</translation>
    </message>
    <message>
        <source>staff.hand_button</source>
        <extracomment>Paid, by hand…
Button: the owner marks a sale as paid by hand.</extracomment>
        <translation>Paid, by hand…</translation>
    </message>
    <message>
        <source>staff.state.trust</source>
        <extracomment>Released on trust
State of a payment in lists: goods went without a result.</extracomment>
        <translation>Released on trust</translation>
    </message>
    <message>
        <source>staff.owner.none</source>
        <extracomment>This needs an owner's PIN, and none is set. The owner sets it up on this computer.
Why a button of the owner cannot be pressed.</extracomment>
        <translation>This needs an owner's PIN, and none is set. The owner sets it up on this computer.</translation>
    </message>
    <message>
        <source>staff.pin.title</source>
        <extracomment>Owner's PIN
Title of the page that asks for it.</extracomment>
        <translation>Owner's PIN</translation>
    </message>
    <message>
        <source>staff.pin.ask</source>
        <extracomment>Enter the owner's PIN.
Above the dots of the PIN.</extracomment>
        <translation>Enter the owner's PIN.</translation>
    </message>
    <message numerus="yes">
        <source>staff.pin.wrong</source>
        <extracomment>Wrong PIN. {n} try left before a wait. / Wrong PIN. {n} tries left before a wait.
After a wrong PIN. {n} is a count.</extracomment>
        <translation>
            <numerusform>Wrong PIN. {n} try left before a wait.</numerusform>
            <numerusform>Wrong PIN. {n} tries left before a wait.</numerusform>
        </translation>
    </message>
    <message>
        <source>staff.pin.too_many</source>
        <extracomment>Too many wrong PINs.
After several wrong PINs; a wait follows.</extracomment>
        <translation>Too many wrong PINs.</translation>
    </message>
    <message>
        <source>staff.pin.wait</source>
        <extracomment>Try again in {left}.
{left} is minutes:seconds.</extracomment>
        <translation>Try again in {left}.</translation>
    </message>
    <message>
        <source>staff.pin.checking</source>
        <extracomment>Checking…
The PIN is being compared.</extracomment>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>staff.pin.unreadable</source>
        <extracomment>The PIN cannot be read. The owner sets it up again on this computer.
The file of the PIN is damaged.</extracomment>
        <translation>The PIN cannot be read. The owner sets it up again on this computer.</translation>
    </message>
    <message>
        <source>staff.pin.unanswered</source>
        <extracomment>No answer. Please try again.
The comparison never came back.</extracomment>
        <translation>No answer. Please try again.</translation>
    </message>
    <message>
        <source>staff.pin.unknown</source>
        <extracomment>Starting. Please try again in a moment.
Not known yet whether there is a PIN.</extracomment>
        <translation>Starting. Please try again in a moment.</translation>
    </message>
    <message>
        <source>staff.pin.enter</source>
        <extracomment>OK
Button below the dots of the PIN.</extracomment>
        <translation>OK</translation>
    </message>
    <message>
        <source>staff.form.name_hint</source>
        <extracomment>Who decides? A name
Inside the empty field.</extracomment>
        <translation>Who decides? A name</translation>
    </message>
    <message>
        <source>staff.form.clerk</source>
        <extracomment>Clerk
Button that fills the name in.</extracomment>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>staff.form.in_charge</source>
        <extracomment>Person in charge
Button that fills the name in.</extracomment>
        <translation>Person in charge</translation>
    </message>
    <message>
        <source>staff.form.reason_hint</source>
        <extracomment>Why? A few words
Inside the empty field.</extracomment>
        <translation>Why? A few words</translation>
    </message>
    <message>
        <source>staff.form.no_name</source>
        <extracomment>Please give a name.
On the page where a person records a decision.</extracomment>
        <translation>Please give a name.</translation>
    </message>
    <message>
        <source>staff.form.no_reason</source>
        <extracomment>Please give a reason.
On the page where a person records a decision.</extracomment>
        <translation>Please give a reason.</translation>
    </message>
    <message>
        <source>staff.form.no_amount</source>
        <extracomment>Enter what went back: above zero, at most {amount}.
The amount that goes back is missing. {amount} is money text: what was received and not returned yet.</extracomment>
        <translation>Enter what went back: above zero, at most {amount}.</translation>
    </message>
    <message>
        <source>staff.form.too_much</source>
        <extracomment>More than was received cannot be returned: at most {amount}.
{amount} is money text: what was received and not returned yet.</extracomment>
        <translation>More than was received cannot be returned: at most {amount}.</translation>
    </message>
    <message>
        <source>staff.form.most</source>
        <extracomment>At most {amount} can be returned; the last figure was not taken.
Hard stop while typing the amount that goes back. {amount} is money text.</extracomment>
        <translation>At most {amount} can be returned; the last figure was not taken.</translation>
    </message>
    <message>
        <source>staff.form.owner</source>
        <extracomment>This needs the owner's PIN.
On the page where a person records a decision.</extracomment>
        <translation>This needs the owner's PIN.</translation>
    </message>
    <message>
        <source>staff.form.way.cash</source>
        <extracomment>Cash
A way to return money.</extracomment>
        <translation>Cash</translation>
    </message>
    <message>
        <source>staff.form.way.fps</source>
        <extracomment>FPS transfer
A way to return money, from the shop's own bank app.</extracomment>
        <translation>FPS transfer</translation>
    </message>
    <message>
        <source>staff.form.way.other</source>
        <extracomment>Another way
A way to return money.</extracomment>
        <translation>Another way</translation>
    </message>
    <message>
        <source>staff.form.return_title</source>
        <extracomment>Return money by hand
Title of the form.</extracomment>
        <translation>Return money by hand</translation>
    </message>
    <message>
        <source>staff.form.return_help</source>
        <extracomment>This records what you gave back; the platform has no refund. At most {amount}.
{amount} is money text.</extracomment>
        <translation>This records what you gave back; the platform has no refund. At most {amount}.</translation>
    </message>
    <message>
        <source>staff.form.return_do</source>
        <extracomment>Record the return
Button that records the form.</extracomment>
        <translation>Record the return</translation>
    </message>
    <message>
        <source>staff.form.hand_title</source>
        <extracomment>Mark as paid by hand
Title of the form.</extracomment>
        <translation>Mark as paid by hand</translation>
    </message>
    <message>
        <source>staff.form.hand_help</source>
        <extracomment>The goods go without the platform's word. It is marked as such for ever and never counted as paid.
On the page where a person records a decision.</extracomment>
        <translation>The goods go without the platform's word. It is marked as such for ever and never counted as paid.</translation>
    </message>
    <message>
        <source>staff.form.hand_do</source>
        <extracomment>Mark as paid by hand
Button that records the form.</extracomment>
        <translation>Mark as paid by hand</translation>
    </message>
    <message>
        <source>staff.form.force_title</source>
        <extracomment>New code for the same sale
Title of the form.</extracomment>
        <translation>New code for the same sale</translation>
    </message>
    <message>
        <source>staff.form.force_do</source>
        <extracomment>Make a new code
Button that records the form.</extracomment>
        <translation>Make a new code</translation>
    </message>
    <message>
        <source>staff.form.why_goods</source>
        <extracomment>Goods came back
Button that fills the reason in.</extracomment>
        <translation>Goods came back</translation>
    </message>
    <message>
        <source>staff.form.why_twice</source>
        <extracomment>Paid twice
Button that fills the reason in.</extracomment>
        <translation>Paid twice</translation>
    </message>
    <message>
        <source>staff.form.why_amount</source>
        <extracomment>Wrong amount
Button that fills the reason in.</extracomment>
        <translation>Wrong amount</translation>
    </message>
    <message>
        <source>staff.form.why_bank</source>
        <extracomment>Seen in the bank's record
Button that fills the reason in.</extracomment>
        <translation>Seen in the bank's record</translation>
    </message>
    <message>
        <source>staff.form.why_known</source>
        <extracomment>Known customer
Button that fills the reason in.</extracomment>
        <translation>Known customer</translation>
    </message>
    <message>
        <source>staff.form.why_nothing</source>
        <extracomment>Customer's app shows no payment
Button that fills the reason in.</extracomment>
        <translation>Customer's app shows no payment</translation>
    </message>
    <message>
        <source>staff.claim.title</source>
        <extracomment>Customer says paid
Title and button: find the sale a customer says was paid.</extracomment>
        <translation>Customer says paid</translation>
    </message>
    <message>
        <source>staff.claim.help</source>
        <extracomment>Type the amount, the time or the reference, then choose the sale.
Line below the title.</extracomment>
        <translation>Type the amount, the time or the reference, then choose the sale.</translation>
    </message>
    <message>
        <source>staff.claim.time</source>
        <extracomment>Time {time}
Button: the figures are the time now. {time} is clock time, partly typed.</extracomment>
        <translation>Time {time}</translation>
    </message>
    <message>
        <source>staff.claim.time_help</source>
        <extracomment>Type the time, such as 1427; sales within about 10 minutes of it are found.
Line below the title while the figures are the time.</extracomment>
        <translation>Type the time, such as 1427; sales within about 10 minutes of it are found.</translation>
    </message>
    <message>
        <source>staff.claim.text_hint</source>
        <extracomment>Reference or sale number
Inside the empty field.</extracomment>
        <translation>Reference or sale number</translation>
    </message>
    <message>
        <source>staff.claim.none</source>
        <extracomment>No open or recent sale fits. Keep the goods, note the customer's bank reference and tell the person in charge.
Instead of an empty list.</extracomment>
        <translation>No open or recent sale fits. Keep the goods, note the customer's bank reference and tell the person in charge.</translation>
    </message>
    <message>
        <source>staff.today.hand</source>
        <extracomment>Marked by hand, not confirmed
Line of today's totals, apart from what was paid.</extracomment>
        <translation>Marked by hand, not confirmed</translation>
    </message>
    <message>
        <source>staff.today.trust</source>
        <extracomment>Released on trust, not confirmed
Line of today's totals, apart from what was paid.</extracomment>
        <translation>Released on trust, not confirmed</translation>
    </message>
    <message>
        <source>staff.today.due</source>
        <extracomment>Paid twice, still to be returned
Line of today's totals, under what was paid: the payments are counted there.</extracomment>
        <translation>Paid twice, still to be returned</translation>
    </message>
    <message>
        <source>staff.today.returned</source>
        <extracomment>Returned by hand
Line of today's totals, apart from what was paid.</extracomment>
        <translation>Returned by hand</translation>
    </message>
    <message numerus="yes">
        <source>staff.today.times</source>
        <extracomment>{n} time / {n} times
How often, in today's totals. {n} is a count.</extracomment>
        <translation>
            <numerusform>{n} time</numerusform>
            <numerusform>{n} times</numerusform>
        </translation>
    </message>
    <message>
        <source>staff.close_plain</source>
        <extracomment>Close the kiosk?
Asked when the owner closes the window and nothing is open.</extracomment>
        <translation>Close the kiosk?</translation>
    </message>
</context>
</TS>
