"""An end of danger that is not said as done: "отбой могут объявить", "the alert may be lifted", "Відбій? Ні".

What is awaited, promised, denied, asked or called false ends nothing: a danger is never called over by mistake."""

import re

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence

_CUTS = frozenset([",", ";", "—", "–", "(", ")", ":", "\n", "но", "однако", "але", "проте", "but", "however"])
_CUTS_AFTER = _CUTS | {"и", "та", "і", "й", "and", "а"}
_AFTER = {"ru": 4, "uk": 4, "en": 3}
"""So many words after an end can take it back; in English what takes it back stands before."""

_DOUBTS = {
    "ru": re.compile(
        r"\b(?:могут|может|мог|могла|могли|возможно|вероятно|видимо|якобы|скоро|вскоре|позже|позднее|ближайш\w+|обеща\w+"
        r"|планиру\w+|собира\w+|надеемся|надеюсь|ожида\w+|рано(?! утром)|преждевременн\w+|ошибочн\w+|ложн\w+|фейк\w*"
        r"|фейков\w+|неправд\w+|опроверг\w*|нельзя|отдельно|дополнительно|будет|будут|объявят|дадут|снимут|отменят"
        r"|прозвучит|не|никто|нет)\b"
        r"|\| (?:\S+ ){0,2}(?:объявляет|объявляют|дает|дают|подает|подают)\b"
    ),
    "uk": re.compile(
        r"\b(?:можуть|може|могли|могла|можливо|ймовірно|нібито|скоро|незабаром|згодом|пізніше|найближч\w+|обіця\w+"
        r"|плану\w+|збира\w+|сподіва\w+|очіку\w+|рано(?! вранці)|передчасн\w+|помилков\w+|хибн\w+|фейк\w*|фейков\w+"
        r"|неправд\w+|спростува\w+|не можна|окремо|додатково|буде|будуть|оголосять|дадуть|знімуть|скасують|пролунає|не"
        r"|ніхто|ні)\b"
    ),
    "en": re.compile(
        r"\b(?:would|could|may|might|can|cannot|can't|should|must|will|won't|to be|soon|separately|promis\w+|plan\w*"
        r"|expect\w*|await\w*|wait\w*|hop\w+|den(?:y|ied|ies)|false|fake|mistaken\w*|erroneous\w*|premature\w*|yet|never"
        r"|not|no(?! longer)|isn't|hasn't|hadn't|haven't|wasn't|aren't|didn't|nobody|unless)\b"
        r"|\| (?:\S+ ){0,2}before the\b|\bhad (?:\S+ ){0,2}\|"
    ),
}
_CAUSES = {
    "ru": frozenset[str](),
    "uk": frozenset(["через", "зв'язку", "попри"]),
    "en": frozenset(["due", "because", "amid", "over", "despite", "during", "after", "when", "under", "as"]),
}
_AGAIN = re.compile(r"\b(?:снова|вновь|опять|знову|знов|again)(?: \w+)? (?:тревог\w+|тривог\w+|alert\w*|сирен\w+)\b")

_NO_ALARM = re.compile(
    r"\b(?:ложн\w+ тревог\w+|тревог\w+ (?:была |оказалась )?ложн\w+"
    r"|хибн\w+ тривог\w+|тривог\w+ (?:була |виявилася )?хибн\w+"
    r"|false alarm|alerts? (?:\w+ ){0,3}lasted|lasted (?:for )?(?:\w+ ){1,3}(?:hours?|minutes?))\b"
)

_STILL = frozenset([
    "не", "нікуди", "досі", "ще", "далі", "надалі", "раніше", "никуда", "еще", "пока", "по-прежнему", "прежнему",
    "дальше", "є", "існує", "існують", "постійна", "постійно", "діє", "діють", "завжди", "тримається", "лишилася",
    "лишилась", "залишилася", "залишилась", "актуальна", "есть", "существует", "осталась", "not", "still", "hasn't",
    "isn't", "незмінна",
])  # fmt: skip

