"""Bots that ours is measured beside, each an echo as small as its documentation shows it.

They run in an environment of their own (`requirements.txt`), made by `make bench`, and import nothing of the
product. Each is told by the environment:

    PORT                                 the port of this machine to listen on
    APP_ID                               the bot's identity
    KEYS                                 the local key server: `/metadata` and `/keys` stand for Microsoft's
    IDENTITY_ENDPOINT, IDENTITY_HEADER   a managed identity, as Azure gives it
"""
