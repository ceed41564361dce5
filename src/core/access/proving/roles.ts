/**
 * What each role of the database may do, written by hand: a test compares it with the database, so that a new table,
 * column or function has to be entered here before any role may touch it. Rows are then a matter of the policies.
 */

/** Tables: what may be done with all columns, or with the named ones. */
type Tables = Readonly<Record<string, string>>;

export interface RoleTable {
  readonly tables: Tables;
  /** Functions by name; what each checks stands beside its definition. */
  readonly calls: readonly string[];
}

const AGENCY =
  "select (id, name, kind, parent_id, enforces_immigration_law, immigration_bound, second_factor_required, root_key, status)";

/** The lists of the house, which hold nothing about anyone. */
const LISTS: Tables = {
  "access.category": "select",
  "access.purpose": "select",
  "access.role_coverage": "select",
  "installation.mark": "select",
};

/** The rows around a case, for whoever the policies show them to. */
const AROUND_A_CASE: Tables = {
  "access.access_entry": "select",
  "access.break_glass": "select",
  "access.case_record": "select",
  "access.consent": "select",
  "access.consent_category": "select",
  "access.legal_order": "select",
  "access.legal_order_category": "select",
  "access.protocol": "select",
  "access.protocol_party": "select",
  "access.protocol_scope": "select",
  "access.share": "select",
  "keys.data_key": "select",
  "ledger.entry": "select (id, kind, content, salt, case_id, agency_id, at, log_index, commitment)",
};

/** Agreements: what was proposed and signed, and what became of it. */
const SIGNED: Tables = {
  "access.protocol_change": "select",
  "access.protocol_person_signature": "select",
  "access.protocol_signature": "select",
  "access.protocol_version": "select",
};

/** Colleagues, their keys for reading and signing, one's own sessions. */
const STAFF: Tables = {
  "identity.agency_duty": "select",
  "identity.member": "select (id, agency_id, email, display_name, status, training_valid_until, created_at)",
  "identity.member_role": "select",
  "identity.role": "select",
  // which acts need training
  "identity.trained_act": "select",
  "identity.session":
    "select (id, member_id, created_at, expires_at, ended_at, device_name); update (ended_at, device_name)",
  "keys.agency_key": "select",
};

const QUESTIONS_ABOUT_ONESELF = [
  "access.current_address",
  "access.current_agency_id",
  "access.current_context",
  "access.current_member_id",
  "access.current_person_id",
  "access.current_purpose",
  "access.decide",
  "access.holds",
  "access.is_party",
  "access.refusal",
  "access.works_on",
];

/** What waits for seven days: never the hash of the number. */
const WISHES: Tables = {
  "care.wish":
    "select (id, case_id, what, asked_at, asked_to, ripe_at, reached_by, reached_how, reached_at, ended_at, ended_how, ended_by)",
};

/** New words that two members stand for: never the hash of the code. */
const WORDS_RESETS: Tables = {
  "care.words_reset":
    "select (id, case_id, met_by, met_how, confirmed_by, known_how, confirmed_at, opens_at, ends_at, code_by, code_until, ended_at, ended_how, ended_by, why, said_no_at, third_by, third_at)",
};

/** First words: never the hash of the code, nor the address. */
const FIRST_WORDS: Tables = {
  "care.first_words": "select (case_id, agency_id, code_by, code_until, taken_at)",
};

/** A child's guardian: neither the code nor the address of their words. */
const GUARDIANS: Tables = {
  "care.guardian_naming":
    "select (id, case_id, proof, reference, checked, starts_at, named_by, confirmed_by, confirmed_at, ends_at, code_by, code_until, began_at, ended_at, ended_why, ended_by)",
};

/** What one agency asked of another, and what came of it. */
const REFERRALS: Tables = {
  "care.ask": "select",
  "care.capacity_question": "select",
  "access.outside_agency": "select",
  "care.letter_part": "select",
  "care.outside_letter":
    "select (id, referral_id, agency_id, outside_agency_id, reference, urgent, link_until, declared_at, recalled_at, recall_due_at, asked_at, asked_by, deleted_at)",
  "care.outside_letter_part": "select",
  "care.referral": "select",
  "care.referral_part": "select",
  "care.referral_step": "select",
};

/** What waits for a second member of the agency. */
const PROPOSALS: Tables = {
  "proposals.kind": "select",
  "proposals.proposal": "select",
  "proposals.signature": "select",
};
const ON_PROPOSALS = [
  "proposals.confirm",
  "proposals.could_second",
  "proposals.stands",
  "proposals.has_role",
  "proposals.propose",
  "proposals.refuse",
  "proposals.sign",
];

