"""Numbers on certificates and on orders to be picked up: letters no goods code begins with, digits, Luhn.

| number | form |
|---|---|
| gift certificate | ``KG`` + 11 digits; whoever knows one may pay with it, so serials are drawn at random |
| order | ``KO`` + 9 digits |
"""

from pos_app.domain.codes.prefixed_number import NumberSeries

CERTIFICATE_SERIES = NumberSeries(prefix="KG", serial_digits=10)
ORDER_SERIES = NumberSeries(prefix="KO", serial_digits=8)
