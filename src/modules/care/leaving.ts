import type { LeavingRules } from "../../core/leaving/index.ts";

/** The cases that it held, with what it could read of them. */
export const careLeaving: LeavingRules = {
  withheld: `select c.case_id from care.wish w, lateral care.one_person(w.case_id) c(case_id)
    where w.what = 'erase' and w.ended_at is null`,
  takes: [
    {
      table: "care.case_file",
      select: "select x.* from care.case_file x join taken t on t.case_id = x.id order by x.id",
    },
    {
      table: "care.state_change",
      select:
        "select x.* from care.state_change x join taken t on t.case_id = x.case_id where x.at <= t.until order by x.id",
    },
    {
      table: "care.step",
      select:
        "select x.* from care.step x join taken t on t.case_id = x.case_id where x.at <= t.until order by x.case_id, x.revision",
    },
    {
      table: "care.clock",
      select:
        "select x.* from care.clock x join taken t on t.case_id = x.case_id where x.started_at <= t.until order by x.case_id, x.due_at",
    },
    {
      table: "care.section",
      select: `select x.* from care.section x join taken t on t.case_id = x.case_id
        where exists (select from keys.wrap w where w.data_key_id = x.data_key_id and w.agency_id = $1)
        order by x.case_id, x.category, x.version`,
    },
    {
      table: "care.ask",
      select: `select x.* from care.ask x join taken t on t.case_id = x.case_id
        where exists (select from keys.wrap w where w.data_key_id = x.data_key_id and w.agency_id = $1)
        order by x.case_id, x.asked_at`,
    },
    {
      table: "care.referral",
      select:
        "select x.* from care.referral x join taken t on t.case_id = x.case_id where x.sent_at <= t.until order by x.case_id, x.sent_at",
    },
    {
      table: "care.referral_step",
      select: `select x.* from care.referral_step x join care.referral r on r.id = x.referral_id
        join taken t on t.case_id = r.case_id where x.at <= t.until order by x.id`,
    },
    {
      table: "access.outside_agency",
      select: "select x.* from access.outside_agency x where x.agency_id = $1 order by x.name",
    },
    {
      table: "care.outside_letter",
      select: `select x.id, x.referral_id, x.outside_agency_id, x.reference, x.urgent, x.recalled_at, x.asked_at, x.deleted_at
        from care.outside_letter x join care.referral r on r.id = x.referral_id
        join taken t on t.case_id = r.case_id where r.sent_at <= t.until order by r.sent_at, x.id`,
    },
    {
      table: "care.outside_letter_part",
      select: `select x.* from care.outside_letter_part x join care.referral r on r.id = x.referral_id
        join taken t on t.case_id = r.case_id where r.sent_at <= t.until order by x.referral_id, x.category`,
    },
    {
      table: "care.case_pair",
      select: `select x.* from care.case_pair x join taken t on t.case_id = x.kept_case_id
        join taken o on o.case_id = x.aside_case_id where x.paired_at <= t.until order by x.paired_at, x.id`,
    },
    {
      table: "care.import",
      select: "select x.* from care.import x where x.agency_id = $1 order by x.at",
    },
  ],
  leaves: {
    "care.capacity_question": "names nobody, is about no case, and is worth nothing once its time is over",
    "care.journey": "follows from the steps",
    "care.draft_key": "opens what waits on a member's own device, and nothing here",
    "care.lead_offer": "how colleagues passed a case among themselves; who leads it stands in the case",
    "care.name_token": "made of the names that it takes, under a key of this server",
    "care.guardian_naming": "how someone else came to read a person's own file",
    "care.words_reset": "another way to a person's own words",
    "care.first_words": "a way to a person's own words",
    "care.letter_part": "copied out of sections that it takes",
    "care.referral_part": "which share opened which part, which the shares say",
    "care.section_head": "follows from the sections",
    "care.wish":
      "what a person asked for and may take back, and whether they were reached, stays where they can stop it",
  },
};