/** Cases that one agency offers and another takes over. */
const HAND_OVERS: Tables = { "leaving.hand_over": "select" };
/** Tools, what was signed of them, and what the council was asked. */
const TOOLS: Tables = {
  "gate.advice": "select",
  "gate.assessment": "select",
  "gate.tool": "select",
};
/** What an agency let out of its caseload. */
const RELEASES: Tables = {
  "statistics.quality_look": "select",
  "statistics.release": "select",
  // What it imported to be counted: all but what is sealed.
  "statistics.source":
    "select (id, agency_id, imported_by, imported_at, title, origin, kind, form, columns, file_sha256, variables)",
};
/** What is counted of a case, as a list: of everybody. */
const CODEBOOK: Tables = {
  "statistics.codebook": "select",
  "statistics.codebook_code": "select",
  "statistics.codebook_variable": "select",
};
/** Whose people are counted together: that there is one to everyone here, who is in it to its office and each its own. */
const POPULATIONS: Tables = {
  "statistics.population": "select",
  "statistics.population_part": "select",
};
const AT_THE_GATE = [
  "gate.answer_advice",
  "gate.ask_advice",
  "gate.due",
  "gate.finish",
  "gate.has_council",
  "gate.pass",
  "gate.propose_assessment",
  "gate.verdicts",
  "gate.withdraw_assessment",
  "statistics.budgets",
  "statistics.code_again",
  "statistics.found_population",
  "statistics.has_role",
  "statistics.is_uncoded",
  "statistics.keep_board",
  "statistics.keep_codes",
  "statistics.keep_release",
  "statistics.keep_snapshot",
  "statistics.keep_source",
  "statistics.leave_population",
  "statistics.look_at_part",
  "statistics.look_at_quality",
  "statistics.open_public_source",
  "statistics.open_snapshot",
  "statistics.part_rows",
  "statistics.propose_joining",
  "statistics.propose_publication",
  "statistics.spend",
  "statistics.take_cases",
  "statistics.take_source",
  "statistics.waits",
  "statistics.withdraw_release",
];

const ONCE = ["http.claim", "http.keep"];

const ACTS_OF_MEMBERS = [
  "access.break_the_glass",
  "access.end_share",
  "access.has_looked",
  "access.open_case",
  "access.open_member_context",
  "access.open_share",
  "access.record_consent",
  "door.intake_agency",
  "door.is_intake_of",
  "identity.change_password",
  "keys.add_wrap",
  "keys.note_not_opened",
  "keys.put_data_key",
  "keys.readers",
  "keys.take",
  "keys.take_for_writing",
];

