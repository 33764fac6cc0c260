"""How fast the engine prices a basket again after a scan, by lines and by rules: `python -m pos_app.bench.engine`."""
