/**
 * What a withdrawal means for each thing that may rest on a consent (DESIGN, section 4). The person is told the ones
 * that exist before they agree and before they withdraw; `docs/access.md` shows this list, held to it by a test. What
 * the house does not have yet says what it waits for, and no page claims it.
 */
export const WITHDRAWAL = [
  {
    name: "live-share",
    of: "a live share",
    means: "ends now; its wraps go in the same transaction",
    provenBy: "src/core/access/withdrawal.test.ts",
  },
  {
    name: "copy-read",
    of: "a copy already read",
    means:
      "cannot be unread; the agency is told, the ledger shows the look and the end, and *My file* lists who read what",
    provenBy: "src/modules/care/consent.test.ts",
  },
  {
    name: "legal-order",
    of: "a legal order",
    means: "stays; the person is shown it",
    provenBy: "src/modules/care/consent.test.ts",
  },
  {
    name: "legal-hold",
    of: "a legal hold",
    means: "stays; shares end; the person is shown it",
    provenBy: "src/modules/care/order.test.ts",
  },
  {
    name: "no-copy",
    of: "a partner's instance",
    means: "ends within 60 s",
    provenBy: null,
    waitsFor: "the exchange between instances",
  },
  {
    name: "evidence",
    of: "sealed evidence",
    means: "stays; the person is told",
    provenBy: null,
    waitsFor: "evidence that is sealed",
  },
  {
    name: "snapshot",
    of: "a frozen snapshot",
    means: "is dropped from the next one: whoever took a consent back or stopped is in no later release",
    provenBy: "src/modules/statistics/caseload.test.ts",
  },
  {
    name: "release",
    of: "a published release",
    means: "cannot be undone; no one can be found in it",
    provenBy: "src/modules/statistics/caseload.test.ts",
  },
] as const;
