"""`cancelbot` alone on a terminal: what do you want to do? Each answer shows the command that it runs."""

from __future__ import annotations

import shlex

import click

from cancelbot.cli.started import typed

DOOR_CHOICES = (
    ("Practise the whole job on a built-in fake site; your account is not touched", "cancelbot demo"),
    ("Do it in a window, without commands: practise, look or cancel", "cancelbot window"),
    ("Look at my account and change nothing", "cancelbot run --dry-run"),
    ("Cancel my plan; shows every change and asks first", "cancelbot run"),
    ("Was it really canceled? Look again", "cancelbot verify"),
    ("Help", "cancelbot --help"),
)


def ask() -> list[str]:
    """The words of the chosen command; none if the person leaves."""
    click.echo("cancelbot cancels an OpenAI Platform plan in a real browser.\nWhat do you want to do?\n")
    for number, (text, command) in enumerate(DOOR_CHOICES, 1):
        click.echo(f"  {number}  {text}\n     {typed(command)}")
    numbers = [str(number) for number in range(1, len(DOOR_CHOICES) + 1)]
    while True:
        answer = click.prompt(f"\n1 to {len(DOOR_CHOICES)}, or Enter to leave", default="", show_default=False).strip()
        if not answer:
            return []
        if answer in numbers:
            break
        click.echo(f"There is no choice {answer}.")
    command = DOOR_CHOICES[int(answer) - 1][1]
    click.echo(f"\n$ {typed(command)}\n")
    return shlex.split(command)[1:]
