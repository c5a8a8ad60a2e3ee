"""What no longer stands, or was told before, inside a sentence of now: "ранены двое, ранее сообщалось об одном",
"ранее сообщалось о двух погибших; теперь их трое", "ранены пятеро, о них я рассказывал вчера" (Russian)."""

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence

_SAID = ("сообщал", "писал", "говорил", "информировал", "рассказывал")
_SIGNS = frozenset([",", "(", "—", ";"])
_NOW = frozenset(["теперь", "сейчас", "уже", "ныне", "стало", "на"])
_OF_IT = frozenset(["о", "об", "про"])


def cut_former(doc: Document, sentence: Sentence) -> None:
    """Take out the marks of the part that tells what no longer stands, or what was told already."""
    for mark in sentence.all("scope", "conditional"):
        if doc.tokens[mark.i].word == "если" and _rises(doc, sentence, mark):
            return  # "если утром я говорил о троих, то сейчас их пять"
    if _not_so_many(doc, sentence):
        return
    for mark in sentence.all("scope", "earlier"):
        k = mark.i
        while k > sentence.i and doc.tokens[k].word not in _SIGNS:
            k -= 1
        words = doc.forms[k : mark.j + 3]
        said = any(w.startswith(_SAID) or w == "известно" for w in words)
        told = any(m.j <= k and m.name in ("hurt", "killed", "downed") for m in sentence.all("verb"))
        told = told or doc.forms[k + 2 : k + 3][:1] in (["которой"], ["котором"], ["которых"])
        if k > sentence.i and said and told and doc.tokens[k + 1].word in _OF_IT:
            end = next((n for n in range(mark.j, sentence.j) if doc.forms[n] == ","), 0)
            if end and doc.forms[k + 2].startswith("котор") and any(m.i > end for m in sentence.all("verb")):
                sentence.take([m for m in sentence.marks if not k < m.i < end])  # "женщина, о которой писал, умерла"
                return
            sentence.cut(k)  # "…, о них я рассказывал вчера"
            return
        if _rises(doc, sentence, mark):
            return
        rises = doc.tokens[sentence.i].word == "не" or any(m.j <= k for m in sentence.all("num"))
        goes_on = "а" in doc.forms[mark.j : sentence.j]
        if k > sentence.i and k >= mark.i - 3 and said and told and rises and not goes_on:
            sentence.cut(k)
            sentence.take([*sentence.marks, Mark("flag", "correction", mark.i, mark.j)])
            return


def _not_so_many(doc: Document, sentence: Sentence) -> bool:
    """ "Ранен не один человек, как сообщалось ранее, а двое": what stands between the commas is taken out."""
    words = doc.forms[sentence.i : sentence.j]
    for mark in sentence.all("scope", "earlier"):
        a = next((k for k in range(mark.i - 1, sentence.i, -1) if doc.tokens[k].word in _SIGNS), 0)
        b = next((k for k in range(mark.j, sentence.j) if doc.tokens[k].word in (",", ")", "—")), 0)
        contrary = b + 1 < sentence.j and doc.tokens[b + 1].word == "а" and "не" in words[: a - sentence.i]
        if a and b and contrary and any(m.i > b for m in sentence.all("num")):
            inside = [m for m in sentence.marks if a < m.i <= b and m.cat != "flag"]
            kept = [m for m in sentence.marks if m not in inside]
            sentence.take(sorted([*kept, Mark("flag", "correction", mark.i, mark.j)], key=lambda m: m.i))
            return True
    return False


def _rises(doc: Document, sentence: Sentence, earlier: Mark) -> bool:
    """ "Ранее сообщалось о двух погибших; теперь их трое": the first number is taken out, and the word before it."""
    if earlier.i > sentence.i + 4:
        return False
    for k in range(earlier.j, sentence.j - 1):
        word, after = doc.tokens[k].word, doc.tokens[k + 1].word
        if word not in (";", ",", "—") or not (
            after in _NOW or (after in ("а", "то") and doc.tokens[k + 2].word in _NOW)
        ):
            continue
        if any(m.i > k for m in sentence.all("num")) and sentence.has("verb", "hurt", "killed"):
            first = [m for m in sentence.marks if m.j <= k and m.cat in ("num", "scope", "superseded", "time", "when")]
            kept = [m for m in sentence.marks if m not in first and m.cat != "scope"]
            sentence.take(sorted([*kept, Mark("flag", "grew", k + 1, k + 2)], key=lambda m: m.i))
            return True
    return False
