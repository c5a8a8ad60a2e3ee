"""The region that a text means without naming it beside the number: "над містом", "над регіоном"."""

from itertools import pairwise

from bot.extraction.document import Document
from bot.extraction.frames.figure import Figure
from bot.extraction.frames.pairing import place_groups
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.extraction.spots import DISTRICT, REGION, SETTLEMENT, Spot, is_title
from bot.extraction.tokens import WORD

_HERE = frozenset(
    ["містом", "областю", "регіоном", "півостровом", "столицею", "громадою", "краєм", "районом",
     "городом", "регионом", "полуостровом", "столицей", "краем",
     "місті", "області", "регіоні", "столиці", "городе", "области", "регионе"]
)  # fmt: skip
_THEY = frozenset(["both", "all", "they", "these", "most", "the"])
_HE = frozenset(["he", "she", "him", "her"])
_OFFICES = frozenset(["head", "governor", "mayor"])
_HEADS = frozenset(["ова", "облвійськадміністрації", "одва"])
_COUNTRY = ("україн", "країн", "повітрян", "росі")
_ENDINGS = {
    (over, end) for over, ends in (("над", "мюей"), ("в", "іие"), ("у", "і"), ("по", "іие")) for end in ends
}  # fmt: skip


def spoken_of(doc: Document, sentences: list[Sentence], figure: Figure) -> tuple[str, ...]:
    """The region of the sentence before: "… на Миколаївщину. Більшість із них збито", "… над регіоном збито 5";
    where "над містом" stands, that of the same sentence or the next one, whoever's title it belongs to."""
    at = sentences.index(figure.sentence)
    if _over_here(doc, figure.sentence):
        own = [m for m in figure.sentence.all("place") if not isinstance(m.value, Spot) or m.value.kind != DISTRICT]
        earlier = [m for s in sentences[max(0, at - 2) : at] for m in s.all("place")]
        after = [m for s in sentences[at + 1 : at + 2] for m in reversed(s.all("place"))]
        return _last(own) or _last(earlier) or _last(after) or _the_only_one(doc, sentences)
    if doc.language == "en" and figure.places and not figure.regions() and (sent := _of_the_dateline(sentences)):
        return sent
    if at and not figure.places and not figure.sentence.has("total"):
        foiled = sentences[at - 1].has("verb", "foiled")  # "Пресечена попытка атаки на А. Перехвачено 12 ракет"
        groups = place_groups(doc, sentences[at - 1]) if foiled else []
        tried = {m.value.regions for g in groups for m in g if isinstance(m.value, Spot)}
        if len(tried) == 1:
            return tried.pop()
    title = [m for m in figure.sentence.all("place") if is_title(figure.sentence, m)]
    if title and not at:
        return _last(title)  # "голова Сумської ОВА повідомив про 5 збитих дронів"
    if at and _is_heading(doc, sentences[at - 1]):
        return _last(sentences[at - 1].all("place"))
    meant = figure.sentence.has("pronoun") or figure.sentence.has("subset") or figure.sentence.has("head", "region")
    meant = meant or (figure.most and doc.language != "ru")
    begins = doc.language == "en" and doc.tokens[figure.sentence.i].word in _THEY
    meant = meant or (begins and not figure.sentence.has("relay"))  # not "The defence ministry said 80 were destroyed"
    if at and meant and (figure.amount.n is None or not figure.sentence.has("place")):
        before = _last(sentences[at - 1].all("place"))
        here = _over_here(doc, sentences[at - 1]) or (doc.language == "en" and _in_the_city(doc, sentences[at - 1]))
        if not before and at > 1 and here:
            return _last(sentences[at - 2].all("place"))
        return before
    return ()


def _the_only_one(doc: Document, sentences: list[Sentence]) -> tuple[str, ...]:
    """The one region that the whole text speaks of, in Ukrainian: "… по Кривому Розі. … Над громадою збили п'ять"."""
    named = {m.value.regions for s in sentences for m in s.all("place") if isinstance(m.value, Spot) and m.value.sure}
    named -= {()}
    return named.pop() if doc.language == "uk" and len(named) == 1 else ()


def one_region(doc: Document, sentences: list[Sentence], figure: Figure) -> tuple[str, ...]:
    """ "… обстріляв прикордоння Чернігівщини. … «Наші групи збили 8 дронів», – додав очільник ОВА": the region that
    all of a wire's text is about, where its own head speaks and nobody of the whole country."""
    if doc.context.home_region or figure.sentence.has("total"):
        return ()
    if figure.sentence.has("place") and not (doc.language == "en" and _in_some_district(figure)):
        return ()
    if doc.language == "en":
        return _of_the_headline(doc, sentences, figure)
    if doc.language != "uk":
        return ()
    if '"' in doc.forms and (spoken := _of_who_is_quoted(doc, figure)):
        return spoken
    if not any(t.word in _HEADS for s in sentences for t in doc.tokens[s.i : s.j]):
        return ()
    if any(s.has("relay") or any(w.startswith(_COUNTRY) for w in doc.forms[s.i : s.j]) for s in sentences):
        return ()
    named = {m.value.regions for s in sentences for m in s.all("place") if isinstance(m.value, Spot) and m.value.sure}
    return named.pop() if len(named) == 1 else ()


