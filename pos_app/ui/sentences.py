"""From a key of the floors below to the sentence that a cashier reads: what is wrong, and what to do.

Parameters are formatted by their names: ``…_kopecks`` as roubles, ``…_bp`` as per cent, ``needed`` and ``needed_role``
as whose PIN it takes, others as they come. The sentences are English here; Russian stands in
``resources/translations``.
"""

import logging
from collections.abc import Mapping
from datetime import date, datetime

from pos_app.ui.formatting import Formatting
from pos_app.ui.language import QT_TRANSLATE_NOOP, translate

_log = logging.getLogger("kopilka.ui")

SENTENCES: Mapping[str, str] = {
    # people
    "wrong_pin": QT_TRANSLATE_NOOP("Sentences", "Wrong PIN. Tries left: {left}"),
    "locked_out": QT_TRANSLATE_NOOP("Sentences", "Too many wrong PINs. Wait {seconds} s or scan a badge"),
    "no_staff": QT_TRANSLATE_NOOP("Sentences", "The list of staff is not loaded yet. Wait for the server"),
    "unknown_badge": QT_TRANSLATE_NOOP("Sentences", "This badge is not known here"),
    "role_too_low": QT_TRANSLATE_NOOP("Sentences", "This person may not approve it: {needed} is needed"),
    "not_signed_on": QT_TRANSLATE_NOOP("Sentences", "Sign on first"),
    "approval_needed": QT_TRANSLATE_NOOP("Sentences", "This needs approval: {needed_role}"),
    # receipts put aside, prices by hand, quick keys
    "nothing_to_hold": QT_TRANSLATE_NOOP("Sentences", "Nothing to put aside: the receipt is empty"),
    "too_many_held": QT_TRANSLATE_NOOP("Sentences", "{most} receipts wait already. Finish or void one of them first"),
    "basket_not_empty": QT_TRANSLATE_NOOP("Sentences", "Put this receipt aside first (F5), then take up the other"),
    "held_gone": QT_TRANSLATE_NOOP("Sentences", "This receipt does not wait any more. Open the list again (F5)"),
    "note_too_long": QT_TRANSLATE_NOOP("Sentences", "A note has up to {most} characters"),
    "baskets_held": QT_TRANSLATE_NOOP("Sentences", "Receipts put aside: {count}. Take them up or void them first"),
    "basket_discount_holds": QT_TRANSLATE_NOOP(
        "Sentences", "Take the discount on the receipt away first (F7): it would be {asked_bp}, above {limit_bp}"
    ),
    "nothing_discountable": QT_TRANSLATE_NOOP("Sentences", "No goods here may have a discount"),
    "price_out_of_range": QT_TRANSLATE_NOOP("Sentences", "Not a possible price for these goods. Type roubles"),
    "price_as_it_is": QT_TRANSLATE_NOOP("Sentences", "That is the shelf price already: {price_kopecks}"),
    "quick_page_full": QT_TRANSLATE_NOOP("Sentences", "This page is full. Begin another one (F2)"),
    "quick_pages_full": QT_TRANSLATE_NOOP("Sentences", "There are {most} pages at most"),
    "quick_title": QT_TRANSLATE_NOOP("Sentences", "A page needs a name of up to {most} characters"),
    "quick_place": QT_TRANSLATE_NOOP("Sentences", "A page has {most} places"),
    "quick_place_taken": QT_TRANSLATE_NOOP("Sentences", "Place {place} is taken twice"),
    "quick_file_unreadable": QT_TRANSLATE_NOOP("Sentences", "This is no file of quick keys. Export one and try again"),
    # shift
    "shift_already_open": QT_TRANSLATE_NOOP("Sentences", "Shift {number} is open already"),
    "no_shift": QT_TRANSLATE_NOOP("Sentences", "Open a shift first (F10)"),
    "not_enough_cash": QT_TRANSLATE_NOOP("Sentences", "Not enough cash in the drawer: {expected_kopecks}"),
    "sale_open": QT_TRANSLATE_NOOP("Sentences", "A sale is open. Finish it or void it (F8) first"),
    "amount_range": QT_TRANSLATE_NOOP("Sentences", "Not a possible sum. Type roubles, for example 500 or 12.50"),
    "reason_needed": QT_TRANSLATE_NOOP("Sentences", "Choose a reason"),
    "shift_unknown": QT_TRANSLATE_NOOP("Sentences", "This shift is not known here"),
    "shift_open": QT_TRANSLATE_NOOP("Sentences", "The shift is open: its Z report comes when it is closed"),
    "already_accepted": QT_TRANSLATE_NOOP("Sentences", "The Z report was accepted already"),
    "acceptance_note_needed": QT_TRANSLATE_NOOP(
        "Sentences", "There is a difference: write what was found out about it"
    ),
    "figure_unknown": QT_TRANSLATE_NOOP("Sentences", "There are no receipts behind this figure"),
    "books_unreadable": QT_TRANSLATE_NOOP("Sentences", "The reports cannot be read: {cause}"),
    "report_not_saved": QT_TRANSLATE_NOOP("Sentences", "Not saved into {folder}: {reason}"),
    "over_short_reason_needed": QT_TRANSLATE_NOOP("Sentences", "The cash is not what the receipts say: tell why"),
    "receipt_does_not_tie": QT_TRANSLATE_NOOP("Sentences", "Receipt {receipt} does not add up. Call the office"),
    # certificates and money accounts
    "value_offline": QT_TRANSLATE_NOOP(
        "Sentences", "No link: certificates and accounts need the server. Take cash or a card"
    ),
    "value_unsupported": QT_TRANSLATE_NOOP("Sentences", "The server is too old for this. Take cash or a card"),
    "value_no_answer": QT_TRANSLATE_NOOP("Sentences", "The server does not answer. Try again, or take cash or a card"),
    "promises_paused": QT_TRANSLATE_NOOP(
        "Sentences", "The server was restored and sets nothing aside yet. Take cash or a card"
    ),
    "value_taken_already": QT_TRANSLATE_NOOP("Sentences", "It pays this receipt already. Remove that payment first"),
    "value_pays_nothing": QT_TRANSLATE_NOOP("Sentences", "It may not pay what is left of this receipt"),
    "value_too_much": QT_TRANSLATE_NOOP("Sentences", "It may pay {most_kopecks} of this receipt at most"),
    "payment_left": QT_TRANSLATE_NOOP("Sentences", "The receipt went on meanwhile: nothing was taken. Try again"),
    "advance_offline": QT_TRANSLATE_NOOP(
        "Sentences",
        "No link, and only the server knows what is left. Return it when it is back",
    ),
    "advance_unsupported": QT_TRANSLATE_NOOP("Sentences", "The server is too old to pay certificates and top-ups out"),
    "advance_no_answer": QT_TRANSLATE_NOOP("Sentences", "The server does not answer: nothing is paid out. Try again"),
    "advance_paused": QT_TRANSLATE_NOOP("Sentences", "The server was restored: nothing is set aside yet. Later again"),
    "advance_not_there": QT_TRANSLATE_NOOP(
        "Sentences", "The server has not heard of its sale yet. Wait until the queue is empty and try again"
    ),
    "advance_spent": QT_TRANSLATE_NOOP("Sentences", "Nothing is left of it: all of it was spent, nothing to pay out"),
    "advance_returned": QT_TRANSLATE_NOOP("Sentences", "{item} was paid back already"),
    "pay_out_under_way": QT_TRANSLATE_NOOP(
        "Sentences", "It is being paid out at another till right now: pay nothing out, ask there, or try again later"
    ),
    "advance_not_asked": QT_TRANSLATE_NOOP(
        "Sentences", "What is left of the certificate or top-up is not sure any more: choose it again"
    ),
    "advance_of_nobody": QT_TRANSLATE_NOOP("Sentences", "The receipt names no customer: nothing to pay out of"),
    "certificate_unknown": QT_TRANSLATE_NOOP(
        "Sentences", "The server knows no such certificate: not sold, or its till has not told it yet"
    ),
    "certificate_blocked": QT_TRANSLATE_NOOP("Sentences", "This certificate is blocked. Call a senior person"),
    "certificate_expired": QT_TRANSLATE_NOOP("Sentences", "This certificate ended on {until}"),
    "certificate_empty": QT_TRANSLATE_NOOP("Sentences", "Nothing is left on this certificate"),
    "account_empty": QT_TRANSLATE_NOOP("Sentences", "Nothing is left on the money account"),
    "certificate_no_series": QT_TRANSLATE_NOOP("Sentences", "This shop sells no certificates with such numbers"),
    "certificate_taken": QT_TRANSLATE_NOOP("Sentences", "This certificate is in the receipt already"),
    "wrong_series": QT_TRANSLATE_NOOP("Sentences", "This shop sells no certificates with such numbers"),
    "no_nominal": QT_TRANSLATE_NOOP("Sentences", "There are no certificates of this worth. Choose one of the list"),
    "no_money_accounts": QT_TRANSLATE_NOOP("Sentences", "This shop has no money accounts"),
    "top_up_too_small": QT_TRANSLATE_NOOP("Sentences", "Too little: at least {least_kopecks}"),
    "top_up_too_large": QT_TRANSLATE_NOOP("Sentences", "Too much at once: at most {most_kopecks}"),
    "balance_too_large": QT_TRANSLATE_NOOP("Sentences", "The account may hold {most_kopecks} at most"),
    "top_up_is_for_another": QT_TRANSLATE_NOOP(
        "Sentences", "This receipt tops up the customer's account. Remove the top-up first (F8)"
    ),
    "top_up_needs_customer": QT_TRANSLATE_NOOP("Sentences", "{item}: a top-up card. Name the customer first (F2)"),
    "change_not_kept": QT_TRANSLATE_NOOP("Sentences", "The programme keeps no change on accounts"),
    "no_change": QT_TRANSLATE_NOOP("Sentences", "There is no change. Type the cash received first"),
    "reward_gone": QT_TRANSLATE_NOOP("Sentences", "The programme has no such gift any more"),
    "reward_on_receipt": QT_TRANSLATE_NOOP(
        "Sentences", "Goods go through a receipt: scan them, then pay with points (F6)"
    ),
    "reward_unmet": QT_TRANSLATE_NOOP("Sentences", "This gift is not to be had now"),
    "reward_points_missing": QT_TRANSLATE_NOOP(
        "Sentences", "The points could not be set aside: nothing was given. Try again when the server answers"
    ),
    # codes
    "empty": QT_TRANSLATE_NOOP("Sentences", "Nothing was read. Scan again"),
    "no_rule": QT_TRANSLATE_NOOP("Sentences", "Unknown code. Search the goods by name (F3)"),
    "unknown_code": QT_TRANSLATE_NOOP("Sentences", "Unknown code: {code}. Search by name (F3)"),
    "check_digit": QT_TRANSLATE_NOOP("Sentences", "The code was misread. Scan again"),
    "bank_card": QT_TRANSLATE_NOOP("Sentences", "This is a bank card, not a customer's card"),
    "magnetic_stripe": QT_TRANSLATE_NOOP("Sentences", "This stripe is not a card of ours"),
    "weight_zero": QT_TRANSLATE_NOOP("Sentences", "No weight on the label. Weigh it again"),
    "malformed": QT_TRANSLATE_NOOP("Sentences", "The code is damaged. Scan again"),
    "gtin_case": QT_TRANSLATE_NOOP("Sentences", "This is the code of a case. Scan the piece"),
    "gs1_broken": QT_TRANSLATE_NOOP("Sentences", "Only a part of the code was read. Scan again"),
    "mark_broken": QT_TRANSLATE_NOOP("Sentences", "The scanner loses the separators of marking codes. Set it up anew"),
    "mark_taken": QT_TRANSLATE_NOOP("Sentences", "This very piece is in the receipt already. Scan another one"),
    "one_piece_per_mark": QT_TRANSLATE_NOOP("Sentences", "Marked goods: each piece is scanned by itself"),
    "token_invalid": QT_TRANSLATE_NOOP("Sentences", "The card's code is too old or forged. Ask to show it anew"),
    "token_replayed": QT_TRANSLATE_NOOP("Sentences", "This code was used already. Wait until the card shows a new one"),
    "token_key_missing": QT_TRANSLATE_NOOP("Sentences", "This till has no key for such cards. Ask for the phone"),
    "coupon_unknown": QT_TRANSLATE_NOOP("Sentences", "Coupon {code} is not known here"),
    "coupon_taken": QT_TRANSLATE_NOOP("Sentences", "Coupon {code} is in the receipt already"),
    "coupon_single_use": QT_TRANSLATE_NOOP("Sentences", "Coupon {code} works once: show it at a till with the server"),
    "coupon_used": QT_TRANSLATE_NOOP("Sentences", "Coupon {code} was used: till {till}, receipt {receipt}, {used_at}"),
    "coupon_claimed": QT_TRANSLATE_NOOP("Sentences", "Coupon {code} is in an open receipt of till {till}"),
    "coupon_held_here": QT_TRANSLATE_NOOP("Sentences", "Coupon {code} is in a receipt that was put aside here"),
    "coupon_early": QT_TRANSLATE_NOOP("Sentences", "Coupon {code} works from {on_day} on"),
    "coupon_expired": QT_TRANSLATE_NOOP("Sentences", "Coupon {code} worked until {on_day}"),
    "coupon_blocked": QT_TRANSLATE_NOOP("Sentences", "Coupon {code} does not work any more"),
    "coupon_closed": QT_TRANSLATE_NOOP("Sentences", "Coupon {code}: the server was asked too late. Scan it again"),
    "coupon_offline": QT_TRANSLATE_NOOP("Sentences", "Coupon {code}: without the server it is not taken. Try later"),
    "coupon_misread": QT_TRANSLATE_NOOP("Sentences", "Coupon {code}: the number was misread. Scan again"),
    "coupon_offline_limit": QT_TRANSLATE_NOOP(
        "Sentences", "Coupon {code}: without the server it takes off {most_kopecks} at most. Sell without it"
    ),
    "sale_moved_on": QT_TRANSLATE_NOOP("Sentences", "Another receipt was opened meanwhile. Scan it again"),
    "mark_needed": QT_TRANSLATE_NOOP("Sentences", "Marked goods: scan the square code on the piece"),
    "code_torn": QT_TRANSLATE_NOOP("Sentences", "The code broke off half-way. Scan it again"),
    "coupon_not_taken": QT_TRANSLATE_NOOP("Sentences", "Coupon {code} is not in this receipt"),
    "order_needs_empty_basket": QT_TRANSLATE_NOOP(
        "Sentences", "Order {number}: finish the open receipt first, or put it aside (F5)"
    ),
    "order_used": QT_TRANSLATE_NOOP("Sentences", "Order {number} was handed out: receipt {receipt}, {used_at}"),
    "order_claimed": QT_TRANSLATE_NOOP("Sentences", "Order {number} is open at till {till}"),
    "order_held_here": QT_TRANSLATE_NOOP("Sentences", "Order {number} is in a receipt that was put aside here"),
    "order_unknown": QT_TRANSLATE_NOOP("Sentences", "There is no order {number}"),
    "order_unknown_here": QT_TRANSLATE_NOOP("Sentences", "Order {number} is not known here, and there is no server"),
    "order_cancelled": QT_TRANSLATE_NOOP("Sentences", "Order {number} was cancelled"),
    "no_order_open": QT_TRANSLATE_NOOP("Sentences", "No order is open here. Scan its number first"),
    "order_cancel_unknown": QT_TRANSLATE_NOOP(
        "Sentences", "The server is older than this till: let the office cancel order {number}"
    ),
    "order_elsewhere": QT_TRANSLATE_NOOP("Sentences", "Order {number} waits in another shop"),
    "order_closed": QT_TRANSLATE_NOOP("Sentences", "Order {number}: the server was asked too late. Scan it again"),
    "code_too_long": QT_TRANSLATE_NOOP("Sentences", "No code can hold so much. Type less"),
    "not_goods": QT_TRANSLATE_NOOP("Sentences", "This is no code of goods"),
    "not_in_catalogue": QT_TRANSLATE_NOOP("Sentences", "Code not found: {code}"),
    "no_goods_loaded": QT_TRANSLATE_NOOP("Sentences", "The goods are not loaded yet. Wait for the server"),
    "weight_needed": QT_TRANSLATE_NOOP("Sentences", "Sold by weight: weigh it, or type kilograms*code"),
    "not_sold_by_weight": QT_TRANSLATE_NOOP("Sentences", "Not sold by weight: {item}"),
    "multiplier_on_weighed": QT_TRANSLATE_NOOP("Sentences", "The label has its own weight: scan without a quantity"),
    "bad_quantity": QT_TRANSLATE_NOOP("Sentences", "Not a quantity. Type 1 to {most}"),
    "no_line": QT_TRANSLATE_NOOP("Sentences", "There is no line. Scan goods first"),
    "receipt_unknown": QT_TRANSLATE_NOOP("Sentences", "Receipt not found on this till: {number}"),
    "receipt_elsewhere": QT_TRANSLATE_NOOP(
        "Sentences",
        "Receipt {number} is another till's, and there is no server. Return it there, or later",
    ),
    "receipt_no_answer": QT_TRANSLATE_NOOP(
        "Sentences", "The server does not answer: receipt {number} can be returned at its own till, or try later"
    ),
    "receipt_unknown_there": QT_TRANSLATE_NOOP(
        "Sentences", "Receipt {number} is not at the server. Check the number, or return it at its own till"
    ),
    "not_a_receipt": QT_TRANSLATE_NOOP("Sentences", "Not a receipt's code. Scan the receipt or type its number"),
    "customer_not_here": QT_TRANSLATE_NOOP(
        "Sentences", "This card or phone opens nobody here. Scan the receipt or type its number"
    ),
    "goods_before_receipt": QT_TRANSLATE_NOOP("Sentences", "Scan the receipt's code first, then the goods"),
    "not_on_receipt": QT_TRANSLATE_NOOP("Sentences", "These goods are not on receipt {number}"),
    "receipt_number": QT_TRANSLATE_NOOP("Sentences", "Not a receipt number. Type it as 2-231"),
    "receipt_code": QT_TRANSLATE_NOOP("Sentences", "Not a receipt's code. Type its number as 2-231"),
    # customers
    "phone_unknown": QT_TRANSLATE_NOOP("Sentences", "No customer with the phone {phone}"),
    "last4_unknown": QT_TRANSLATE_NOOP("Sentences", "No phone ends in {digits}. Ask for the whole number"),
    "card_blocked": QT_TRANSLATE_NOOP(
        "Sentences", "Card {number} is blocked. Ask for the phone, or hand out another card"
    ),
    "not_a_card": QT_TRANSLATE_NOOP("Sentences", "Not a customer's card: KP and nine digits, check them"),
    "card_is_his": QT_TRANSLATE_NOOP("Sentences", "The customer has this card already"),
    "card_not_his": QT_TRANSLATE_NOOP("Sentences", "This is not this customer's card"),
    "card_was_blocked": QT_TRANSLATE_NOOP("Sentences", "This card was blocked: take another one"),
    "card_taken": QT_TRANSLATE_NOOP("Sentences", "This card is another customer's: take another one"),
    "card_in_force": QT_TRANSLATE_NOOP("Sentences", "This card is not blocked"),
    "same_customer": QT_TRANSLATE_NOOP("Sentences", "That is the same account. Name the other one"),
    "merge_on_its_way": QT_TRANSLATE_NOOP("Sentences", "That is on its way to the server already"),
    "not_an_email": QT_TRANSLATE_NOOP("Sentences", "Not an e-mail address. Type for example anna@mail.ru"),
    "birth_day_impossible": QT_TRANSLATE_NOOP("Sentences", "Nobody was born on that day. Type for example 02.05.1988"),
    "phone_not_here": QT_TRANSLATE_NOOP("Sentences", "The phone is not on this till"),
    "phone_is_confirmed": QT_TRANSLATE_NOOP("Sentences", "The phone is confirmed already"),
    "codes_need_server": QT_TRANSLATE_NOOP("Sentences", "No code without the server"),
    "code_not_sent_yet": QT_TRANSLATE_NOOP(
        "Sentences", "The server does not know this customer yet. Try again in a moment"
    ),
    "too_many_codes": QT_TRANSLATE_NOOP(
        "Sentences", "Three codes within an hour are enough. Later, or a senior person"
    ),
    "code_not_sent": QT_TRANSLATE_NOOP(
        "Sentences", "The code could not be sent. Try again, or a senior person vouches"
    ),
    "code_not_checked": QT_TRANSLATE_NOOP("Sentences", "The server did not answer: type the code again"),
    "code_digits": QT_TRANSLATE_NOOP("Sentences", "A code has {digits} digits"),
    "code_wrong": QT_TRANSLATE_NOOP("Sentences", "Wrong code. Tries left: {left}"),
    "code_expired": QT_TRANSLATE_NOOP("Sentences", "The code is too old: send another one"),
    "code_used_up": QT_TRANSLATE_NOOP("Sentences", "Wrong too often: send another code"),
    "friend_unknown": QT_TRANSLATE_NOOP("Sentences", "No customer with this card or phone. Leave it empty to go on"),
    "card_unknown": QT_TRANSLATE_NOOP("Sentences", "Card {number} is unknown or blocked. Ask for the phone (F2)"),
    "card_check_digit": QT_TRANSLATE_NOOP("Sentences", "The card number is mistyped. Type it again"),
    "not_a_phone": QT_TRANSLATE_NOOP("Sentences", "Not a phone, not a card. Type a phone or its last 4 digits"),
    "no_customers_loaded": QT_TRANSLATE_NOOP("Sentences", "The customers are not loaded yet. Wait for the server"),
    "phone_empty": QT_TRANSLATE_NOOP("Sentences", "Type a phone or its last 4 digits"),
    "phone_not_digits": QT_TRANSLATE_NOOP("Sentences", "A phone has only digits. Type it again"),
    "phone_too_short": QT_TRANSLATE_NOOP("Sentences", "Too few digits for a phone: {digits}"),
    "phone_too_long": QT_TRANSLATE_NOOP("Sentences", "Too many digits for a phone: {digits}"),
    "phone_not_mobile": QT_TRANSLATE_NOOP("Sentences", "Not a mobile phone. Ask for the mobile number"),
    "phone_unknown_country": QT_TRANSLATE_NOOP("Sentences", "Unknown country code. Type the number again"),
    "history_needs_server": QT_TRANSLATE_NOOP("Sentences", "No link: older rows come from the server. Try again later"),
    "history_no_answer": QT_TRANSLATE_NOOP("Sentences", "The server did not tell older rows. Try again"),
    "nothing_to_split": QT_TRANSLATE_NOOP("Sentences", "The receipt is short enough: there is nothing to split"),
    "split_not_with_order": QT_TRANSLATE_NOOP("Sentences", "An order is handed out on one receipt: it cannot be split"),
    "phone_same": QT_TRANSLATE_NOOP("Sentences", "The customer has this number already"),
    "phone_of_another": QT_TRANSLATE_NOOP("Sentences", "This number belongs to {name}"),
    "phone_of_somebody": QT_TRANSLATE_NOOP(
        "Sentences", "Another customer has this number. Find them by it: is it one person?"
    ),
    "phone_change_unsupported": QT_TRANSLATE_NOOP("Sentences", "The server is too old for a change of phones"),
    "customer_unknown": QT_TRANSLATE_NOOP("Sentences", "This customer is no longer here. Search again (F2)"),
    "phone_taken": QT_TRANSLATE_NOOP("Sentences", "The phone {phone} belongs to a customer already"),
    "name_needed": QT_TRANSLATE_NOOP("Sentences", "Type the customer's name"),
    "consent_needed": QT_TRANSLATE_NOOP("Sentences", "Without this consent nobody can join"),
    "not_parked": QT_TRANSLATE_NOOP("Sentences", "This record does not wait for a decision"),
    "second_person_needed": QT_TRANSLATE_NOOP("Sentences", "It takes a second person: another senior's PIN"),
    "points_needed": QT_TRANSLATE_NOOP("Sentences", "Type how many points, for example 50 or -50"),
    "no_customer": QT_TRANSLATE_NOOP("Sentences", "Name the customer first (F2)"),
    # sale
    "no_programme": QT_TRANSLATE_NOOP("Sentences", "The loyalty programme is not loaded yet. Wait for the server"),
    "quantity_not_whole": QT_TRANSLATE_NOOP("Sentences", "Sold by the piece: type a whole number"),
    "fraction_of_piece": QT_TRANSLATE_NOOP("Sentences", "Sold by the piece: type a whole number"),
    "quantity_not_positive": QT_TRANSLATE_NOOP("Sentences", "Type a quantity above 0"),
    "quantity_out_of_range": QT_TRANSLATE_NOOP("Sentences", "From {least} to {most} on one line"),
    "unknown_line": QT_TRANSLATE_NOOP("Sentences", "This line is gone already"),
    "line_unknown": QT_TRANSLATE_NOOP("Sentences", "This line is not on the receipt"),
    "line_id_taken": QT_TRANSLATE_NOOP("Sentences", "The line was not added. Scan once more"),
    "vat_rate_unknown": QT_TRANSLATE_NOOP("Sentences", "No VAT rate for {item}. Call the office"),
    "discount_holds_quantity": QT_TRANSLATE_NOOP("Sentences", "The line has a discount: take it away (F7) first"),
    "discount_above_limit": QT_TRANSLATE_NOOP(
        "Sentences", "{asked_bp} in all is above the limit of {limit_bp}: {needed_role} is needed"
    ),
    "not_discountable": QT_TRANSLATE_NOOP("Sentences", "No discounts on these goods"),
    "discount_out_of_range": QT_TRANSLATE_NOOP("Sentences", "Such a discount is not possible on this line. Type less"),
    "not_pieces": QT_TRANSLATE_NOOP("Sentences", "Sold by weight: type roubles instead of pieces"),
    "pieces_out_of_range": QT_TRANSLATE_NOOP("Sentences", "There are not so many pieces on the line"),
    "negative_sum": QT_TRANSLATE_NOOP("Sentences", "Not a sum. Type roubles, for example 60"),
    "line_chosen_twice": QT_TRANSLATE_NOOP("Sentences", "This line is chosen already"),
    "in_payment": QT_TRANSLATE_NOOP("Sentences", "Payment has begun. Esc goes back to the goods"),
    "empty_basket": QT_TRANSLATE_NOOP("Sentences", "Nothing to pay for yet. Scan goods"),
    "not_in_payment": QT_TRANSLATE_NOOP("Sentences", "Payment has not begun. Press F12 or F11"),
    "nothing_to_pay": QT_TRANSLATE_NOOP("Sentences", "All is paid already"),
    "card_too_much": QT_TRANSLATE_NOOP("Sentences", "By card no more than {remaining_kopecks}"),
    "no_tender": QT_TRANSLATE_NOOP("Sentences", "This payment is gone already"),
    "not_paid": QT_TRANSLATE_NOOP("Sentences", "Still to pay: {remaining_kopecks}"),
    "not_stored": QT_TRANSLATE_NOOP("Sentences", "Not saved: {cause}. Nothing was changed"),
    "not_read": QT_TRANSLATE_NOOP("Sentences", "Cannot be read: {cause}. Nothing was changed, try once more"),
    "points_gone": QT_TRANSLATE_NOOP("Sentences", "Fewer points may be spent now. Check the sum and pay again"),
    "points_not_set_aside": QT_TRANSLATE_NOOP("Sentences", "The points are not set aside yet. Press the key once more"),
    "checking_last_receipt": QT_TRANSLATE_NOOP("Sentences", "The last receipt is being checked. Press Enter"),
    # returns
    "nothing_chosen": QT_TRANSLATE_NOOP("Sentences", "Choose what to return"),
    "more_than_left": QT_TRANSLATE_NOOP("Sentences", "No more is left to return: {item}"),
    # causes of not_stored and not_read: the keys of the store's errors
    "disk_full": QT_TRANSLATE_NOOP("Sentences", "the disk is full"),
    "read_only": QT_TRANSLATE_NOOP("Sentences", "the disk is read-only"),
    "damaged": QT_TRANSLATE_NOOP("Sentences", "the till's file is damaged, call the office"),
    "io_error": QT_TRANSLATE_NOOP("Sentences", "the disk does not answer, call the office"),
    "schema_newer": QT_TRANSLATE_NOOP("Sentences", "the till's file is of a newer version, call the office"),
    "foreign": QT_TRANSLATE_NOOP("Sentences", "the file here is another till's, call the office"),
    "missing": QT_TRANSLATE_NOOP("Sentences", "the till's file is gone, call the office"),
    "busy": QT_TRANSLATE_NOOP("Sentences", "the till's file is busy, try again"),
    "unknown": QT_TRANSLATE_NOOP("Sentences", "the cause is not known, call the office"),
    "refused": QT_TRANSLATE_NOOP("Sentences", "the record does not fit, call the office"),
    "promise_gone": QT_TRANSLATE_NOOP("Sentences", "the points are no longer set aside"),
    # devices
    "paper_out": QT_TRANSLATE_NOOP("Sentences", "Printer: no paper"),
    "cover_open": QT_TRANSLATE_NOOP("Sentences", "Printer: the cover is open"),
    "offline": QT_TRANSLATE_NOOP("Sentences", "Printer: not connected"),
    "write_failed": QT_TRANSLATE_NOOP("Sentences", "Printer: does not print"),
    "fiscal_unreachable": QT_TRANSLATE_NOOP("Sentences", "Registrar: not connected, check its cable and power"),
    "fiscal_silent": QT_TRANSLATE_NOOP("Sentences", "Registrar: no answer, it is asked again by itself"),
    "fiscal_blocked": QT_TRANSLATE_NOOP("Sentences", "Registrar: does not work, switch it off and on"),
    "fiscal_not_ready": QT_TRANSLATE_NOOP("Sentences", "Registrar: busy or cut off, it is tried again by itself"),
    "fiscal_paper_out": QT_TRANSLATE_NOOP("Sentences", "Registrar: no paper, put in a roll"),
    "fiscal_cover_open": QT_TRANSLATE_NOOP("Sentences", "Registrar: close its cover"),
    "fiscal_shift_expired": QT_TRANSLATE_NOOP("Sentences", "Registrar: its shift is over 24 hours, close the shift"),
    "fiscal_position_refused": QT_TRANSLATE_NOOP(
        "Sentences", "Registrar refused the sums of {number}. Call the manager"
    ),
    "fiscal_mark_refused": QT_TRANSLATE_NOOP(
        "Sentences", "Registrar refused a marking code of {number}. Call the manager"
    ),
    "fiscal_refused": QT_TRANSLATE_NOOP("Sentences", "Registrar refused {number} (error {code}). Call the manager"),
    "scale_offline": QT_TRANSLATE_NOOP("Sentences", "Scale: not connected. Type the weight"),
    "scale_silent": QT_TRANSLATE_NOOP("Sentences", "Scale: no answer. Type the weight"),
    "scale_moves": QT_TRANSLATE_NOOP("Sentences", "The weight is not steady. Press Enter to weigh again"),
    "scale_empty": QT_TRANSLATE_NOOP("Sentences", "The scale is empty. Put the goods on it and press Enter"),
    "scale_negative": QT_TRANSLATE_NOOP("Sentences", "The scale is below zero. Set it to zero and press Enter"),
    "setting_not_saved": QT_TRANSLATE_NOOP("Sentences", "It holds now but was not saved: {reason}"),
    "device_untestable": QT_TRANSLATE_NOOP("Sentences", "This device has no test"),
    "drawer_failed": QT_TRANSLATE_NOOP("Sentences", "The drawer did not open: use its key"),
}
_UNKNOWN = QT_TRANSLATE_NOOP("Sentences", "Not done ({key}). Call the manager")

