"""The findings of a corpus that changes, kept up to date: after an edit only what it can touch is checked again.

A rule looks at a small part of the graph. `looks` says of every rule what its findings are about (their anchor) and how far it looks
from there; a change is followed the same way back. The rules themselves run unaltered, on a graph of what they would have looked at:

- subject: what is said of one code, drug or modifier, the codes that it replaced, and the signposts to it;
- brand: the drugs that are given one brand;
- codes of a drug: who gives a code to the drug, and the status, unit, route and successors of each of these codes;
- document: all of one document, and nothing else;
- title: the titles and addresses of the documents that announce one code;
- token: the places at which one token stands that is no code;
- misspelling: the places at which one misspelled name stands;
- none: only the reference.

What an edit only moves keeps its findings: they are pointed at where it stands now.

A repair looks further: at everything that the documents of its finding say, and at who agrees. Repairs are therefore made when they are
asked for. Whatever the edits, findings and repairs equal those of `auditor.auditing.audit` over the same documents; tests hold it to that.
"""
