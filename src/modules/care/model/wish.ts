/** What waits for seven days when it is asked for with someone's words: someone else may hold them. */
export const WISHES = ["erase", "leave", "change-contact", "end-guardian"] as const;
export type WishKind = (typeof WISHES)[number];

/** How a member reached the person, so that it is they who wish it. */
export const REACHED = ["safe-contact", "in-person"] as const;
export type ReachedHow = (typeof REACHED)[number];
