/** What an agency released, and what of it everyone sees. */
export const releases = {
  "releases.title": "Releases",
  "releases.lead": "What your agency let out of its caseload, made safe, and what of it everyone reads.",
  "releases.public": "What everyone sees",
  "releases.loading": "Reading the releases.",
  "releases.none": "Nothing was released.",
  "releases.none-say":
    "A statistician makes a release with “leeward release caseload”. It appears here, for nobody else yet.",
  "releases.made": "Made on {day} by {who}",
  "releases.size": "{rows, plural, one {# made-up record} other {# made-up records}}, epsilon {epsilon}",
  "releases.kept": "For the agency alone",
  "releases.waits": "Waits for a second member",
  "releases.published": "Published on {day}",
  "releases.withdrawn": "Withdrawn on {day}",
  "releases.propose": "Publish…",
  "releases.propose-say":
    "A supervisor or data-protection officer reads the same and seconds it. Then everyone finds it. Name no agency whose place is a secret.",
  "releases.name": "Title",
  "releases.name-why": "What everyone reads first",
  "releases.question": "Which question it answers",
  "releases.question-why": "Who is counted, where, in which time",
  "releases.do-propose": "Propose",
  "releases.proposed": "Proposed. A second member finds it under Seconds.",
  "releases.withdraw": "Withdraw…",
  "releases.withdraw-say":
    "Its numbers are shown to nobody any more, at once. That it was withdrawn, and why, stays for everyone to read.",
  "releases.why": "Why",
  "releases.why-why": "Everyone reads this",
  "releases.do-withdraw": "Withdraw",
  "releases.gone": "Withdrawn.",
  "releases.look": "Look at the page",
  "releases.short": "Write at least three letters.",
};
