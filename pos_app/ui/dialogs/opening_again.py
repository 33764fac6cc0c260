"""Which dialogs of the sale can be opened again by themselves after a restart."""

from collections.abc import Mapping

from pos_app.ui.dialogs.certificate import CertificateDialog
from pos_app.ui.dialogs.coupons_out import CouponsOutDialog
from pos_app.ui.dialogs.customer import CustomerDialog
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.dialogs.discount import DiscountDialog
from pos_app.ui.dialogs.extras import ExtrasDialog, NumberDialog, TopUpDialog
from pos_app.ui.dialogs.held import HeldDialog, HeldNoteDialog
from pos_app.ui.dialogs.points import PointsDialog
from pos_app.ui.dialogs.price import PriceDialog
from pos_app.ui.dialogs.quantity import QuantityDialog
from pos_app.ui.dialogs.quick_credit import QuickCreditDialog
from pos_app.ui.dialogs.quick_keys import QuickKeysDialog
from pos_app.ui.dialogs.registration import RegistrationDialog
from pos_app.ui.dialogs.rewards import RewardDialog, RewardsDialog
from pos_app.ui.dialogs.search import GoodsChoiceDialog, SearchDialog
from pos_app.ui.dialogs.void import VoidDialog
from pos_app.ui.dialogs.weight import WeightDialog

_KINDS: tuple[type[Dialog], ...] = (
    CertificateDialog,
    CouponsOutDialog,
    CustomerDialog,
    DiscountDialog,
    ExtrasDialog,
    GoodsChoiceDialog,
    HeldDialog,
    HeldNoteDialog,
    NumberDialog,
    PointsDialog,
    PriceDialog,
    QuantityDialog,
    QuickCreditDialog,
    QuickKeysDialog,
    RegistrationDialog,
    RewardDialog,
    RewardsDialog,
    SearchDialog,
    TopUpDialog,
    VoidDialog,
    WeightDialog,
)
_BY_NAME = {kind.name: kind for kind in _KINDS}


def opened_again(host: SaleHost, name: str, noted: Mapping[str, str]) -> Dialog | None:
    """The dialog of that name made anew; None where it is reached by way of another, or is not possible any more."""
    kind = _BY_NAME.get(name)
    return None if kind is None else kind.opened_again(host, noted)
