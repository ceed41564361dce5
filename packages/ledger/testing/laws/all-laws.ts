import type { Law } from "../ledger-under-test.ts";
import * as note from "./note-laws.ts";
import * as tree from "./tree-laws.ts";
import * as verify from "./verify-laws.ts";
import * as witness from "./witness-laws.ts";
import * as writer from "./writer-laws.ts";

/** Every law of the package, as a sentence, with the number of random cases that a test run tries. */
export const allLaws: readonly { readonly name: string; readonly law: Law; readonly runs: number }[] = [
  {
    name: "roots are those of RFC 6962, for trees of every shape",
    law: tree.rootsAreThoseOfTheRfc,
    runs: 40,
  },
  {
    name: "proofs made from tiles are those of RFC 6962, and hold",
    law: tree.proofsAreThoseOfTheRfcAndHold,
    runs: 20,
  },
  {
    name: "an inclusion proof is believed only where RFC 9162 believes it",
    law: tree.inclusionProofsAreBelievedOnlyWhereTheRfcDoes,
    runs: 300,
  },
  {
    name: "a consistency proof is believed only where RFC 9162 believes it",
    law: tree.consistencyProofsAreBelievedOnlyWhereTheRfcDoes,
    runs: 300,
  },
  {
    name: "a subtree proof is believed only unchanged",
    law: tree.subtreeProofsAreBelievedOnlyUnchanged,
    runs: 150,
  },
  { name: "a checkpoint is read as it was written", law: note.checkpointsAreReadAsWritten, runs: 200 },
  {
    name: "a signed checkpoint with one changed byte is refused",
    law: note.aSignedCheckpointHoldsOnlyUnchanged,
    runs: 150,
  },
  {
    name: "a checkpoint that the log itself did not sign is refused",
    law: note.aStrangersCheckpointIsRefused,
    runs: 20,
  },
  {
    name: "a verifier key with a slip in it is refused",
    law: note.verifierKeysAreReadAsWrittenAndOnlySo,
    runs: 200,
  },
  {
    name: "a commitment is the documented HMAC and fits no other salt or content",
    law: note.commitmentsAreTheDocumentedHmacAndFitNothingElse,
    runs: 100,
  },
  {
    name: "tile paths are those of the specification, one spelling each",
    law: note.tilePathsAreThoseOfTheSpecification,
    runs: 1000,
  },
  {
    name: "calls at the same time get a place each, and the files are those of the specification",
    law: writer.everyCallGetsItsOwnPlaceAndTheFilesAreThoseOfTheSpecification,
    runs: 20,
  },
  {
    name: "appending at a position may be repeated, never leaves a gap, never forks",
    law: writer.appendAtMayBeRepeatedButNeverLeavesAGapOrForks,
    runs: 25,
  },
  {
    name: "nothing acknowledged is lost when the power fails at any moment",
    law: writer.nothingAcknowledgedIsLostWhenPowerFails,
    runs: 20,
  },
  {
    name: "a checkpoint that could be seen is never contradicted after the power failed",
    law: writer.aCheckpointThatWasSeenIsNeverContradicted,
    runs: 25,
  },
  { name: "what a cut commit left never comes back", law: writer.whatACutCommitLeftNeverComesBack, runs: 20 },
  {
    name: "a tile has its name only when it is whole",
    law: writer.everyMomentShowsOnlyWholeFiles,
    runs: 50,
  },
  { name: "a sound log is found sound", law: verify.aSoundLogIsFoundSound, runs: 12 },
  {
    name: "any harm to any file is found, in that file and at that place",
    law: verify.anyHarmToAnyFileIsFoundWhereItIs,
    runs: 80,
  },
  { name: "a wrong size is found in the checkpoint", law: verify.aWrongSizeIsFoundInTheCheckpoint, runs: 20 },
  { name: "a rewritten history is found", law: verify.aRewrittenHistoryIsFound, runs: 8 },
  {
    name: "a part rewritten together with its tile is found",
    law: verify.aPartOfARewrittenHistoryIsFoundInItsBundle,
    runs: 8,
  },
  {
    name: "a log with a damaged edge is not opened, and nothing in it is touched",
    law: verify.aDamagedLogIsNotOpened,
    runs: 20,
  },
  {
    name: "a witness cosigns exactly what goes on from what it cosigned",
    law: witness.aWitnessCosignsExactlyWhatGoesOn,
    runs: 50,
  },
  {
    name: "what a witness answered is never forgotten, whatever happens at the same time or to its power",
    law: witness.whatAWitnessAnsweredIsNeverForgotten,
    runs: 25,
  },
  {
    name: "a request to a witness is read as it was written",
    law: witness.requestsAreReadAsWritten,
    runs: 200,
  },
];
