"""The Bot API's methods, each a function of (world, params)."""