export const ROLES_OF_THE_DATABASE: Readonly<Record<string, RoleTable>> = {
  // The two logins: nothing, until they become one of the roles below.
  leeward_server: { tables: {}, calls: [] },
  leeward_worker: { tables: {}, calls: [] },
  // Every user of the cluster.
  public: { tables: {}, calls: [] },

  leeward_visitor: {
    tables: {
      ...LISTS,
      ...CODEBOOK,
      // what everybody may have of the directory
      "directory.opening": "select",
      "directory.public_entry": "select",
      "door.recipients_list": "select",
      "door.stand_in": "select",
      "identity.agency": AGENCY,
      "identity.role": "select",
      // How the record stands, for everyone.
      "ledger.checkpoint": "select",
      "ledger.log": "select",
      "ledger.publication": "select",
      "ledger.standing": "select",
      "ledger.witness": "select",
      // What is published stands for everyone; who made it, and where, does not.
      "statistics.release":
        "select (id, card, tables, title, question, published_at, withdrawn_at, withdrawn_because, frame, source)",
    },
    calls: [
      ...QUESTIONS_ABOUT_ONESELF,
      ...ONCE,
      "access.count_deferred_notices",
      "gate.public_tools",
      "ledger.public_entries",
      "care.take_new_words",
      // with the secret of a link, of which the hash is kept: no fact about a person
      "care.answer_outside",
      "care.find_outside_link",
      "door.find_door",
      "door.is_quiet",
      "door.open_mailbox",
      "door.stand_in_of",
      "identity.accept_invitation",
      "http.attempt_salt",
      "http.begin_attempt_hour",
      "http.spend",
      "http.take_attempt",
      "identity.begin_session",
      "identity.begin_session_by_provider",
      "identity.begin_words_session",
      "identity.end_session",
      "identity.end_sessions_by_provider",
      "identity.end_words_session",
      "identity.enrol_passkey",
      "identity.enrol_second_factor",
      "identity.find_by_subject",
      "identity.find_full_session",
      "identity.find_half_session",
      "identity.find_invitation",
      "identity.find_passkey",
      "identity.find_renewal",
      "identity.hand_in_renewal",
      "identity.last_proof",
      "identity.link_joined",
      "identity.link_subject",
      "identity.passkeys_of_session",
      "identity.prove_anew",
      "identity.renew_session",
      "identity.use_passkey",
      "identity.find_sign_in",
      "identity.put_challenge",
      "identity.take_challenge",
      "identity.take_recovery_code",
      "identity.take_second_factor",
      "installation.newest_migration",
      // where agencies run their key holders: public certificates and addresses
      "keys.list_holders",
    ],
  },

  leeward_person: {
    tables: {
      ...LISTS,
      ...AROUND_A_CASE,
      "care.case_file": "select",
      "care.clock": "select",
      // never who answered
      "care.ask":
        "select (id, case_id, kind, category, by_guardian, data_key_id, ciphertext, asked_at, due_at, outcome, answer, answered_at, referral_id)",
      // which agency, never which member
      "care.referral":
        "select (id, case_id, from_agency_id, to_agency_id, purpose, consent_id, legal_order_id, wanted, urgent, takes_up, state, state_since, code, sent_at, due_at, closed_at, outside_agency_id)",
      // by name alone, and what became of its file
      "access.outside_agency": "select (id, name)",
      "care.outside_letter": "select (referral_id, recalled_at, asked_at, deleted_at)",
      "care.outside_letter_part": "select",
      "care.letter_part": "select (referral_id, version, category, lines, case_id, opened_at, ended_at)",
      "care.referral_part": "select",
      "care.section": "select",
      "care.section_head": "select",
      "care.journey": "select (case_id, pack, revision)",
      // in which role, never by which member
      "care.step": "select (case_id, revision, code, at, role, recorded)",
      "care.state_change": "select",
      // not whether, how or by whom the person was reached
      "care.wish": "select (id, case_id, what, asked_at, ripe_at, ended_at, ended_how)",
      // not who stands for it, nor the code
      "care.words_reset":
        "select (id, case_id, confirmed_at, opens_at, ends_at, ended_at, ended_how, why, said_no_at, third_at)",
      // at which agency and when; not by whom
      "care.first_words": "select (case_id, agency_id, taken_at)",
      // that there is one; not by whom, nor why it ended
      "care.guardian_naming": "select (id, case_id, starts_at, confirmed_at, ends_at, began_at, ended_at)",
      "door.attachment": "select (id, pieces, is_whole, quarantined_hour)",
      "door.attachment_piece": "select",
      "door.letter": "select",
      "door.mailbox": "select",
      "door.notice": "select (mailbox, state)",
      "door.offer": "select",
      "door.recipients_list": "select",
      "door.stand_in": "select",
      "door.transfer": "select",
      "identity.agency": AGENCY,
      // which agency held the file before; never which member
      "leaving.hand_over": "select (case_id, from_agency_id, to_agency_id, basis, outcome, settled_at)",
    },
    calls: [
      ...QUESTIONS_ABOUT_ONESELF,
      ...ONCE,
      "leaving.was_handed_over",
      "access.open_person_context",
      "access.own_cases",
      "access.dispute_consent",
      "access.withdraw_consent",
      "care.guardian_stands",
      "care.ask_wish",
      "care.own_holder_key",
      "care.put_ask",
      "care.asks_how_it_was",
      "care.rate_referral",
      "care.own_standing",
      "care.take_own_step",
      "care.open_parts",
      "care.carry_out_wish",
      "care.has_guardian",
      "care.is_themself",
      "care.stop_wish",
      "care.resting_files",
      "care.stop_words_reset",
      "door.agree_transfer",
      "door.answer_offer",
      "door.decline_transfer",
      "door.begin_attachment",
      "door.choose_notice",
      "door.delete_mailbox",
      "door.drop_attachment",
      "door.end_attachment",
      "door.end_notice",
      "door.find_filed",
      "door.find_keys",
      "door.keep_piece",
      "door.see_notice",
      "door.stand_in_of",
      "door.touch_visit",
      "door.wait_as_person",
      "door.write_as_person",
      "http.take_attempt",
      "keys.note_not_opened",
      "keys.take",
    ],
  },

  leeward_member: {
    tables: {
      ...LISTS,
      ...AROUND_A_CASE,
      ...STAFF,
      ...PROPOSALS,
      ...HAND_OVERS,
      ...TOOLS,
      ...RELEASES,
      ...CODEBOOK,
      ...POPULATIONS,
      ...WISHES,
      ...REFERRALS,
      ...FIRST_WORDS,
      ...WORDS_RESETS,
      ...GUARDIANS,
      ...SIGNED,
      "care.case_file": "insert; select",
      "care.case_pair": "select",
      "care.clock": "insert; select; update (done_at, done_by)",
      "care.draft_key": "delete; insert; select",
      "care.import": "insert; select",
      "care.lead_offer": "select",
      "care.section": "insert; select",
      "care.section_head": "select",
      "care.journey": "select",
      "care.step": "select",
      "care.state_change": "insert; select",
      // of their own agency, for those who keep it; published entries can be read by all
      "directory.opening": "delete; insert; select",
      "directory.public_entry": "delete; insert; select",
      "directory.record": "delete; insert; select",
      "door.answer_template": "select",
      "door.attachment": "select (id, pieces, is_whole, quarantined_hour)",
      "door.attachment_piece": "select",
      // of their own agency, for intake and supervisors
      "door.hash_list": "select (agency_id, hashes)",
      "door.desk_note": "select",
      "door.desk_note_again": "select",
      "door.draft_key": "delete; insert; select",
      "door.letter": "select",
      "door.letter_again": "select",
      "door.mailbox": "select",
      "door.offer": "select",
      "door.recipients_list": "select",
      "door.stand_in": "select",
      // not the seals, which no role of the server reads
      "door.stand_in_wait": "select",
      "door.transfer": "select",
      "identity.agency": AGENCY,
      // their own alone; never the public key's counter, which only the owner's functions move
      "identity.passkey":
        "select (id, member_id, credential_id, name, rp_id, transports, backed_up, wrapped, member_key_id, created_at, last_used_at, suspended_at); update (name)",
      "identity.provider_link": "select", // their own alone
      // `wrapped`, their private keys, in their own row alone
      "identity.member_key":
        "select (id, member_id, reading_key, signing_key, wrapped, created_at, retired_at, sealed, sealed_to)",
    },
    calls: [
      ...QUESTIONS_ABOUT_ONESELF,
      ...ONCE,
      ...ACTS_OF_MEMBERS,
      "access.end_glass",
      "access.note_printed",
      ...ON_PROPOSALS,
      "leaving.offer_hand_over",
      "leaving.settle_hand_over",
      "leaving.take_back_hand_over",
      "leaving.was_handed_over",
      ...AT_THE_GATE,
      "access.end_order",
      "access.handles_orders",
      "access.propose_hold_ending",
      "access.opens_cases",
      "access.propose_order",
      "access.declare_outside_agency",
      "access.record_consent_in_person",
      "access.withdraw_consent",
      "care.acts_trained",
      "care.answer_ask",
      "care.answers_complaints",
      "care.take_step",
      "care.guardian_stands",
      "care.begin_imported",
      "care.hear_wish",
      "care.act_on_referral",
      "care.agreement_for",
      "care.answer_capacity",
      "care.ask_capacity",
      "care.open_parts",
      "care.refusal_of_referral",
      "care.send_referral",
      "care.ask_outside_deletion",
      "care.note_age_dispute",
      "care.note_for_decision",
      "care.renew_outside_link",
      "care.send_outside",
      "care.send_outside_anew",
      "care.write_down_outside",
      "care.can_lead",
      "care.has_own_words",
      "care.pair_cases",
      "care.part_cases",
      "care.receives_letter",
      "care.send_letter",
      "care.take_letter_part",
      "access.name_lines",
      "care.is_colleague",
      "care.offer_lead",
      "care.settle_lead",
      "care.supervises_here",
      "care.reach_for_wish",
      "care.stop_wish",
      "care.make_words_code",
      "care.make_first_code",
      "care.lacks_first_words",
      "care.be_third_for_words",
      "care.propose_words_reset",
      "care.propose_guardian",
      "care.make_guardian_code",
      "care.end_guardian",
      "care.stop_words_reset",
      "care.count_work",
      "care.find_by_name",
      "care.find_known",
      "care.find_known_rows",
      "care.has_key_holder",
      "care.keep_name_tokens",
      "care.list_cases",
      "care.list_clocks",
      "care.lock_for_writing",
      "directory.is_editor",
      "door.ask_transfer",
      "door.assign",
      "door.bring_back",
      "door.count_call",
      "door.set_aside",
      "door.take_back_transfer",
      "door.take_call",
      "door.takes_letters",
      "door.carry_offer",
      "door.find_keys",
      "door.keep_desk_note",
      "door.make_offer",
      "door.note_opened",
      "door.propose_about_quarantined",
      "door.quarantine",
      "door.seal_again",
      "door.seal_notes_again",
      "door.write_as_member",
      "http.take_attempt",
      "keys.put_first_keys",
      "identity.ask_keepers",
      "identity.give_part",
      "identity.keep_regained",
      "identity.list_keepers",
      "identity.list_kept",
      "identity.offer_to_keep",
      "identity.own_keeping",
      "identity.put_keeping",
      "identity.rotate_keys",
      "identity.remove_passkey",
      "identity.unlink_provider",
      "identity.wrap_for_passkey",
    ],
  },

  leeward_supervisor: {
    tables: {
      ...LISTS,
      ...AROUND_A_CASE,
      ...STAFF,
      ...PROPOSALS,
      ...HAND_OVERS,
      ...TOOLS,
      ...WISHES,
      ...REFERRALS,
      ...FIRST_WORDS,
      ...WORDS_RESETS,
      ...GUARDIANS,
      ...SIGNED,
      "access.protocol_draft":
        "delete; insert (id, protocol_id, agency_id, terms, updated_by); select; update (terms, revision, updated_by, updated_at)",
      "care.case_file": "select",
      "care.clock": "select",
      "care.section": "select",
      "care.section_head": "select",
      "care.journey": "select",
      "care.step": "select",
      "care.state_change": "select",
      "door.month_figure": "select",
      "door.recipients_list": "select",
      "door.stand_in": "select",
      // with the agency's root key, sealed to its supervisors
      "identity.agency": AGENCY.replace("root_key,", "root_key, root_key_sealed,"),
      // without the hash of the token
      "identity.invitation":
        "select (id, agency_id, email, roles, invited_by, expires_at, accepted_at, created_at)",
      "identity.member_key": "select (id, member_id, reading_key, signing_key, created_at, retired_at)",
      // of their own agency, without what the server alone needs
      "keys.holder": "select (agency_id, address, enrolled_at, state, state_since)",
      "keys.holder_alarm": "select",
    },
    calls: [
      ...QUESTIONS_ABOUT_ONESELF,
      ...ONCE,
      ...ACTS_OF_MEMBERS,
      ...ON_PROPOSALS,
      "leaving.look_at_own",
      "leaving.was_handed_over",
      "access.propose_lifting",
      "access.preview_protocol",
      "access.propose_ending",
      "access.propose_protocol",
      "access.sign_protocol",
      "access.sign_protocol_as_person",
      "access.suspend_protocol",
      "access.withdraw_protocol",
      "care.receives_letter",
      "care.answers_complaints",
      "door.drop_template",
      "door.end_stand_in",
      "door.keep_template",
      "door.load_hash_list",
      "door.propose_stand_in",
      "door.publish_recipients",
      "door.takes_letters",
      "identity.begin_renewal",
      "identity.list_renewals",
      "identity.propose_renewal",
      "identity.propose_return",
      "identity.propose_roles",
      "identity.put_root_key",
      "identity.set_training",
      "identity.suspend_member",
      "keys.own_progress",
    ],
  },

  leeward_auditor: {
    tables: {
      ...LISTS,
      "identity.agency": AGENCY,
      "identity.agency_duty": "select",
      "identity.role": "select",
      "access.protocol": "select",
      "access.protocol_party": "select",
      "access.protocol_scope": "select",
    },
    calls: [
      ...QUESTIONS_ABOUT_ONESELF,
      "access.open_member_context",
      "ledger.count_kinds",
      "ledger.list_entries",
    ],
  },

  leeward_clock_worker: {
    tables: {},
    calls: [
      "access.end_dead_shares",
      "access.expire_proposed_versions",
      "access.finish_erasures",
      "access.list_erasures",
      "care.tell_alarms",
      "care.end_dead_letters",
      "care.end_outside",
      "care.tell_overdue_referrals",
      "door.claim_notices",
      "door.count_month",
      "door.end_sending",
      "door.hand_to_stand_ins",
      "http.forget_attempts",
      "retention.keep",
      // what the worker does around key holders; whole wraps, which open nothing without one
      "keys.list_holders",
      "keys.list_old_wraps",
      "keys.list_rotations",
      "keys.note_alarm",
      "keys.note_holder_state",
      "keys.note_rewrapped",
      "keys.publish_key",
      "keys.replace_wrap",
      "keys.retire_key",
    ],
  },
  // Puts entries in their place in the log, and so reads what was committed to: identifiers and codes.
  leeward_sequencer: {
    tables: {
      "ledger.batch": "insert; select",
      "ledger.checkpoint": "insert; select; update (note, witnessed_at)",
      "ledger.entry": "select; update (log_index)",
      "ledger.log": "select",
      "ledger.standing": "insert; select; update",
      "ledger.witness": "delete; insert; select; update",
    },
    calls: ["ledger.is_public_kind"],
  },
  // Statistics come with a later part of the house.
  leeward_coder: { tables: {}, calls: [] },
};

