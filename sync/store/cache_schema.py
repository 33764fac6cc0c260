"""The tables of cache.db: copies of what the server knows. All of it can be fetched again."""

from typing import TYPE_CHECKING

from sync.store.migrations import FileKind, Migration

if TYPE_CHECKING:
    from sqlite_utils import Database as SchemaTool

_TABLES = (
    # The keys that the phones were hashed with, by fingerprint.
    "CREATE TABLE keys (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), fingerprint BLOB NOT NULL) STRICT",
    "CREATE TABLE feed (stream TEXT PRIMARY KEY, cursor TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE goods (
        goods_row INTEGER PRIMARY KEY,
        item_id TEXT NOT NULL UNIQUE,
        article TEXT NOT NULL,
        body BLOB NOT NULL
    ) STRICT
    """,
    "CREATE INDEX goods_of_article ON goods (article)",
    """
    CREATE TABLE goods_code (
        code TEXT NOT NULL,
        goods_row INTEGER NOT NULL REFERENCES goods (goods_row),
        PRIMARY KEY (code, goods_row)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX goods_code_of_goods ON goods_code (goods_row)",
    # Words of the names; й is a letter of its own (remove_diacritics 0), ё is folded to е before it gets here.
    """
    CREATE VIRTUAL TABLE goods_words USING fts5 (
        name, content='', contentless_delete=1, detail=full, prefix='2 3 4', tokenize='unicode61 remove_diacritics 0'
    )
    """,
    # phone_hash, last4_hash and phone_cipher are empty together: a number may have gone to another person.
    """
    CREATE TABLE customer (
        customer_id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        phone_hash BLOB UNIQUE,
        last4_hash BLOB,
        phone_cipher BLOB,
        card_number TEXT UNIQUE,
        birth_day TEXT
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX customer_of_last4 ON customer (last4_hash) WHERE last4_hash IS NOT NULL",
    "CREATE TABLE account (customer_id TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE staff (operator_id TEXT PRIMARY KEY, name TEXT NOT NULL, body BLOB NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE programme (
        programme_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        document TEXT NOT NULL,
        PRIMARY KEY (programme_id, version)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE vat_rate (
        code TEXT NOT NULL,
        from_day TEXT NOT NULL,
        rate_bp INTEGER,
        PRIMARY KEY (code, from_day)
    ) STRICT, WITHOUT ROWID
    """,
)


def _first_schema(tool: "SchemaTool") -> None:
    for statement in _TABLES:
        tool.execute(statement)


def _cards_and_full_form(tool: "SchemaTool") -> None:
    # ``blocked``: why a card is not taken any more; NULL while it is in force.
    tool.execute(
        """
        CREATE TABLE customer_card (
            card_number TEXT PRIMARY KEY,
            customer_id TEXT NOT NULL,
            blocked TEXT,
            since_ms INTEGER
        ) STRICT, WITHOUT ROWID
        """
    )
    tool.execute("CREATE INDEX customer_card_of_customer ON customer_card (customer_id)")
    tool.execute("ALTER TABLE customer ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 1")
    tool.execute("ALTER TABLE customer ADD COLUMN email_cipher BLOB")


def _any_part_of_a_name(tool: "SchemaTool") -> None:
    # Three letters in a row, wherever they stand in a name; and words by their first letter too: «milk 3» asks for one
    # letter, which without an index of its own reads every word that begins so.
    tool.execute("DROP TABLE goods_words")
    for name, how in (
        ("goods_words", "prefix='1 2 3 4', tokenize='unicode61 remove_diacritics 0'"),
        ("goods_parts", "tokenize='trigram'"),
    ):
        tool.execute(f"CREATE VIRTUAL TABLE {name} USING fts5 (name, content='', contentless_delete=1, {how})")
        tool.execute(
            f"""
            INSERT INTO {name} (rowid, name)
            SELECT goods_row, replace(replace(json_extract(CAST(body AS TEXT), '$.name'), 'ё', 'е'), 'Ё', 'Е')
            FROM goods WHERE json_valid(CAST(body AS TEXT))
            """
        )


def _orders(tool: "SchemaTool") -> None:
    tool.execute("CREATE TABLE pre_order (number TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT, WITHOUT ROWID")


CACHE_FILE = FileKind(
    name="a till's cache",
    application_id=int.from_bytes(b"KPLC", "big"),
    migrations=(
        Migration(1, "goods, customers, staff, programme", _first_schema),
        Migration(2, "cards that ended, confirmed phones, addresses", _cards_and_full_form),
        Migration(3, "goods by any part of their name", _any_part_of_a_name),
        Migration(4, "orders to be picked up", _orders),
    ),
)
