"""The offices a briefing is for, in one spelling: packs name the same one in several ways."""

from collections.abc import Iterable

ROLE_TITLES = {
    "chief-executive": "Chief executive",
    "ceo": "Chief executive",
    "managing-partner": "Chief executive",
    "managing-director": "Chief executive",
    "chair": "Chair and board",
    "non-executive-director": "Chair and board",
    "company-secretary": "Chair and board",
    "cfo": "Finance",
    "chief-financial-officer": "Finance",
    "finance-director": "Finance",
    "coo": "Operations",
    "chief-operating-officer": "Operations",
    "supply-chain-director": "Operations",
    "cio": "Information and technology",
    "cto": "Information and technology",
    "chief-information-officer": "Information and technology",
    "chief-technology-officer": "Information and technology",
    "chief-information-security-officer": "Information and technology",
    "cro": "Risk",
    "chief-risk-officer": "Risk",
    "general-counsel": "Legal",
    "chro": "People",
    "hr-director": "People",
    "chief-people-officer": "People",
    "chief-human-resources-officer": "People",
    "chief-communications-officer": "Communications",
    "communications-director": "Communications",
    "customer-director": "Customers",
    "customer-officer": "Customers",
    "chief-customer-officer": "Customers",
}


def role_title(slug: str) -> str:
    """Return an office in words; one that is not known here is what the pack calls it."""
    known = ROLE_TITLES.get(slug)
    return known or slug.replace("-", " ").replace("_", " ").strip().capitalize()


def role_titles(slugs: Iterable[str]) -> tuple[str, ...]:
    """Return the offices in the order of the pack, each once."""
    return tuple(dict.fromkeys(role_title(slug) for slug in slugs if slug))
