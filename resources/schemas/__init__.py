"""The JSON Schemas of the documents around the engine. Made by ``python -m pos_app.batch.publish_schemas``."""
