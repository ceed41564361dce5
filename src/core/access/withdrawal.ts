/**
 * What a withdrawal means for each thing that may rest on a consent (DESIGN, section 4). The person is told all of it before
 * they agree and before they withdraw; `docs/access.md` shows this list, each row with the tests that prove it, and is held to
 * it by `withdrawal.test.ts`. Where the house does not have all of a thing yet, the row says what there is.
 */
export const WITHDRAWAL = [
  {
    name: "live-share",
    of: "a live share",
    means: "ends now; its wraps go in the same transaction",
  },
  {
    name: "copy-read",
    of: "a copy already read",
    means:
      "cannot be unread; the agency is told, the ledger shows the look and the end, and *My file* lists who read what",
  },
  {
    name: "legal-order",
    of: "a legal order",
    means: "stays; the person is shown it",
  },
  {
    name: "legal-hold",
    of: "a legal hold",
    means: "stays; shares end; the person is shown it",
  },
  {
    name: "outside",
    of: "a partner outside this house",
    means:
      "its page ends at once and says that the yes is over; it is asked to delete the file that it got, by a call within 24 h (urgent 4 h), and confirms that on its page; what it read cannot be taken back. An exchange between two instances of Leeward comes later: until then no instance is given a copy",
  },
  {
    name: "evidence",
    of: "sealed evidence",
    means:
      "an original that the person sent as proof stays with their letters, sealed to the agency's readers; it was no part of the yes, and goes when they delete their letters or do not come back. A vault that takes evidence into custody, keeps it while an order or a hold says so, and gives it on sealed comes later: until then no other evidence is sealed",
  },
  {
    name: "snapshot",
    of: "a frozen snapshot",
    means: "is dropped from the next one: whoever took a consent back or stopped is in no later release",
  },
  {
    name: "release",
    of: "a published release",
    means: "cannot be undone; no one can be found in it",
  },
] as const;
