"""What every screen is given: the use cases and the tools of the screen. No screen reaches for another one."""

from collections.abc import Callable
from dataclasses import dataclass, field

from pos_app.domain.people.operator import Operator
from pos_app.services.ports import Clock
from pos_app.services.till_services import TillServices
from pos_app.services.under_way import UnderWay, Unreadable
from pos_app.ui.background import Background
from pos_app.ui.camera_feed import CameraFeed
from pos_app.ui.customer_side.customer_side import CustomerSide
from pos_app.ui.formatting import Formatting
from pos_app.ui.keyboard_scanner import KeyboardScanner
from pos_app.ui.keymap import Action, Keymap
from pos_app.ui.sounds import Sounds
from pos_app.ui.theme.theme import Theme
from pos_app.ui.ui_settings import UiSettings
from pos_app.ui.under_way.expected import Expected
from sync.protocol.status import Link, SyncStatus


@dataclass(slots=True)
class Session:
    """Who is signed on, and the last thing the sync worker said."""

    status: SyncStatus
    operator: Operator | None = None
    is_resumed: bool = False
    is_paper_asked: bool = False
    sign_ons: int = 0
    """How often somebody signed on: what another person approved before does not outlast it."""
    quick_page: int = 0
    """The page of quick keys that was open last."""
    is_earlier_asked: bool = False
    earlier: UnderWay | Unreadable | None = None
    """What was under way before a restart or a lock, until somebody was told of it."""
    is_locked: bool = False

    @property
    def is_online(self) -> bool:
        """Whether the server answers."""
        return self.status.link is Link.ONLINE


@dataclass(frozen=True, slots=True)
class UiContext:
    """Handed to every screen and dialog. ``nudge`` tells the sync worker that there is something to send."""

    services: TillServices
    settings: UiSettings
    theme: Theme
    formatting: Formatting
    keymap: Keymap
    sounds: Sounds
    background: Background
    clock: Clock
    keyboard: KeyboardScanner
    camera_feed: CameraFeed
    customer_side: CustomerSide
    nudge: Callable[[], None] = lambda: None
    expected: Expected = field(default_factory=Expected)
    session: Session = field(
        default_factory=lambda: Session(SyncStatus(Link.CONNECTING, 0, 0, None, None, first_load_done=False))
    )

    def key(self, action: Action) -> str:
        """The key of an action, as it stands on the screen."""
        return self.keymap.key(action)
