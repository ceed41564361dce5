import type { Purpose } from "../../access/context.ts";
import { ProblemError, type ProblemKind } from "../../http/problem.ts";
import type { Bytes } from "../bytes.ts";
import type { WrapPlace } from "../wrap.ts";

/** Why a wrap is opened, in numbers and codes alone: what an agency finds in the log of its own key holder. */
export interface Opening {
  readonly act: "read" | "write" | "share";
  /** The entry of the platform's ledger that says the same; null where the key file serves. */
  readonly entry: string | null;
  /** Null for the person, who comes through their words. */
  readonly memberId: string | null;
  readonly purpose: Purpose | null;
  /** By what right: `holder`, `share`, `break-glass`, `person`, `guardian`. */
  readonly clause: string;
}

/** An agency's public key. */
export interface AgencyKey {
  readonly agencyId: string;
  readonly version: number;
  /** 32 bytes of X25519, or 65 of P-256, uncompressed. */
  readonly publicKey: Uint8Array;
}

/** Opens wraps for agencies. An agency runs its own, or (a demonstration, a single agency) a key file serves. */
export interface KeyHolder {
  /**
   * The data key inside one wrap: one case and category at a time.
   *
   * @returns 32 bytes
   * @throws KeyHolderError
   * @throws CryptoError `cannot-open` when the wrap belongs elsewhere or was changed
   */
  unwrap(place: WrapPlace, sealed: Uint8Array, opening: Opening): Promise<Bytes>;
}

const KINDS = {
  "keys-closed": {
    status: 503,
    sentence:
      "The agency whose key opens this part has closed its key holder. Nothing was shown. Everything else works on; ask whoever looks after the keys at that agency when they will be open again.",
  },
  "keys-away": {
    status: 503,
    sentence:
      "The key holder of the agency whose key opens this part does not answer. Nothing was shown. Everything else works on; try again in a minute, and tell whoever looks after the keys at that agency if it stays.",
  },
  "keys-refused": {
    status: 403,
    sentence:
      "The agency whose key opens this part refuses this member or this purpose at its key holder. Nothing was shown. Ask whoever looks after the keys at that agency.",
  },
  "keys-limit": {
    status: 429,
    sentence:
      "Too many parts were opened within a minute: the agency's key holder waits. Nothing was shown. Go on in a minute.",
  },
  "keys-moved": {
    status: 503,
    sentence:
      "The key of this part was changed each time that it was to be used. Nothing was kept; try again shortly.",
  },
  "no-key": {
    status: 503,
    sentence:
      "No key holder has the key that opens this part. Nothing was shown. Tell your operator: `leeward doctor` says which key is missing.",
  },
  "damaged-file": {
    status: 503,
    sentence:
      "A file of keys cannot be read. Bring it back from its backup: without it no section can be opened.",
  },
} as const satisfies Record<string, ProblemKind>;

export type KeyHolderErrorCode = keyof typeof KINDS;

/** Why a wrap was not opened although the look was allowed. */
export class KeyHolderError extends ProblemError<KeyHolderErrorCode> {
  override readonly name = "KeyHolderError";
  constructor(code: KeyHolderErrorCode, options?: ErrorOptions & { readonly file?: string }) {
    super(code, KINDS[code], {}, options);
    if (options?.file) this.message = `${KINDS[code].sentence} The file: ${options.file}`;
  }
}
