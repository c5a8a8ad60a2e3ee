"""Anaphora: people told of by a pronoun, by what befell them, or with the verb of the sentence before."""

from bot.extraction.document import Document
from bot.extraction.frames.faces import Harmed
from bot.extraction.frames.mentions import sifted
from bot.extraction.frames.parts import without_parts
from bot.extraction.frames.persons import people_of
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

VICTIM = frozenset(
    ["потерпілий", "потерпіла", "постраждалий", "постраждала", "поранений", "поранена", "травмований", "травмована"]
)
SHE = frozenset(["вона", "він", "she", "he", "она"])


def goes_on(doc: Document, sentence: Sentence, last: Harmed) -> list[Harmed]:
    """ "В A ранен боец. В B — женщина и двое мужчин": the verb is the one of the sentence before."""
    dash = next((k for k in range(sentence.i, sentence.j) if doc.tokens[k].word == "—"), 0)
    if not dash or sentence.has("verb") or sentence.has("weapon"):
        return []
    ends = {m.j for m in sentence.all("person")}
    if any(m.i not in ends for m in sentence.all("object")):
        return []  # not "водитель газели"
    if not any(m.j == dash for m in sentence.all("place")) or doc.tokens[sentence.i].word not in ("в", "во", "под"):
        return []
    people = [p for p in sifted(doc, sentence, people_of(doc, sentence)) if p[1] > dash]
    if not people or people[0][1] > dash + 3:
        return []
    words = [doc.tokens[i].word if a.n == 1 and j == i + 1 else "" for a, i, j in people]
    made = [
        Harmed(last.what, a, sentence, i, j, who=w, others=True) for (a, i, j), w in zip(people, words, strict=True)
    ]
    return without_parts(doc, sentence, made)


def the_same_one(before: Sentence, sentence: Sentence, denied: dict[int, str]) -> list[Harmed]:
    """ "Скинули вибухівку на жительку А. Вона дістала поранення": the one person of the sentence before."""
    if len(before.all("person", "one")) != 1 or sentence.has("neg"):
        return []
    if before.has("person_form", "plural") or before.has("flag", "relayed"):
        return []
    verbs = [v for v in sentence.all("verb", "hurt", "killed") if v.i not in denied]
    what = "killed" if verbs and verbs[0].name == "killed" else "injured"
    return [Harmed(what, Amount(1), sentence, verbs[0].i, verbs[0].j)] if verbs else []


def wounds_of_his(doc: Document, sentence: Sentence) -> bool:
    """ "With shrapnel wounds to the chest he was brought to hospital": of the one told of before it."""
    if "person" in sentence.cats or not sentence.has("verb", "hurt"):
        return False
    return not SHE.isdisjoint(doc.forms[sentence.i : sentence.j])


def the_victim(sentence: Sentence, denied: dict[int, str]) -> list[Harmed]:
    """ "Потерпілий дістав вибухову травму": one person, named by what befell him."""
    verbs = [v for v in sentence.all("verb", "hurt", "killed") if v.i not in denied and v.i > sentence.i]
    what = "killed" if any(v.name == "killed" for v in verbs) else "injured"
    return [Harmed(what, Amount(1), sentence, verbs[0].i, verbs[0].j)] if verbs else []
