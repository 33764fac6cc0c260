"""Every setting of a till, declared once: name, type, default, unit, meaning."""

from dataclasses import MISSING, dataclass, fields
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pos_app.settings.setting import KEY, Declaration, Setting, choice, number, number_of, text
from sync.protocol.key_pin import are_pins
from sync.protocol.server_address import is_safe_address

ROLES = ("cashier", "senior", "manager")
BASIS_POINTS = "basis points (1/100 of a per cent)"


def _is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder, such as "Europe"
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The values a till runs with. Money and points are whole numbers in the unit that their row names."""

    shop_name: str = text(
        "Магазин «Копилка»", "Название магазина, печатается на чеках", "Name of the shop, on receipts"
    )
    shop_address: str = text("", "Адрес магазина, печатается на чеках", "Address of the shop, on receipts")
    shop_inn: str = text(
        "",
        "ИНН владельца магазина",
        "Taxpayer number of the shop's owner",
        pattern=r"([0-9]{10}|[0-9]{12})?",
        expected=("10 или 12 цифр либо пусто", "10 or 12 digits, or empty"),
    )
    till_code: str = text(
        "2",
        "Номер кассы в магазине; с него начинаются номера чеков",
        "Number of this till in the shop; receipt numbers begin with it",
        pattern=r"[1-9][0-9]{0,2}",
        expected=("от 1 до 3 цифр, первая не 0", "1 to 3 digits, the first not 0"),
    )
    language: str = choice("ru", ("ru", "en"), "Язык экрана", "Language of the screen")
    theme: str = choice("light", ("light", "dark", "high_contrast"), "Цвета экрана", "Colours of the screen")
    text_percent: int = number_of(
        100, "per cent", (100, 125), "Размер букв на экране", "Size of the letters on the screen"
    )
    keymap_file: str = text(
        "",
        "Файл раскладки клавиш кассы (TOML), если клавиши другие",
        "File with the till's keys (TOML), if they are to be others",
        expected=("путь файла либо пусто: обычные клавиши", "a path, or empty: the usual keys"),
    )
    timezone: str = text(
        "Europe/Moscow",
        "Часовой пояс, по которому начинаются и кончаются дни магазина",
        "Time zone in which the shop's days begin and end",
        expected=("имя из списка IANA, например Europe/Moscow", "a name of the IANA list, say Europe/Moscow"),
        fits=_is_time_zone,
    )
    server_url: str = text(
        "http://127.0.0.1:8710",
        "Адрес центрального сервера",
        "Address of the central server",
        pattern=r"https?://[^\s/]+(/\S*)?",
        expected=(
            "https://имя[:порт]; http:// только на этом же компьютере",
            "https://host[:port]; http:// on this computer only",
        ),
        fits=is_safe_address,
    )
    server_pins: str = text(
        "",
        "Ключи сервера, которым доверяет касса: действующий и запасной (печатает ./till server pin)",
        "The server's keys that this till trusts: the one in use and a spare (./till server pin prints them)",
        expected=(
            "sha256/… через запятую либо пусто: доверять центрам сертификации системы",
            "sha256/…, comma-separated, or empty: trust the system's authorities",
        ),
        fits=are_pins,
    )
    sync_interval_ms: int = number(
        5_000,
        "ms",
        100,
        3_600_000,
        "Пауза между обменами с сервером, когда очередь пуста",
        "Pause between two exchanges with the server when nothing is queued",
    )
    cashier_discount_limit_bp: int = number(
        1_000,
        BASIS_POINTS,
        0,
        10_000,
        "Наибольшая ручная скидка, которую даёт кассир",
        "Largest discount by hand that a cashier may give",
    )
    manager_discount_limit_bp: int = number(
        5_000,
        BASIS_POINTS,
        0,
        10_000,
        "Наибольшая ручная скидка, которую даёт или подтверждает менеджер",
        "Largest discount by hand that a manager may give or approve",
    )
    senior_discount_limit_bp: int = number(
        2_000,
        BASIS_POINTS,
        0,
        10_000,
        "Наибольшая ручная скидка, которую даёт или подтверждает старший кассир",
        "Largest discount by hand that a senior cashier may give or approve",
    )
    void_line_role: str = choice(
        "cashier",
        ROLES,
        "Кто убирает строку или уменьшает количество сам",
        "Who takes a line out or makes it fewer alone",
    )
    void_receipt_role: str = choice(
        "cashier", ROLES, "Кто аннулирует открытый или отложенный чек сам", "Who voids an open or held receipt alone"
    )
    price_role: str = choice(
        "senior", ROLES, "Кто ставит свою цену вместо ценника сам", "Who sets a price in place of the shelf's alone"
    )
    recall_role: str = choice(
        "cashier",
        ROLES,
        "Кто берёт чек, отложенный другим, сам",
        "Who takes up a receipt that another person put aside, alone",
    )
    idle_lock_seconds: int = number(
        300,
        "s",
        0,
        28_800,
        "Через сколько секунд без дела касса запирается (0 – никогда)",
        "Seconds without a key or scan until the till locks (0: never)",
    )
    keyboard_scan_threshold_ms: int = number(
        35,
        "ms",
        5,
        200,
        "Клавиши, идущие чаще этого, набирает сканер, а не человек",
        "Keys that follow each other faster than this come from a scanner, not from a person",
    )
    keyboard_scan_prefix: str = text(
        "",
        "Что сканер-клавиатура печатает перед кодом, если он так настроен",
        "What the keyboard scanner types before a code, if it was set up so",
        pattern=r"[!-~]{0,8}",
        expected=("до 8 знаков латинской раскладки либо пусто", "up to 8 Latin characters, or empty"),
    )
    keyboard_scan_suffix: str = text(
        "enter|tab",
        "Клавиши, которыми сканер-клавиатура заканчивает код",
        "Keys that end a scan of the keyboard scanner",
        pattern=r"(enter|tab)(\|(enter|tab))*|none",
        expected=('"enter", "tab", "enter|tab" или "none"', '"enter", "tab", "enter|tab" or "none"'),
    )
    keyboard_gs: str = text(
        "ctrl+]",
        "Клавиши, которыми сканер-клавиатура передаёт разделитель GS внутри DataMatrix",
        "Keys by which the keyboard scanner sends the separator GS inside a DataMatrix",
        pattern=r"(ctrl\+\]|f8|alt\+029)(\|(ctrl\+\]|f8|alt\+029))*|none",
        expected=(
            '"ctrl+]", "f8", "alt+029", несколько через "|" либо "none"',
            '"ctrl+]", "f8", "alt+029", several joined by "|", or "none"',
        ),
    )
    serial_scanner_port: str = text(
        "",
        "Порт последовательного сканера",
        "Port of the serial scanner",
        pattern=r"(simulated|/\S+|COM[0-9]{1,3}|usb:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}(:\S+)?)?",
        expected=(
            "путь (/dev/ttyUSB0), имя (COM3), usb:изготовитель:изделие[:номер], simulated, пусто: нет",
            "/dev/ttyUSB0, COM3, usb:VENDOR:PRODUCT[:SERIAL], simulated, or empty: none",
        ),
    )
    serial_baud: int = number_of(
        9_600,
        "baud",
        (1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200),
        "Скорость порта последовательного сканера",
        "Speed of the serial scanner's port",
    )
    camera_source: str = text(
        "",
        "Камера, которая читает коды",
        "Camera that reads codes",
        expected=(
            "номер (0: первая камера), путь видеофайла, simulated либо пусто: нет камеры",
            "a number (0: the first camera), the path of a video file, simulated, or empty: none",
        ),
    )
    printer: str = text(
        "file",
        "Принтер чеков",
        "Receipt printer",
        pattern=r"file(:.+)?|tcp:[^\s/]+|serial:\S+|device:\S+|usb:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}(:\S+)?",
        expected=(
            '"file" (в каталог кассы), "tcp:имя[:порт]", "serial:/dev/ttyS0@9600", "device:/dev/usb/lp0", '
            '"usb:04b8:0e15"',
            '"file" (into the home directory), "tcp:host[:port]", "serial:/dev/ttyS0@9600", "device:/dev/usb/lp0", '
            '"usb:04b8:0e15"',
        ),
    )
    printer_columns: int = number_of(
        48, "columns", (32, 42, 48), "Ширина строки чека", "Width of a line of the receipt"
    )
    receipt_logo: str = text(
        "",
        "Картинка (PNG) над чеком",
        "Picture (PNG) above a receipt",
        expected=("путь файла либо пусто: без картинки", "a path, or empty: none"),
    )
    marked_goods: str = choice(
        "mark_or_code",
        ("mark_only", "mark_or_code"),
        "Маркированные товары: только по коду маркировки с упаковки или и по штрихкоду",
        "Marked goods: only by the marking code on the piece, or by the bar code too",
    )
    fiscal: str = text(
        "",
        "Фискальный регистратор",
        "Fiscal registrar",
        pattern=r"(atol:https?://\S+|simulated)?",
        expected=(
            '"atol:http://адрес:16732" (веб-запросы драйвера АТОЛ), "simulated" (учебный) либо пусто: нет',
            '"atol:http://host:16732" (web requests of ATOL\'s driver), "simulated" (for training), or empty: none',
        ),
    )
    fiscal_taxation: str = choice(
        "osn",
        ("osn", "usnIncome", "usnIncomeOutcome", "esn", "patent"),
        "Система налогообложения в фискальных чеках",
        "Taxation of the shop in fiscal receipts",
    )
    fiscal_vat_names: str = text(
        "",
        "Ставки НДС, которые драйвер регистратора называет иначе, чем vat22, vat122 (расчётная), none",
        "VAT rates that the registrar's driver spells otherwise than vat22, vat122 (within an advance), none",
        pattern=r"((none|vat[0-9]{1,3})=[A-Za-z][A-Za-z0-9_]{0,19}( |$))*",
        expected=('"vat22=vat20 vat122=vat120" либо пусто', '"vat22=vat20 vat122=vat120", or empty'),
    )
    customer_display: str = text(
        "",
        "Дисплей покупателя, две строки по 20 знаков (CD5220)",
        "Customer display, two lines of 20 characters (CD5220)",
        pattern=r"(serial:\S+|tcp:[^\s/]+|device:\S+|simulated)?",
        expected=(
            '"serial:/dev/ttyUSB0@9600", "tcp:192.168.1.40:9100", "simulated" (учебный) либо пусто: нет',
            '"serial:/dev/ttyUSB0@9600", "tcp:192.168.1.40:9100", "simulated" (for training), or empty: none',
        ),
    )
    customer_window: str = choice(
        "off",
        ("off", "second_screen", "window"),
        "Экран покупателя: нет, на втором мониторе, окном рядом с кассой",
        "The customer's screen: none, on the second monitor, as a window beside the till's",
    )
    customer_picture: str = text(
        "",
        "Картинка на экране покупателя между чеками (PNG, JPEG)",
        "Picture on the customer's screen between receipts (PNG, JPEG)",
        expected=("путь файла либо пусто: без картинки", "a path, or empty: no picture"),
    )
    reports_folder: str = text(
        "",
        "Папка для отчётов, сохранённых в файл (F10, F10, F6)",
        "Folder of reports that are saved as files (F10, F10, F6)",
        expected=("путь папки либо пусто: reports в папке кассы", "a path, or empty: reports in the till's folder"),
    )
    checklist_folder: str = text(
        "",
        "Папка для списка приборов, сохранённого в файл (F10, F9, F6)",
        "Folder of the devices' checklist that is saved as a file (F10, F9, F6)",
        expected=("путь папки либо пусто: папка кассы", "a path, or empty: the till's folder"),
    )
    join_address: str = text(
        "",
        "Страница, где вступают в программу; QR-код на экране покупателя",
        "Page where customers join the programme; a QR code on the customer's screen",
        pattern=r"(https?://[^\s]{1,200})?",
        expected=('"https://имя/путь" либо пусто: без QR-кода', '"https://name/path", or empty: no QR code'),
    )
    scale: str = text(
        "",
        "Весы (протокол CAS)",
        "Scale (CAS protocol)",
        pattern=r"(serial:\S+|tcp:[^\s/]+|simulated)?",
        expected=(
            '"serial:/dev/ttyUSB0@9600", "tcp:имя:порт", "simulated" (учебные) либо пусто: нет',
            '"serial:/dev/ttyUSB0@9600", "tcp:host:port", "simulated" (for training), or empty: none',
        ),
    )
    float_asked_again_kopecks: int = number(
        3_000_000,
        "kopecks",
        0,
        1_000_000_000,
        "Размен, с которого касса переспрашивает при открытии смены",
        "The float from which the till asks once more when a shift is opened",
    )
    volume_percent: int = number(70, "per cent", 0, 100, "Громкость звуков кассы", "Loudness of the till's sounds")


def _rows() -> tuple[Setting, ...]:
    rows = []
    for declared in fields(Settings):
        declaration = declared.metadata.get(KEY)
        if not isinstance(declaration, Declaration) or declared.default is MISSING:
            raise TypeError(f"setting {declared.name} has no declaration")
        rows.append(
            Setting(
                name=declared.name,
                kind=type(declared.default),
                default=declared.default,
                unit=declaration.unit,
                meaning=declaration.meaning,
                expected=declaration.expected,
                fits=declaration.fits,
            )
        )
    return tuple(rows)


SETTINGS = _rows()
