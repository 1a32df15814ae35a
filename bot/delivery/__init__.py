"""What leaves the bot by itself: messages from the outbox, and what time brings about.

model       an address, a card that is out, a leased message
notes       what the edge sees go by: addresses, and cards that are out; written a moment later
addresses   where a person or the HR/Jura channel is reached; opens a chat with somebody never met
postman     one message: which card, to whom, and what became of it
threads     the card in HR/Jura's channel below which all else about a case stands
updating    every card that is out about a request or case, brought to the newest state
patience    whether to try again, and when
rates       how fast messages may leave
recording   what became of messages, written together
worker      leases messages, lets the postman deliver them, keeps the leases alive
timekeeper  what is due by the clock
delivery    all of this as one thing that starts, lives and stops

Knows neither the database nor the Bot Framework, but only what it needs of them.
"""
