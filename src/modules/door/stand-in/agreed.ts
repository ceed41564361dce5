import { idShape } from "../recipients.ts";

/**
 * What whoever wrote agreed to, inside their signed letter: when nobody at the agency has opened it within these hours, this other
 * one may, and answers in its place.
 */
export interface StandIn {
  readonly agencyId: string;
  /** As it was shown to them. */
  readonly name: string;
  /** Its root key, base64url: under which its readers' list was checked before anything was locked to them. */
  readonly rootKey: string;
  /** Whole, from the first full hour after filing. */
  readonly hours: number;
}

export const STAND_IN_HOURS_MAX = 720;

const rootKeyShape = /^[A-Za-z0-9_-]{43}$/;

/** The stand-in in a decrypted letter, or undefined when it is none. */
export function asStandIn(value: unknown): StandIn | undefined {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 4) return undefined;
  const { agencyId, name, rootKey, hours } = value as Record<string, unknown>;
  if (typeof agencyId !== "string" || !idShape.test(agencyId)) return undefined;
  if (typeof name !== "string" || name.length === 0 || name.length > 200) return undefined;
  if (typeof rootKey !== "string" || !rootKeyShape.test(rootKey)) return undefined;
  if (!Number.isInteger(hours) || (hours as number) < 1 || (hours as number) > STAND_IN_HOURS_MAX)
    return undefined;
  return { agencyId, name, rootKey, hours: hours as number };
}

/** The first hour (since 1970-01-01T00:00Z) in which it may open what was filed in this one. */
export const opensAtHour = (filedHour: number, { hours }: StandIn): number => filedHour + hours + 1;
