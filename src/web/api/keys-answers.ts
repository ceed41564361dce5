import type { Keeping } from "../../core/identity/keeping/keeping.ts";

/** Answers about a member's keys over time, as they come over HTTP. */

export interface Keeper {
  readonly memberId: string;
  readonly name: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly readingKey: string;
  readonly signingKey: string;
}

export interface OwnKeeping {
  readonly id: string;
  readonly statement: Keeping;
  readonly signature: string;
  readonly wrapped: string;
  readonly madeAt: string;
  readonly askedUntil: string | null;
  readonly keepers: readonly {
    readonly id: string;
    readonly name: string;
    readonly agency: string;
    readonly active: boolean;
    readonly readingKey: string;
    readonly given: string | null;
  }[];
}

export interface Kept {
  readonly id: string;
  readonly statement: Keeping;
  readonly signature: string;
  readonly madeAt: string;
  readonly givenAt: string | null;
  readonly asked: {
    readonly until: string;
    readonly part: string;
    readonly keyId: string;
    readonly readingKey: string;
    readonly signingKey: string;
  } | null;
}

export interface FormerKeys {
  readonly readingKey: string;
  readonly signingKey: string;
  readonly sealed: string | null;
}

export interface Renewal {
  readonly id: string;
  readonly memberId: string;
  readonly name: string;
  readonly expiresAt: string;
  readonly readingKey: string | null;
  readonly signingKey: string | null;
  readonly proposed: boolean;
}
