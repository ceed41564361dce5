import type { LeavingRules } from "../leaving/index.ts";

const OF_TAKEN = "join taken t on t.case_id = x.case_id";
const ITS_PROTOCOLS = "select y.protocol_id from access.protocol_party y where y.agency_id = $1";

/** Without what is about a person's wishes and words. */
const ITS_PROPOSALS = `from proposals.proposal x where x.agency_id = $1 and (x.case_id is null
  or x.kind in ('order.confirmation', 'glass.confirmation') and x.case_id in (select t.case_id from taken t))`;

/** What stands around the cases that it held, its own looks, and the agreements that it signed. */
export const accessLeaving: LeavingRules = {
  takes: [
    {
      table: "access.case_record",
      select:
        "select x.id, x.opened_at, t.until from access.case_record x join taken t on t.case_id = x.id order by x.id",
    },
    {
      table: "access.consent",
      select: `select x.* from access.consent x ${OF_TAKEN} where x.given_at <= t.until order by x.case_id, x.given_at`,
    },
    {
      table: "access.consent_category",
      select: `select c.* from access.consent_category c join access.consent x on x.id = c.consent_id ${OF_TAKEN} where x.given_at <= t.until`,
    },
    {
      table: "access.legal_order",
      select: `select x.* from access.legal_order x ${OF_TAKEN} where x.confirmed_at is null or x.confirmed_at <= t.until`,
    },
    {
      table: "access.legal_order_category",
      select: `select c.* from access.legal_order_category c join access.legal_order x on x.id = c.legal_order_id ${OF_TAKEN} where x.confirmed_at is null or x.confirmed_at <= t.until`,
    },
    {
      table: "access.share",
      select: `select x.* from access.share x ${OF_TAKEN} where x.opened_at <= t.until order by x.case_id, x.opened_at`,
    },
    {
      table: "access.access_entry",
      select: "select x.* from access.access_entry x where x.agency_id = $1 order by x.id",
    },
    ...(
      [
        ["access.protocol", "id"],
        ["access.protocol_party", "protocol_id"],
        ["access.protocol_scope", "protocol_id"],
        ["access.protocol_version", "protocol_id"],
        ["access.protocol_person_signature", "protocol_id"],
        ["access.protocol_signature", "protocol_id"],
        ["access.protocol_change", "protocol_id"],
      ] as const
    ).map(([table, key]) => ({
      table,
      select: `select x.* from ${table} x where x.${key} in (${ITS_PROTOCOLS}) order by x.${key}`,
    })),
    { table: "proposals.proposal", select: `select x.* ${ITS_PROPOSALS} order by x.proposed_at` },
    {
      table: "proposals.signature",
      select: `select g.* from proposals.signature g where g.proposal_id in (select x.id ${ITS_PROPOSALS})`,
    },
    {
      table: "leaving.hand_over",
      select: "select x.* from leaving.hand_over x where x.from_agency_id = $1 order by x.offered_at",
    },
  ],
  leaves: {
    "access.category": "a list of the house",
    "access.purpose": "a list of the house",
    "access.role_coverage": "a list of the house",
    "access.break_glass": "each look through it is among the agency's looks",
    "access.erasure": "numbers of cases that nobody may keep",
    "access.guardianship": "whose words read along is the person's own",
    "access.protocol_draft": "binds nobody",
    "proposals.kind": "a list of the house",
    "leaving.part": "a list of the house",
    "retention.schedule": "rules of the house",
    "retention.deletion": "numbers of the house",
    "events.domain_event": "notices, of which the acts stand elsewhere",
    "installation.backup": "of the house",
    "installation.mark": "of the house",
    "installation.migration": "of the house",
    "installation.server_secret": "of the house",
    "http.spent": "challenges that were used",
    "http.idempotency": "sealed, for browsers that are waiting now",
  },
};
