"""The line to a server: one warning when it is lost, one word when it is back, silence in between."""

from bot import log

logger = log.get("sources.line")


class Line:
    """`who` is for people, `address` is what is asked (without secrets)."""

    def __init__(self, who: str, address: str) -> None:
        self.who, self.address = who, address
        self.lost = False

    def failed(self, fault: str, then: str) -> None:
        """No answer, and what is tried next. Said the first time; afterwards only where everything is logged."""
        say = logger.debug if self.lost else logger.warning
        self.lost = True
        say(f"{self.who} is not reached; trying again", address=self.address, fault=fault, then=then)

    def answered(self) -> None:
        """It answers."""
        if self.lost:
            self.lost, back = False, f"{self.who} answers again"
            logger.info(back, address=self.address)
