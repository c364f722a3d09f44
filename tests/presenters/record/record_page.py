"""A record page that notes what it is told, over a real vault and the small good pack."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from closeddoor.presenters.record import RecordPresenter, RecordSources
from closeddoor.presenters.states.record import RecordViewState
from closeddoor.services.record import CardService
from tests.fakes.ports import InlineExecutor
from tests.presenters.recording import RecordingPage
from tests.services.record.record_bench import RecordBench

FOUND = {"claims": {"claim": "found"}}


class PageBench(RecordBench):
    """`day` is the day on which the page is looked at."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "pack")
        self.day = date(2026, 11, 23)
        self.cards = CardService(self.vault, InlineExecutor(), self.now_ms)
        self.page = RecordingPage[RecordViewState]()
        sources = RecordSources(self.record, self.cards, InlineExecutor())
        self.presenter = RecordPresenter(self.page, sources, self.dispatcher, day=lambda: self.day)

    def now_ms(self, days_ago: int = 0) -> int:
        """Nine in the morning of the day, or of one before."""
        moment = datetime.combine(self.day - timedelta(days=days_ago), time(9)).astimezone()
        return round(moment.timestamp() * 1000)

    def refreshed(self) -> RecordViewState:
        self.presenter.refresh()
        return self.settled()

    def settled(self) -> RecordViewState:
        self.dispatcher.run()
        return self.page.now()

    def kept(self) -> list[int]:
        return [header.id for header in self.vault.record.headers()]
