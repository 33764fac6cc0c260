"""Things that are not code: fonts, sounds, icons, the demo shop. ``resources.paths`` says where they lie."""
