"""An honest day at a shop: regulars, families, rush hours, split and forgotten receipts, staff who buy, mistakes."""

from datetime import date, timedelta
from random import Random

from pos_app.campaign.suspicion.habits import WAYS, Cashier, Customer, Shop
from pos_app.campaign.suspicion.visit import CounterDay, Undoing, Visit
from pos_app.domain.people.customer_came import CameBy

_RUSH = (12, 17, 18, 19)
_PRICES = (3_990, 5_990, 7_990, 8_990, 10_990, 12_990, 15_990, 19_990, 24_990, 32_990, 45_990, 89_990)
_PROVING = (CameBy.CARD_SCAN, CameBy.ROTATING_CARD)


class HonestTrade:
    """Makes the days of one shop, one after another."""

    def __init__(self, shop: Shop, chance: Random) -> None:
        self._shop = shop
        self._chance = chance
        self._earlier: list[Visit] = []

    def day(self, day: date) -> list[CounterDay]:
        """What each till sold on a day."""
        shop, chance = self._shop, self._chance
        busy = shop.busy[day.weekday()] * chance.randint(85, 115) // 100
        rota = self._rota(day)
        counters = [CounterDay(shop.shop_id, till, day, []) for till in range(shop.tills)]
        for customer in shop.customers:
            for minute in self._visits_of(customer, busy):
                self._come(customer, day, minute, rota, counters)
        anonymous = shop.receipts * shop.tills * busy * (100 - shop.named) // 10_000
        for _ in range(anonymous):
            minute = self._minute(self._hour())
            till = chance.randrange(shop.tills)
            counters[till].visits.append(self._visit(day, minute, till, rota, chance.randrange(100) < shop.cash))
        self._staff_buys(day, rota, counters)
        markdown = 400 if chance.randrange(100) < 4 else 100
        sent_back = 300 if chance.randrange(100) < 4 else 100
        for counter in counters:
            self._discounts(counter, markdown)
            self._mistakes(counter)
            counter.visits.sort(key=lambda visit: visit.minute)
        self._returns(day, rota, counters, sent_back)
        return counters

    def _rota(self, day: date) -> list[tuple[Cashier, Cashier]]:
        """Two days on, two off: who sits at each till, and who relieves him at dinner."""
        cashiers = self._shop.cashiers
        turn = (day.toordinal() // 2) % 2
        half = [cashiers[place] for place in range(len(cashiers)) if place % 2 == turn] or list(cashiers)
        if self._chance.randrange(100) < 8:  # somebody is ill
            half = [*half[1:], self._chance.choice(cashiers)]
        rota = []
        for till in range(self._shop.tills):
            rota.append((half[till % len(half)], half[(till + 1) % len(half)]))
        return rota

    def _hour(self) -> int:
        if self._chance.randrange(100) < 45:
            return self._chance.choice(_RUSH)
        return self._chance.randrange(self._shop.opens, self._shop.closes)

    def _minute(self, hour: int) -> int:
        hour = max(self._shop.opens, min(self._shop.closes - 1, hour))
        return hour * 60 + self._chance.randrange(60)

    def _visits_of(self, customer: Customer, busy: int) -> list[int]:
        """At which minutes he comes today: mostly around his hour; a shared account several times, at any."""
        chance = self._chance
        rate = customer.visits * busy  # of 70 days, in hundredths
        most = 6 if customer.shares else 2
        times = 0
        while times < most and chance.randrange(7_000) < rate:
            times += 1
            rate = rate * 60 // 100 if customer.shares else rate // 5
        if customer.shares:
            return [self._minute(self._hour()) for _ in range(times)]
        return [self._minute(customer.hour + chance.choice((-1, 0, 0, 0, 1, 1, 4))) for _ in range(times)]

    def _visit(self, day: date, minute: int, till: int, rota: list[tuple[Cashier, Cashier]], is_cash: bool) -> Visit:
        chance = self._chance
        seated, relief = rota[till]
        cashier = relief if 13 * 60 <= minute < 13 * 60 + 40 else seated
        lines = min(chance.randint(1, 8), chance.randint(1, 8))
        return Visit(day, minute, till, cashier, tuple(chance.choices(_PRICES, k=lines)), is_cash)

    def _come(
        self,
        customer: Customer,
        day: date,
        minute: int,
        rota: list[tuple[Cashier, Cashier]],
        counters: list[CounterDay],
    ) -> None:
        chance = self._chance
        till = chance.randrange(self._shop.tills)
        visit = self._named(customer, day, minute, till, rota)
        counters[till].visits.append(visit)
        draw = chance.randrange(1_000)
        if draw < 20:  # one basket on two receipts
            counters[till].visits.append(self._named(customer, day, minute + 1, till, rota))
        elif draw < 35:  # something was forgotten
            other = chance.randrange(self._shop.tills)
            again = min(minute + chance.randint(4, 15), self._shop.closes * 60 - 1)
            counters[other].visits.append(self._named(customer, day, again, other, rota))
        elif draw < 40:  # «take my card» to the next in the queue
            lent = self._named(customer, day, minute + 1, till, rota)
            lent.points_share = 0
            counters[till].visits.append(lent)

    def _named(
        self, customer: Customer, day: date, minute: int, till: int, rota: list[tuple[Cashier, Cashier]]
    ) -> Visit:
        chance = self._chance
        visit = self._visit(day, minute, till, rota, chance.randrange(100) < customer.pays_cash)
        usual = chance.randrange(100) < 85
        visit.customer_id = customer.customer_id
        visit.way = customer.way if usual else chance.choices(WAYS, self._shop.way_weights)[0]
        visit.proved = visit.way in _PROVING or chance.randrange(1_000) < 5
        habit = customer.shows_first if customer.shows_first != 40 else visit.cashier.asks_first
        if chance.randrange(100) >= (habit + visit.cashier.asks_first) // 2:
            lines = len(visit.prices)
            visit.first = lines if chance.randrange(100) < 70 else chance.randint(1, lines)
        if chance.randrange(100) < customer.spends:
            visit.points_share = chance.choice((5, 10, 20, 30, 50, 50, 50))
        return visit

    def _staff_buys(self, day: date, rota: list[tuple[Cashier, Cashier]], counters: list[CounterDay]) -> None:
        """Who works here buys here: mostly a colleague rings it up."""
        chance = self._chance
        seats = {seated.operator_id: till for till, (seated, _) in enumerate(rota)}
        for cashier in self._shop.cashiers:
            if chance.randrange(7) >= cashier.buys_a_week:
                continue
            others = [till for till in range(self._shop.tills) if seats.get(cashier.operator_id) != till]
            own = seats.get(cashier.operator_id)
            if own is not None and (not others or chance.randrange(100) < cashier.buys_at_own_till):
                if not others and chance.randrange(100) >= cashier.buys_at_own_till:
                    continue
                till = own
            else:
                till = chance.choice(others)
            minute = self._minute(chance.choice((13, 14, self._shop.closes - 1)))
            visit = self._visit(day, minute, till, rota, chance.randrange(100) < 20)
            visit.customer_id = cashier.own_account
            visit.way = chance.choice((CameBy.WHOLE_PHONE, CameBy.CARD_SCAN))
            visit.proved = visit.way is CameBy.CARD_SCAN
            visit.first = chance.choice((0, len(visit.prices)))
            visit.points_share = 50 if visit.customer_id and chance.randrange(100) < 15 else 0
            counters[till].visits.append(visit)

    def _discounts(self, counter: CounterDay, markdown: int) -> None:
        """Damaged and old goods, pensioners; in the evening more of it."""
        shop, chance = self._shop, self._chance
        for visit in counter.visits:
            rate = shop.discounts * visit.cashier.marks_down * markdown // 10_000
            if chance.randrange(1_000) >= (rate * 2 if visit.minute >= 19 * 60 else rate):
                continue
            if chance.randrange(100) < shop.at_limit:
                visit.discount_bp = visit.cashier.limit_bp
            elif chance.randrange(100) < 15:
                visit.discount_bp, visit.approved = visit.cashier.limit_bp * 2, True
            else:
                visit.discount_bp = chance.choice((200, 300, 300, 400, visit.cashier.limit_bp - 100))

    def _mistakes(self, counter: CounterDay) -> None:
        """Rung up wrongly, or not wanted any more: voided within minutes, and mostly rung up again."""
        shop, chance = self._shop, self._chance
        again: list[Visit] = []
        for visit in counter.visits:
            if chance.randrange(1_000) >= shop.undone:
                continue
            minute = visit.minute + chance.randint(1, 6)
            reason = chance.choice(("ошибка", "передумал", "замена"))
            visit.undoing = Undoing(visit.day, minute, visit.till, visit.cashier.operator_id, True, 100, reason)
            if chance.randrange(100) < shop.rung_anew:
                again.append(
                    Visit(
                        visit.day,
                        minute + 1,
                        visit.till,
                        visit.cashier,
                        (*visit.prices[1:], chance.choice(_PRICES)),
                        visit.is_cash,
                        visit.customer_id,
                        visit.way,
                        visit.first,
                        visit.proved,
                        visit.points_share,
                    )
                )
        counter.visits += again

    def _returns(self, day: date, rota: list[tuple[Cashier, Cashier]], counters: list[CounterDay], factor: int) -> None:
        """Goods come back hours or days later, mostly a part of the receipt, to whoever sits there."""
        shop, chance = self._shop, self._chance
        sold = [visit for counter in counters for visit in counter.visits if visit.undoing is None]
        pool = sold + self._earlier
        for _ in sold:
            if chance.randrange(1_000) >= shop.returned * factor // 100 or not pool:
                continue
            visit = chance.choice(pool)
            least = visit.minute + 20 if visit.day == day else shop.opens * 60
            if visit.undoing is not None or least >= shop.closes * 60:
                continue
            till = visit.till if visit.day == day else chance.randrange(shop.tills)
            share = chance.choice((30, 30, 50, 100))
            minute = chance.randrange(least, shop.closes * 60)
            seated = rota[till][0].operator_id
            reason = chance.choice(("не подошло", "брак", ""))
            visit.undoing = Undoing(day, minute, till, seated, False, share, reason)
        self._earlier = [visit for visit in self._earlier if visit.day > day - timedelta(days=10)]
        self._earlier += chance.sample(sold, min(len(sold), 40))
