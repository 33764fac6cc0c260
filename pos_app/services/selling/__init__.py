"""The use cases of the open sale, one file a concept; ``services.sale`` puts them together."""