def _of_who_is_quoted(doc: Document, figure: Figure) -> tuple[str, ...]:
    """ "«Збили шість дронів. …», – розповів начальник Хмельницької ОВА": the region of the head who is quoted, where
    the quotation opens the paragraph of the figure."""
    own = [s for s in doc.sentences if s.line == figure.sentence.line]
    first, last = own[0], own[-1]
    if doc.forms[first.i] != '"' or figure.sentence.has("relay"):
        return ()
    words = doc.forms
    closes = [k for k in range(figure.end, last.j - 2) if words[k] == '"' and words[k + 1 : k + 3] == [",", "—"]]
    if not closes:
        return ()
    told = [s for s in own if s.i <= closes[0] < s.j]
    heads = [k for k in range(closes[0], min(closes[0] + 20, last.j)) if words[k] in _HEADS]
    places = [m for s in told for m in s.all("place") if closes[0] < m.i]
    return _last(places) if heads else ()


def _of_the_headline(doc: Document, sentences: list[Sentence], figure: Figure) -> tuple[str, ...]:
    """ "Poltava Oblast: … Last night 12 drones were launched at the oblast. Air defence brought down seven": the one
    region that a wire's text names, where that text speaks of "the oblast" before the figure."""
    named = {m.value.regions for s in sentences for m in s.all("place") if isinstance(m.value, Spot) and m.value.sure}
    named -= {()}
    at = sentences.index(figure.sentence)
    if len(named) != 1 or any(s.has("relay") for s in sentences):
        return ()
    if figure.places or (at and _its_head_says(doc, figure.sentence)):
        return named.pop()
    if not any(s.has("place", REGION) for s in sentences):
        return ()
    if figure.mode == "repelled" and at and len(sentences) <= 4:
        return named.pop()  # "Drones struck a plant in A. The governor said the attack had been repelled"
    return named.pop() if any(_in_the_city(doc, s) for s in sentences[max(0, at - 2) : at + 1]) else ()


def _in_some_district(figure: Figure) -> bool:
    """ "Over the Tosno district": named beside the figure alone, and no table knows its region."""
    spots = figure.spots()
    return (
        bool(spots)
        and all(s.kind == DISTRICT and not s.regions for s in spots)
        and (len(spots) == len(figure.sentence.all("place")))
    )


def _its_head_says(doc: Document, sentence: Sentence) -> bool:
    """ "A's head said drones tried to strike a plant. "One was shot down," he wrote": a quote of the region's head."""
    words = doc.forms[sentence.i : sentence.j]
    speaks = words[:1] == ['"'] or not _HE.isdisjoint(words)
    return speaks and not _OFFICES.isdisjoint(doc.forms)


def _of_the_dateline(sentences: list[Sentence]) -> tuple[str, ...]:
    """ "KALUGA. 11 were shot down over the Kirov district": districts that no table knows lie there."""
    first = [m.value for m in sentences[0].all("place")[:1] if m.i == sentences[0].i and isinstance(m.value, Spot)]
    return first[0].regions if first and not first[0].sure else ()


def _in_the_city(doc: Document, sentence: Sentence) -> bool:
    """ "More than 20 drones went for the city. Most were shot down"."""
    words = doc.forms[sentence.i : sentence.j]
    return any(a == "the" and b in ("city", "region", "oblast", "capital", "town") for a, b in pairwise(words))


def _over_here(doc: Document, sentence: Sentence) -> bool:
    """ "Над містом", with no name after it."""
    tokens = doc.tokens
    if _HERE.isdisjoint(doc.forms[sentence.i : sentence.j]):
        return False
    return any(
        (tokens[k - 1].word, tokens[k].word[-1:]) in _ENDINGS
        and not (k + 1 < sentence.j and tokens[k + 1].kind is WORD and tokens[k + 1].cap and not tokens[k - 1].cap)
        for k in [k for k in range(sentence.i + 1, sentence.j) if tokens[k].word in _HERE]
    )


def _is_heading(doc: Document, sentence: Sentence) -> bool:
    """ "Сумська область.": a place and nothing else."""
    return sentence.has("place") and not sentence.has("verb") and sentence.j - sentence.i <= 4


def _last(places: list[Mark]) -> tuple[str, ...]:
    for mark in reversed(places):
        spot = mark.value
        if isinstance(spot, Spot) and spot.regions and spot.sure and spot.kind in (REGION, DISTRICT, SETTLEMENT):
            return spot.regions
    return ()
