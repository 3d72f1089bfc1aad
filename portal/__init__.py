"""Heard: what young people in care say is heard, answered and acted on.

The map: `kit`, `db` and `settings` know nothing of children's services. `clocks`, `themes` and `disclosure`
are pure. `vault` seals words at rest, `audit` says what happened, `policy` says who may do what. `notices`
tells people, `people` holds young people and who works with them, `accounts` lets them in. `deadlines`,
`nameless` (without a name, groups), `coding` (what a statement is about, quotes) and `outcomes` (you said,
we did; the register of papers) are shared by what is above: `voice` (what young people say, the duty desk,
the answers). `panels` (papers and challenges) sees only the others' `figures` and `outcomes`. `home` gathers
pages from several. `app` and `cli` put it all together. Imports point down only.
"""
