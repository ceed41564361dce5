import type { OfferTerms } from "../consent-statement.ts";
import type { SignedRecipients } from "../recipients.ts";
import type { StoredLetter } from "../stored-letter.ts";
import { hearHour } from "./server-clock.ts";

/** What the server answers; nothing of it is believed before it was checked. */

export interface DoorAnswer {
  readonly agency: { readonly id: string; readonly name: string };
  readonly rootKey: string;
  readonly doorSalt: string;
  readonly recipients: unknown;
  readonly standIn: StandInOffered | null;
  readonly hour: number;
}

/** Who opens what nobody opens in time, if the person agrees. */
export interface StandInOffered {
  readonly agency: { readonly id: string; readonly name: string };
  readonly rootKey: string;
  readonly hours: number;
  readonly recipients: unknown;
}

export type OfferStatus = "open" | "accepted" | "declined" | "taken-back";
export type OfferAnswered = OfferTerms & { readonly status: OfferStatus };

/** An agency that had the conversation before, and the lists that its letters are checked against. */
export interface EarlierReaders {
  readonly agency: { readonly id: string; readonly name: string };
  readonly rootKey: string;
  readonly recipients: readonly SignedRecipients[];
  /** The last letter of its time. */
  readonly untilLetter: number;
}

export interface TransferAnswered {
  readonly id: string;
  readonly from: { readonly id: string; readonly name: string };
  readonly to: { readonly id: string; readonly name: string };
  readonly status: "open" | "done" | "declined" | "taken-back";
  readonly why: "asked" | "unread";
  readonly untilLetter: number | null;
  /** Whole hours since 1970-01-01T00:00Z. */
  readonly doneHour: number | null;
  readonly statement: string | null;
  readonly signature: string | null;
  /** Of an open one: who would read. */
  readonly readers: { readonly rootKey: string; readonly recipients: SignedRecipients } | null;
}

export interface MailboxAnswer {
  /** Null when the person deleted the letters and their words still open a file. */
  readonly agency: { readonly id: string; readonly name: string } | null;
  readonly rootKey: string | null;
  readonly letters: readonly unknown[];
  readonly offers: readonly OfferAnswered[];
  readonly recipients: readonly SignedRecipients[];
  /** Oldest first. */
  readonly before: readonly EarlierReaders[];
  readonly transfers: readonly TransferAnswered[];
  readonly standIn: StandInOffered | null;
  readonly keptUntil: string | null;
  readonly hasFile: boolean;
  /** Whether the house can tell someone of an answer, outside this page. */
  readonly tells: boolean;
  readonly hour: number;
}

export interface NewMailboxBody {
  readonly address: string;
  readonly readingKey: string;
  readonly signingKey: string;
  readonly letter: StoredLetter;
  readonly standIn?: WaitToSend;
}

/** The letters' keys, locked to all who read at the stand-in. */
export interface WaitToSend {
  readonly agencyId: string;
  readonly hours: number;
  readonly listVersion: number;
  readonly seals: readonly { readonly order: number; readonly memberId: string; readonly sealed: string }[];
}

/** What a request came to, when it came to nothing: `offline`, or the code of the server's problem. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: string;
  /** What the server asks to be worked out first; unchecked. */
  readonly work: unknown;
  /** After how many minutes it may go: up to an hour; 5 where the server says nothing of it. */
  readonly waitMinutes: number;
  /** @param problem what the server said */
  constructor(code: string, problem?: unknown) {
    super(`The server answered: ${code}.`);
    const { work, retryAfterSeconds } = Object(problem);
    this.code = code;
    this.work = work;
    const minutes = Math.ceil(Number(retryAfterSeconds) / 60);
    this.waitMinutes = minutes >= 1 && minutes <= 60 ? minutes : 5;
  }
}

export interface Ask {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: unknown;
  /** In place of a body: locked bytes. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** What is asked for: JSON, unless it is locked bytes (a `Uint8Array`). */
  readonly wants?: "bytes";
  /** The visit's secret. */
  readonly session?: string;
  /** For whatever is made: the same key again is the same thing. */
  readonly key?: string;
  /** The solution of work that was asked for. */
  readonly work?: string;
}

/** How requests are made: `ask` in a browser, `inject` in a test. @throws ApiError */
export type Asker = <T>(path: string, options?: Ask) => Promise<T>;

/** @throws ApiError */
export async function ask<T>(
  path: string,
  { method = "GET", body, bytes, wants, session, key, work }: Ask = {},
): Promise<T> {
  const headers = new Headers();
  if (body !== undefined) headers.set("content-type", "application/json");
  if (bytes !== undefined) headers.set("content-type", "application/octet-stream");
  if (session !== undefined) headers.set("authorization", `Words ${session}`);
  if (key !== undefined) headers.set("idempotency-key", key);
  if (work !== undefined) headers.set("leeward-work", work);
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: "omit", // a member who is signed in on this browser is nobody here
      cache: "no-store",
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(bytes !== undefined && { body: bytes }),
    });
  } catch {
    throw new ApiError("offline"); // fetch gives no reason, and only a missing connection comes here
  }
  hearHour(response);
  if (response.status === 204) return undefined as T;
  if (response.ok && wants === "bytes") return new Uint8Array(await readBytes(response)) as T;
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer as T;
  throw new ApiError(codeOf(answer), answer);
}

/** A line that breaks in the middle of an answer is a missing connection too. */
const readBytes = (response: Response): Promise<ArrayBuffer> =>
  response.arrayBuffer().catch(() => {
    throw new ApiError("offline");
  });

function codeOf(answer: unknown): string {
  const isProblem = typeof answer === "object" && answer !== null && "code" in answer;
  return isProblem && typeof answer.code === "string" ? answer.code : "failed";
}
