"""Latin letters in Chinese that are no names, and abbreviations with words of their own.

Data for `name.latin`.
"""

from __future__ import annotations

# How an abbreviation that Chinese writes in Latin letters may be said in English, beside
# the words whose first letters it is; `*`: in any way.
_SPOKEN = """
AA      split|share|dutch
ABC     *
AI      artificial intelligence|machine
AM      morning|a.m.
APP     app|application
APEC    asia-pacific
ATM     cash machine|cashpoint
BBS     forum|bulletin
BOSS    boss
BUG     bug|error|fault
CBD     business district|downtown
CCTV    china central television|state television
CD      disc|disk|record
CEO     chief executive|head|boss
CFO     finance|financial
COO     operating|operations
COS     cosplay
CP      couple|pair|partner
CPI     consumer price|inflation
CTO     technology|technical
DIY     do-it-yourself|do it yourself|homemade|own
DNA     genetic|gene
EMBA    mba
EU      european
FBI     federal bureau
FAQ     question
GDP     domestic product|economy|economic
GPS     satellite|position
HR      human resources|personnel
ICU     intensive care
ID      name|account|identity|user
IP      intellectual property|franchise|brand|right|address
IT      information technology|tech
KTV     karaoke
LED     light
LOGO    logo|emblem|badge|mark
LV      louis vuitton|level
MV      music video|video|clip
NG      blooper|take
OK      *
OEM     original equipment|contract
OTC     over-the-counter|over the counter|counter
PC      computer|desktop
PK      *
PM      afternoon|evening|p.m.|particulate
PMI     purchasing managers|manufacturing index
POSE    pose
POS     point-of-sale|point of sale|card
PPI     producer price
PPP     purchasing power|public-private
PPT     slide|powerpoint|presentation|deck
PS      photoshop|postscript|edited|retouch
QQ      *
RMB     yuan|renminbi|¥|cny
SARS    severe acute|epidemic
SCI     citation
SOHO    home office|freelanc
TOP      top|best|leading|first|biggest|largest
TV      television
UFO     flying saucer|unidentified
UK      britain|british|united kingdom
UN      united nations
UP      creator|uploader|blogger|vlogger
US      united states|america|u.s.
USA     united states|america|u.s.
USD     $|dollar
VCD     disc|video
VIP     *
VS      versus|against|compared|or|v.
WC      toilet|lavatory|restroom|washroom|bathroom
WIFI    wireless|internet
WTO     world trade
"""

SPOKEN = {
    key: tuple(said.split("|"))
    for key, _, said in (line.partition(" ") for line in _SPOKEN.split("\n") if line)
    for said in (said.strip(),)
}
"""What each abbreviation may be in English; `*` for anything."""

_MEASURES = (
    "kg km cm mm nm um ml mg kw kwh mw mwh gw gwh tw twh wh mah hz khz mhz ghz kb mb gb tb "
    "pb kbps mbps gbps bps dpi ppi ppm rpm mpa kpa pa hpa db kcal cal kj mj kn nmol ph "
    "m2 m3 km2 km3 cm2 cm3 mm2 mm3 mah psi bn kmh fps nits cny rmb usd hkd eur gbp jpy"
)
UNITS = frozenset(_MEASURES.split())
"""Measures and currencies, in small letters: they may be spelled out."""
