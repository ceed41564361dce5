/**
 * An e-mail address in the one form in which it is kept, looked for and counted. The database compares without case, by
 * rules of its own: what is folded here first, the same way everywhere, has no second spelling that it takes for the same
 * (it took `İ` for `i`, so that each spelling of one member's address had ten tries of its own).
 */
export const foldEmail = (email: string): string => email.normalize("NFKC").trim().toLowerCase();
