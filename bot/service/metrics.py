"""/metrics in Prometheus' text format. Nothing is counted here: it shows what the rooms count of themselves."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.alerts.counters import Counters as Sent
from bot.alerts.counters import Spread
from bot.clock import Clock
from bot.intake import Counters as Read
from bot.model import Fate
from bot.model.ports import Backlog, Health, Store


class Metrics:
    """Gathers at each scrape; counters run from the start of the process."""

    def __init__(self, store: Store, clock: Clock, read: Read, sent: Sent) -> None:
        self.store, self.clock, self.read, self.sent = store, clock, read, sent

    async def page(self, faults: Mapping[str, str]) -> bytes:
        """The page; `faults` are the watchman's."""
        backlog = await self.store.backlog()
        healths = await self.store.healths()
        families = [*self._road(), *self._alerts(backlog), *self._sources(healths), *self._well(faults)]
        registry = CollectorRegistry()
        registry.register(_Fixed(families))
        return generate_latest(registry)

    def _road(self) -> Iterable[Metric]:
        r = self.read
        yield _counter("posts", "Revisions taken in, new texts only.", r.posts)
        yield _counter("duplicates", "Posts that were kept already, by this or another way.", r.repeats)
        yield _counter("claims", "Claims read.", r.claims)
        yield _counter("unread", "Phrases that look like claims and were not read.", r.unread)
        yield _counter("failed", "Posts that could not be weighed.", r.failed)

    def _alerts(self, backlog: Backlog) -> Iterable[Metric]:
        s = self.sent
        fates = CounterMetricFamily("svodka_alerts", "Alerts settled, by fate.", labels=["fate"])
        for fate in Fate:
            fates.add_metric([fate.value], s.fates.get(fate.value, 0))
        yield fates
        faults = CounterMetricFamily("svodka_send_faults", "Faults of sending, by what was done.", labels=["next"])
        for name, count in sorted(s.faults.items()):
            faults.add_metric([name], count)
        yield faults
        yield _counter("uncertain", "Messages of which it is not known whether they arrived.", s.fates["uncertain"])
        yield _counter("sent_again", "Alarms sent a second time after an uncertain first.", s.again)
        yield _counter("edits", "Live messages edited.", s.edits)
        yield _gauge("outbox_depth", "Alerts owed.", backlog.owed)
        late = max(0.0, (self.clock.now() - backlog.due).total_seconds()) if backlog.due else 0.0
        yield _gauge("outbox_overdue_seconds", "How long the longest due alert has been due.", late)
        yield _histogram("post_to_alert_seconds", "From the official's posting to the message.", s.posted)
        yield _histogram("owed_to_alert_seconds", "From the outbox to the message.", s.owed)

    def _sources(self, healths: Sequence[Health]) -> Iterable[Metric]:
        now, labels = self.clock.now(), ["channel", "transport"]
        age = GaugeMetricFamily("svodka_source_age_seconds", "Since a source last answered properly.", labels=labels)
        post = GaugeMetricFamily("svodka_last_post_age_seconds", "Since a channel last posted.", labels=labels)
        state = GaugeMetricFamily("svodka_source_state", "1 for the state it is in.", labels=[*labels, "state"])
        for h in healths:
            if h.last_ok:
                age.add_metric([h.channel, h.transport], (now - h.last_ok).total_seconds())
            if h.last_post:
                post.add_metric([h.channel, h.transport], (now - h.last_post).total_seconds())
            state.add_metric([h.channel, h.transport, h.state], 1)
        yield from (age, post, state)

    def _well(self, faults: Mapping[str, str]) -> Iterable[Metric]:
        well = GaugeMetricFamily("svodka_well", "1 where nothing is wrong with a part.", labels=["part"])
        for part in ("door", "telegram", "preview", "database"):
            well.add_metric([part], 0 if part in faults else 1)
        yield well


class _Fixed(Collector):
    def __init__(self, families: Sequence[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


def _counter(name: str, words: str, value: int) -> Metric:
    return CounterMetricFamily(f"svodka_{name}", words, value=value)


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"svodka_{name}", words, value=value)


def _histogram(name: str, words: str, spread: Spread) -> Metric:
    below: list[Any] = [(str(bound), n) for bound, n in zip(spread.BOUNDS, spread.below, strict=True)]
    below.append(("+Inf", spread.count))
    return HistogramMetricFamily(f"svodka_{name}", words, buckets=below, sum_value=spread.total)
