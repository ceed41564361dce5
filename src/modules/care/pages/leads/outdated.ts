/** What is old once a case is led by someone else. */
export const OUTDATED_BY_LEADS = ["leads", "case", "cases", "today"] as const;