_LEFT = re.compile(
    r"\b(?:дрон\w*|шахед\w*|бпла|безпілотник\w*|розвідник\w*|каби|ракети|артилерія|беспилотник\w*|артиллерия|drones?"
    r"|shelling|artillery)"
    r" (?:[\w-]+ ){0,3}(?:нікуди не|ще (?:над|в|у|кружля\w+|літа\w+)|досі (?:над|в|у)|никуда не|(?:все )?еще (?:над|в)"
    r"|still|полюють|охотятся|stays?|remains?)\b"
    r"|\bвідбій (?:\w+ ){0,3}(?:не поширюється|не стосується|лише для|тільки для)\b"
    r"|\bотбой (?:\w+ ){0,3}(?:не распространяется|не касается|только для)\b"
    r"|\b(?:загроза|небезпека|угроза|опасность) (?:\w+ ){0,4}(?:, )?(?:але є|но есть)\b"
    r"|\bне (?:забуваємо|забувайте|забываем|забывайте) (?:про|о|об) (?:загроз|небезпек|угроз|опасност)"
    r"|\bdrones are still\b"
    r"|\b(?:продовжу\w+|не припиня\w+|не переста\w+|не вщуха\w+|не полиша\w+|продолжа\w+|не прекраща\w+|не утиха\w+)"
    r" (?:[\w,-]+ ){0,5}(?:артилер\w+|артобстр\w+|артудар\w+|обстріл\w*|міномет\w+|рсзв|дрон\w*|fpv\S*|бпла|каб\w*"
    r"|артиллер\w+|обстрел\w*|миномет\w+|рсзо)\b"
    r"|\b(?:артилер\w+|артобстр\w+|артудар\w+|обстріл\w*|обстріли|артиллер\w+|обстрел\w*) (?:[\w-]+ ){0,4}"
    r"(?:продовжу\w+|тривають|триває|не припиня\w+|не вщуха\w+|продолжа\w+|не прекраща\w+|не утиха\w+)\b"
    r"|\b(?:continues?|keeps?|go(?:es)? on|(?:have|has) not stopped) (?:[\w-]+ ){0,4}"
    r"(?:artillery|shelling|shell|mortars?)\b"
)
"""What goes on, told of after a general end."""

_MEMO = re.compile(
    r"\b(?:(?:длинн|непрерывн|прерывист|продолжительн|протяжн|довг|безперервн|переривчаст|тривал)\w+"
    r" (?:\w+ )?(?:сигнал|гудок|гудк|звук)\w*|(?:long|continuous|wailing|steady) (?:signal|tone|siren))\b"
)


def is_no_alarm(doc: Document, sentence: Sentence) -> bool:
    """ "The alert was a false alarm", "the alert lasted five hours", "тревога — прерывистый сигнал": none of now."""
    words = doc.said_in(sentence)
    return bool(_NO_ALARM.search(words) or _MEMO.search(words))


def is_still_there(doc: Document, sentence: Sentence) -> bool:
    """ "Загроза артобстрілів нікуди не поділася", "угроза БПЛА ещё есть": what is said of a danger beside the end of
    another, before the next sign, is that it has not gone."""
    return any(
        not _STILL.isdisjoint(doc.forms[m.j : doc.clause(sentence, m.i, m.j, _CUTS)[1]]) for m in sentence.all("danger")
    )


def leaves_something(doc: Document, sentence: Sentence) -> bool:
    """ "Відбій! А от дрони нікуди не ділися", "відбій лише для півночі": what a general end leaves, told without a word
    for danger in the same text after it."""
    return bool(_LEFT.search(" ".join(doc.forms[sentence.i :])))


def is_unsure(doc: Document, sentence: Sentence, marks: list[Mark]) -> bool:
    """Whether none of the ends among the marks is said as done, or all they end is why something else was ended."""
    ends = [m for m in marks if m.cat == "state" and m.name in ("off", "all_clear")]
    if not ends:
        return False
    if (
        sentence.end == "?"
        or _MEMO.search(doc.said_in(sentence))
        or all(_is_doubted(doc, sentence, end) for end in ends)
    ):
        return True
    dangers = [m for m in marks if m.cat == "danger"]
    causes = _CAUSES[doc.language]
    return bool(dangers) and all(
        end.name == "off" and not causes.isdisjoint(doc.forms[max(end.j, danger.i - 4) : danger.i])
        for end in ends
        for danger in dangers
    )


def rings_again(doc: Document, sentence: Sentence) -> bool:
    """ "Отбой дали, и тут же снова тревога"."""
    ends = sentence.all("state", "off", "all_clear")
    return bool(ends) and bool(_AGAIN.search(" ".join(doc.forms[ends[0].j : sentence.j])))


def _is_doubted(doc: Document, sentence: Sentence, end: Mark) -> bool:
    i, j = doc.clause(sentence, end.i, end.j, _CUTS, _CUTS_AFTER)
    said = [*doc.forms[i : end.i], "|", *doc.forms[end.j : min(j, end.j + _AFTER[doc.language])]]
    return bool(_DOUBTS[doc.language].search(" ".join(said)))
