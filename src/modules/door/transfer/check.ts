import { verifyStatement } from "../../../core/identity/words/statements.ts";
import type { CanonicalValue } from "../../../core/keys/canonical-json.ts";
import type { Mailbox } from "../letter.ts";
import { opensAtHour, type StandIn } from "../stand-in/agreed.ts";

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
  /** By a yes that somebody asked for, or as it was agreed when it was written. */
  readonly why: "asked" | "unread";
  /** Canonical JSON, as it was signed; empty where nobody asked. */
  readonly statement: string;
  /** Ed25519, base64url; empty where nobody asked. */
  readonly signature: string;
  /** Whole hours since 1970-01-01T00:00Z. */
  readonly doneHour: number;
}

/** A letter of the person that opens here, and the stand-in that they agreed to in it. */
export interface OwnLetter {
  readonly order: number;
  readonly hour: number;
  readonly standIn: StandIn | undefined;
}

/** Those that were done, of what the server answered. */
export const doneOf = (
  transfers: readonly {
    readonly id: string;
    readonly from: Named;
    readonly to: Named;
    readonly status: string;
    readonly untilLetter: number | null;
    readonly why: "asked" | "unread";
    readonly doneHour: number | null;
    readonly statement: string | null;
    readonly signature: string | null;
  }[],
): DoneTransfer[] =>
  transfers
    .filter(({ status }) => status === "done")
    .map(({ id, from, to, why, untilLetter, doneHour, statement, signature }) => ({
      ...{
        id,
        from,
        to,
        untilLetter: untilLetter ?? 0,
        statement: statement ?? "",
        signature: signature ?? "",
        why,
        doneHour: doneHour ?? 0,
      },
    }));

export type TransferFault = "wrong-order" | "not-signed" | "other-terms" | "too-early";

/**
 * Whether each transfer, oldest first, follows from the one before, ends at the agency that has the conversation now, and rests
 * on a yes of this mailbox's own key to that very agency.
 *
 * @param letters the person's that open here; null: read by a colleague to whom none is locked yet, who is shown none either
 * @param before by whose lists letters are read that came before, and until which
 * @param now who has it, with the root key under which its readers are listed
 * @returns what is wrong, or null
 */
export async function checkTransfers(
  transfers: readonly DoneTransfer[],
  mailbox: Mailbox,
  letters: readonly OwnLetter[] | null,
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
    const rootKey = next ? null : now.rootKey;
    const fault =
      transfer.why === "unread"
        ? unreadFault(transfer, letters, rootKey)
        : await askedFault(transfer, mailbox, rootKey);
    if (fault) return fault;
  }
  return null;
}

/** @param rootKey of whoever has it now, where this transfer was the last */
async function askedFault(
  transfer: DoneTransfer,
  { address, signingKey }: Mailbox,
  rootKey: string | null,
): Promise<TransferFault | null> {
  const said = parse(transfer.statement);
  if (said === undefined) return "not-signed";
  const signed = { address, statement: said, signature: transfer.signature };
  if (!(await verifyStatement(signingKey, signed))) return "not-signed";
  return saysIt(said, transfer) && (rootKey === null || said.toRootKey === rootKey) ? null : "other-terms";
}

/** Some letter before it names this very agency, and its hours were over. */
function unreadFault(
  { to, untilLetter, doneHour }: DoneTransfer,
  letters: readonly OwnLetter[] | null,
  rootKey: string | null,
): TransferFault | null {
  if (letters === null) return null;
  const agreed = letters.flatMap(({ order, hour, standIn }) =>
    order <= untilLetter && standIn?.agencyId === to.id && (rootKey === null || standIn.rootKey === rootKey)
      ? [{ hour, standIn }]
      : [],
  );
  if (agreed.length === 0) return "not-signed";
  return agreed.some(({ hour, standIn }) => opensAtHour(hour, standIn) <= doneHour) ? null : "too-early";
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
