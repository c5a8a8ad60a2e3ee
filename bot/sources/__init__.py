"""Ways in: every transport gives the same Posts, and says when it cannot be trusted to.

preview   looks (preview, look, watch, cursor) at pages (fetch, page, text) of t.me/s
mtproto   looks in the same way at what a person's session shows (session)
updates   sorts messages (message, roster) that come by long poll or webhook (door, polling, webhook)
export    reads files (archive, stream, desktop)
health    the rules by which a source is healthy, quiet, stale, broken or gone; report writes and tells it,
          line says once that a server is away
"""
