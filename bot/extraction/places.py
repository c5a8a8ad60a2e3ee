"""Pass 4: places. The gazetteer's names, lists with one shared noun, and villages known by their introducer alone."""

from difflib import get_close_matches
from functools import lru_cache
from operator import attrgetter

from bot.extraction.adjectives import LISTED, adjectival
from bot.extraction.context import Context
from bot.extraction.declension import agreeing, nominative
from bot.extraction.guesses import ends_a_road, heads_an_item, is_ordinal_name
from bot.extraction.marks import Mark
from bot.extraction.meant import Found, resolve
from bot.extraction.spots import CAPITALS, DISTRICT, NARROW, REGION, SEA, SETTLEMENT
from bot.extraction.tokens import BREAK, MARK, NUMBER, WORD, Token
from bot.gazetteer import REGIONS, Entry, lookup_table
from bot.gazetteer.table import Table

_JOINS = frozenset(["и", "і", "й", "та", "and", "&"])
_LISTS = frozenset([",", *_JOINS])
_CAPITAL_CITIES = (("RU-MOW",), ("UA-30",))
_LANDS = ("щина", "щини", "щині", "щину", "щиною", "щино")
_DWELLERS = ("жител", "мешкан")
_ONTO = frozenset(["по", "на", "в", "у"])
_OF_A_DISTRICT = ("ському", "цькому", "ному", "ском", "цком")
_NAMING = frozenset(["head", "intro", "prep", "stead", "aside"])  # words beside names; all others are known as words
_STANDS = frozenset(["•", "—", "-"])
_STREETS = ("проспект", "шоссе", "улиц", "бульвар", "переул", "площад", "мосту", "набережн", "тракт", "направлени",
            "кольц", "трасс")  # fmt: skip
_SQUARE = frozenset(["кв", "куб"])
_LIST_LIMIT = 40
_SMALL_TOWN = 5_000
_KNOWN = 15_000  # people: a town that is known by itself where a text is all capitals
_LARGE = 40_000  # people: a town that is known without "в" or "над"
_NEIGHBOURING = ("соседн", "приграничн", "прифронтов", "ближайш", "самом", "самой", "нашем", "нашей", "родном",
                 "родной", "райцентр", "многострадальн")  # fmt: skip
_FIRST_NAMES = ("владимир", "роман", "киров")
_SEAS = {"UA-40": "SEA-BLACK", "UA-43": "SEA-BLACK", "RU-KDA": "SEA-BLACK", "RU-AD": "SEA-BLACK", "RU-ROS": "SEA-AZOV",
         "UA-51": "SEA-BLACK", "UA-48": "SEA-BLACK", "UA-23": "SEA-AZOV", "RU-DA": "SEA-CASPIAN",
         "RU-AST": "SEA-CASPIAN", "RU-KGD": "SEA-BALTIC", "RU-LEN": "SEA-BALTIC", "RU-SPE": "SEA-BALTIC"}  # fmt: skip
"""The sea that an official of a region means by "the sea"."""


_ONE_SEA = {"морями": "морем", "морях": "море", "морям": "морю", "морей": "моря"}


