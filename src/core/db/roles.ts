/** The two logins of servers and workers. */
export const LOGINS = ["leeward_server", "leeward_worker"] as const;

/** Every role that the first migration makes; they belong to the whole PostgreSQL. */
export const ROLES: readonly string[] = [
  "leeward_visitor",
  "leeward_person",
  "leeward_member",
  "leeward_supervisor",
  "leeward_auditor",
  "leeward_clock_worker",
  "leeward_sequencer",
  "leeward_coder",
  ...LOGINS,
];
