"""What Chinese writers put before and after a stop, as patterns.

Each pattern is matched at the character after a stop and the marks that go with it, and
says why a sentence goes on there or why a new one begins. Both scripts are listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import TypeAlias

from duizhao.language import HAN

_Look: TypeAlias = Callable[..., re.Match[str] | None]


class _Pattern:
    """A regular expression that is compiled when it is first asked for.

    A manual asks for none of most of these; to compile them all takes 20 ms.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def match(self) -> _Look:
        return re.compile(self._text).match

    @cached_property
    def search(self) -> _Look:
        return re.compile(self._text).search

    @cached_property
    def fullmatch(self) -> _Look:
        return re.compile(self._text).fullmatch


# --- who may begin a sentence ---------------------------------------------------------

_PERSON = (
    "我|你|您|他|她|它|咱|俺|大家|大伙|众人|眾人|人们|人們|所有人|全场|全場|有人|没人"
    "|沒人|没有人|沒有人|谁|誰|记者|記者|双方|雙方|对方|對方|两人|兩人|二人|三人"
)
SUBJECT = _Pattern(
    f"{_PERSON}|[{HAN}]{{2,4}}(?:[议議][员員]|先生|女士|小姐|主席|教授|老[师師]|[经經]理)"
)
"""A pronoun or the like of it, which begins a clause of its own."""

TIME = _Pattern(
    "第[一二三四五六七八九十百0-9]+[年天日次周週个個]|[次翌][日年晨]|[后後][来來]"
    "|[这這那此当當][时時刻晚天日年夜]|[一那][天年日夜][，,]|突然|忽然|接[着著]|[刚剛]才"
    "|如今|最[后後]|[春夏秋冬][天日]|[清早凌]晨|傍晚|[黄黃]昏|深夜|夜[里裡晚]|天[亮黑]|黎明|[中下上]午|晚上|[今明去前]年|一?[转轉]眼|[从從此]此|此[后後]|到?目前|自从|自[從0-9]|[现現]在|[昨今明][天日晚年]|不久|半晌|良久|[过過]了|[许許多数數]年[后後以前]"
    "|[一二三四五六七八九十百两兩几幾半数數0-9]+[个個]?"
    "(?:多|几|幾)?(?:年|月|星期|小[时時]|分[钟鐘]|天|日|[周週])[之以]?[后後前]"
)
"""A word of time, with which the story goes on in a new sentence."""

# --- after a closed quotation ---------------------------------------------------------

_COUNT = "[一二两兩三四五六七八九十几幾数數这這那每0-9]"
NOUN = _Pattern(
    # what names the quotation: “…”的声音, “…”等问题, “…”为题, “…”四个大字, “…”这句话
    "的(?![确確]|士)|地(?=[^方上面球铁鐵点點区區产產])|之(?:[类類声聲间間问問说說词詞语語歌外])"
    "|等(?!到|待|了|他|她|我|你|一下|候|[着著])"
    "|[为為]?(?:主)?[题題]|[为為](?:名|由|主|口[号號]|[标標])|作?[为為](?:[标標]|口|主|由|名)"
    f"|{_COUNT}(?:大|小|[个個])?(?:[个個]?[大小]?字|[句条條项項种種类類声聲遍首篇段则則]"
    "|番|[个個](?:[问問][题題]|字眼|口[号號]|[说說]法|提法|[词詞]))"
    "|[这這那](?:一|些|[样樣]的|[话話]|本[书書]|[几幾][个個句])(?!天|年|次|[时時]|切)"
    "|字(?![幕典体體条條])|作[为為]|[诸諸]如|到(?=[“「『])|[问問][题題]|呼[声聲]|[声聲](?![明称稱])|一[词詞语語文书書曲]|口[号號]|[标標][语語题題]|歌[声聲]"
    "|[式般]的?|似的|[时時](?![任间間代隔])"
    # a verb whose subject or object the quotation is
    "|是(?!的|，|啊)|成[为為了]|引[发發起]|[响響][彻徹起]|回[荡蕩]|[传傳][来來遍]"
    "|不[绝絕]于耳|[说說]明|表明|反映|意味|[体體][现現]|道出|[让讓使令](?!人们)|与|與|和|或"
)
"""The quotation is a word of the sentence around it."""

