"""People told of beside the harmed to whom nothing happened: those rescued, and those sent to help."""

from bot.extraction.document import Document
from bot.extraction.frames.years import TO_WHOM
from bot.extraction.tokens import NUMBER

_SAFE = frozenset(
    [
        "rescued",
        "saved",
        "evacuated",
        "resettled",
        "relocated",
        "missing",
        "trapped",
        "examined",
        "unhurt",
        "unharmed",
        "uninjured",
        "unscathed",
    ]
)
_HARMED = frozenset(["harmed", "hurt", "injured", "wounded", "affected"])
_SAVED = ("врятув", "визвол", "деблок", "евакую")
_VICTIMS = ("поранен", "постраждал", "потерпіл", "травмован")
_DEAD = ("загин", "вбит", "убит", "помер")
_HELP = ("надали допомогу", "надано допомогу", "надають допомогу", "допомогу надали", "допомогу надано")
_AUX = frozenset(["was", "were", "has", "have", "had", "is", "are", "remains", "remain", "still", "been", "being"])
_RESPONDERS = ("firefighter", "rescuer", "fireman", "firemen", "medic", "paramedic", "responder", "specialist",
               "worker", "people", "personnel", "crew", "employee", "policemen", "officer", "volunteer", "doctor",
               "psychologist", "utility")  # fmt: skip
_AND_VEHICLES = frozenset(
    ["and", "over", "about", "some", "pieces", "units", "of", "equipment", "vehicles", "trucks", "engines", "fire",
     "appliances", "with", "more", "than", "also", "now", "currently", "special", "machinery", "hardware", ","]
)  # fmt: skip
_WORKS = frozenset(
    ["sent", "deployed", "dispatched", "involved", "engaged", "working", "battling", "fighting", "tackling",
     "mobilised", "mobilized", "extinguishing", "putting", "helping", "assisting", "worked", "took", "fought",
     "battled", "employed", "assigned", "clearing", "tackled", "extinguished", "joined", "arrived", "came", "responded",
     "searching", "search", "continue"]
)  # fmt: skip


def is_safe(doc: Document, i: int, j: int) -> bool:
    """ "One person was rescued, three were injured", "врятували жінку": told of, but not hurt."""
    if doc.language == "uk" and i and doc.tokens[i - 1].word.startswith(_SAVED):
        return True
    if doc.language == "uk" and _is_helped(doc, i, j):
        return True
    words = doc.forms[j : j + 4]
    if doc.language == "en" and _at_work(doc, i, j):
        return True
    if words[1:2] == ["not"] and words[0] in _AUX and words[2:3] and words[2] in _HARMED:
        return True  # "while the patient was not harmed"
    return bool(words) and (words[0] in _AUX or words[0] == "missing") and not _SAFE.isdisjoint(words)


def _is_helped(doc: Document, i: int, j: int) -> bool:
    """ "Загинув пенсіонер, його дружині надали допомогу": she did not die."""
    if doc.forms[j - 1] not in TO_WHOM or doc.forms[i - 1].startswith(_VICTIMS):
        return False
    if not any(w.startswith(_DEAD) for w in doc.forms[max(0, i - 8) : i]):
        return False
    words = " ".join(doc.forms[j : j + 7])
    return any(help_given in words for help_given in _HELP)


def _at_work(doc: Document, i: int, j: int) -> bool:
    """ "41 firefighters had been sent to the scene", "with 60 rescuers battling the blaze"."""
    if not doc.forms[j - 1].startswith(_RESPONDERS):
        return False
    k = j
    while k < len(doc.tokens) and k < j + 9 and (doc.tokens[k].word in _AUX or doc.tokens[k].word in _AND_VEHICLES
                                               or doc.tokens[k].kind is NUMBER):  # fmt: skip
        k += 1
    verb = doc.tokens[k].word if k < len(doc.tokens) else ""
    return verb in _WORKS
