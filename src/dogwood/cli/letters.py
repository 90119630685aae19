"""``dogwood letters``: ask listed organizations whether what we say is still correct."""

import datetime as dt

import click

from ._django import use_desk


@click.command()
@click.option("--send", is_flag=True, help="Send them. Without it, only say who is due.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=200, show_default=True, help="Most letters at once.")
def letters(send: bool, limit: int) -> None:
    """Say who is due a letter or a reminder, or send what is due.

    Run it once a day from a timer. Without an outgoing mail server (DOGWOOD_EMAIL_URL) letters are printed here.
    """
    use_desk()
    from dogwood.checks.contacts.letters import send_due_letters
    from dogwood.checks.contacts.schedule import find_due

    now = dt.datetime.now(dt.UTC)
    if not send:
        due = find_due(now)
        for addressee in due.requests:
            click.echo(f"letter    {addressee.listing.key}  {addressee.email}")
        for letter in due.reminders:
            click.echo(f"reminder  {letter.listing}  {letter.email}")
        click.echo(f"{len(due.requests)} letters and {len(due.reminders)} reminders are due. Send them with --send.")
        return
    report = send_due_letters(now=now, limit=limit)
    for listing, error in (report.failed or {}).items():
        click.echo(f"not sent  {listing}: {error}", err=True)
    click.echo(f"{report.requests} letters and {report.reminders} reminders were sent.")
    if report.failed:
        raise click.exceptions.Exit(1)


COMMANDS = [letters]
