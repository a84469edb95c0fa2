"""Latin letters in Chinese that are no names, and abbreviations with words of their own.

Data for `name.latin`.
"""

from __future__ import annotations

# How an abbreviation that Chinese writes in Latin letters may be said in English, beside
# the words whose first letters it is; `*`: in any way.
_SPOKEN = """
2D      two-dimension|two dimension|flat
3D      three-dimension|three dimension|stereo
AA      split|share|dutch
ABC     *
AI      artificial intelligence|machine
AM      morning|a.m.
APEC    asia-pacific
APP     app|application
ATM     cash machine|cashpoint
B2B     business-to-business|business to business
BBS     forum|bulletin
BGM     music
BOSS    boss
BUG     bug|error|fault
CBD     business district|downtown
CCTV    china central television|state television
CD      disc|disk|record
CEO     chief executive|head|boss
CFO     finance|financial
CG      computer
COO     operating|operations
COS     cosplay
CP      couple|pair|partner
CPI     consumer price|inflation
CPPCC   consultative conference
CT      tomograph|scan
CTO     technology|technical
DIY     do-it-yourself|do it yourself|homemade|own
DJ      disc jockey
DNA     genetic|gene
EMBA    mba
EU      european
EV      electric
FAQ     question
FBI     federal bureau
GDP     domestic product|economy|economic
GPS     satellite|position
H1      first half|first-half|first six months
H2      second half|second-half|last six months|half
HK      hong kong|$
HR      human resources|personnel
ICU     intensive care
ID      name|account|identity|user
IP      intellectual property|franchise|brand|right|address
IPO     public offering|listing|listed|went public|go public|float|debut
IT      information technology|tech
KOL     influencer|opinion leader
KTV     karaoke
LED     light
LOGO    logo|emblem|badge|mark
LV      louis vuitton|level
M&A     merger|acquisition|takeover
MC      host|compere
MV      music video|video|clip
NG      blooper|take
NO1     number one|no. 1|first|top|best
NPC     people’s congress|people's congress
NT      taiwan|$
O2O     online-to-offline|online to offline
OEM     original equipment|contract
OK      *
OTC     over-the-counter|over the counter|counter
P2P     peer-to-peer|peer to peer
PC      computer|desktop
PE      private equity|physical education
PHD     doctor
PK      *
PM      afternoon|evening|p.m.|particulate
PMI     purchasing managers|manufacturing index
POS     point-of-sale|point of sale|card
POSE    pose
PPI     producer price
PPP     purchasing power|public-private
PPT     slide|powerpoint|presentation|deck
PS      photoshop|postscript|edited|retouch
Q1      first quarter|first-quarter
Q2      second quarter|second-quarter
Q3      third quarter|third-quarter
Q4      fourth quarter|fourth-quarter|last quarter
QQ      *
R&D     research
RMB     yuan|renminbi|¥|cny
SARS    severe acute|epidemic
SCI     citation
SOHO    home office|freelanc
SUV     sport|car|vehicle
TOP     top|best|leading|first|biggest|largest
TV      television
UFO     flying saucer|unidentified
UK      britain|british|united kingdom
UN      united nations
UP      creator|uploader|blogger|vlogger
US      united states|america|u.s.|$|dollar
USA     united states|america|u.s.
USD     $|dollar
VC      venture
VCD     disc|video
VIP     *
VR      virtual
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
