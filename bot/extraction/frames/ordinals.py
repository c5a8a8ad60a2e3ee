"""People counted by an English ordinal: "an eighth victim was found", "the third person hurt"."""

from bot.extraction.document import Document
from bot.extraction.frames.faces import Harmed
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

_ORDINALS = {
    word: n
    for n, word in enumerate(
        ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
         "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"],
        start=2,
    )
}  # fmt: skip
_VICTIMS = frozenset(["victim", "person", "body", "fatality", "death", "resident", "man", "woman", "child", "civilian"])
_FOUND = frozenset(["found", "recovered", "body", "retrieved", "pulled", "rubble", "victim", "fatality", "death"])

_TREATED = frozenset(["hospital", "treated", "treatment", "doctors", "medics", "ambulance", "assistance", "concussion"])


def counted_by_ordinal(doc: Document, sentence: Sentence) -> list[Harmed]:
    """The number that an ordinal gives, as a total of all told of so far; empty where none stands here."""
    if doc.language != "en":
        return []
    tokens = doc.tokens
    for k in range(sentence.i, sentence.j - 1):
        number = _ORDINALS.get(tokens[k].word)
        if number is None or tokens[k + 1].word not in _VICTIMS:
            continue
        verbs = [m for m in sentence.all("verb") if m.name in ("killed", "hurt") and m.i > k + 1]
        words = {t.word for t in tokens[k : sentence.j]}
        if not verbs and _FOUND.isdisjoint(words):
            continue
        hurt = verbs[0].name == "hurt" if verbs else bool(words & _TREATED) and words.isdisjoint(_FOUND - {"victim"})
        what = "injured" if hurt else "killed"
        return [Harmed(what, Amount(number), sentence, k, k + 2, total=True)]
    return []
