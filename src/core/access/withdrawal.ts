/**
 * What a withdrawal means for each thing that may rest on a consent (DESIGN, section 4). The person is told the ones
 * that exist before they agree and before they withdraw; `docs/access.md` shows this list, each row with the tests that prove
 * it, and is held to it by `withdrawal.test.ts`. What the house does not have yet says what it waits for, and no page claims it.
 */
export const WITHDRAWAL = [
  {
    name: "live-share",
    of: "a live share",
    means: "ends now; its wraps go in the same transaction",
    waitsFor: null,
  },
  {
    name: "copy-read",
    of: "a copy already read",
    means:
      "cannot be unread; the agency is told, the ledger shows the look and the end, and *My file* lists who read what",
    waitsFor: null,
  },
  {
    name: "legal-order",
    of: "a legal order",
    means: "stays; the person is shown it",
    waitsFor: null,
  },
  {
    name: "legal-hold",
    of: "a legal hold",
    means: "stays; shares end; the person is shown it",
    waitsFor: null,
  },
  {
    name: "outside",
    of: "a partner outside this house",
    means:
      "its page ends at once and says that the yes is over; it is asked to delete the file that it got, by a call within 24 h (urgent 4 h), and confirms that on its page; what it read cannot be taken back. An exchange between two instances of Leeward comes later: until then no instance is given a copy",
    waitsFor: null,
  },
  {
    name: "evidence",
    of: "sealed evidence",
    means: "stays; the person is told",
    waitsFor: "the vault of evidence; until then there is none that is sealed",
  },
  {
    name: "snapshot",
    of: "a frozen snapshot",
    means: "is dropped from the next one: whoever took a consent back or stopped is in no later release",
    waitsFor: null,
  },
  {
    name: "release",
    of: "a published release",
    means: "cannot be undone; no one can be found in it",
    waitsFor: null,
  },
] as const;
