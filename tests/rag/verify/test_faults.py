from __future__ import annotations

import pytest

from rag.verify.compare import compare
from rag.verify.faults import find_faults, is_blocking, is_near_copy
from rag.verify.findings import Fault, Finding
from rag.verify.reading import read_tokens


def faults(claim: str, *evidence: str) -> tuple[Finding, ...]:
    comparison = compare(read_tokens(claim), [read_tokens(one) for one in evidence])
    return find_faults(claim, evidence, comparison)


@pytest.mark.parametrize(
    ("fault", "claim", "evidence"),
    [
        (Fault.NUMBER, "The fine for X was 35 euros in all.", "The fine for X was 34 euros in all."),
        (Fault.NAME, "The letter went to Meta and to TikTok.", "The letter went to Roblox and to TikTok."),
        (Fault.PLACE, "Users in Denmark prove their age.", "Users in Australia prove their age."),
        (Fault.NEGATION, "The order does not apply to schools.", "The order does apply to schools."),
        (Fault.OPPOSITE, "The order was legal in all parts.", "The order was illegal in all parts."),
        (Fault.MODALITY, "Schools must ban the phones.", "Schools may ban the phones."),
        (Fault.STATUS, "The adopted act bans the phones.", "The proposed act bans the phones."),
        (Fault.QUANTITY, "At least ten states ban the phones.", "At most ten states ban the phones."),
        (Fault.CONDITION, "Schools ban phones if parents agree.", "Schools ban phones and parents agree."),
        (Fault.CAUSE, "Schools ban phones because parents agree.", "Schools ban phones. Parents agree."),
        (Fault.CHANGED, "The landlord fined the school twice.", "The tenant fined the school twice."),
        (Fault.ADDED, "Schools ban phones and buy expensive purple drums.", "Schools ban phones."),
        (Fault.ORDER, "Ofcom asked the court for an order.", "The court asked Ofcom for an order."),
        (Fault.CUT, "Schools ban the phones of.", "Schools ban the phones of pupils."),
        (Fault.QUOTE, "Ofcom called it “a very bad idea” then.", "Ofcom called it a bad idea then."),
    ],
    ids=lambda value: value.value if isinstance(value, Fault) else "",
)
def test_each_fault_is_found(fault, claim, evidence):
    assert fault in {finding.fault for finding in faults(claim, evidence)}


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The fine was 18 million pounds in December 2025.", "The fine was £18m on 10 December 2025."),
        ("Around ten states banned phones.", "About ten states banned phones."),
        ("Ofcom said “the duty applies” in May.", "Ofcom said the duty applies in May."),
        ("French schools ban phones.", "In France schools ban phones."),
        ("The U.S. fined Meta in May 2026.", "The United States fined Meta in May 2026."),
    ],
    ids=["amount and date", "about", "quotation", "people and country", "short name"],
)
def test_another_way_of_writing_is_no_fault(claim, evidence):
    grave = {Fault.NUMBER, Fault.NAME, Fault.PLACE, Fault.QUANTITY, Fault.QUOTE}

    assert not grave & {finding.fault for finding in faults(claim, evidence)}


def test_contradictions_come_first():
    found = faults("The landlord paid 35 euros to Anna in May.", "The tenant paid 34 euros to Anna in May.")

    assert [finding.contradicts for finding in found] == sorted((one.contradicts for one in found), reverse=True)
    assert found[0].reason == "the evidence says `34 euros`, the claim `35 euros`"


def test_in_a_copy_every_fault_bars_and_elsewhere_the_grave_ones():
    changed, number = Finding(Fault.CHANGED, ""), Finding(Fault.NUMBER, "")

    assert is_blocking(changed, near_copy=True)
    assert not is_blocking(changed, near_copy=False)
    assert is_blocking(number, near_copy=False)


def test_a_copy_is_told_from_other_words_for_the_same():
    evidence = [read_tokens("Social media services have to keep children under 16 from having accounts.")]

    def near(claim: str) -> bool:
        return is_near_copy(compare(read_tokens(claim), evidence))

    assert near("Social media services have to keep adults under 16 from having accounts.")
    assert not near("Youngsters cannot open profiles on networks until they turn sixteen.")
