import { idShape } from "../recipients.ts";

/**
 * A question inside a letter, signed by the member who asks: may this conversation go to another agency? A server cannot make one up.
 */
export interface TransferQuestion {
  readonly transferId: string;
  readonly fromAgency: string;
  readonly toAgency: string;
}

/** Of a hundred letters and ten readers: what one request takes. */
export const SEALS_FOR_OTHERS_MAX = 1_000;

const FIELDS = ["transferId", "fromAgency", "toAgency"] as const;

/** The question in a decrypted letter, or undefined when it is none: a wrong field, one too many, one missing. */
export function asTransferQuestion(value: unknown): TransferQuestion | undefined {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== FIELDS.length)
    return undefined;
  const { transferId, fromAgency, toAgency } = value as Record<string, unknown>;
  const isId = (id: unknown): id is string => typeof id === "string" && idShape.test(id);
  if (!isId(transferId) || !isId(fromAgency) || !isId(toAgency)) return undefined;
  return { transferId, fromAgency, toAgency };
}
