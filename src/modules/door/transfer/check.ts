import { verifyStatement } from "../../../core/identity/words/statements.ts";
import type { CanonicalValue } from "../../../core/keys/canonical-json.ts";
import type { Mailbox } from "../letter.ts";

/**
 * How a conversation came to whoever has it now, held to what the person signed: for their own browser, and for the new
 * readers'. A server that moves one by itself shows no such proof.
 */

interface Named {
  readonly id: string;
  readonly name: string;
}

/** One transfer that was done, as the server answers it; nothing of it is believed. */
export interface DoneTransfer {
  readonly id: string;
  readonly from: Named;
  readonly to: Named;
  /** The last letter before it. */
  readonly untilLetter: number;
  /** Canonical JSON, as it was signed. */
  readonly statement: string;
  /** Ed25519, base64url. */
  readonly signature: string;
}

/** Those that were done, of what the server answered. */
export const doneOf = (
  transfers: readonly {
    readonly id: string;
    readonly from: Named;
    readonly to: Named;
    readonly status: string;
    readonly untilLetter: number | null;
    readonly statement: string | null;
    readonly signature: string | null;
  }[],
): DoneTransfer[] =>
  transfers
    .filter(({ status }) => status === "done")
    .map(({ id, from, to, untilLetter, statement, signature }) => ({
      ...{
        id,
        from,
        to,
        untilLetter: untilLetter ?? 0,
        statement: statement ?? "",
        signature: signature ?? "",
      },
    }));

export type TransferFault = "wrong-order" | "not-signed" | "other-terms";

/**
 * Whether each transfer, oldest first, follows from the one before, ends at the agency that has the conversation now, and rests
 * on a yes of this mailbox's own key to that very agency.
 *
 * @param before by whose lists letters are read that came before, and until which
 * @param now who has it, with the root key under which its readers are listed
 * @returns what is wrong, or null
 */
export async function checkTransfers(
  transfers: readonly DoneTransfer[],
  mailbox: Mailbox,
  before: readonly { readonly agency: Named; readonly untilLetter: number }[],
  now: { readonly agencyId: string; readonly rootKey: string },
): Promise<TransferFault | null> {
  if (before.length !== transfers.length) return "wrong-order";
  for (const [index, transfer] of transfers.entries()) {
    const next = transfers[index + 1];
    if (transfer.to.id !== (next?.from.id ?? now.agencyId)) return "wrong-order";
    const earlier = before[index];
    if (earlier?.agency.id !== transfer.from.id || earlier.untilLetter !== transfer.untilLetter)
      return "wrong-order";
    if (next && next.untilLetter < transfer.untilLetter) return "wrong-order";
    const said = parse(transfer.statement);
    if (said === undefined) return "not-signed";
    const { address, signingKey } = mailbox;
    const signed = { address, statement: said, signature: transfer.signature };
    if (!(await verifyStatement(signingKey, signed))) return "not-signed";
    if (!saysIt(said, transfer) || (!next && said.toRootKey !== now.rootKey)) return "other-terms";
  }
  return null;
}

type Said = { readonly [key: string]: CanonicalValue };

function parse(text: string): Said | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Said) : undefined;
  } catch {
    return undefined; // what the server keeps is no statement of anybody
  }
}

const saysIt = (said: Said, { id, from, to }: DoneTransfer): boolean =>
  said.kind === "leeward transfer v1" &&
  said.transferId === id &&
  said.fromAgencyId === from.id &&
  said.toAgencyId === to.id;
