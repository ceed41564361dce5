import type { LeavingRules } from "../../core/leaving/index.ts";

const OWN = "join door.mailbox m on m.address = x.mailbox and m.agency_id = $1";

/** Its conversations, as sealed as they are; its members' keys open them. */
export const doorLeaving: LeavingRules = {
  takes: [
    {
      table: "door.recipients_list",
      // Its own, and those that letters were locked to before they came here.
      select: `select x.* from door.recipients_list x where x.agency_id = $1 or x.agency_id in (
        select t.from_agency_id from door.transfer t join door.mailbox m on m.address = t.mailbox and m.agency_id = $1
        where t.status = 'done') order by x.agency_id, x.version`,
    },
    {
      table: "door.mailbox",
      select: `select m.address, m.opened_hour, m.last_letter, w.reading_key, w.signing_key
        from door.mailbox m join identity.words w on w.address = m.address where m.agency_id = $1 order by m.address`,
    },
    {
      table: "door.transfer",
      select: `select x.*, a.root_key as from_root_key from door.transfer x ${OWN}
        join identity.agency a on a.id = x.from_agency_id where x.status = 'done' order by x.number`,
    },
    { table: "door.letter", select: `select x.* from door.letter x ${OWN} order by x.mailbox, x.position` },
    {
      table: "door.attachment",
      select: `select x.* from door.attachment x ${OWN}
        where x.is_whole and x.quarantined_hour is null order by x.id`,
    },
    {
      table: "door.attachment_piece",
      select: `select p.* from door.attachment_piece p join door.attachment x on x.id = p.attachment_id and x.is_whole and x.quarantined_hour is null
        ${OWN} order by p.attachment_id, p.number`,
    },
    {
      table: "door.letter_again",
      select: `select x.* from door.letter_again x ${OWN} order by x.mailbox, x.position`,
    },
    {
      table: "door.desk_note",
      select: `select x.* from door.desk_note x ${OWN} order by x.mailbox, x.position`,
    },
    {
      table: "door.desk_note_again",
      select: `select x.* from door.desk_note_again x ${OWN} order by x.mailbox, x.position`,
    },
    {
      table: "door.answer_template",
      select:
        "select x.* from door.answer_template x where x.agency_id = $1 order by x.language, x.title, x.id",
    },
    {
      table: "door.month_figure",
      select: "select x.* from door.month_figure x where x.agency_id = $1 order by x.month, x.what",
    },
    { table: "door.offer", select: `select x.* from door.offer x ${OWN} order by x.number` },
  ],
  leaves: {
    "door.call_count": "shown to nobody as it is; the months' figures go along",
    "door.draft_key": "opens what waits on a member's own device, and nothing here",
    "door.hash_list": "licensed by those who keep it; nothing of the agency",
    "door.stand_in": "agreed with another agency; it ends with leaving, and the ledger says that it was",
    "door.stand_in_wait": "nothing waits where everybody was answered first",
    "door.stand_in_seal": "locked to another agency's readers",
    "door.notice": "locked to the key of this house, which tells people; it ends with the mailbox",
  },
};
