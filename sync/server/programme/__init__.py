"""The programme prepared, tried and published by people of the office; its versions, and how one is taken back."""
