"""The names of the ledger's accounts, the same on till and server. The owner of a leg is named with each.

Signs: an amount is plus where the account's holder gets something. So a customer's balance is the sum of the legs of
``customer.available``, cash in the drawer the sum of ``till.cash``; income stands with minus.
"""

from types import MappingProxyType

from pos_app.domain.transaction.sale import TenderKind

# ---------------------------------------------------------------- points, hundredths of a point

CUSTOMER_AVAILABLE = "customer.available"
"""Points a customer may spend; owner: customer id. Legs name their lots where they are known (server)."""
CUSTOMER_RESERVED = "customer.reserved"
"""Points promised to a till; owner: customer id."""
CUSTOMER_DEBT = "customer.debt"
"""What returns took too much, as minus; owner: customer id."""
PROGRAMME_ISSUED = "programme.issued"
"""The other side of accruals, as minus; owner: programme id."""
PROGRAMME_REDEEMED = "programme.redeemed"
"""Points that paid for goods; owner: programme id."""
PROGRAMME_EXPIRED = "programme.expired"
"""Points that burnt; owner: programme id."""
PROGRAMME_CHARITY = "programme.charity"
"""Points given away; owner: programme id."""
PROGRAMME_WITHHELD = "programme.withheld"
"""Earned points that a return did not take back, for money was withheld instead, as minus; owner: programme id."""
PROGRAMME_PARTNER = "programme.partner"
"""Points that partners owe or are owed; owner: partner id."""
PROGRAMME_RISK = "programme.risk"
"""Points spent that the customer did not have, as minus (see sync.md); owner: programme id."""

# ---------------------------------------------------------------- money, kopecks

TILL_CASH = "till.cash"
"""The drawer; owner: till code."""
TILL_CARD = "till.card"
"""What the bank owes for cards; owner: till code."""
SALES_GROSS = "sales.gross"
"""Goods sold at list price, as minus; owner: till code."""
SALES_DISCOUNT = "sales.discount"
"""What rules and hands took off; owner: till code."""
SALES_POINTS = "sales.points"
"""What points paid, as money; owner: till code."""
SALES_RETURNED = "sales.returned"
"""Goods taken back at the price they were sold for (money and points); owner: till code."""
SALES_ROUNDING = "sales.rounding"
"""What sums in cash were rounded down by; owner: till code."""
SALES_WITHHELD = "sales.withheld"
"""What refunds were cut by for earned points that were spent already, as minus; owner: till code."""
CUSTOMER_MONEY = "customer.money"
"""What is on money accounts, as minus, for the shop owes it; owner: customer id."""
CERTIFICATE_BALANCE = "certificate.balance"
"""What is on gift certificates, as minus, for the shop owes it; owner: certificate number."""
ORDER_PREPAID = "order.prepaid"
"""What was prepaid for orders that wait, as minus; owner: the order's number."""
CERTIFICATE_BURNT = "certificate.burnt"
"""What nobody may redeem any more, as minus; owner: till code."""
PARTNER_SETTLEMENT = "partner.settlement"
"""What partners of a coalition are owed (plus) or owe (minus); owner: partner code."""

TENDER_ACCOUNTS = MappingProxyType(
    {
        TenderKind.CASH: TILL_CASH,
        TenderKind.CARD: TILL_CARD,
        TenderKind.MONEY_ACCOUNT: CUSTOMER_MONEY,
        TenderKind.CERTIFICATE: CERTIFICATE_BALANCE,
        TenderKind.PREPAID: ORDER_PREPAID,
    }
)
"""Where each kind of tender goes. Owner: the till, the customer, the certificate's number."""
