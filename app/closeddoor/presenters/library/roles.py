"""The offices a briefing is for, in one spelling: packs name the same one in several ways."""

from collections.abc import Iterable

from closeddoor.language import tr

ROLE_TITLES = {
    "chief-executive": tr("Chief executive"),
    "ceo": tr("Chief executive"),
    "managing-partner": tr("Chief executive"),
    "managing-director": tr("Chief executive"),
    "chair": tr("Chair and board"),
    "non-executive-director": tr("Chair and board"),
    "company-secretary": tr("Chair and board"),
    "cfo": tr("Finance"),
    "chief-financial-officer": tr("Finance"),
    "finance-director": tr("Finance"),
    "coo": tr("Operations"),
    "chief-operating-officer": tr("Operations"),
    "supply-chain-director": tr("Operations"),
    "cio": tr("Information and technology"),
    "cto": tr("Information and technology"),
    "chief-information-officer": tr("Information and technology"),
    "chief-technology-officer": tr("Information and technology"),
    "chief-information-security-officer": tr("Information and technology"),
    "cro": tr("Risk"),
    "chief-risk-officer": tr("Risk"),
    "general-counsel": tr("Legal"),
    "chro": tr("People"),
    "hr-director": tr("People"),
    "chief-people-officer": tr("People"),
    "chief-human-resources-officer": tr("People"),
    "chief-communications-officer": tr("Communications"),
    "communications-director": tr("Communications"),
    "customer-director": tr("Customers"),
    "customer-officer": tr("Customers"),
    "chief-customer-officer": tr("Customers"),
}


def role_title(slug: str) -> str:
    """Return an office in words; one that is not known here is what the pack calls it."""
    known = ROLE_TITLES.get(slug)
    return known or slug.replace("-", " ").replace("_", " ").strip().capitalize()


def role_titles(slugs: Iterable[str]) -> tuple[str, ...]:
    """Return the offices in the order of the pack, each once."""
    return tuple(dict.fromkeys(role_title(slug) for slug in slugs if slug))
