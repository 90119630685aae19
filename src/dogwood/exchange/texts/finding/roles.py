"""What a line of words looks like: a name, a sentence, a menu, the small print at the foot."""

import re

_SMALL = set(
    "a an and at by de del el for from in la las los of on or the to with y & para por con en e o u un una un's vs als und der die das du des".split()
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Inc|Co|Corp|Ltd|St|Ft|Mt|Assoc|Assn|Dept|Jr|Sr|Dr|Drs|M\.?D|Ph\.?D|R\.?N|N\.?C|S\.?C|U\.?S|U\.?S\.?A|D\.?C|P\.?A|P\.?C|L\.?L\.?C|No|ed|eds|Rev|Mr|Mrs|Ms|vs|Univ|Hosp|Ctr|etc)|\b[A-Z])\.\Z"
)
_OPENERS = re.compile(
    r"(?:if|you|your|we|our|there|these|this|those|it|they|some|many|most|when|while|because|although|however|for (?:more|further|additional|example|information)|see|call|click|contact us|please|note|"
    r"thank|to (?:find|learn|get|order|make|register|reach)|ask|visit|write|send|here|below|above|other ways|the following|si|usted|para (?:m[aá]s|obtener)|llame|haga|estos|estas|what|how|why|where can|who|can i|do i|is|are|should)\b",
    re.IGNORECASE,
)
_MENU_WORDS = re.compile(
    r"\b(?:home|site ?map|about us|contact us|privacy(?: policy)?|terms of use|search|login|log in|sign in|sign up|back to top|top of page|print(?:er)?(?: friendly)?|next|previous|menu|skip to (?:main )?content|inicio|mapa del sitio|cont[aá]ctenos|donate(?: now)?|faqs?|sitemap)\b",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"(?:copyright\b|©|\(c\) (?:19|20)[0-9]{2}|all rights reserved|site design|web ?site (?:designed|design)|designed by|last (?:updated|modified|revised|reviewed)|printed (?:on|from|in)|page [0-9]+(?: of [0-9]+)?\Z|p[aá]gina [0-9]+|[-–—\s]*[0-9]{1,4}[-–—\s]*\Z|derechos reservados|this page (?:was )?|revised [0-9]|continued (?:on|from))",
    re.IGNORECASE,
)
_SENTENCE_BREAK = re.compile(r"[.!?][\"”’)]?\s+[A-ZÁÉÍÓÚÑ“\"]")
_SHORT = re.compile(r"\b(?:St|Ft|Mt|Dr|Mr|Mrs|Ms|No|Jr|[A-Z])\.(?=\s)")
_ATTRIBUTION = re.compile(r"(?:[—–]|--)\s{0,2}[A-Z]")
_WORD = re.compile(r"[^\W_][\w'’.&/-]*")
SUBJECTLESS = re.compile(
    r"(?:an?|the) (?:\w+[- ]){0,5}(?:organization|program|group|service|foundation|agency|network|resource|center|site|web ?site|book|guide|booklet|list|community|hospital|clinic|source)\b"
    r"|(?:also |now )?(?:provides?|offers?|helps?|gives?|has|have|includes?|hosts?|addresses|serves?|supports?|promotes?|assists?|connects?|publishes|supplies|advocates?|works?|answers?|matches|maintains?|conducts?|covers?|pays?|sponsors?|funds?|"
    r"educates|founded|formed|created|dedicated|designed|information|resource|resources|free|support|national|local|nonprofit|non-profit|online|meets|open|ofrece|provee|brinda|ayuda|apoya|incluye|tiene|da)\b",
    re.IGNORECASE,
)
SITE_WITHOUT_NAME = re.compile(
    r"(?:this |the )?(?:web ?)?(?:site|page)s? (?:also )?(?:includes?|offers?|has|provides?|contains?|gives?|features?|lists?|links?|of|for|with|about)\b",
    re.IGNORECASE,
)


def rate_name(text: str, *, is_title: bool = False) -> float:
    """How much ``text`` reads as the name of something, from 0 (not at all) to 1. English titles are capitalised;
    Spanish names often only begin so, and rate lower. is_title: of a book, which may begin like a sentence."""
    words = text.strip().rstrip(":,;–—- ")
    if not 2 <= len(words) <= 160 or not re.search(r"[^\W\d_]{2}", words):
        return 0.0
    first = re.search(r"\w", words)
    if first is None or words[first.start()].islower() or words[0] in "|)]},;:/\\%=>":
        return 0.0
    if words[-1] in ".!?" and not _ABBREVIATED.search(words) and not re.search(r"[A-Z]\.[A-Z]\.\Z", words):
        return 0.0
    bare = re.sub(r"\([^()]{0,60}\)", " ", words)
    pieces = _WORD.findall(bare)
    if not 1 <= len(pieces) <= 20 or words.count("|") > 1:
        return 0.0
    if _SENTENCE_BREAK.search(_SHORT.sub("", words)):
        return 0.0
    telling = [word for word in pieces if word.lower() not in _SMALL]
    if not telling:
        return 0.0
    share = sum(1 for word in telling if not word[0].islower()) / len(telling)
    if _OPENERS.match(words) and not is_title:
        share *= 0.5 if share >= 0.99 and len(pieces) <= 8 else 0.3
    if len(pieces) > 12:
        share *= 0.8
    return share


def reads_as_name(text: str) -> bool:
    return rate_name(text) >= 0.6


def is_question(text: str) -> bool:
    return text.rstrip().endswith("?") and len(text) <= 200


def is_prose(text: str) -> bool:
    """True for a sentence or more."""
    words = text.strip()
    if len(words) < 15 or len(words.split()) < 4:
        return False
    if _SENTENCE_BREAK.search(_SHORT.sub("", words)):
        return True
    ends = bool(re.search(r"[.!?:;][\"”’)]?\Z", words)) and not _ABBREVIATED.search(words)
    return (ends or len(words) > 160) and rate_name(words) < 0.75


def is_menu(text: str) -> bool:
    """True for navigation: ``Home | About us | Contact us``."""
    parts = [part.strip() for part in re.split(r"\s*[|;»›]\s*|\s{3,}", text) if part.strip()]
    if len(parts) >= 3 and all(len(part) <= 40 for part in parts) and not re.search(r"[0-9]{3}|@|www\.", text):
        return bool(_MENU_WORDS.search(text)) or len(parts) >= 5
    hits = _MENU_WORDS.findall(text)
    return bool(hits) and len(text) <= 60 and len(_MENU_WORDS.sub("", text).strip(" |-·•/")) <= 3


def is_foot(text: str) -> bool:
    """True for the small print: copyright, page numbers, who made the site."""
    return bool(_FOOT.match(text.strip()))


def is_attribution(text: str) -> bool:
    """True for the line below a quotation: ``— Diane DePoitiers``."""
    return bool(_ATTRIBUTION.match(text.strip())) and len(text) <= 60