_THEN = "(?:然[后後]|[随隨][后後即]|接[着著]|[于於]是|[紧緊]接[着著]|之[后後])"
GOES_ON = _Pattern(
    f"{_THEN}(?!，?(?:{_PERSON}))"
    "|就(?![连連在这這是此])|便(?![利宜民])|又(?!有)|[还還](?![有款记記能是])|[并並](?![购購])"
    "|也(?![许許有])|再(?![次有者])|才(?![能华華])|而[后後]|[转轉]身|一[边邊面](?!，)|[却卻]"
    "|[说說言][完罢罷](?!，?(?:[这這]))|[说說][着著]|从而|以(?:此|示)|用以|[来來](?:形容|回|表)"
    "|[惹引逗吓嚇气氣弄][得的]|"
    "(?:但|可|而|不[过過])(?=[没沒并並不又也仍][^少同])"
)
"""No subject of its own: the one who spoke goes on to act."""

_SAY = (
    "[说說道问問答喊嚷吼骂罵讲講叹嘆][道]?|[回应應]答|回[应應]|叫[道]?|[笑哭](?!了)|[称稱]|表示|指出|强[调調]"
    "|[补補]充|[解阐闡][释釋]|嘟囔|嘀咕|喃喃|低[语語]|自[语語]|宣[布佈]|透露|吩咐|叮[嘱囑]|招呼|催促|[劝勸]|[应應]|[责責][备備怪]|提醒|警告|[写寫]道|感[叹嘆慨]"
    "|[惊驚][呼叫]|[高欢歡]呼|大叫|尖叫|喝彩|抱怨|抗[议議]|介[绍紹]|坦言|直言|呵斥|命令|附和"
    "|打趣|[调調]侃|承[认認]|否[认認]|反[驳駁]|想|心想|[认認][为為]|感慨|起哄|哀求|央求|呢喃|[报報]道"
    "|哼|吟|念|唸|唱|宣[读讀]|追[问問]|反[问問]|[质質][问問]|[询詢][问問]|[评評][价價论論]|[总總][结結]"
)
_OBJECT = "(?:我|你|他|她|它|我们|我們|他们|他們|她们|大家|众人|眾人|对方|對方|记者|記者|自己)"
# Before a verb of saying: a denial. And words that end like one: 知道, 学问, 小说.
_NOT_SAID = _Pattern(
    "(?:[没沒不未无無]|[没沒無无难難]以|[没沒無无]有?人(?:敢|肯)?|[没沒]有|[没沒]再|[没沒]敢)\\Z"
)
_OTHER_WORD = _Pattern(
    "(?:[知难難街通频頻管隧人味渠轨軌赛賽力厉厲]道|[访訪疑学學顾顧]问|[訪疑學顧]問|解答"
    "|(?:小|[传傳]|据|據|[听聽]|[学學]|[胡乱亂])[说說]|(?:可|好|微|[搞发發])笑|名叫|[梦夢理]想)\\Z"
)
_BETWEEN = _Pattern(r"[^，。！？：；…“”「」『』,.!?:;\n]{2,24}[，,] ?[“「『]")
SAID = _Pattern(
    rf"(?P<who>[^，。！？：；…“「『,!?:;\n]{{0,36}}?)(?P<verb>{_SAY})"
    rf"(?:了?(?:{_OBJECT}|[一几幾][声聲句]|起[来來]|出[声聲来來]|了|[着著]|[过過]|道)){{0,2}}"
    r"(?=[，。！？…,.．!?—]|$)"
)
_GERUND = _Pattern(
    rf"(?:{_PERSON}|[{HAN}]{{2,4}}?)(?:[{HAN}]{{0,3}})?[说說笑喊][着著](?![{HAN}]*[着著]了)"
)
_ALSO = _Pattern("[还還又也]|同[时時]|另外")
_REPORTS = _Pattern("表示|指出|透露|[认認][为為]|[写寫]道|介[绍紹]|坦言|宣[布佈]")
_AGAIN = _Pattern("[继繼][续續]|接[着著]|[随隨][后後即]|[又再]")