class _Finder:
    def __init__(
        self, tokens: list[Token], marks: dict[str, list[Mark]], context: Context, language: str, shouting: bool
    ) -> None:
        self.tokens, self.context, self.language = tokens, context, language
        self.table = lookup_table()
        self.heads: dict[int, Mark] = {}
        self.intros: dict[int, Mark] = {}
        self.prepositions: dict[int, Mark] = {}
        self.steads: dict[int, Mark] = {}
        self.care: set[int] = set()
        self.seas: dict[int, tuple[Entry, ...]] = {}
        for mark in marks.get("head", ()):
            self.heads[mark.i] = mark
        for mark in marks.get("intro", ()):
            if mark.i not in self.intros or mark.name == "settlements":
                self.intros[mark.i] = mark
        onto = [m for m in marks.get("struck", ()) if tokens[m.j - 1].word in _ONTO]
        for mark in sorted([*marks.get("prep", ()), *onto], key=attrgetter("i")) if onto else marks.get("prep", ()):
            self.prepositions[mark.j - 1] = mark
            if language == "ru" and mark.j < len(tokens) and tokens[mark.j].word.startswith(_NEIGHBOURING):
                self.prepositions[mark.j] = mark  # "в соседней Лавровке"
        for mark in marks.get("stead", ()):
            self.steads[mark.i] = mark
        for mark in marks.get("aside", ()):
            if mark.name == "care":
                self.care.update(range(mark.i, mark.j))
        words = [m for cat, said in marks.items() if cat not in _NAMING for m in said]
        self.known = {k for m in words if m not in onto for k in range(m.i, m.j)}
        verbs = marks.get("verb", ())
        self.acts = {m.j for m in verbs if m.name in ("attack", "launched", "hit")}
        people = marks.get("person", ()) if language == "uk" else ()
        self.dwellers = {m.j - 1 for m in people if tokens[m.i].word.startswith(_DWELLERS)}
        self.things = {m.j - 1 for m in marks.get("object", ())} if language == "uk" else set()
        self.acts |= {m.j for m in marks.get("object", ()) if m.name == "outage"}
        self.deeds = {m.i for m in verbs}
        self.told = {m.i for m in marks.get("flag", ()) if m.name == "relayed" and tokens[m.i].word.endswith("л")}
        self.speakers = {m.i for m in marks.get("aside", ()) if m.name == "speech"}
        times = [m for m in marks.get("time", ()) if m.j - m.i > 1]
        self.false = {k for m in (*marks.get("false", ()), *times) for k in range(m.i, m.j)}
        self.found: list[Found] = []
        self.shouting = shouting

    def run(self) -> list[Mark]:
        end = 0
        for head in self.heads.values():
            if head.name == SEA:
                self._find_seas(head.i)
        nouns = {*self.intros, *self.heads, *self.steads}
        for i, token in enumerate(self.tokens):  # names begin with a capital, or with the noun that introduces them
            if (token.cap or i in nouns) and i >= end and token.kind is WORD:
                end = self._at(i)
        return resolve(self.found, self.tokens, self.context, self.language)

    def _at(self, i: int) -> int:
        """Read what begins at token i; give the token to go on with."""
        token = self.tokens[i]
        if token.kind is not WORD or i in self.false:
            return i + 1
        if i in self.seas:
            end = i + 2 if i + 1 in self.heads else i + 1
            self.found.append((i, end, SEA, self.seas[i]))
            return end
        if i in self.steads and not (i and self.tokens[i - 1].cap and adjectival(self.tokens[i - 1].word, "ru")):
            self.found.append((i, self.steads[i].j, "", self.table.get(self.steads[i].name) or ()))
            return self.steads[i].j
        if i in self.intros:
            after = self._introduced(i)
            if after > i:
                return after
        if i in self.heads and self.heads[i].name == DISTRICT and self.heads[i].j - i > 1:
            return self._named_district(self.heads[i])
        if not token.cap or i + 1 in self.told or i - 1 in self.told:
            return i + 1  # "Николаев сообщил": a surname
        if self._is_adjective(i):
            after = self._shared_head(i)
            if after > i:
                return after
            if self._district_to_come(i):
                self.found.append((i, i + 1, DISTRICT, token.word))
                return i + 1
        after = self._known(i)
        if after > i:
            return after
        if self._guessable(i):
            return self._guess(i)
        if self.language == "uk" and self._is_adjective(i) and self._in_a_list_of_towns(i + 1, i):
            self.found.append((i, i + 2, SETTLEMENT, f"{token.word} {self.tokens[i + 1].word}"))
            return i + 2
        if self._in_a_list_of_towns(i):
            name = nominative([token.word], "uk", introduced=False) if self.language == "uk" else token.word
            self.found.append((i, i + 1, SETTLEMENT, name))
        elif self.language == "ru" and i and not self.shouting and self.tokens[i - 1].word in _STANDS:
            return self._by_its_stand(i)
        return i + 1

    def _by_its_stand(self, i: int) -> int:
        """A name at the head of a list item, or after the dash of a road's two names."""
        j = self._name_end(i)
        if i in self.known and not is_ordinal_name(self.tokens, i):
            return i + 1
        if heads_an_item(self.tokens, self.found, i, j) or ends_a_road(self.tokens, self.found, i):
            self.found.append((i, j, SETTLEMENT, " ".join(t.word for t in self.tokens[i:j])))
            return j
        return i + 1

    def _longest(self, i: int) -> tuple[int, tuple[Entry, ...]]:
        tokens = self.tokens
        words = self.table.reach(tokens[i].word)
        if not words:
            return i, ()
        run = [tokens[i].word]
        for k in range(i + 1, min(i + words, len(tokens))):
            if tokens[k].kind is not WORD and not (tokens[k].word.isalnum()):
                break
            run.append(tokens[k].word)
        for length in range(len(run), 0, -1):
            entries = self.table.entries(" ".join(run[:length]))
            if entries:
                return i + length, entries
        return i, ()

    def _known(self, i: int) -> int:
        j, entries = self._longest(i)
        if not entries:
            return i
        entries = tuple([e for e in entries if e.lang == self.language]) or self._foreign(entries)
        if not entries:
            return i
        districts = [e for e in entries if e.kind == "district_adjective"]
        among = bool(self.found) and self.found[-1][1] == i - 1 and self.found[-1][2] != DISTRICT
        known = any(f[2] == DISTRICT for f in self.found) and all(e.rank < _LARGE for e in entries)
        known = known or (self.language == "uk" and self._after_a_district())
        if districts and known and not among:
            self.found.append((i, j, DISTRICT, districts))  # "…районів, а також у Дніпровському"
            return j
        usable = [e for e in entries if e.kind not in (SETTLEMENT, *NARROW) or self._credible(i, j, e)]
        if not usable:
            return i
        if all(e.kind == "region_adjective" for e in usable) and self._owns_a_noun(j):
            return i  # "Курской областной больницы"
        self.found.append((i, j, "", usable))
        return j

    def _after_a_district(self) -> bool:
        """ "9 – в Ізмаїльському районі, 8 – у Білгород-Дністровському": the place named last is a district."""
        if not self.found:
            return False
        _, _, wanted, entries = self.found[-1]
        return wanted == DISTRICT or (not isinstance(entries, str) and any(e.kind == DISTRICT for e in entries))

    def _district_to_come(self, i: int) -> bool:
        """ "У Слобідському горить склад, … у Київському районі": a district whose noun is said with a later one."""
        tokens = self.tokens
        if i - 1 not in self.prepositions or not tokens[i].word.endswith(_OF_A_DISTRICT) or i + 1 >= len(tokens):
            return False
        if not (tokens[i + 1].kind is MARK or i + 1 in self.deeds):
            return False
        for k in range(i + 2, min(i + 40, len(tokens))):
            if tokens[k].kind is BREAK or tokens[k].word in (".", "!"):
                break
            if k in self.heads and self.heads[k].name == DISTRICT and tokens[k - 1].word.endswith(_OF_A_DISTRICT):
                return k - 2 in self.prepositions
        return False

    def _foreign(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Names written as another language writes them: of towns, the large ones only."""
        return tuple([e for e in entries if e.kind != SETTLEMENT or e.rank >= _LARGE])

    def _credible(self, i: int, j: int, entry: Entry) -> bool:
        """Whether a settlement's or community's name is meant as such: big, or placed by a preposition or a list."""
        if entry.kind in ("district_adjective", "hromada_adjective"):
            return i - 1 in self.prepositions and not self._owns_a_noun(j)
        if entry.kind != SETTLEMENT:
            return True
        if self.shouting and entry.rank < _KNOWN and j == i + 1:
            return False
        if self.language == "ru" and j == i + 1 and self._names_something_else(i, entry):
            return False
        before = self.tokens[i - 1] if i else None
        listed = i > 1 and self.tokens[i - 1].word in _LISTS and bool(self.found) and self.found[-1][1] == i - 1
        placed = i - 1 in self.prepositions or i in self.acts or listed
        meant = self.language == "uk" and ((i - 1 in self.prepositions and not entry.common) or listed)
        meant = meant or (placed and entry.rank >= _KNOWN and not entry.common)  # "в Жигулёвске" is no car
        if self.language == "ru" and placed and self.tokens[i - 1].word == "в" and entry.rank >= _SMALL_TOWN:
            meant = meant or self.context.home_region in entry.regions  # "в Строителе"
        if j == i + 1 and ((i in self.known and not meant) or i in self.prepositions):
            return False  # an everyday word of the lexicon
        if i - 1 in self.dwellers and self.context.home_region in entry.regions:
            return True  # "поранено жительку Білозерки"
        if entry.common and not (self.language == "uk" and i - 1 in self.things and entry.rank >= _KNOWN):
            return placed or (entry.rank >= _LARGE and self._opens_a_line(i, j))
        if self.language != "ru" and not placed and self._opens_a_list(j):
            return True
        if self.language == "uk" and entry.rank >= _KNOWN and i - 1 in self.things:
            return True  # "удар по портовій інфраструктурі Південного"
        if entry.rank >= _LARGE or placed or before is None or before.kind is not WORD:
            return True
        if self.language == "ru" and ("-" in self.tokens[i].word or j > i + 1):
            return self.context.home_region in entry.regions  # "чёрный день для Каменки-Днепровской"
        return bool(self.found) and self.found[-1][1] >= i - 1

    def _opens_a_list(self, j: int) -> bool:
        """ "Артилерією Зеленівку, Кіндійку, Придніпровське": two more towns follow with commas."""
        tokens, known = self.tokens, 0
        for _ in range(4):
            if j + 1 >= len(tokens) or tokens[j].word != "," or not tokens[j + 1].cap:
                break
            k, entries = self._longest(j + 1)
            known += any(e.kind == SETTLEMENT for e in entries)
            j = max(k, j + 2)
        return known >= 2

    def _opens_a_line(self, i: int, j: int) -> bool:
        """ "Уфа, промзона.": nothing but a sign after the first word of a line."""
        before = self.tokens[i - 1] if i else None
        opens = before is None or before.kind is BREAK or before.word == "•"
        return opens and j < len(self.tokens) and self.tokens[j].word in (",", "—", "-", ":", ".")

    def _names_something_else(self, i: int, entry: Entry) -> bool:
        """ "На Московском шоссе", "Владимир Сальдо": a noun that agrees follows, or a surname."""
        token = self.tokens[i]
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if after is None or after.kind is not WORD or i + 1 in self.heads or i + 1 in self.prepositions:
            return False
        if token.word.startswith(_FIRST_NAMES) and after.cap and i - 1 not in self.prepositions:
            return True
        if self.tokens[i].word.endswith(("ском", "цком", "ской", "цкой")) and after.word.startswith(_STREETS):
            return True  # "на Ленинском проспекте", "по Крымскому мосту"
        if after.cap or i + 1 in self.known or len(after.word) < 4 or not entry.name.endswith(("ий", "ый", "ое", "ая")):
            return False
        if token.word.endswith("ом"):
            return after.word.endswith(("е", "и", "ю", "у"))
        return token.word.endswith("ой") and after.word.endswith(("е", "и", "ы"))

    def _owns_a_noun(self, j: int) -> bool:
        """Whether an ordinary noun follows, so that the adjective belongs to it and names no region by itself."""
        if self.language == "en":
            return False
        token = self.tokens[j] if j < len(self.tokens) else None
        if token is None or token.kind is not WORD or token.word in _JOINS or token.word in ("а", "а"):
            return False
        if j in self.heads or j in self.prepositions or j in self.known:
            return j in self.known and j not in self.heads and j not in self.prepositions and len(token.word) > 3
        return len(token.word) > 3

    def _is_adjective(self, i: int) -> bool:
        if self.language == "en":
            return self.tokens[i].cap and i not in self.known and i not in self.prepositions
        word = self.tokens[i].word
        return len(word) > 4 and word.endswith(LISTED[self.language])

    def _shared_head(self, i: int) -> int:
        """ "A, B и C районов": the adjectives from i on that share one noun. 0 gain = i."""
        tokens, k = self.tokens, i
        items: list[tuple[int, int]] = []
        while k < len(tokens) and len(items) < _LIST_LIMIT:
            if tokens[k].kind is not WORD or not tokens[k].cap or not self._is_adjective(k):
                return i
            j = k + 1
            if self.language == "en":
                at, entries = self._longest(k)
                while (
                    j < len(tokens)
                    and tokens[j].kind is WORD
                    and j not in self.heads
                    and j - k < 4
                    and self._is_adjective(j)
                    and tokens[j - 1].end - tokens[j - 1].start == len(tokens[j - 1].word)  # no "Volgograd's Kirovsky"
                ):
                    j += 1
                heads = [h for h in range(k + 1, at) if h in self.heads]
                j = heads[0] if heads else max(j, at if entries else j)
            items.append((k, j))
            head = self.heads.get(j)
            if head is not None and head.name in (REGION, DISTRICT, SETTLEMENT):
                if self.language == "en" and len(items) > 1 and not tokens[head.i].word.endswith("s"):
                    return i  # "Belgorod and Belgorod district": a noun in the singular is the last name's own
                if len(items) == 1 and self._longest(i)[0] >= head.j:
                    return i  # the gazetteer knows it whole
                for a, b in items:
                    self._adjective(a, b, head)
                return head.j
            k = self._next_item(j)
            if k < 0:
                return i
        return i

    def _find_seas(self, head: int) -> None:
        """ "Над Азовским и Чёрным морями": the adjectives before the noun that they share."""
        k = head - 1
        while k >= 0 and (self.tokens[k].cap or self.tokens[k].word in _LISTS):
            entries = self.table.entries(f"{self.tokens[k].word} {_ONE_SEA[self.tokens[head].word]}")
            if entries:
                self.seas[k] = tuple(entries)
            elif self.tokens[k].word not in _LISTS:
                break
            k -= 1

    def _next_item(self, j: int) -> int:
        """Past a comma, "и", "а также", and a repeated preposition; -1 if no list goes on here."""
        tokens, n = self.tokens, len(self.tokens)
        k = j
        if k < n and tokens[k].word == ",":
            k += 1
        if k + 1 < n and tokens[k].word in ("а", "as") and tokens[k + 1].word in ("также", "також", "well"):
            k += 2
            if k < n and tokens[k].word == "as":
                k += 1
        if k < n and tokens[k].word in _JOINS:
            k += 1
        if k == j or k >= n:
            return -1
        if k in self.prepositions and k + 1 < n:
            k += 1
        return k

    def _adjective(self, a: int, b: int, head: Mark) -> None:
        words = " ".join(t.word for t in self.tokens[a:b])
        end = head.j if b == head.i else b
        if self.language == "ru" and b != head.i and head.name == DISTRICT:  # "над Ельцом и Задонским округом"
            named = self.table.get(words, ())
            if named and all(e.kind == SETTLEMENT for e in named):
                self.found.append((a, end, SETTLEMENT, named))
                return
        if head.name == REGION:
            entries = []
            if self.language == "en":  # "the Tula and Moscow regions" are the Moscow Region, not the city
                while not (entries := [e for e in self.table.entries(words + " region") if e.kind == REGION]):
                    if " of " not in words:
                        break
                    a, words = a + 2, words.split(" of ", 1)[1]  # "THE SOUTH OF ODESA REGION"
            if not entries:
                named = self.table.entries(words) or (_mistyped(self.table, words) if self.language == "en" else ())
                entries = [e for e in named if e.kind in (REGION, "region_adjective")]
                if any(e.kind == REGION for e in entries):  # "Києва та Київської області": Kyiv is a town as well
                    entries += [e for e in named if e.kind == SETTLEMENT and e.regions == entries[0].regions]
            if entries:
                self.found.append((a, end, "", entries))
                return
        elif head.name == DISTRICT:
            known = self.table.entries(f"{words} {self.tokens[head.i].word}") or self.table.entries(words)
            entries = [e for e in known if e.kind in NARROW]
            self.found.append((a, end, DISTRICT, entries or words))

    def _introduced(self, i: int) -> int:
        """Settlements after "в селе", "сёла A и B". Gives i if nothing of a name follows."""
        intro = self.intros[i]
        k = intro.j
        tokens, n = self.tokens, len(self.tokens)
        if intro.name == "sea" and k < n and tokens[k].word == "of":
            return i  # "over the Sea of Azov"
        if intro.name == "sea":
            sea = _SEAS.get(self.context.home_region or "")
            if tokens[k - 1].word.startswith("пролив"):
                sea = "SEA-KERCH" if self.context.home_region in ("UA-43", "RU-KDA", "UA-40", None) else None
            if sea:
                self.found.append((i, k, "", (Entry("sea", (sea,), "", self.language),)))
            return k if sea else i
        if intro.name == "capital":
            entry = Entry("region", CAPITALS.get(self.language, ()), "", self.language)
            if not any(i - n in self.speakers for n in (1, 2)):
                self.found.append((i, k, "", (entry,)))
            return k
        if len(tokens[i].word) == 1 and intro.j == i + 1:
            measure = i > 0 and (
                tokens[i - 1].kind is NUMBER or (tokens[i - 1].word == "." and tokens[i - 2].word in _SQUARE)
            )
            if measure or not (k < n and tokens[k].word == "."):
                return i
        if k < n and tokens[k].word == "." and len(tokens[k - 1].word) <= 3:
            k += 1
        while k < n and tokens[k].word in ('"', "("):
            k += 1
        after, count = i, 0
        while k < n and count < _LIST_LIMIT and tokens[k].kind is WORD and tokens[k].cap:
            if self._is_adjective(k) and self.language != "en" and count == 0:
                j = k + 1
                if j in self.heads and self.heads[j].name != SETTLEMENT:
                    break
            j, entries = self._longest(k)
            if self._is_land(k, entries):
                break  # "населені пункти Донеччини"
            entries = tuple(e for e in entries if e.kind == SETTLEMENT or e.regions in _CAPITAL_CITIES)
            if not entries or self._goes_on(k, j):
                j = self._name_end(k)
                found = self.table.entries(" ".join(t.word for t in tokens[k:j]))
                entries = tuple(e for e in found if e.kind == SETTLEMENT)
            if not entries and k in self.known and not (self.language == "ru" and is_ordinal_name(tokens, k)):
                break  # the next sentence's first word
            if j in self.heads and count and self.heads[j].name != SETTLEMENT:
                break
            self.found.append((k, j, SETTLEMENT, entries or self._nominative(k, j, tokens[i].word)))
            after, count = j, count + 1
            if intro.name != "settlements":
                break
            k = self._next_item(j)
            if k < 0 or k in self.intros or (k - 1 in self.prepositions):
                break
            if self.language == "ru" and self._is_adjective(k) and (shared := self._shared_head(k)) > k:
                return shared  # "города A, B-ского и C-ского округов"
        return after

    def _is_land(self, k: int, entries: tuple[Entry, ...]) -> bool:
        """A region's name, and no town's that the noun before it introduces, though villages bear such names, too."""
        regions = [e for e in entries if e.kind == REGION and e.regions not in _CAPITAL_CITIES]
        return bool(regions) and (len(regions) == len(entries) or self.tokens[k].word.endswith(_LANDS))

    def _named_district(self, head: Mark) -> int:
        """ "Городского округа Чехов": the name after its noun is a district's, not a town's."""
        k = head.j
        token = self.tokens[k] if k < len(self.tokens) else None
        if token is None or token.kind is not WORD or not token.cap or k in self.known:
            return head.i + 1
        j, entries = self._longest(k)
        if any(e.kind in (REGION, "region_adjective") for e in entries):
            return head.i + 1
        self.found.append((head.i, max(j, k + 1), DISTRICT, tuple(entries) or token.word))
        return max(j, k + 1)

    def _goes_on(self, k: int, j: int) -> bool:
        """ "Великие Копани": the first word alone is known, but the name has a second."""
        return j == k + 1 and self._name_end(k) > j

    def _name_end(self, k: int) -> int:
        tokens = self.tokens
        j = k + 1
        two = j < len(tokens) and tokens[j].kind is WORD and tokens[j].cap and j not in self.care
        if two and j in self.intros:  # "деревня Новая Слобода"; not "Красная Яруга, село Илёк"
            named = j + 1 < len(tokens) and tokens[j + 1].cap and j + 2 not in self.heads
            two = self.language == "ru" and not named
        after = self.heads.get(j + 1)
        if after is not None and after.name != SETTLEMENT and self.language != "en":
            return j  # "Званное Глушковского района"
        if two and (self.language == "en" or adjectival(tokens[k].word, self.language)) and j not in self.known:
            j += 1
        return j

    def _nominative(self, k: int, j: int, noun: str) -> str:
        words = [t.word for t in self.tokens[k:j]]
        if self.language == "ru" and is_ordinal_name(self.tokens, k):
            return " ".join(words)
        if self.language == "ru" and len(words) == 1:
            words = [agreeing(words[0], noun)]
        return nominative(words, self.language, introduced=True)

    def _guessable(self, i: int) -> bool:
        """A capital after "в", "под", "near" that the gazetteer does not know may be a village."""
        token = self.tokens[i]
        place = self.prepositions.get(i - 1)
        if place is None and self.language == "ru" and self._second_guess(i):
            place = self.prepositions.get(self.found[-1][0] - 1)
        if (
            self.shouting
            or place is None
            or place.name not in ("in", "near", "on")
            or i in self.known
            or len(token.word) < 4
        ):
            return False
        j = i + 1
        return not (j in self.heads and self.heads[j].name != SETTLEMENT)

    def _second_guess(self, i: int) -> bool:
        """ "Между Гоптаровкой и Дроновкой": what "и" joins to a name that was guessed."""
        return bool(self.found) and self.found[-1][1:3] == (i - 1, "guess") and self.tokens[i - 1].word == "и"

    def _in_a_list_of_towns(self, i: int, first: int | None = None) -> bool:
        """A capitalised word that no table knows between the names of a long list of towns is one of them;
        so is a name of two words, of which `first` is the first ("Боровська Андріївка")."""
        start = i if first is None else first
        if i >= len(self.tokens) or not self.tokens[i].cap:
            return False
        row = [
            f
            for f in self.found[-2:]
            if f[2] == SETTLEMENT or any(e.kind == SETTLEMENT for e in f[3] if f[3] and not isinstance(e, str))
        ]
        if len(row) == 1 and self.language == "uk" and row[0][1] == i - 1 and i not in self.known:
            return self.tokens[i - 1].word == "," and self._opens_a_list(i + 1)
        if len(row) < 2 or i in self.known or len(self.tokens[i].word) < 4 or i + 1 >= len(self.tokens):
            return False
        beside = self.found[-1][1] == start - 1 and self.found[-2][1] == self.found[-1][0] - 1
        ends = self.tokens[start - 1].word in _JOINS or self.tokens[i + 1].word in (*_LISTS, ".")
        return beside and self.tokens[start - 1].word in _LISTS and ends

    def _guess(self, i: int) -> int:
        j = self._name_end(i)
        if j in self.heads or (
            self.language != "en"
            and j == i + 1
            and adjectival(self.tokens[i].word, self.language)
            and not (self.language == "ru" and self.tokens[i].word.endswith(("вкой", "нкой", "лкой", "чкой", "шкой")))
            and not (self.language == "uk" and self.tokens[i].word.endswith("ому") and not self._owns_a_noun(j))
        ):
            return i + 1
        words = [t.word for t in self.tokens[i:j]]
        self.found.append((i, j, "guess", nominative(words, self.language, introduced=False)))
        return j


def _mistyped(table: Table, words: str) -> tuple[Entry, ...]:
    """ "The Vologorad region": the one region that is spelled nearly so."""
    near = get_close_matches(words, _english_names(), 2, 0.87) if words.isalpha() and len(words) > 5 else []
    return tuple(e for e in table.entries(near[0] + " region") if e.kind == REGION) if len(near) == 1 else ()


@lru_cache(maxsize=1)
def _english_names() -> list[str]:
    return sorted({r.names["en"].lower().split(" ")[0] for r in REGIONS.values()})


def find_places(
    tokens: list[Token], marks: dict[str, list[Mark]], context: Context, language: str, shouting: bool = False
) -> list[Mark]:
    """Marks of all places, their values Spots. `marks` are those of the words by category.
    `shouting`: the text is all capitals, so that they tell nothing."""
    return _Finder(tokens, marks, context, language, shouting).run()
