"""The bot's edge over HTTP, as processes side by side with bare aiohttp and Microsoft's SDKs.

servers      which servers there are, how each is started, what it cost
teams        the other side, a process of its own: signs tokens, sends turns, takes the bot's messages
turns        the turns it sends: every answer to every question of the interview, and typed messages
conversing   what it does with one connection
player       the handle on that process
rounds       the measurement: all servers in turn, again and again; medians, and shares of the baseline
"""

from bench.edge.rounds import measure

__all__ = ["measure"]
