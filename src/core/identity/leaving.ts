import type { LeavingRules } from "../leaving/index.ts";

const SIGNED_IN = "of a visit or a sign-in; over in the moment in which the agency leaves";

/** Its own members and their locked keys; of people who wrote, the public keys that their letters are checked with. */
export const identityLeaving: LeavingRules = {
  takes: [
    {
      table: "identity.agency",
      select:
        "select a.id, a.name, a.kind, a.root_key, a.root_key_sealed, a.created_at from identity.agency a where a.id = $1",
    },
    {
      table: "identity.member",
      select:
        "select m.id, m.email, m.display_name, m.status, m.training_valid_until, m.created_at from identity.member m where m.agency_id = $1 order by m.id",
    },
    {
      table: "identity.member_role",
      select:
        "select r.* from identity.member_role r join identity.member m on m.id = r.member_id where m.agency_id = $1",
    },
    {
      table: "identity.member_key",
      select:
        "select k.* from identity.member_key k join identity.member m on m.id = k.member_id where m.agency_id = $1",
    },
  ],
  leaves: {
    "identity.agency_duty": "declared by the house's operator about all agencies",
    "identity.role": "a list of the house",
    "identity.trained_act": "a list of the house",
    "identity.recovery_code": SIGNED_IN,
    "identity.session": SIGNED_IN,
    "identity.invitation": SIGNED_IN,
    "identity.passkey": "belongs to the house's own address, and opens nothing elsewhere",
    "identity.provider_link": "of the house and its provider",
    "identity.keeper": "who is willing here; named anew where they work then",
    "identity.keeping": "parts lie with keepers of other agencies, who give them here alone",
    "identity.kept_part": "parts lie with keepers of other agencies, who give them here alone",
    "identity.given_part": "sealed to keys that are taken along; of use for a few days",
    "identity.renewal": SIGNED_IN,
    "identity.person": "a number of the house",
    "identity.words": "the person's own; their public keys stand with their conversation",
    "identity.words_challenge": SIGNED_IN,
    "identity.words_session": SIGNED_IN,
  },
};
