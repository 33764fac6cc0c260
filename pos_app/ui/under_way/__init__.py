"""What a person is in the middle of at the screen: told to the keeper, and taken up after a restart."""
