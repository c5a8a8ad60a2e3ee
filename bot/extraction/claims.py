"""Pass 9: claims. The frames' findings become the model's Claims, with windows, places, flags and evidence."""

from collections.abc import Iterator, Set
from datetime import UTC, datetime

from bot.extraction.causes import by_another_cause, names_an_attack, told_of_an_attack
from bot.extraction.document import Document
from bot.extraction.flags import read_flags
from bot.extraction.frames.attack import attacker, under_way
from bot.extraction.frames.cells import Cell
from bot.extraction.frames.census import without_repeats
from bot.extraction.frames.endings import clock_of
from bot.extraction.frames.faces import Harmed
from bot.extraction.frames.figure import UNSHOT, Figure
from bot.extraction.frames.harm import is_infrastructure, read_harm
from bot.extraction.frames.hits import Hit, read_hits
from bot.extraction.frames.interception import read_report
from bot.extraction.frames.objects import Harm
from bot.extraction.frames.people import read_people
from bot.extraction.frames.service import read_airspace, read_service
from bot.extraction.frames.threat import read_threats
from bot.extraction.frames.totals import sums_up
from bot.extraction.leftovers import left_over
from bot.extraction.retold import REPEATED
from bot.extraction.scope import current
from bot.extraction.sentences import Sentence
from bot.extraction.settlements import where_it_happened
from bot.extraction.timing import post_window
from bot.extraction.war import warlike
from bot.extraction.weather import without_the_weathers
from bot.extraction.whereabouts import Whereabouts
from bot.model import (
    COUNTED,
    Act,
    Authority,
    Claim,
    Count,
    Flag,
    Object,
    Place,
    Reading,
    Role,
    Span,
    State,
    Subject,
    Weapon,
    made,
)

_FIGURES = frozenset(COUNTED)
_APART = {"jammed": Subject.SUPPRESSED, "lost": Subject.LOST}  # where a text gives them beside what was shot down
_OF_REPORT = frozenset([Flag.RUNNING_TOTAL.value, Flag.SUBSET_ONLY.value])
_OF_POST = frozenset([Flag.DIGEST.value])
_SOME = Count.undisclosed(1)
_FLAGS = {flag.value: flag for flag in Flag}


def _denies_harm(claim: Claim) -> bool:
    return claim.subject in (Subject.KILLED, Subject.INJURED) and claim.count is not None and claim.count.best == 0


def _in_order(names: Set[str]) -> tuple[Flag, ...]:
    return tuple([flag for name, flag in _FLAGS.items() if name in names]) if names else ()