ROLES: Mapping[str, str] = {
    "cashier": QT_TRANSLATE_NOOP("Roles", "a cashier's PIN"),
    "senior": QT_TRANSLATE_NOOP("Roles", "a senior's PIN"),
    "manager": QT_TRANSLATE_NOOP("Roles", "a manager's PIN"),
}


def sentence(key: str, params: Mapping[str, int | str], formatting: Formatting) -> str:
    """The sentence of ``key``. An unknown key gives a general sentence that names it, and a line in the log."""
    template = SENTENCES.get(key)
    if template is None:
        _log.error("sentence=missing key=%s", key)
        return translate("Sentences", _UNKNOWN).format(key=key)
    shown = _Shown({name: _show(name, value, formatting) for name, value in params.items()})
    if key == "quantity_out_of_range":
        shown.update({name: formatting.quantity(int(params[name])) for name in ("least", "most") if name in params})
    return translate("Sentences", template).format_map(shown)


def pin_of(role: str) -> str:
    """Whose PIN is asked for: the words for a role."""
    return translate("Roles", ROLES[role]) if role in ROLES else role


class _Shown(dict[str, str]):
    """A parameter that the floor below did not give is left out of the sentence, never an error on the screen."""

    def __missing__(self, name: str) -> str:
        return ""


def _show(name: str, value: int | str, formatting: Formatting) -> str:
    if isinstance(value, int):
        if name.endswith("_kopecks"):
            return formatting.roubles(value)
        if name.endswith("_bp"):
            return formatting.percent(value)
        return str(value)
    if name == "used_at" and value:
        return formatting.instant(datetime.fromisoformat(value))
    if name in ("until", "on_day") and value:
        return formatting.day(date.fromisoformat(value))
    if name == "cause" and value in SENTENCES:
        return translate("Sentences", SENTENCES[value])
    if name in ("needed", "needed_role"):
        return pin_of(value)
    return value
