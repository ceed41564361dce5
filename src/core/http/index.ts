export { type App, CONTENT_SECURITY_POLICY, createApp } from "./app.ts";
export { TryLimit } from "./limits.ts";
export { type Claim, claimOf, once, onceTogether } from "./once.ts";
export { HttpProblem, type HttpProblemCode, ProblemError, type ProblemKind } from "./problem.ts";
export { giveBackAtRest } from "./rest.ts";
export { Key32, MailboxAddress, Sealed32, Sealed64, Signature, WrappedKeys } from "./shapes.ts";
export { isKeepableText } from "./text.ts";
export { makeTicket, readTicket, spendTicket, type Ticket } from "./ticket.ts";
export { registerWork } from "./work.ts";
