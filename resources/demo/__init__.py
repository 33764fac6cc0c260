"""The demo shop: ``resources.demo.shop.demo_shop`` makes its rows, ``resources.demo.samples`` its codes to scan."""
