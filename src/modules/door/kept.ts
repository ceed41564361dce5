/** How long a mailbox stays after the last visit, in days: what the door's first page promises, and the schedule
 * `mailboxes` keeps (a test holds the two equal). */
export const KEPT_DAYS = 60;
