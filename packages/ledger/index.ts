/** Hashing, proofs, signed checkpoints and commitments: no I/O, no clock, no randomness; for servers and browsers. */
export { commit, isCommitmentTo } from "./commitment.ts";
export { type ByteRange, LedgerError, type LedgerErrorCode } from "./errors.ts";
export {
  type Checkpoint,
  formatCheckpoint,
  parseCheckpoint,
  type SignedCheckpoint,
  verifyCheckpoint,
} from "./notes/checkpoint.ts";
export {
  COSIGNATURE,
  createVerifierKey,
  ED25519,
  formatVerifierKey,
  parseVerifierKey,
  type VerifierKey,
} from "./notes/key.ts";
export {
  cosignatureMessage,
  cosignaturePayload,
  formatNote,
  formatSignatureLines,
  type Note,
  type NoteSignature,
  parseNote,
  parseSignatureLines,
  type VerifiedSignature,
  type VerifyEd25519,
  verifyNote,
} from "./notes/note.ts";
export { formatReceipt, leafOfReceipt, parseReceipt, type Receipt, verifyReceipt } from "./notes/receipt.ts";
export { decodeBundle, ENTRY_BYTES_MAX, encodeBundle } from "./tiles/bundle.ts";
export {
  CHECKPOINT_PATH,
  parseTilePath,
  TILE_WIDTH,
  type Tile,
  type TileLevel,
  tilePath,
  tileWidth,
} from "./tiles/layout.ts";
export { type ReadFile, TileReader } from "./tiles/reader.ts";
export { Frontier } from "./tree/frontier.ts";
export { hashEmptyTree, hashLeaf, hashNode, type Sha256 } from "./tree/hash.ts";
export {
  type ConsistencyClaim,
  type InclusionClaim,
  type SubtreeConsistencyClaim,
  type SubtreeInclusionClaim,
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from "./tree/verify.ts";
export {
  judge,
  newWitnessedLog,
  type WitnessCrypto,
  type WitnessedLog,
  type WitnessVerdict,
} from "./witness/judge.ts";
export {
  ADD_CHECKPOINT_BYTES_MAX,
  type AddCheckpoint,
  formatAddCheckpoint,
  parseAddCheckpoint,
} from "./witness/request.ts";
export {
  type Submission,
  type SubmittedLog,
  submitCheckpoint,
  type WitnessAddress,
} from "./witness/submit.ts";
