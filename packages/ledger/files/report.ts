/** What can be wrong with the files of a log. */
export type LogFaultCode =
  | "checkpoint-malformed"
  | "checkpoint-missing"
  | "checkpoint-root"
  | "checkpoint-signature"
  | "checkpoint-size"
  | "entry-differs"
  | "file-missing"
  | "file-too-long"
  | "file-too-short"
  | "hash-differs"
  | "rewritten";

/** The first thing wrong with the files of a log: where, and what stands there. JSON as it is. */
export type LogFault = {
  readonly code: LogFaultCode;
  /** below the log's folder, like `tile/0/003` */
  readonly path: string;
  /** the first byte that is wrong, counted from 0; where an entry is wrong, the first of its length */
  readonly offset: number;
  /** how many bytes may be wrong from there: 1 where the byte is known, an entry's whole where only its hash is */
  readonly length: number;
  /** what should be there, in plain words */
  readonly expected: string;
  /** what is there, in plain words */
  readonly found: string;
  /** one sentence for a person */
  readonly message: string;
};

/** A signature on the checkpoint that was checked and is right. */
export type CheckedSignature = {
  readonly name: string;
  /** eight hexadecimal digits */
  readonly keyId: string;
  /** of a witness's cosignature: when, in seconds since 1970; else null */
  readonly timeS: number | null;
};

/** How far a verification has come. */
export type VerifyProgress = { readonly entries: number; readonly size: number; readonly bytes: number };

/** Whether all is right, or else the first fault. */
export type LogVerdict =
  | { readonly ok: true; readonly fault: null }
  | { readonly ok: false; readonly fault: LogFault };

/** What a verification found; JSON as it is. */
export type LogReport = LogVerdict & {
  /** what the checkpoint says, null where it cannot be read */
  readonly origin: string | null;
  readonly size: number | null;
  /** 64 hexadecimal digits */
  readonly root: string | null;
  /** whether keys were given, so that signatures were checked; without, anyone could have made the log */
  readonly signatureChecked: boolean;
  readonly signatures: readonly CheckedSignature[];
  /** entries, files and bytes that were looked at until the end or the fault */
  readonly entries: number;
  readonly files: number;
  readonly bytes: number;
  /** what is no fault but worth knowing, in sentences */
  readonly notes: readonly string[];
};
