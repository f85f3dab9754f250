"""The commands about this machine and its programs: doctor, schema, completion."""

import sys

import click

from cancelbot.cli.console import print_line
from cancelbot.cli.options import ACCOUNT, ACCOUNTS, JSON, PLAIN, Command, options
from cancelbot.config.settings import load
from cancelbot.errors import UsageError

SHELLS = ("bash", "fish", "zsh")


@click.command(cls=Command)
@options(ACCOUNT, ACCOUNTS, JSON, PLAIN)
def doctor(as_json: bool, **flags: object) -> None:
    """Check whether a run could start on this machine, and say what to do if not. It changes nothing.

    Examples:
        cancelbot doctor
        cancelbot doctor --json

    """
    from cancelbot.browser.doctor import examine

    findings = examine(load(**flags))
    code = 0 if all(finding.ok for finding in findings) else UsageError.exit_code
    for finding in findings:
        sign = "ok" if finding.ok else "NO"
        print_line(f"{sign:<3} {finding.name:<14} {finding.what}", error=as_json, indent=" " * 19)
        if finding.cure:
            print_line(f"{'':<18} {finding.cure}", error=as_json, indent=" " * 19)
    if as_json:
        from cancelbot.cli.documents import DoctorDocument, as_json_text

        missing = "; ".join(finding.what for finding in findings if not finding.ok)
        click.echo(as_json_text(DoctorDocument(exit_code=code, message=missing, findings=findings)))
    sys.exit(code)


@click.command(cls=Command)
def schema_command() -> None:
    """Print the JSON Schema of everything that --json prints.

    Examples:
        cancelbot schema > cancelbot.schema.json

    """
    import json

    from cancelbot.cli.documents import schema as made

    click.echo(json.dumps(made(), ensure_ascii=False, indent=2))


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes SHELL complete commands and options with the Tab key.

    Examples:
        eval "$(cancelbot completion bash)"
        eval "$(cancelbot completion zsh)"
        cancelbot completion fish | source

    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(context.find_root().command, {}, "cancelbot", "_CANCELBOT_COMPLETE").source())
