"""What the program does for itself while nobody waits."""

from crediario.db import write_log
from crediario.services.core import Context, reading


@reading("roll_day")
def tidy_up(ctx: Context) -> None:
    """The till rests: a long log goes into the shop's file, so that no sale has to do it.

    Stops nobody, changes nothing that is read, and never fails.
    """
    write_log.copy_log(ctx.database)
