/** A log in a folder: write it, read it, verify it offline; a witness in another. Node only; hashes and signatures by node:crypto. */
export { createSigner, type Signer, sha256, verifyEd25519 } from "./files/node-crypto.ts";
export { type LogOptions, openLog } from "./files/open.ts";
export type {
  CheckedSignature,
  LogFault,
  LogFaultCode,
  LogReport,
  LogVerdict,
  VerifyProgress,
} from "./files/report.ts";
export { type VerifiedEntry, type VerifyOptions, verifyEntry, verifyLog } from "./files/verify.ts";
export {
  createWitness,
  type FollowedLog,
  openWitness,
  type Witness,
  type WitnessAnswer,
} from "./files/witness.ts";
export { serveWitness, type WitnessServer, type WitnessServerOptions } from "./files/witness-server.ts";
export type { Log } from "./files/writer.ts";
