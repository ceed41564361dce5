/** Backups: one snapshot of a running house, sealed to a key that it does not have, in two files. */
export { type BackupHeader, withSnapshot } from "./dump.ts";
export { BackupError, type BackupErrorCode } from "./errors.ts";
export { BACKUP_DAYS, type BackupFile, type BackupKind, listBackups, nameOf, pruneBackups } from "./files.ts";
export { openBackup, type Restored, restoreDatabase } from "./restore.ts";
export { type BackupRules, joinRules } from "./rules.ts";
export {
  hashOf,
  makeBackupKeys,
  readIdentities,
  readRecipients,
  readSealed,
  writeSealed,
} from "./sealed-file.ts";
