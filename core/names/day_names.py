"""The bookings of one day by the names of their people, in memory."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Final, TypeAlias

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from core.names.fitting import SHORTEST, Fit, Wanted, begins_like, slips, words_fit
from core.names.sounds import sound
from core.names.words import plain_reference

FEW: Final = 5
"""Where fewer bookings fit exactly, those are listed too whose names sound alike."""
_SPARSE: Final = 50
"""Where one of so many fits, the day is walked until a page is full, and else those are sorted."""
_BEHIND: Final = "\U0010ffff"

Place: TypeAlias = tuple[datetime, str]
"""When a booking begins, and its id: its place in a list by time."""


@dataclass(frozen=True, slots=True)
class Found:
    """A booking that fits, and how well."""

    fit: Fit
    place: Place


@dataclass(frozen=True, slots=True)
class _Booked:
    place: Place
    reference: str
    persons: tuple[tuple[str, ...], ...]


class DayNames:
    """Finds bookings by what somebody typed; not safe to be used by several threads at once.

    Filled with `fill` and then `settle`; afterwards kept true with `put` and `drop`.

    Attributes:
        seq: The newest row of the journal that it knows of.
    """

    def __init__(self, seq: int) -> None:
        self.seq = seq
        self._booked: dict[str, _Booked] = {}
        self._places: list[Place] = []
        self._by_reference: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_sound: dict[str, list[str]] = {}
        self._names: list[str] = []
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._booked)

    def fill(self, place: Place, reference: str, persons: Iterable[tuple[str, ...]]) -> None:
        """Take in a booking that is not here yet; it is found after `settle`."""
        self._places.append(place)
        for name in _all(self._keep(place, reference, persons)):
            if name not in self._by_name:
                self._names.append(name)
                self._by_length[len(name)].append(name)
                self._know(name)
            self._by_name[name].append(place[1])

    def settle(self) -> None:
        """Put in order what was filled in."""
        self._places.sort()
        self._names.sort()
        for names in self._by_length.values():
            names.sort()

    def put(self, place: Place, reference: str, persons: Iterable[tuple[str, ...]]) -> None:
        """Keep a booking as it is now, in place of what was known of it."""
        self.drop(place[1])
        insort(self._places, place)
        for name in _all(self._keep(place, reference, persons)):
            if name not in self._by_name:
                insort(self._names, name)
                insort(self._by_length[len(name)], name)
                self._know(name)
            self._by_name[name].append(place[1])

    def drop(self, appointment_id: str) -> None:
        """Forget a booking, if it is known, and all names that nobody else has."""
        booked = self._booked.pop(appointment_id, None)
        if booked is None:
            return
        del self._places[bisect_left(self._places, booked.place)]
        _without(self._by_reference, booked.reference, appointment_id)
        for name in _all(booked):
            if _without(self._by_name, name, appointment_id):
                del self._names[bisect_left(self._names, name)]
                same_length = self._by_length[len(name)]
                del same_length[bisect_left(same_length, name)]
                if heard := sound(name):
                    _without(self._by_sound, heard, name)

    def find(self, wanted: Wanted, after: Place | None, most: int) -> list[Found]:
        """Return some who fit, the best first, and those who fit alike by time.

        Who only sounds alike is listed where fewer than `FEW` fit exactly, and who is misspelt
        where nobody else was found.

        Args:
            wanted: What was typed; it has a word.
            after: Only those behind this booking, which is or was in the list.
            most: The most to be returned.
        """
        listed: list[Found] = []
        tiers: Sequence[tuple[Fit, set[str]]] = self._tiers(wanted)
        if after is not None:
            # One that does not fit any more still has its place in time.
            begin = next((fit for fit, ids in tiers if after[1] in ids), tiers[0][0])
            tiers = [(fit, ids) for fit, ids in tiers if fit >= begin]
        for fit, ids in tiers:
            places = self._first(ids, after, most - len(listed))
            listed += [Found(fit, place) for place in places]
            after = None
        return listed

    def _first(self, ids: Collection[str], after: Place | None, most: int) -> Iterable[Place]:
        """Return the first of some bookings by time, behind one."""
        if len(ids) * _SPARSE > len(self._places):
            begin = 0 if after is None else bisect_right(self._places, after)
            walk = islice(self._places, begin, None)
            return islice((place for place in walk if place[1] in ids), most)
        places = sorted(self._booked[one].place for one in ids)
        begin = 0 if after is None else bisect_right(places, after)
        return places[begin : begin + most]

    def _tiers(self, wanted: Wanted) -> list[tuple[Fit, set[str]]]:
        """Return who fits how well, each once."""
        exact = self._fitting(wanted, Fit.EXACT) | set(self._by_reference.get(wanted.reference, ()))
        if len(exact) >= FEW:
            return [(Fit.EXACT, exact)]
        alike = self._fitting(wanted, Fit.ALIKE) - exact
        if exact or alike:
            return [(Fit.EXACT, exact), (Fit.ALIKE, alike)]
        return [(Fit.MISSPELT, self._fitting(wanted, Fit.MISSPELT))]

    def _keep(self, place: Place, reference: str, persons: Iterable[tuple[str, ...]]) -> _Booked:
        booked = _Booked(place, plain_reference(reference), tuple(persons))
        self._booked[place[1]] = booked
        self._by_reference.setdefault(booked.reference, []).append(place[1])
        return booked

    def _know(self, name: str) -> None:
        self._by_name[name] = []
        if heard := sound(name):
            self._by_sound.setdefault(heard, []).append(name)

    def _fitting(self, wanted: Wanted, fit: Fit) -> set[str]:
        """Return the bookings with a person whose names fit at least so well."""
        found: set[str] = set()
        for words in wanted.wordings:
            having = self._with_all(words, fit)
            if len(words) > 1:
                having = {one for one in having if self._of_one_person(one, words, fit)}
            found |= having
        return found

    def _with_all(self, words: Sequence[str], fit: Fit) -> set[str]:
        """Return the bookings that have every word among the names of all their persons."""
        found: set[str] | None = None
        # The longest first: few have it, and then it may be over.
        for word in sorted(words, key=len, reverse=True):
            lists = map(self._by_name.__getitem__, self._like(word, fit))
            having = chain.from_iterable(lists)
            found = set(having) if found is None else found.intersection(having)
            if not found:
                break
        return found or set()

    def _of_one_person(self, appointment_id: str, words: Sequence[str], fit: Fit) -> bool:
        persons = self._booked[appointment_id].persons
        if len(persons) == 1:
            return True
        fits = (words_fit(words, names) for names in persons)
        return any(one is not None and one <= fit for one in fits)

    def _like(self, word: str, fit: Fit) -> Iterable[str]:
        """Return the names that a word fits at least so well, each once."""
        names: Iterable[str] = self._beginning(word, self._names)
        if fit is Fit.EXACT or len(word) < SHORTEST:
            return names
        if heard := sound(word):
            names = {*names, *self._by_sound.get(heard, ())}
        return names if fit is Fit.ALIKE else {*names, *self._misspelt(word)}

    def _misspelt(self, word: str) -> Iterable[str]:
        most, length = slips(word), len(word)
        for known in range(length - most, length + most + 1):
            yield from _near(word, self._by_length.get(known, ()), most)
        first = self._beginning(word[0], self._names)
        for end in begins_like(length):
            beginnings = sorted({name[:end] for name in first if len(name) > end})
            for beginning in _near(word, beginnings, most):
                yield from (name for name in self._beginning(beginning, first) if len(name) > end)

    @staticmethod
    def _beginning(word: str, names: Sequence[str]) -> Sequence[str]:
        return names[bisect_left(names, word) : bisect_left(names, word + _BEHIND)]


def _near(word: str, names: Sequence[str], most: int) -> list[str]:
    found = extract(word, names, scorer=OSA.distance, score_cutoff=most, limit=None)
    return [name for name, _, _ in found]


def _all(booked: _Booked) -> set[str]:
    return {name for names in booked.persons for name in names}


def _without(lists: dict[str, list[str]], key: str, one: str) -> bool:
    """Take one from the list under a key, and the list with its last; return whether it went."""
    lists[key].remove(one)
    if lists[key]:
        return False
    del lists[key]
    return True
