/** The face of the package: what others may use. */
export { deltaOf, epsilonOf, rhoOf } from "./accounting.ts";
export { type AuditReport, auditMechanism } from "./audit/audit.ts";
export { auditWithCanary, type CanaryAudit, type Mechanism } from "./audit/canaries.ts";
export { auditInOneRun, type OneRunAudit } from "./audit/one-run.ts";
export { peopleRebuilt, type ReconstructionAudit, rebuildRows } from "./audit/reconstruction.ts";
export type { Band } from "./bands.ts";
export type { Card } from "./card.ts";
export {
  type DescribedColumn,
  type Description,
  ensurePublicDomains,
  readDescription,
} from "./description.ts";
export { type Domain, domainOf } from "./domain.ts";
export { type Draft, draftDescription } from "./draft.ts";
export { type Encoded, encodeSource, type Source } from "./encode.ts";
export { SynthError, type SynthErrorCode } from "./errors.ts";
export { csvSource } from "./import/csv.ts";
export { type QueryClient, querySource } from "./import/database.ts";
export { fileSource } from "./import/file.ts";
export { parquetSource } from "./import/parquet.ts";
export { readSheet, type Sheet, type SheetRow, xlsxSource } from "./import/xlsx.ts";
export { alpha2Of } from "./lists/alpha3.ts";
export { codeList, codeListNames, regionOf } from "./lists/lists.ts";
export { openOutput, writeWhole } from "./output.ts";
export { chanceBeyond, oneInOf, promiseOf, roundedUp, surenessOf } from "./promise.ts";
export {
  keyedRandom,
  type RandomSource,
  releaseIdentifier,
  seededRandom,
  shuffleFrom,
  systemRandom,
} from "./random.ts";
export { type Release, type ReleaseOptions, writeRelease } from "./release.ts";
export { cellKey, cellKeyLimits, perturb, recordKeys } from "./suppress/cell-key.ts";
export { kAnonymousLimits, synthesiseKAnonymous } from "./suppress/k-anonymous.ts";
export {
  type OfficeCard,
  type TableMethod,
  writeKAnonymous,
  writeProtectedTable,
} from "./suppress/publish.ts";
export { roundingLimits, roundRandomly } from "./suppress/round.ts";
export { exposuresOf, type Suppression, type SuppressionRule, suppress } from "./suppress/suppress.ts";
export { crossTable, suppressionLimits, type TableWithTotals } from "./suppress/table.ts";
export { type Synthesis, type SynthesisOptions, synthesise } from "./synthesise.ts";
export { countTable, type Microdata, shapesOf, type TableShape, totalOf } from "./tables.ts";
export { csvCell } from "./write-csv.ts";
