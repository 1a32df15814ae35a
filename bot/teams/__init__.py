"""Everything that knows Microsoft Teams and the Bot Framework, and the only place that imports `botbuilder`.

The way of an activity, file by file:

    endpoint      HTTP in: size, type, token, activity, tenant, in the contract's order; HTTP out
    load          how much is taken on at once (allowance: the arithmetic of rates)
    tokens, keys  whether the Bot Framework's service signed the request
    guard         the outermost edge of a turn: whoever asked is answered, whatever fails
    patience      the answer for a turn that takes longer than Teams waits
    last_resort   the card for when nothing else can be said
    incoming      the body as a small struct of our own
    adapter       the SDK's adapter: struct -> TurnContext -> the bot, and the SDK's way out
    bot           the SDK's ActivityHandler: which turn of the conversation an activity is
    turns         struct -> Typed, Pressed, Consented, Arrived
    conversing    the conversation as the edge sees it, and the apology when it fails
    files         Teams' file consent: offered, accepted or not, handed over
    extension     the search that puts a text into any chat as a card
    uploads       the one PUT that leaves for OneDrive, and where it may go
    replies       Reply -> the JSON of an invoke's answer or of a message
    sending       one queue a conversation, so that replies keep their order; drained at the end
    rewriting     the newest card of a message, written to the message itself a moment later
    calls, pace   one call to the Bot Connector; its turn in the conversation
    connector     replies: calls that are tried again while somebody may still wait
    outgoing      what the outbox sends: calls that are made once
    credentials   the bot's own token

What the hot path (a verified invoke) does itself instead of leaving it to the SDK, and why:

- It reads the body's JSON once, straight into `incoming.Incoming`. The SDK's `Activity.deserialize` builds
  some hundred msrest objects, drops what it does not know and fails with a 500 on what it did not expect.
- It checks tokens with `tokens.TokenGate`. The SDK fetches keys with a blocking call on the event loop, knows
  a new key up to a day late, accepts a token without expiry, answers a bad one with 500, and verifies the
  same token again on every turn.
- It answers an invoke without the SDK's turn context and dispatch, which know nothing of ours but its type.
- It splices the card, which is JSON text already, into the answer. The SDK serialises an invoke's answer
  twice, which fails, and `TurnContext.send_activity` copies every card deeply.
- It calls the connector over one `aiohttp` session. The SDK opens a `requests` session for each turn.

What stays of the SDK: the adapter's pipeline with its middleware, the turn context, the dispatch by
activity type, and the schema's types.
"""
