"""Gifts for points: what the customer's points buy, why not, and handing it over."""

from collections.abc import Mapping
from typing import ClassVar

from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.domain.codes.shop_numbers import CERTIFICATE_SERIES
from pos_app.domain.loyalty.eligibility import Unmet
from pos_app.domain.loyalty.reward_shop import POINTS_MISSING, REWARD_LIMIT
from pos_app.services.rewards import RewardOffer
from pos_app.services.scan_outcome import CertificateScanned, ScanOutcome
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.dialogs.digit_choice import DigitChoiceDialog
from pos_app.ui.formatting import Formatting
from pos_app.ui.language import translate
from pos_app.ui.sentences import sentence
from pos_app.ui.widgets.choice_list import CHOICES_MAX, ChoiceRow


class RewardsDialog(DigitChoiceDialog):
    """A digit chooses; what cannot be had says why in its row."""

    name: ClassVar[str] = "rewards"

    def __init__(self, host: SaleHost, offers: tuple[RewardOffer, ...]) -> None:
        super().__init__(host)
        self._offers = offers[:CHOICES_MAX]

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        offers = _offered(host)
        return cls(host, offers) if offers else None

    def opened(self) -> None:
        formatting = self.ui.formatting
        rows = [
            ChoiceRow(
                reward_name(each, self.ui.settings.language),
                why_not(each, formatting),
                formatting.counted_points(each.rule.points),
            )
            for each in self._offers
        ]
        self.offer(self.tr("Gifts for points"), rows)

    def prompt(self) -> str:
        return self.tr("What does the customer want? Press the digit")

    def choose(self, index: int) -> None:
        offer = self._offers[index]
        if offer.on_a_receipt:
            self.host.refuse(sentence("reward_on_receipt", {}, self.ui.formatting))
        elif offer.unmet is not None:
            self.host.refuse(why_not(offer, self.ui.formatting))
        else:
            self.host.open_dialog(RewardDialog(self.host, offer))


class RewardDialog(Dialog):
    """Enter hands it over; for a certificate its number is scanned or typed."""

    name: ClassVar[str] = "reward"

    def __init__(self, host: SaleHost, offer: RewardOffer) -> None:
        super().__init__(host)
        self._offer = offer

    def noted(self) -> dict[str, str]:
        return {"rule": self._offer.rule.rule_id}

    def about(self) -> str:
        return reward_name(self._offer, self.ui.settings.language)

    def has_entered(self) -> bool:
        return True

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        wanted = (each for each in _offered(host) if each.rule.rule_id == noted.get("rule"))
        offer = next(wanted, None)
        return None if offer is None or offer.unmet is not None else cls(host, offer)

    def prompt(self) -> str:
        if self._offer.needs_certificate:
            return self.tr("Scan the certificate that is handed out, or type its number")
        return self.tr("Hand it over? Enter – yes, Esc – no")

    def advice(self) -> str:
        text = self.tr("{reward}: {points} go from the account of {name}")
        panel = self.host.state.panel
        return text.format(
            reward=reward_name(self._offer, self.ui.settings.language),
            points=self.ui.formatting.counted_points(self._offer.rule.points),
            name=panel.customer.name if panel is not None else "",
        )

    def take_outcome(self, outcome: ScanOutcome) -> bool:
        if not isinstance(outcome, CertificateScanned) or not self._offer.needs_certificate:
            return False
        self._give(outcome.number)
        return True

    def submit(self, text: str) -> None:
        if not self._offer.needs_certificate:
            self._give("")
            return
        typed, scans = text.strip(), self.ui.services.scans
        for each in (typed, CERTIFICATE_SERIES.prefix + typed):
            number = scans.certificate_number(ScanData(each, ScanSource.TYPED)) if typed else None
            if number is not None:
                self._give(number)
                return
        self.host.refuse(self.tr("Not the number of a certificate. Scan it, or type it whole"))

    def _give(self, certificate: str) -> None:
        customer_id, rewards = self.host.state.basket.customer_id, self.ui.services.rewards
        if customer_id is None:
            return
        rule_id = self._offer.rule.rule_id
        chosen = self.host.attempt(lambda: rewards.begin(customer_id, rule_id, certificate))
        if chosen is not None:
            self.host.give_reward(chosen)


def _offered(host: SaleHost) -> tuple[RewardOffer, ...]:
    customer_id = host.state.basket.customer_id
    if customer_id is None:
        return ()
    return host.attempt(lambda: host.ui.services.rewards.offered(customer_id)) or ()


def reward_name(offer: RewardOffer, language: str) -> str:
    """As the customer knows it."""
    name = offer.rule.name
    return name.ru if language == "ru" else name.en


def why_not(offer: RewardOffer, formatting: Formatting) -> str:
    """A few words; empty if it is to be had."""
    if offer.on_a_receipt:
        return translate("Rewards", "scan it, then F6")
    return "" if offer.unmet is None else _words(offer.unmet, formatting)


def _words(unmet: Unmet, formatting: Formatting) -> str:
    params = dict(unmet.params)
    if unmet.reason == POINTS_MISSING:
        missing = formatting.counted_points(int(params.get("missing", 0)))
        return translate("Rewards", "{points} short").format(points=missing)
    if unmet.reason == REWARD_LIMIT:
        return translate("Rewards", "no more than {most} for one customer").format(most=params.get("most", ""))
    return translate("Rewards", "not now, or not for this customer")
