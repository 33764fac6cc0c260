"""How a rule applied, by reason key: the first sentence whose parameters are all there is told."""

from collections.abc import Mapping

from resources.words.noop import QT_TRANSLATE_NOOP

APPLIED: Mapping[str, tuple[str, ...]] = {
    # promotions on goods
    "n_for_m": (
        QT_TRANSLATE_NOOP("Reasons", "Groups: {groups}. To the next one: {missing} more"),
        QT_TRANSLATE_NOOP("Reasons", "Groups: {groups}"),
        QT_TRANSLATE_NOOP("Reasons", "Applied"),
    ),
    "cheapest_free": (
        QT_TRANSLATE_NOOP("Reasons", "Free: {free} of {pieces} pcs, the cheapest"),
        QT_TRANSLATE_NOOP("Reasons", "The cheapest is free"),
    ),
    "bundle": (
        QT_TRANSLATE_NOOP("Reasons", "Sets: {groups}"),
        QT_TRANSLATE_NOOP("Reasons", "The set is complete"),
    ),
    "nth_discount": (
        QT_TRANSLATE_NOOP("Reasons", "Groups: {groups}. To the next one: {missing} more"),
        QT_TRANSLATE_NOOP("Reasons", "Groups: {groups}"),
        QT_TRANSLATE_NOOP("Reasons", "Applied"),
    ),
    "quantity_steps": (
        QT_TRANSLATE_NOOP("Reasons", "Bought: {quantity}. {missing_quantity} more to the next step"),
        QT_TRANSLATE_NOOP("Reasons", "Bought: {quantity}"),
        QT_TRANSLATE_NOOP("Reasons", "Applied"),
    ),
    "fixed_price": (
        QT_TRANSLATE_NOOP("Reasons", "Price {price_kopecks}"),
        QT_TRANSLATE_NOOP("Reasons", "Fixed price"),
    ),
    "gift_with_purchase": (
        QT_TRANSLATE_NOOP("Reasons", "Gifts in the basket: {gifts}"),
        QT_TRANSLATE_NOOP("Reasons", "A gift with the purchase"),
    ),
    "goods_discount": (
        QT_TRANSLATE_NOOP("Reasons", "{rate_bp} off"),
        QT_TRANSLATE_NOOP("Reasons", "{sum_kopecks} off each"),
        QT_TRANSLATE_NOOP("Reasons", "Price {price_kopecks}"),
        QT_TRANSLATE_NOOP("Reasons", "Applied"),
    ),
    # promotions on the receipt
    "threshold": (
        QT_TRANSLATE_NOOP("Reasons", "Goods for {sum_kopecks}. {missing_kopecks} more to the next step"),
        QT_TRANSLATE_NOOP("Reasons", "Goods for {sum_kopecks}"),
        QT_TRANSLATE_NOOP("Reasons", "Applied"),
    ),
    "every_full_sum": (
        QT_TRANSLATE_NOOP("Reasons", "Full sums: {times}. {missing_kopecks} more to the next one"),
        QT_TRANSLATE_NOOP("Reasons", "Full sums: {times}"),
        QT_TRANSLATE_NOOP("Reasons", "Applied"),
    ),
    # what belongs to the customer
    "tier_discount": (
        QT_TRANSLATE_NOOP("Reasons", "{rate_bp} for the customer's tier"),
        QT_TRANSLATE_NOOP("Reasons", "For the customer's tier"),
    ),
    "card_discount": (
        QT_TRANSLATE_NOOP("Reasons", "{rate_bp} by the card"),
        QT_TRANSLATE_NOOP("Reasons", "By the card"),
    ),
    "turnover_ladder": (
        QT_TRANSLATE_NOOP(
            "Reasons", "{rate_bp} for purchases of {turnover_kopecks}. {missing_kopecks} more to the next step"
        ),
        QT_TRANSLATE_NOOP("Reasons", "{rate_bp} for purchases of {turnover_kopecks}"),
        QT_TRANSLATE_NOOP("Reasons", "{rate_bp} for purchases"),
        QT_TRANSLATE_NOOP("Reasons", "For purchases"),
    ),
    "membership_discount": (
        QT_TRANSLATE_NOOP("Reasons", "{rate_bp} for members"),
        QT_TRANSLATE_NOOP("Reasons", "{sum_kopecks} off each for members"),
        QT_TRANSLATE_NOOP("Reasons", "Price {price_kopecks} for members"),
        QT_TRANSLATE_NOOP("Reasons", "For members"),
    ),
    "personal_offer": (
        QT_TRANSLATE_NOOP("Reasons", "{rate_bp} off for this customer"),
        QT_TRANSLATE_NOOP("Reasons", "{sum_kopecks} off each for this customer"),
        QT_TRANSLATE_NOOP("Reasons", "Price {price_kopecks} for this customer"),
        QT_TRANSLATE_NOOP("Reasons", "For this customer"),
    ),
    "coupon": (
        QT_TRANSLATE_NOOP("Reasons", "Coupon {code}: {rate_bp} off"),
        QT_TRANSLATE_NOOP("Reasons", "Coupon {code}: price {price_kopecks}"),
        QT_TRANSLATE_NOOP("Reasons", "Coupon {code}"),
        QT_TRANSLATE_NOOP("Reasons", "By a coupon"),
    ),
    # by hand
    "manual_discount": (
        QT_TRANSLATE_NOOP("Reasons", "As asked: {asked_kopecks}"),
        QT_TRANSLATE_NOOP("Reasons", "As asked"),
    ),
    "manual_discount_capped": (
        QT_TRANSLATE_NOOP("Reasons", "Asked for {asked_kopecks}: the goods may not cost less"),
        QT_TRANSLATE_NOOP("Reasons", "The goods may not cost less"),
    ),
    "manual_discount_limited": (
        QT_TRANSLATE_NOOP("Reasons", "Asked for {asked_kopecks}: by hand no more may be given"),
        QT_TRANSLATE_NOOP("Reasons", "By hand no more may be given"),
    ),
    "basket_discount": (
        QT_TRANSLATE_NOOP("Reasons", "As asked: {asked_kopecks}"),
        QT_TRANSLATE_NOOP("Reasons", "As asked"),
    ),
    "basket_discount_capped": (
        QT_TRANSLATE_NOOP("Reasons", "Asked for {asked_kopecks}: no more may be taken off"),
        QT_TRANSLATE_NOOP("Reasons", "No more may be taken off"),
    ),
    # points
    "points_spent": (
        QT_TRANSLATE_NOOP("Reasons", "{points} as chosen. Points may pay up to {limit_kopecks}"),
        QT_TRANSLATE_NOOP("Reasons", "As chosen"),
    ),
    "points_capped": (
        QT_TRANSLATE_NOOP("Reasons", "Wished {wished_kopecks}, possible {limit_kopecks}: limited by {limited_by}"),
        QT_TRANSLATE_NOOP("Reasons", "Wished {wished_kopecks}, possible {limit_kopecks}"),
        QT_TRANSLATE_NOOP("Reasons", "Less than was wished"),
    ),
    # cash
    "cash_rounded": (QT_TRANSLATE_NOOP("Reasons", "What is paid in cash is rounded down"),),
    # earning
    "earned": (
        QT_TRANSLATE_NOOP("Reasons", "{rate_bp} of {base_kopecks} paid in money"),
        QT_TRANSLATE_NOOP("Reasons", "By the basic rate"),
    ),
    "earn_rate": (
        QT_TRANSLATE_NOOP("Reasons", "{rate_bp} of {base_kopecks}, otherwise {base_rate_bp}"),
        QT_TRANSLATE_NOOP("Reasons", "{rate_bp} of {base_kopecks}"),
        QT_TRANSLATE_NOOP("Reasons", "Applied"),
    ),
    "earn_by_receipt": (
        QT_TRANSLATE_NOOP("Reasons", "{rate_bp} of {base_kopecks}. {missing_kopecks} more to the next step"),
        QT_TRANSLATE_NOOP("Reasons", "{rate_bp} of {base_kopecks}"),
        QT_TRANSLATE_NOOP("Reasons", "Applied"),
    ),
    "earn_per_item": (
        QT_TRANSLATE_NOOP("Reasons", "{points} for each, {quantity} bought"),
        QT_TRANSLATE_NOOP("Reasons", "{points} for each"),
        QT_TRANSLATE_NOOP("Reasons", "Applied"),
    ),
    "earn_for_group": (
        QT_TRANSLATE_NOOP("Reasons", "{points} for these goods"),
        QT_TRANSLATE_NOOP("Reasons", "Applied"),
    ),
    "earn_per_visit": (
        QT_TRANSLATE_NOOP("Reasons", "{points} for the visit"),
        QT_TRANSLATE_NOOP("Reasons", "Applied"),
    ),
    "earn_ladder": (
        QT_TRANSLATE_NOOP("Reasons", "{points} for purchase No. {purchase}"),
        QT_TRANSLATE_NOOP("Reasons", "{points} for the purchase"),
        QT_TRANSLATE_NOOP("Reasons", "Applied"),
    ),
    "earn_multiplier": (
        QT_TRANSLATE_NOOP("Reasons", "Points {multiplier_bp}"),
        QT_TRANSLATE_NOOP("Reasons", "Applied"),
    ),
    "coupon_printed": (
        QT_TRANSLATE_NOOP("Reasons", "A coupon is printed, good from {from_day} to {until_day}"),
        QT_TRANSLATE_NOOP("Reasons", "A coupon for the next visit is printed"),
    ),
}
