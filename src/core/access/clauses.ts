/**
 * Every condition of the rule of access, in words, under the name that it has at the end of its line in
 * `1232-context.sql` and `1234-rule.sql`, and in `rule.ts`. `docs/access.md` shows this list.
 */
export const CLAUSES = {
  "session-stage": "the member has given their second factor",
  "session-ended": "the member's session has not been ended",
  "session-expired": "the member's session has not run out",
  "member-active": "the member is not suspended",
  "agency-active": "the member's agency is not suspended",
  "not-auditor": "the member is no auditor: an auditor belongs to no agency in what they see",
  "words-session-ended": "the person's visit has not been ended",
  "words-session-expired": "the person's visit has not run out",
  "words-resting": "the person's words do not rest, as those do that someone said were stolen",

  "role-category": "one of the member's roles covers the category",
  "role-purpose": "that role covers it for the stated purpose",

  "holder-agency": "holder: the member's agency holds the case",
  "holder-role": "holder: one of the member's roles covers the category for the stated purpose",

  "share-role": "share: one of the member's roles covers the category for the stated purpose",
  "share-category": "share: it opens this category",
  "share-agency": "share: it opens it to the member's agency",
  "share-purpose": "share: it opens it for the stated purpose",
  "share-live": "share: it is live",
  "share-ended": "a live share has not been ended",
  "share-opened": "a live share has begun",
  "share-expired": "a live share has not run out",
  "share-basis": "a live share rests on a consent or a legal order that stands",
  "share-protocol": "a live share is covered by a protocol in force",

  "consent-case": "the consent is about this case",
  "consent-recipient": "the consent names the agency that receives",
  "consent-purpose": "the consent is for the purpose of the share",
  "consent-withdrawn": "the consent has not been withdrawn",
  "consent-expired": "the consent has not run out",
  "consent-category": "the consent names the category",

  "order-case": "the legal order is about this case",
  "order-recipient": "the legal order names the agency that receives",
  "order-purpose": "the legal order is for the purpose of the share",
  "order-ended": "the legal order has not been ended",
  "order-issued": "the legal order has been issued",
  "order-expired": "the legal order has not run out",
  "order-category": "the legal order names the category",

  "protocol-status": "the protocol is in force: neither draft nor suspended nor ended",
  "protocol-from": "the protocol's time has begun",
  "protocol-until": "the protocol's time has not run out",
  "protocol-recipient": "the agency that receives is party to the protocol",
  "protocol-holder": "the agency that holds the case is party to the protocol",
  "protocol-scope": "the protocol covers the category for the purpose of the share",
  "protocol-immigration":
    "a protocol that covers identity, contact or status opens nothing to an agency that enforces immigration law, or must pass on to one that does",

  "glass-purpose": "break-glass: the stated purpose is support",
  "glass-never": "break-glass: the agency is not police, a bank, a platform or a regulator",
  "glass-immigration": "break-glass: the agency is not bound to immigration enforcement",
  "glass-party": "break-glass: the agency holds the case, or a live share opens some part of it",
  "glass-category": "break-glass: it was broken for this category",
  "glass-member": "break-glass: this member broke it",
  "glass-live": "break-glass: it is live",
  "glass-ended": "a broken glass has not been ended",
  "glass-expired": "a glass was broken less than four hours ago",
  "glass-unconfirmed": "a glass was confirmed by a second member, or broken less than an hour ago",
  "glass-location": "a glass over the contact was confirmed by a second member before",

  "person-own": "person: the file is their own",
  "person-category": "person: the category is one that the person reads",

  "guardian-words": "guardian: the words are those of a guardian of this case",
  "guardian-category": "guardian: the category is one that the person reads",
  "guardian-conflict": "guardian: their interests and the child's do not pull apart",
  "guardian-started": "guardian: the guardianship has begun",
  "guardian-ended": "guardian: the guardianship has not ended",
} as const;

/** The name of one condition. */
export type Clause = keyof typeof CLAUSES;
