"""Pass 4: places, in one walk over the text: each file beside this one knows one way in which they are named."""

from bot.extraction.adjectives import adjectival
from bot.extraction.colons import after_a_colon
from bot.extraction.context import Context
from bot.extraction.credibility import known_place
from bot.extraction.declension import nominative
from bot.extraction.ground import Ground, is_adjective, longest
from bot.extraction.introduced import introduced_place
from bot.extraction.marks import Mark
from bot.extraction.meant import resolve
from bot.extraction.shared_nouns import district_to_come, find_seas, named_district, shared_head
from bot.extraction.spots import DISTRICT, SEA, SETTLEMENT
from bot.extraction.tokens import WORD, Cut
from bot.extraction.villages import add_guess, by_its_stand, guessable, in_a_list_of_towns

_STANDS = frozenset(["•", "—", "-"])


_SIZES = frozenset(
    ["novaya", "novy", "novye", "novoye", "nova", "novyi", "novi", "staraya", "stary", "stara", "staryi", "velyka",
     "velykyi", "velyki", "bolshaya", "bolshoye", "bolshoy", "malaya", "maloye", "maly", "mala", "malyi", "mali",
     "verkhnyaya", "verkhny", "verkhnii", "verkhnia", "nizhnyaya", "nizhny", "nyzhnia", "nyzhnii", "krasnaya", "krasny",
     "belaya", "bely", "bila", "chervona", "chervonyi"]
)  # fmt: skip


def _of_two_words(ground: Ground, i: int) -> int:
    """ "Novaya Mayachka", where the gazetteer knows no name of both words: its end, else 0."""
    tokens, j = ground.tokens, i + 1
    if j >= len(tokens) or not tokens[j].cap or tokens[j].kind is not WORD or longest(ground, i)[0] > j:
        return 0
    if j in ground.heads or j in ground.known or (j + 1 in ground.heads and ground.heads[j + 1].name != SETTLEMENT):
        return 0
    ground.found.append((i, j + 1, SETTLEMENT, f"{tokens[i].word} {tokens[j].word}"))
    return j + 1


def find_places(
    cut: Cut, marks: dict[str, list[Mark]], context: Context, language: str, shouting: bool = False
) -> list[Mark]:
    """Marks of all places, their values Spots. `marks` are those of the words by category.
    `shouting`: the text is all capitals, so that they tell nothing."""
    ground = Ground(cut.tokens, marks, context, language, shouting)
    end = 0
    for head in ground.heads.values():
        if head.name == SEA:
            find_seas(ground, head.i)
    tokens, known, reach = cut.tokens, ground.known, ground.table.reach
    capitals = [i for i in cut.capitals if i not in known or reach(tokens[i].word) or is_adjective(ground, i)]
    for i in sorted({*capitals, *ground.intros, *ground.heads, *ground.steads, *ground.seas}):
        if i >= end:  # names begin with a capital, or with the noun that introduces them
            end = _at(ground, i)
    return resolve(ground.found, ground.tokens, ground.context, ground.language)


def _at(ground: Ground, i: int) -> int:
    """Read what begins at token i; give the token to go on with."""
    token = ground.tokens[i]
    if i in ground.false:
        return i + 1
    if i in ground.seas:
        end = i + 2 if i + 1 in ground.heads else i + 1
        ground.found.append((i, end, SEA, ground.seas[i]))
        return end
    if i in ground.steads and not (i and ground.tokens[i - 1].cap and adjectival(ground.tokens[i - 1].word, "ru")):
        ground.found.append((i, ground.steads[i].j, "", ground.table.get(ground.steads[i].name) or ()))
        return ground.steads[i].j
    if i in ground.intros:
        after = introduced_place(ground, i)
        if after > i:
            return after
    if i in ground.heads and ground.heads[i].name == DISTRICT and ground.heads[i].j - i > 1:
        return named_district(ground, ground.heads[i])
    if not token.cap or i + 1 in ground.told or i - 1 in ground.told:
        return i + 1  # "Николаев сообщил": a surname
    if i > 1 and ground.tokens[i - 1].word == ":" and ground.language == "ru":
        after = after_a_colon(ground, i)
        if after > i:
            return after
    if is_adjective(ground, i):
        after = shared_head(ground, i)
        if after > i:
            return after
        if district_to_come(ground, i):
            ground.found.append((i, i + 1, DISTRICT, token.word))
            return i + 1
    if ground.language == "en" and token.word in _SIZES and (after := _of_two_words(ground, i)):
        return after
    after = known_place(ground, i)
    if after > i:
        return after
    if (ground.found or i - 1 in ground.prepositions) and guessable(ground, i):
        return add_guess(ground, i)
    two = ground.language == "uk" and is_adjective(ground, i)
    two = two or (ground.language == "ru" and token.word.endswith(("ьи", "ие", "ые", "ая", "ое", "ий", "ый")))
    if two and ground.found and in_a_list_of_towns(ground, i + 1, i):
        ground.found.append((i, i + 2, SETTLEMENT, f"{token.word} {ground.tokens[i + 1].word}"))
        return i + 2
    if ground.found and in_a_list_of_towns(ground, i):
        name = nominative([token.word], "uk", introduced=False) if ground.language == "uk" else token.word
        ground.found.append((i, i + 1, SETTLEMENT, name))
    elif (
        ground.language == "ru"
        and not ground.shouting
        and (not i or ground.tokens[i - 1].word in _STANDS or ground.tokens[i - 1].kind is not WORD)
    ):
        return by_its_stand(ground, i)
    return i + 1