def is_attribution(after: str) -> bool:
    """Say whether `after`, the text behind a quotation, tells who said it.

    A short clause with a verb of saying at its end, not denied, and not one that
    brings in the next quotation (阿明问：“…”) or goes on reporting (他还表示，…).
    Or any clause between two quotations of one speech (他摆摆手，“…”), unless it says
    that the second is another (她继续说，“…”).
    """
    between = _BETWEEN.match(after)
    if between:
        return not _AGAIN.search(between[0])
    found = SAID.match(after)
    if not found:
        return bool(_GERUND.match(after[:12]))
    who, end = found["who"], after[found.end() : found.end() + 2]
    if _NOT_SAID.search(who) or _OTHER_WORD.search(who[-1:] + found["verb"]):
        return False
    if not end or end[0] not in "，,":
        return True
    # 他还说，… and 他表示，… go on to report.
    return not (_ALSO.search(who) or _REPORTS.fullmatch(found["verb"]))


SPEAKING = _Pattern(
    "(?:[说說道问問答讲講称稱]|表示|指出|回[应應]|强[调調]|[认認][为為]|坦言)\\Z"
)
"""Before a quotation without a colon: a verb that brings in what somebody said."""

CALLING = _Pattern("[喊叫嚷吼笑]\\Z")
"""Before a comma and a quotation: a verb that brings it in as those of `SPEAKING` do."""

# --- after …… ------------------------------------------------------------------------

LEADS_ON = _Pattern(
    "但|可|[却卻]|不|又|都|也|就|才|[还還]|而|和|[与與]|或|的|地|得|了|[吗嗎]|呢|吧|啊|然|所以|因[为為]"
    "|甚至|直到|再|很|太|只|[没沒]|[别別]|要|[会會]|能|竟|居然|[终終]于|[总總]之|反正|等等|[样樣][样樣]"
    "|全|凡|皆|[应應]有|一[切律个個样樣]|[这這]些|那些|各"
)
"""An adverb or conjunction: the sentence that broke off is taken up again."""

FINAL = "了吗嗎吧啊呀丫嘛哦啦喔己着著"
"""Letters after which a clause is complete."""

OPEN_CLAUSE = _Pattern("如果|要是|假如|[虽雖]然|因[为為]|只要|即使|除非|[当當]")
"""A clause that needs another."""

GREETING = _Pattern("喂|[谢謝多][谢謝]|怕了|好[，的了吧]|[对對][，不]|是[，的啊]")
"""A turn of talk that stands alone."""

# --- brackets, notes -----------------------------------------------------------------

REMARK = _Pattern(
    "[见見]|[详詳参參][见見]|同[上前]|下同|[未全]?完|[笑哭掌鼓沉停叹嘆咳]|[图圖表附注註资資来來]|[编編作译譯][者後后]"
    "|全[体體]|众|眾|[热熱]烈|本[报報刊]|[记記]者|摘自|引自|出自|[据據]|例[如见見]|如|即|下[转轉]|[转轉]|上接|文[／/中]|[责責]"
)
"""What a bracket after a stop says about the sentence before it."""

NUMERAL = _Pattern("[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2}|[a-zA-Z]|[ivxIVX]{1,4}")
"""What a bracket holds that numbers the sentence after it."""

LABEL = _Pattern(
    "(?:步[骤驟]|第|[图圖]|表|附件|附[录錄]|[条條例题題]|[问問][题題]|[规規][则則]|方案|[选選][项項]|[阶階]段|Step|Part) ?\\Z"
)
"""Before a number with a stop: 步骤 1. 安装依赖."""
