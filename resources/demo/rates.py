"""VAT rates in force, as dated data (Tax Code of Russia, art. 164)."""

from datetime import date

from pos_app.domain.catalogue.vat import VatRate

STANDARD = "standard"
REDUCED = "reduced"

VAT_RATES = (
    VatRate(REDUCED, date(2004, 1, 1), 1000),  # food by the list of art. 164 (2), goods for children
    VatRate(STANDARD, date(2019, 1, 1), 2000),
    VatRate(STANDARD, date(2026, 1, 1), 2200),
)
