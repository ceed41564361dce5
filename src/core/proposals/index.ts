/** The rule of two: a member proposes an act, a second one confirms exactly that. `docs/proposals.md` has it in words. */

export { ActSigned, type Following, registerProposals } from "./routes.ts";