/** Tables without row-level security, each with its reason. */
export const WITHOUT_ROW_SECURITY: Readonly<Record<string, string>> = {
  "access.category": "the nine words for kinds of things; nothing about anyone",
  "access.purpose": "the eight words for purposes",
  "access.role_coverage": "which role covers what: the rule itself, open to all",
  "identity.role": "the words for roles",
  "identity.trained_act": "the names of acts that need training",
  "installation.migration": "names of migrations; no role may touch it",
  "graphile_worker.migrations": "the queue's own; only the worker's login may touch it",
};

/** Policies that show every row to a role, each with its reason. */
export const OPEN_POLICIES: Readonly<Record<string, string>> = {
  "access.protocol protocols_are_open": "agreements are public among those who live under them",
  "access.protocol_change changes_are_open": "agreements are public among those who live under them",
  "access.protocol_person_signature person_signatures_are_open":
    "whoever lives under an agreement sees who signed it",
  "access.protocol_signature signatures_are_open": "whoever lives under an agreement sees who signed it",
  "access.protocol_version versions_are_open": "agreements are public among those who live under them",
  "access.protocol_party protocol_parties_are_open": "agreements are public among those who live under them",
  "directory.opening for_everybody": "when a published service is open",
  "directory.public_entry for_everybody": "what an agency published of its services, for everybody",
  "access.protocol_scope protocol_scopes_are_open": "agreements are public among those who live under them",
  "door.recipients_list lists_are_public": "the sender's browser checks who will read",
  "door.stand_in shown_to_everyone":
    "who may open it in another's place is shown to whoever writes, and watched from outside",
  "identity.agency everyone_knows_agencies":
    "who takes part is public; the sealed root key is not among the columns",
  "identity.agency_duty duties_are_open": "who must pass on to whom is known to all who share",
  "statistics.codebook codebook_is_open": "what can be counted of a case is public; what was counted is not",
  "statistics.codebook_code codes_are_open": "the same",
  "statistics.codebook_variable variables_are_open": "the same",
  "statistics.population populations_are_open":
    "that an office counts agencies together, which each is asked to join; who did is closed",
  "proposals.kind kinds_are_open": "which acts take two, and who may be the second",
  "installation.mark everyone_sees_the_mark": "whether this is a demonstration",
  "keys.agency_key agency_keys_are_open": "public halves of keys",
  "ledger.batch sequencer_cuts": "places in the log; no request can become the sequencer",
  "ledger.batch sequencer_reads_batches": "places in the log; no request can become the sequencer",
  "ledger.checkpoint checkpoints_are_public": "what the log signed is for everyone",
  "ledger.checkpoint sequencer_adds_cosignatures": "no request can become the sequencer",
  "ledger.checkpoint sequencer_signs": "no request can become the sequencer",
  "ledger.log logs_are_public": "who signs the record is for everyone",
  "ledger.publication publications_are_public": "which files browsers are given is for everyone",
  "ledger.standing sequencer_changes_standing": "no request can become the sequencer",
  "ledger.standing sequencer_stands": "no request can become the sequencer",
  "ledger.standing standing_is_public": "whether the record stands still is for everyone",
  "ledger.witness sequencer_drops_witnesses": "no request can become the sequencer",
  "ledger.witness sequencer_notes_answers": "no request can become the sequencer",
  "ledger.witness sequencer_notes_witnesses": "no request can become the sequencer",
  "ledger.witness witnesses_are_public": "who watches the record is for everyone",
  "ledger.entry sequencer_reads": "the sequencer commits to each entry; no request can become it",
};
