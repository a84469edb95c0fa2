"""English words whose forms follow no rule, as data: verbs and nouns."""

from __future__ import annotations

from functools import cache

_VERBS = (
    "arise arose arisen|awake awoke awoken|be am is are was were been|bear bore borne"
    "|beat beaten|become became|begin began begun|bend bent|bet|bid bade bidden"
    "|bind bound|bite bit bitten|bleed bled|blow blew blown|break broke broken"
    "|breed bred|bring brought|broadcast|build built|burn burnt|burst|buy bought|cast"
    "|catch caught|choose chose chosen|cling clung|come came|cost|creep crept|cut"
    "|deal dealt|dig dug|dive dove|do does did done|draw drew drawn|dream dreamt"
    "|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed"
    "|feel felt|fight fought|find found|flee fled|fly flew flown|forbid forbade"
    " forbidden|forecast|forget forgot forgotten|forgive forgave forgiven"
    "|freeze froze frozen|get got gotten|give gave given|go goes went gone|grind ground"
    "|grow grew grown|hang hung|have has had|hear heard|hide hid hidden|hit|hold held"
    "|hurt|keep kept|kneel knelt|know knew known|lay laid|lead led|leap leapt"
    "|learn learnt|leave left|lend lent|let|lie lay lain|light lit|lose lost|make made"
    "|mean meant|meet met|mistake mistook mistaken|mow mown|offset|outdo outdid outdone"
    "|overcome overcame|oversee oversaw overseen|overtake overtook overtaken|pay paid"
    "|prove proven|put|quit|read|rebuild rebuilt|repay repaid|reset|ride rode ridden"
    "|ring rang rung|rise rose risen|run ran|saw sawn|say said|see saw seen|seek sought"
    "|sell sold|send sent|set|sew sewn|shake shook shaken|shed|shine shone|shoot shot"
    "|show shown|shrink shrank shrunk|shut|sing sang sung|sink sank sunk|sit sat"
    "|sleep slept|slide slid|slit|sow sown|speak spoke spoken|speed sped|spell spelt"
    "|spend spent|spill spilt|spin spun|split|spread|spring sprang sprung"
    "|stand stood|steal stole stolen|stick stuck|sting stung|strike struck|string strung"
    "|strive strove striven|swear swore sworn|sweep swept|swell swollen|swim swam swum"
    "|swing swung|take took taken|teach taught|tear tore torn|tell told|think thought"
    "|throw threw thrown|thrust|tread trod|undergo underwent undergone"
    "|understand understood|undertake undertook undertaken|undo undid undone"
    "|uphold upheld|upset|wake woke woken|wear wore worn|weave wove woven|weep wept"
    "|win won|wind wound|withdraw withdrew withdrawn|withhold withheld"
    "|withstand withstood|write wrote written"
)
_NOUNS = (
    "man men|woman women|child children|person people|foot feet|tooth teeth|goose geese"
    "|mouse mice|louse lice|ox oxen|die dice|penny pence|leaf leaves|knife knives"
    "|life lives|half halves|shelf shelves|self selves|wolf wolves|thief thieves"
    "|calf calves|loaf loaves|wife wives|elf elves|scarf scarves|hoof hooves"
    "|sheaf sheaves|wharf wharves|dwarf dwarves|staff staves|analysis analyses"
    "|basis bases|crisis crises|thesis theses|hypothesis hypotheses|axis axes"
    "|emphasis emphases|oasis oases|parenthesis parentheses|synthesis syntheses"
    "|diagnosis diagnoses|criterion criteria|phenomenon phenomena|medium media"
    "|datum data|bacterium bacteria|stratum strata|memorandum memoranda"
    "|curriculum curricula|millennium millennia|spectrum spectra|symposium symposia"
    "|index indices|appendix appendices|matrix matrices|vertex vertices|vortex vortices"
    "|codex codices|radius radii|nucleus nuclei|stimulus stimuli|focus foci|fungus fungi"
    "|cactus cacti|alumnus alumni|syllabus syllabi|formula formulae|alga algae"
    "|larva larvae|vertebra vertebrae|bureau bureaux|plateau plateaux|château châteaux"
)


@cache
def irregular_verbs() -> dict[str, tuple[str, ...]]:
    """Return the forms of each irregular verb, by any of them."""
    return _by_form(_VERBS)


@cache
def irregular_nouns() -> dict[str, tuple[str, ...]]:
    """Return singular and plural of each irregular noun, by either."""
    return _by_form(_NOUNS)


def _by_form(rows: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows.split("|"):
        forms = tuple(row.split())
        for form in forms:
            found[form] = tuple(dict.fromkeys((*found.get(form, ()), *forms)))
    return found
