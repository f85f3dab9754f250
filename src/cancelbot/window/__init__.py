"""A page of the bot's own beside the tab that it works in, for users without a terminal.

page.py         opens the page, shows one screen after another, and hears what is answered there
interaction.py  progress, questions and consent on that page: what the terminal is elsewhere
flow.py         the way through it: what to do, how to sign in, how it ended
"""
