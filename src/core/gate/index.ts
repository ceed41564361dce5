/** An algorithm, a release or an exchange runs only with a valid rights assessment. `docs/gate.md` has it in words. */

export { gateBackup } from "./backup.ts";
export { GateRefusal, type Refusal } from "./errors.ts";
export { gateLeaving } from "./leaving.ts";
export { registerGate } from "./routes.ts";
export { run, type Work } from "./run.ts";
export { listPublicTools, type PublicTool } from "./store.ts";
export { declarationHash, declareTools, type Protection, type Tool } from "./tool.ts";
