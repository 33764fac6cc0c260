"""The server's database of a chain, filled: sums, register, people, office, three shifts with all that tills tell."""

import time
from dataclasses import dataclass

from pos_app.bench.benches import Progress
from pos_app.bench.reports.made_office import make_office
from pos_app.bench.reports.made_people import make_people
from pos_app.bench.reports.made_register import make_register
from pos_app.bench.reports.made_trade import forget_helpers, make_trade
from pos_app.bench.reports.pages import Known
from pos_app.bench.reports.real_shifts import real_shifts, tell_server
from pos_app.bench.reports.selling_beside import SCRATCH_CUSTOMERS
from pos_app.bench.reports.trade import Trade, shop_id
from pos_app.scratch.shop import fill_shop
from sync.server.central import Central
from sync.server.database import writing
from sync.server.people.names import keep_names
from sync.server.reports.fold_operations import fold_new
from sync.server.reports.ledger_days import keep_ledger_days
from sync.server.reports.suspicious_use import look_for_suspicious_use
from sync.server.segments.results import count_results

_MOST_REAL_RECEIPTS = 700


@dataclass(frozen=True, slots=True)
class Chain:
    """What pages are asked about, and what it is made of in words."""

    known: Known
    said: str


def made_chain(central: Central, trade: Trade, progress: Progress) -> Chain:
    """Fill an empty database; the server's own work of the day is done."""
    fill_shop(central, SCRATCH_CUSTOMERS, 1)
    progress(f"{trade.receipts:,} receipts in {trade.shifts:,} shifts of {trade.shops} shops")
    with writing(central.engine) as connection:
        make_trade(connection, trade)
    with writing(central.engine) as connection:
        make_register(connection, trade, progress)
        make_people(connection, central, trade, progress)
        forget_helpers(connection)
    shifts = list(real_shifts(min(trade.most_receipts, _MOST_REAL_RECEIPTS)))
    with writing(central.engine) as connection:
        ids = tell_server(connection, shifts, shop_id(0))
    begun = time.perf_counter()
    folded = fold_new(central)
    rate = int(folded / (time.perf_counter() - begun))
    office = make_office(central, trade)
    progress("the server's own work of the day")
    keep_ledger_days(central)
    look_for_suspicious_use(central)
    keep_names(central)
    count_results(central)
    receipts = tuple(sold.receipt_id for shift in shifts for sold in shift.sales)
    said = (
        f"{trade.receipts:,} receipts, {trade.shifts:,} shifts, {trade.shops} shops, {trade.customers:,} customers;"
        f" folds {rate:,} operations a second"
    )
    return Chain(Known(trade, office, tuple(ids), receipts), said)
