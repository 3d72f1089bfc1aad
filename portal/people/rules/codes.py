"""The code lists of the SSDA903 return (children looked after), with plain labels for staff pages.

Source: Department for Education, "Children looked-after by local authorities in England: guide to the
SSDA903 collection", code sets. Codes that ended are kept: old episodes carry them.
"""

from __future__ import annotations

from portal.kit.i18n import N_

SEX = {"1": N_("Male"), "2": N_("Female")}

ETHNICITY = {
    "WBRI": N_("White British"),
    "WIRI": N_("White Irish"),
    "WOTH": N_("Any other White background"),
    "WIRT": N_("Traveller of Irish heritage"),
    "WROM": N_("Gypsy or Roma"),
    "MWBC": N_("White and Black Caribbean"),
    "MWBA": N_("White and Black African"),
    "MWAS": N_("White and Asian"),
    "MOTH": N_("Any other Mixed background"),
    "AIND": N_("Indian"),
    "APKN": N_("Pakistani"),
    "ABAN": N_("Bangladeshi"),
    "AOTH": N_("Any other Asian background"),
    "BCRB": N_("Black Caribbean"),
    "BAFR": N_("Black African"),
    "BOTH": N_("Any other Black background"),
    "CHNE": N_("Chinese"),
    "OOTH": N_("Any other ethnic group"),
    "REFU": N_("Did not wish to say"),
    "NOBT": N_("Not known yet"),
}

REASON_STARTED = {
    "S": N_("Started to be looked after"),
    "L": N_("Change of legal status"),
    "P": N_("New home and new carers"),
    "T": N_("New home, same carers"),
    "B": N_("Change of legal status, new home and new carers"),
    "U": N_("Change of legal status, new home, same carers"),
}

LEGAL_STATUS = {
    "C1": N_("Interim care order"),
    "C2": N_("Full care order"),
    "D1": N_("Freeing order"),
    "E1": N_("Placement order"),
    "V2": N_("Section 20, by agreement"),
    "V3": N_("Short breaks, each one recorded"),
    "V4": N_("Short breaks, under one agreement"),
    "J1": N_("On remand"),
    "J2": N_("Under the Police and Criminal Evidence Act"),
    "J3": N_("Supervision order with residence requirement"),
    "L1": N_("Police protection"),
    "L2": N_("Emergency protection order"),
    "L3": N_("Child assessment order"),
}

NEED = {
    "N1": N_("Abuse or neglect"),
    "N2": N_("Child’s disability"),
    "N3": N_("Parent’s illness or disability"),
    "N4": N_("Family in acute stress"),
    "N5": N_("Family dysfunction"),
    "N6": N_("Socially unacceptable behaviour"),
    "N7": N_("Low income"),
    "N8": N_("Absent parenting"),
}

HOME = {
    "A3": N_("With adopters who were their foster carers, by consent"),
    "A4": N_("With adopters, by consent"),
    "A5": N_("With adopters who were their foster carers, under a placement order"),
    "A6": N_("With adopters, under a placement order"),
    "H5": N_("Supported or semi-independent home"),
    "K1": N_("Secure children’s home"),
    "K2": N_("Children’s home"),
    "P1": N_("With parents"),
    "P2": N_("Living independently"),
    "P3": N_("Home that comes with a job"),
    "R1": N_("Residential care home"),
    "R2": N_("Hospital or other health home"),
    "R3": N_("Family centre or mother and baby unit"),
    "R5": N_("Young offender institution"),
    "S1": N_("Residential school"),
    "T0": N_("A short stay elsewhere"),
    "T1": N_("A short stay in hospital"),
    "T2": N_("On holiday"),
    "T3": N_("Elsewhere while their foster carers are on holiday"),
    "T4": N_("Elsewhere for seven days or less"),
    "U1": N_("Fostered by relatives or friends, long term"),
    "U2": N_("Fostered by relatives or friends who may adopt"),
    "U3": N_("Fostered by relatives or friends"),
    "U4": N_("Foster home, long term"),
    "U5": N_("Foster home with carers who may adopt"),
    "U6": N_("Foster home"),
    "Z1": N_("Other"),
}

PROVIDER = {
    "PR0": N_("Parents"),
    "PR1": N_("This council"),
    "PR2": N_("Another council"),
    "PR3": N_("Another public body"),
    "PR4": N_("A private company"),
    "PR5": N_("A charity or voluntary body"),
}

REASON_ENDED = {
    "E11": N_("Adopted, nobody opposed"),
    "E12": N_("Adopted, consent dispensed with by the court"),
    "E13": N_("Left to live with a parent or relative without parental responsibility"),
    "E14": N_("Remand ended"),
    "E15": N_("Found to be 18 or over"),
    "E16": N_("Moved abroad"),
    "E17": N_("Turned 18 and stayed with their carers"),
    "E2": N_("Died"),
    "E3": N_("Another council took over"),
    "E41": N_("Child arrangements order"),
    "E45": N_("Special guardianship to foster carers who are relatives or friends"),
    "E46": N_("Special guardianship to other foster carers"),
    "E47": N_("Special guardianship to relatives or friends"),
    "E48": N_("Special guardianship to others"),
    "E4A": N_("Went home, as planned"),
    "E4B": N_("Went home, not as planned"),
    "E5": N_("Own home with support"),
    "E6": N_("Own home without support"),
    "E7": N_("Adult social care"),
    "E8": N_("Another reason"),
    "E9": N_("Sentenced to custody"),
    "X1": N_("A new episode began the same day"),
}

REASON_MOVED = {
    "CARPL": N_("The care plan"),
    "CLOSE": N_("The home closed or carers stopped"),
    "ALLEG": N_("An allegation"),
    "STAND": N_("Worries about the standard of care"),
    "APPRR": N_("Approval was taken away"),
    "CREQB": N_("Carers asked, because of behaviour"),
    "CREQO": N_("Carers asked, for another reason"),
    "CHILD": N_("The young person asked"),
    "LAREQ": N_("The council asked"),
    "PLACE": N_("Only the kind of home changed"),
    "CUSTOD": N_("Custody"),
    "OTHER": N_("Another reason"),
}

PARTICIPATION = {
    "PN0": N_("Was under 4"),
    "PN1": N_("Came and spoke for themselves"),
    "PN2": N_("Came, and an advocate spoke"),
    "PN3": N_("Came, and said what they think without speaking"),
    "PN4": N_("Came, and did not say what they think"),
    "PN5": N_("Did not come, and an advocate spoke for them"),
    "PN6": N_("Did not come, and sent what they think"),
    "PN7": N_("Did not come, and sent nothing"),
}

IN_TOUCH = {
    "YES": N_("In touch"),
    "NO": N_("Not in touch"),
    "DIED": N_("Died"),
    "REFU": N_("Does not want contact"),
    "NREQ": N_("Needs no services now"),
    "RHOM": N_("Went home"),
}