class Claims:
    """Makes the claims of one document."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.now = current(doc)
        self.where = Whereabouts(doc, self.now)
        self.window = post_window(doc, self.now)
        self.used_window = self.window or doc.spans.inferred()
        self.claims: list[Claim] = []
        self.flags: set[str] = set()

    def reading(self) -> Reading:
        """All claims, the settlements, flags and leftovers."""
        doc = self.doc
        report = read_report(doc, self.now if doc.language != "ru" or told_of_an_attack(doc) else [])
        self.flags |= report.flags
        split = {f.mode in UNSHOT for f, _ in report.rows} == {True, False}
        for figure, regions in report.rows:
            self._figure(figure, regions, Role.REMAINDER if figure.rest else Role.PART, split)
        for figure, regions in report.nulls:
            self._undisclosed(figure, regions)
        if report.total:
            self._figure(report.total, (), Role.TOTAL, False)
        if report.wider:
            self._figure(report.wider, (), Role.WIDER, False)
        if report.launched:
            codes = report.launched.regions()
            self._counted(
                Subject.LAUNCHED, self.where.place(codes[0] if len(codes) == 1 else self.where.home), report.launched
            )
        for cell in read_threats(doc, self.now):
            self._threat(cell)
        again = [s for s in doc.sentences if s.scope == REPEATED]
        harmed = sorted(self.now + again, key=lambda s: s.i) if again else self.now
        told = warlike(doc)
        harmed = without_the_weathers(doc, harmed) if told else []
        self.flags |= {"digest"} if again else set()
        harm = read_harm(doc, harmed)
        for one in harm:
            self._harm(one)
        people = without_repeats(read_people(doc, harmed))
        for mention in people:
            self._people(mention)
        if told or not by_another_cause(doc):
            for sentence, i, j in read_service(doc, self.now):
                self._plain(Subject.INFRASTRUCTURE, sentence, i, j)
            for sentence, i, j, state in read_airspace(doc, self.now):
                self._plain(Subject.AIRSPACE, sentence, i, j, state)
            self._attack()
        if self.claims and doc.language == "ru" and all(map(_denies_harm, self.claims)) and not names_an_attack(doc):
            self.claims, people = [], []  # "турист упал за борт, травм нет"
        eventful = bool(self.claims)
        if not eventful:
            self.window = None
        placed = any(c.subject is not Subject.AIRSPACE for c in self.claims)  # airports are not where it happened
        settlements = where_it_happened(self.where.scenes) if placed else ()
        # A governor's "two drones hit a house" is damage; how many hit is a figure of a report.
        if eventful and (doc.context.authority.nationwide or any(c.subject in _FIGURES for c in self.claims)):
            for hit in read_hits(doc, self.now):
                self._counted(Subject.HIT, self.where.told_in(hit.sentence), hit)
        flags_found = read_flags(doc, eventful, people) | self.flags
        said = {
            "claims": tuple(self._flagged(report.flags, flags_found)),
            "window": self.window,
            "settlements": settlements,
            "flags": _in_order(flags_found),
            "leftovers": left_over(doc, self.claims),
            "language": doc.language,
        }
        return made(Reading, said)

    def _flagged(self, of_report: set[str], of_post: set[str]) -> Iterator[Claim]:
        """The claims; what decides how figures are counted (DESIGN section 4, rule 7) stands on each of them."""
        if not any(claim.subject in _FIGURES for claim in self.claims):
            yield from self.claims
            return
        counts = _OF_REPORT & of_report
        if not self.doc.context.authority.nationwide:
            counts |= _OF_POST & of_post  # a whole country's report counts by its windows
        said = {"flags": _in_order(counts), "relayed_for": self._relayed_for()}
        for claim in self.claims:
            yield made(Claim, {**claim.__dict__, **said}) if claim.subject in _FIGURES and any(said.values()) else claim

    def _relayed_for(self) -> Authority | None:
        """The office whose figures another one passes on ("по данным Минобороны"), where just one is named."""
        named = {m.name for s in self.doc.sentences if "relay" in s.cats for m in s.all("relay")}
        offices = [a for a in Authority if a.nationwide and a.value in named] if named else []
        return offices[0] if len(offices) == 1 and offices[0] is not self.doc.context.authority else None

    def _add(
        self,
        subject: Subject,
        place: Place,
        evidence: list[Span],
        *,
        count: Count | None = None,
        weapon: Weapon | None = None,
        role: Role = Role.PART,
        act: Act = Act.STATES,
        state: State | None = None,
        unnamed_kind: bool = False,
        at: datetime | None = None,
        thing: Object | None = None,
    ) -> None:
        """One more claim. Its parts are made and typed here, so that nothing is left to check."""
        said: dict[str, object] = {
            "subject": subject,
            "place": place,
            "count": count,
            "weapon": weapon,
            "window": self.used_window,
            "role": role,
            "act": act,
            "state": state,
            "unnamed_kind": unnamed_kind,
            "at": at.astimezone(UTC) if at else None,
            "object": thing,
            "flags": (),
            "relayed_for": None,
            "evidence": tuple(evidence),
        }
        self.claims.append(made(Claim, said))

    def _figure(self, figure: Figure, regions: tuple[str, ...], role: Role, split: bool) -> None:
        subject = _APART.get(figure.mode, Subject.INTERCEPTION) if split else Subject.INTERCEPTION
        evidence = [self.doc.span("count", figure.i, figure.end)]
        evidence += [self.doc.span("region", m.i, m.j) for m in figure.places]
        spots = [s for s in figure.spots() if s.kind != "region"]
        self._add(
            subject,
            self.where.place(regions, spots[0] if len(spots) == 1 and len(figure.places) == 1 else None),
            evidence,
            count=figure.amount.as_count(),
            weapon=Weapon(figure.weapon or "uav"),
            role=role,
            act=Act.ADDS if figure.add else Act.SUMS if sums_up(self.doc, figure) else Act.STATES,
        )

    def _undisclosed(self, figure: Figure, regions: tuple[str, ...]) -> None:
        evidence = [self.doc.span("count", figure.i, figure.end)]
        evidence += [
            self.doc.span("region", m.i, m.j) for m in figure.places if getattr(m.value, "regions", ()) == regions
        ]
        self._add(
            Subject.INTERCEPTION,
            self.where.place(regions),
            evidence,
            count=figure.amount.as_count() if figure.amount.n is None else _SOME,
            weapon=Weapon(figure.weapon or "uav"),
        )

    def _counted(self, subject: Subject, place: Place, said: Figure | Hit) -> None:
        span = self.doc.span(subject.value, said.i, said.end)
        weapon = Weapon(said.weapon or "uav")
        self._add(subject, place, [span], count=said.amount.as_count(), weapon=weapon)

    def _threat(self, cell: Cell) -> None:
        ends = cell.state in (State.OFF, State.PARTLY_OFF)
        clock = clock_of(self.doc, cell.sentence, ends)
        self._add(
            Subject.ALL_CLEAR if ends else Subject.THREAT,
            self.where.place(cell.regions, cell.spot),
            [self.doc.span("threat", cell.sentence.i, cell.sentence.j)],
            weapon=cell.weapon,
            state=cell.state,
            unnamed_kind=cell.unnamed and ends,
            at=self.doc.spans.at(clock) if clock is not None else None,
        )

    def _harm(self, harm: Harm) -> None:
        span = self.doc.span("damage", harm.i, harm.j)
        place = self.where.struck_in(harm.sentence, harm.i)
        if harm.object is not None or not harm.fire:
            self._add(Subject.DAMAGE, place, [span], thing=harm.object)
        if harm.fire:
            self._add(Subject.FIRE, place, [span], thing=harm.object)
        if is_infrastructure(harm.object):
            self._add(Subject.INFRASTRUCTURE, place, [span], thing=harm.object)

    def _people(self, mention: Harmed) -> None:
        self._add(
            Subject.KILLED if mention.what == "killed" else Subject.INJURED,
            self.where.struck_in(mention.sentence, mention.at or mention.i),
            [self.doc.span(mention.what, mention.i, mention.j)],
            count=mention.amount.as_count(),
            act=Act(mention.act),
        )

    def _plain(self, subject: Subject, sentence: Sentence, i: int, j: int, state: State | None = None) -> None:
        self._add(subject, self.where.told_in(sentence), [self.doc.span(subject.value, i, j)], state=state)

    def _attack(self) -> None:
        found = under_way(self.doc, self.now, self.claims)
        if found:
            sentence, i, j, state = found
            weapon = attacker(sentence, self.claims) if state else None
            for place in self.where.all_told_in(sentence):
                self._add(Subject.ATTACK, place, [self.doc.span("attack", i, j)], state=state, weapon=weapon)
