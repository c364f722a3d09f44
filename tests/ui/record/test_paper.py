import io

from pypdf import PdfReader

from closeddoor.ui.pages.record.paper import HEAD, pdf_of_statement
from tests.ui.paper import whole
from tests.ui.record.record_states import PAGE


def test_the_statement_as_a_pdf_says_what_the_page_showed_and_no_more() -> None:
    pdf = PdfReader(io.BytesIO(whole(pdf_of_statement(PAGE))))
    words = pdf.pages[0].extract_text().split()
    wanted = " ".join(
        (PAGE.title, *PAGE.above, *(text for row in (HEAD, *PAGE.modules) for text in row), *PAGE.below)
    ).split()
    assert [word for word in words if word not in {"1", "/"}] == wanted
    assert len(pdf.pages) == 1
