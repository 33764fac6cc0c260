"""Why a rule did nothing, by reason key: the first sentence whose parameters are all there is told."""

from collections.abc import Mapping

from resources.words.noop import QT_TRANSLATE_NOOP

MISSED: Mapping[str, tuple[str, ...]] = {
    # the customer
    "no_customer": (QT_TRANSLATE_NOOP("Reasons", "No customer is named"),),
    "other_tier": (
        QT_TRANSLATE_NOOP("Reasons", "Needs the tier: {needed}; the customer has: {tier}"),
        QT_TRANSLATE_NOOP("Reasons", "Needs the tier: {needed}"),
        QT_TRANSLATE_NOOP("Reasons", "The customer has the tier {tier}"),
        QT_TRANSLATE_NOOP("Reasons", "The customer has no such tier"),
    ),
    "no_membership": (
        QT_TRANSLATE_NOOP("Reasons", "Only for members: {needed}"),
        QT_TRANSLATE_NOOP("Reasons", "Only for members"),
    ),
    "other_customers": (
        QT_TRANSLATE_NOOP("Reasons", "Only for certain customers: {needed}"),
        QT_TRANSLATE_NOOP("Reasons", "Not for customers marked {without}"),
        QT_TRANSLATE_NOOP("Reasons", "Not for this customer"),
    ),
    "no_birthday": (
        QT_TRANSLATE_NOOP("Reasons", "Near the birthday only: {days_before} days before to {days_after} days after"),
        QT_TRANSLATE_NOOP("Reasons", "Near the birthday only: {days_before} days before"),
        QT_TRANSLATE_NOOP("Reasons", "Near the birthday only: {days_after} days after"),
        QT_TRANSLATE_NOOP("Reasons", "Near the birthday only"),
    ),
    "other_purchase": (
        QT_TRANSLATE_NOOP(
            "Reasons", "This is purchase No. {purchase}; it is for Nos. {from_purchase} to {to_purchase}"
        ),
        QT_TRANSLATE_NOOP("Reasons", "This is purchase No. {purchase}; it is for No. {from_purchase} and later"),
        QT_TRANSLATE_NOOP("Reasons", "Not for this purchase"),
    ),
    "used_up": (
        QT_TRANSLATE_NOOP("Reasons", "Used {uses} of {most} times: no more"),
        QT_TRANSLATE_NOOP("Reasons", "Used as often as is allowed"),
    ),
    "used_up_today": (
        QT_TRANSLATE_NOOP("Reasons", "Used {uses} of {most} times today: no more until tomorrow"),
        QT_TRANSLATE_NOOP("Reasons", "Used today as often as is allowed"),
    ),
    "no_offer": (QT_TRANSLATE_NOOP("Reasons", "No such offer for this customer, or it is used or over"),),
    "coupon_not_presented": (
        QT_TRANSLATE_NOOP("Reasons", "The coupon “{coupon}” was not presented"),
        QT_TRANSLATE_NOOP("Reasons", "The coupon was not presented"),
    ),
    "turnover_missing": (
        QT_TRANSLATE_NOOP("Reasons", "{missing_kopecks} more of purchases to the first step"),
        QT_TRANSLATE_NOOP("Reasons", "Too few purchases so far"),
    ),
    "no_rate": (QT_TRANSLATE_NOOP("Reasons", "The rate is 0%"),),
    # when and where
    "not_begun": (
        QT_TRANSLATE_NOOP("Reasons", "Begins on {from_day}"),
        QT_TRANSLATE_NOOP("Reasons", "Not begun yet"),
    ),
    "over": (
        QT_TRANSLATE_NOOP("Reasons", "Ended on {to_day}"),
        QT_TRANSLATE_NOOP("Reasons", "Over"),
    ),
    "other_weekday": (
        QT_TRANSLATE_NOOP("Reasons", "Only on: {weekdays}"),
        QT_TRANSLATE_NOOP("Reasons", "Not on this day of the week"),
    ),
    "other_hours": (
        QT_TRANSLATE_NOOP("Reasons", "Only from {from_time} to {to_time}"),
        QT_TRANSLATE_NOOP("Reasons", "Not at this hour"),
    ),
    "other_shop": (
        QT_TRANSLATE_NOOP("Reasons", "Only in the shops: {shops}"),
        QT_TRANSLATE_NOOP("Reasons", "Not in this shop"),
    ),
    "other_partner": (
        QT_TRANSLATE_NOOP("Reasons", "Only at: {partners}"),
        QT_TRANSLATE_NOOP("Reasons", "Not at this company"),
    ),
    # goods and sums
    "no_goods": (
        QT_TRANSLATE_NOOP("Reasons", "None of its goods here; needed: {missing}"),
        QT_TRANSLATE_NOOP("Reasons", "None of its goods here"),
    ),
    "pieces_missing": (
        QT_TRANSLATE_NOOP("Reasons", "Needed: {missing} more; here: {pieces}"),
        QT_TRANSLATE_NOOP("Reasons", "Needed: {missing} more"),
        QT_TRANSLATE_NOOP("Reasons", "Too few pieces"),
    ),
    "quantity_missing": (
        QT_TRANSLATE_NOOP("Reasons", "{missing_quantity} more and it applies"),
        QT_TRANSLATE_NOOP("Reasons", "Too little of its goods"),
    ),
    "other_goods_missing": (
        QT_TRANSLATE_NOOP("Reasons", "{missing_quantity} more of the goods that go with it"),
        QT_TRANSLATE_NOOP("Reasons", "The goods that go with it are missing"),
    ),
    "gift_missing": (
        QT_TRANSLATE_NOOP("Reasons", "Enough is bought: scan the gift too, pieces: {missing}"),
        QT_TRANSLATE_NOOP("Reasons", "Enough is bought: scan the gift too"),
    ),
    "sum_missing": (
        QT_TRANSLATE_NOOP("Reasons", "{missing_kopecks} more and it applies"),
        QT_TRANSLATE_NOOP("Reasons", "The sum is too small"),
    ),
    "basket_too_small": (
        QT_TRANSLATE_NOOP("Reasons", "{missing_kopecks} more on the receipt and it applies"),
        QT_TRANSLATE_NOOP("Reasons", "The receipt is too small"),
    ),
    "goods_too_few": (
        QT_TRANSLATE_NOOP("Reasons", "{missing_kopecks} more of its goods and it applies"),
        QT_TRANSLATE_NOOP("Reasons", "Too little of its goods"),
    ),
    "not_discountable": (QT_TRANSLATE_NOOP("Reasons", "No discounts on these goods"),),
    "floor_reached": (QT_TRANSLATE_NOOP("Reasons", "The goods may not cost less than they do already"),),
    "too_little": (QT_TRANSLATE_NOOP("Reasons", "It comes to less than the least step"),),
    # other rules
    "better_promotion": (
        QT_TRANSLATE_NOOP("Reasons", "The goods took “{rule_id}”: {amount_kopecks} there, {would_kopecks} here"),
        QT_TRANSLATE_NOOP("Reasons", "“{rule_id}” saves more on these goods"),
        QT_TRANSLATE_NOOP("Reasons", "Another promotion saves more on these goods"),
    ),
    "equal_promotion": (
        QT_TRANSLATE_NOOP("Reasons", "The goods took “{rule_id}”, which saves as much: {amount_kopecks}"),
        QT_TRANSLATE_NOOP("Reasons", "“{rule_id}” saves as much on these goods"),
        QT_TRANSLATE_NOOP("Reasons", "Another promotion saves as much on these goods"),
    ),
    "forbidden": (
        QT_TRANSLATE_NOOP("Reasons", "Does not go with “{rule_id}”: {amount_kopecks} saved there"),
        QT_TRANSLATE_NOOP("Reasons", "Does not go with “{rule_id}”"),
        QT_TRANSLATE_NOOP("Reasons", "Does not go with another rule that applied"),
    ),
    "saves_more_without": (
        QT_TRANSLATE_NOOP("Reasons", "It would give {would_kopecks}, but without it the customer saves no less in all"),
        QT_TRANSLATE_NOOP("Reasons", "Without it the customer saves no less in all"),
    ),
    # by hand
    "limit_reached": (QT_TRANSLATE_NOOP("Reasons", "What may be given by hand is given already"),),
    "on_discounted": (QT_TRANSLATE_NOOP("Reasons", "No discount by hand on what is discounted already"),),
    # points
    "not_chosen": (
        QT_TRANSLATE_NOOP("Reasons", "Not chosen. Points may pay up to {limit_kopecks}"),
        QT_TRANSLATE_NOOP("Reasons", "Not chosen"),
    ),
    "not_payable": (QT_TRANSLATE_NOOP("Reasons", "These goods are never paid with points"),),
    "no_eligible_lines": (QT_TRANSLATE_NOOP("Reasons", "No goods here that count for it"),),
    "no_balance": (QT_TRANSLATE_NOOP("Reasons", "No points to spend"),),
    "below_minimum": (
        QT_TRANSLATE_NOOP("Reasons", "{missing_points} more to the least that may be spent"),
        QT_TRANSLATE_NOOP("Reasons", "Less than {min_points} may not be spent"),
        QT_TRANSLATE_NOOP("Reasons", "Fewer points than the least that may be spent"),
    ),
    "share_reached": (QT_TRANSLATE_NOOP("Reasons", "The share that points may pay is less than a kopeck"),),
    "already_whole": (QT_TRANSLATE_NOOP("Reasons", "The sum is whole roubles without points"),),
    "whole_roubles_unreachable": (
        QT_TRANSLATE_NOOP("Reasons", "{needed_kopecks} are needed, points may pay {limit_kopecks}"),
        QT_TRANSLATE_NOOP("Reasons", "Points do not reach whole roubles"),
    ),
    "spends_today": (
        QT_TRANSLATE_NOOP("Reasons", "Points were spent today already ({times}): no more until tomorrow"),
        QT_TRANSLATE_NOOP("Reasons", "Points were spent today already"),
    ),
    "partner_accepts_none": (QT_TRANSLATE_NOOP("Reasons", "This company takes no points"),),
    # earning
    "spending": (
        QT_TRANSLATE_NOOP("Reasons", "Nothing is earned where points pay: here {points_kopecks}"),
        QT_TRANSLATE_NOOP("Reasons", "Nothing is earned where points pay"),
    ),
    "accruals_today": (
        QT_TRANSLATE_NOOP("Reasons", "Points were earned today already ({times}): no more until tomorrow"),
        QT_TRANSLATE_NOOP("Reasons", "Points were earned today already"),
    ),
    "partner_issues_none": (QT_TRANSLATE_NOOP("Reasons", "This company gives no points"),),
    "not_earning": (QT_TRANSLATE_NOOP("Reasons", "These goods never earn points"),),
    "discounted": (QT_TRANSLATE_NOOP("Reasons", "These goods are discounted: they earn no points"),),
    "better_earning": (
        QT_TRANSLATE_NOOP("Reasons", "“{rule_id}” earns more on these goods"),
        QT_TRANSLATE_NOOP("Reasons", "Another rule earns more on these goods"),
    ),
    "equal_earning": (
        QT_TRANSLATE_NOOP("Reasons", "“{rule_id}” earns as much on these goods"),
        QT_TRANSLATE_NOOP("Reasons", "Another rule earns as much on these goods"),
    ),
    "more_earned_without": (
        QT_TRANSLATE_NOOP("Reasons", "It would give {points}, but without it the goods earn no less in all"),
        QT_TRANSLATE_NOOP("Reasons", "Without it the goods earn no less in all"),
    ),
}
