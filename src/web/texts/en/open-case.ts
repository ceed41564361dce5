/** Opening a case: from letters, or with someone who is here; and who may be known already. */
export const openCase = {
  "open-case.title": "Open a case",
  "known.title": "You may already know this person",
  "known.say":
    "Cases of your agency whose person is called alike, or nearly. Look there first, as far as you may read it; it is on record that you were told. If it is someone else, open the new case.",
  "known.later-say":
    "What you wrote is saved. These cases of your agency are called alike, or nearly; it is on record there that you were told. If it is one person, keep both together.",
  "known.same": "It is this person",
  "known.same-of": "It is this person, {alias}: open the case, then compare both",
  "known.open-anyway": "It is someone else: open the case",
  "open-case.lead":
    "The person said yes. {agency} will see {kinds}. Carry over only what they told for this; nothing is required.",
  "open-case.gender": "Gender",
  "open-case.age": "Age",
  "open-case.age-why": "In doubt, choose the younger one: then they are treated as a child.",
  "open-case.language": "Language",
  "open-case.not-known": "not known",
  "open-case.goes-to": "{agency} will see this",
  "open-case.do": "Open the case",
  "open-case.done": "{alias} is open. The person is told.",
  "walk-in.lead":
    "Write down only what they tell you for this; nothing is required, and each part can be written later. Nobody outside your agency sees any of it until they say yes.",
  "walk-in.more": "Add a part",
  "walk-in.done": "{alias} is open.",
};
