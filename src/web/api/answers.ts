import type { Category, Purpose } from "../../core/access/context.ts";

/** What the routes answer, as the desk reads it. Times are ISO 8601 in UTC, byte strings base64url. */

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What attacks on a release could prove, beside what it claims. */
export interface Audit {
  readonly claimed: { readonly epsilon: number };
  readonly epsilon: number;
  readonly epsilonIfGaussian: number;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly runs: number;
  readonly passed: boolean;
}

export interface Me {
  readonly member: {
    readonly id: string;
    readonly displayName: string;
    readonly email: string;
    readonly roles: readonly string[];
    readonly supervises: boolean;
    readonly trainingValidUntil: string | null;
  };
  readonly session: { readonly id: string; readonly deviceName: string | null };
  readonly agency: Named & { readonly kind: string };
  /** The purposes that any role of mine covers. */
  readonly purposes: readonly Purpose[];
  readonly keys: {
    readonly readingKey: string;
    readonly signingKey: string;
    readonly wrapped: string;
  } | null;
  readonly demonstration: boolean;
}

export type Stage = "full" | "second-factor" | "enrol";

export interface Session {
  readonly id: string;
  readonly deviceName: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly current: boolean;
}

export interface Member {
  readonly id: string;
  readonly displayName: string;
  /** Null for who was suspended so long ago that nothing is left to reach them by. */
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly status: string;
  readonly trainingValidUntil: string | null;
  readonly readingKey: string | null;
  readonly signingKey: string | null;
}

export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly expiresAt: string;
  readonly acceptedAt: string | null;
}

/** What will happen once a second member confirms, by kind. */
export type ProposedAct =
  | {
      readonly kind: "glass.confirmation";
      readonly content: { readonly caseId: string; readonly category: Category; readonly reason: string };
    }
  | { readonly kind: "tool.assessment"; readonly content: unknown }
  | {
      readonly kind: "words.reset";
      readonly content: { readonly caseId: string; readonly how: string; readonly why: string };
    }
  | {
      readonly kind: "guardian.naming";
      readonly content: {
        readonly caseId: string;
        readonly proof: "in-person" | "order";
        readonly reference: string | null;
        readonly checked: readonly string[];
        readonly startsAt: string;
      };
    }
  | {
      readonly kind: "order.confirmation";
      readonly content: {
        readonly caseId: string;
        readonly authority: string;
        readonly article: string;
        readonly reference: string;
        readonly court: string | null;
        /** Null, like the purpose, where it is a hold. */
        readonly recipient: Named | null;
        readonly purpose: Purpose | null;
        readonly categories: readonly Category[];
        readonly issuedAt: string;
        readonly until: string;
        readonly deferredUntil: string | null;
      };
    }
  | {
      readonly kind: "hold.ending";
      readonly content: {
        readonly caseId: string;
        readonly authority: string;
        readonly reference: string | null;
        readonly reason: string;
      };
    }
  | { readonly kind: "wish.second"; readonly content: { readonly caseId: string; readonly wish: string } }
  | {
      readonly kind: "agency.leaving";
      readonly content: Readonly<Record<string, never>>;
    }
  | {
      readonly kind: "member.admission";
      readonly content: { readonly email: string; readonly roles: readonly string[] };
    }
  | { readonly kind: "member.return"; readonly content: { readonly memberId: string; readonly name: string } }
  | {
      readonly kind: "member.renewal";
      readonly content: {
        readonly memberId: string;
        readonly name: string;
        /** Of the new keys, base64url. */
        readonly readingKey: string;
        readonly signingKey: string;
      };
    }
  | {
      readonly kind: "member.roles";
      readonly content: {
        readonly memberId: string;
        readonly name: string;
        readonly had: readonly string[];
        readonly gets: readonly string[];
      };
    }
  | {
      readonly kind: "protocol.ending";
      readonly content: {
        readonly protocolId: string;
        readonly title: string;
        readonly statement: string | null;
        readonly reason: string;
      };
    }
  | {
      readonly kind: "protocol.lifting";
      readonly content: {
        readonly protocolId: string;
        readonly title: string;
        readonly suspension: string;
        readonly reason: string;
      };
    }
  | {
      readonly kind: "attachment.deletion" | "attachment.release";
      readonly content: { readonly attachmentId: string };
    }
  | {
      readonly kind: "release.publication" | "release.second-approval";
      readonly content: {
        readonly releaseId: string;
        readonly title: string;
        readonly question: string;
        readonly rows: number;
        readonly epsilon: number;
        /** Absent where it was proposed before there were audits. */
        readonly audit?: Audit;
      };
    }
  | {
      readonly kind: "population.joining";
      readonly content: {
        readonly populationId: string;
        readonly name: string;
        readonly officeAgencyId: string;
        readonly office: string;
      };
    }
  | {
      readonly kind: "door.readers";
      readonly content: {
        readonly version: number;
        readonly added: readonly { readonly id: string; readonly name: string }[];
        /** The signed list, JSON. */
        readonly signed: string;
        /** How many are on the list then. */
        readonly readers: number;
      };
    }
  | {
      readonly kind: "door.stand-in";
      readonly content: { readonly agency: Named; readonly standIn: Named; readonly hours: number };
    };

/** Each of these codes, or any of several. */
export type StepNeed = string | readonly string[];

/** A step as it could be taken now, or why it cannot. */
export interface OpenStep {
  readonly code: string;
  /** Of a jurisdiction's own step. */
  readonly name: { readonly en: string; readonly ar: string } | null;
  readonly source: PackSource | null;
  readonly to: string;
  readonly role: string;
  readonly needs: readonly StepNeed[];
  /** Nothing where it can be taken; `until`: milliseconds since 1970. */
  readonly lacks: readonly { readonly code: string; readonly until?: number | null }[];
}

export interface CaseJourney {
  readonly pack: {
    readonly code: string;
    readonly name: { readonly en: string; readonly ar: string };
    readonly isConfirmed: boolean;
    /** How long a closed case is kept. */
    readonly keeping: {
      readonly days: number;
      readonly reason: string;
      readonly source: string;
      readonly isConfirmed: boolean;
    };
  };
  /** As many steps as were taken. */
  readonly revision: number;
  readonly state: string;
  /** The person's own, ISO 639. */
  readonly language: string | null;
  /** The newest first. */
  readonly steps: readonly {
    readonly code: string;
    /** Of a jurisdiction's own step; null for one of everybody's. */
    readonly name: { readonly en: string; readonly ar: string } | null;
    readonly at: string;
    readonly role: string;
    readonly by: { readonly displayName: string } | null;
    readonly recorded: readonly string[];
  }[];
  readonly open: readonly OpenStep[];
  /** Each a yes that stands, and that an adult could be referred on. */
  readonly consents: readonly {
    readonly id: string;
    readonly agencyName: string;
    readonly purpose: Purpose;
    readonly until: string;
  }[];
}

/** What one member proposed, for a second one to decide. */
export type Proposal = {
  readonly id: string;
  readonly hash: string;
  /** Null for who sits in another agency. */
  readonly proposerName: string | null;
  readonly agency: Named;
  /** An agency that may second it too. */
  readonly secondAgency: Named | null;
  readonly proposedAt: string;
  /** Before that it cannot be confirmed. */
  readonly ripeAt: string;
  readonly expiresAt: string;
  readonly isMine: boolean;
  readonly mayConfirm: boolean;
  /** The second says how they know what the person wishes. */
  readonly asksHow: boolean;
  /** Both people sign it with their own keys. */
  readonly signed: boolean;
  /** What the second's training has to count for. */
  readonly trained: string | null;
  readonly outcome: "waits" | "confirmed" | "alone" | "declined" | "withdrawn" | "overtaken" | "expired";
  readonly settlerName: string | null;
  readonly settledAt: string | null;
  readonly reason: string | null;
} & ProposedAct;

/** A version that waits for signatures; nobody can sign it after `expiresAt`. */
export interface ProposedVersion {
  readonly version: number;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly expiresAt: string;
  readonly parties: readonly Named[];
  readonly signedBy: readonly string[];
}

export interface Agreement {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly status: string;
  readonly inForceFrom: string | null;
  readonly inForceUntil: string | null;
  readonly reviewOn: string | null;
  readonly legalBasis: string;
  readonly retentionDays: number;
  readonly onwardRule: string;
  /** The version that all parties signed; null where nobody signed it here. */
  readonly version: number | null;
  readonly proposed: ProposedVersion | null;
  readonly parties: readonly Named[];
  readonly scope: readonly { readonly category: Category; readonly purpose: Purpose }[];
}

/** Where a length or a step is written, what we added, and whether a named lawyer confirmed it. */
export interface PackSource {
  readonly cited: string;
  readonly note: string | null;
  readonly isConfirmed: boolean;
}

export interface Clock {
  readonly id: string;
  readonly caseId: string;
  readonly alias: string;
  readonly what: string;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly doneAt: string | null;
  readonly source: PackSource;
  /** As its jurisdiction calls it; null for one of the house's. */
  readonly name: { readonly en: string; readonly ar: string } | null;
  /** It ends by a step of the journey and by nothing else. */
  readonly ofJourney: boolean;
  readonly standsSince: string | null;
  /** The moments of which someone was told: a share of the limit, hours before its end, days after it. */
  readonly told: readonly {
    readonly name: string;
    readonly at: string;
    readonly when:
      | { readonly share: readonly [number, number] }
      | { readonly hoursBefore: number }
      | { readonly daysAfter: number };
  }[];
  readonly member: { readonly id: string; readonly displayName: string } | null;
  readonly keptWith: { readonly id: string; readonly alias: string } | null;
  readonly gender: string;
  readonly ageBand: string;
  readonly language: string | null;
}

export interface Today {
  readonly now: string;
  readonly clocks: readonly Clock[];
}

/** What waits at the gate: an assessment that ends or has ended, advice that is awaited, and who can act. */
export interface ToolDue {
  readonly tool: string;
  readonly what: "ends" | "ended" | "restored" | "advice";
  readonly at: string;
  /** Who asked. */
  readonly agency: string | null;
  readonly isOwn: boolean;
  readonly first: readonly string[];
  readonly second: readonly string[];
}

export interface CaseLine {
  readonly id: string;
  readonly alias: string;
  readonly state: string;
  readonly stateSince: string;
  readonly gender: string;
  readonly ageBand: string;
  /** Under 18, or nobody can say that they are not. */
  readonly isChild: boolean;
  readonly language: string | null;
  readonly holder: Named;
  readonly lead: { readonly id: string; readonly displayName: string } | null;
  /** My own agency holds it. */
  readonly held: boolean;
  readonly nextDue: string | null;
  /** At this agency it is set aside, and kept with that case of the same person. */
  readonly keptWith: { readonly id: string; readonly alias: string } | null;
}

export interface CasePage {
  readonly cases: readonly CaseLine[];
  readonly nextCursor: string | null;
}

/** Cases whose person is called so, the likeliest first; others may be as likely. */
export interface FoundByName {
  readonly cases: readonly CaseLine[];
  readonly isMore: boolean;
}

export interface OpenCategory {
  readonly category: Category;
  readonly protectionClass: string;
  readonly open: true;
  /** Null where nothing is written yet. */
  readonly version: number | null;
  readonly writtenAt: string | null;
  readonly writtenBy: { readonly displayName: string } | string | null;
  readonly conflicts: number;
}

export interface ClosedCategory {
  readonly category: Category;
  readonly protectionClass: string;
  readonly open: false;
  readonly refusal: string;
  /** Those for which a role of mine would open it. */
  readonly purposes: readonly Purpose[];
}

export interface Sight {
  readonly category: Category;
  readonly agency: Named;
  readonly purpose: Purpose | null;
  readonly basis: "holder" | "consent" | "order";
  readonly until: string | null;
  readonly protocolNumber: number | null;
  /** Its agreement is suspended: it opens nothing now. */
  readonly suspended: boolean;
  readonly endedAt: string | null;
  readonly endedBecause: string | null;
  readonly shareId: string | null;
}

/** A consent or an order on which a share can rest. */
export interface Basis {
  readonly id: string;
  readonly kind: "consent" | "order";
  readonly agency: Named;
  /** The agency is not on Leeward: a sealed file can rest on it, and no share. */
  readonly outside: boolean;
  readonly purpose: Purpose;
  readonly categories: readonly Category[];
  /** Of these parts only these lines, for a letter. */
  readonly lines: readonly { readonly category: Category; readonly lines: readonly string[] }[];
  readonly until: string;
}

export interface Case extends CaseLine {
  /** For the holder: the live consents and orders of the case. */
  readonly bases: readonly Basis[];
  readonly journey: readonly { readonly state: string; readonly at: string }[];
  readonly categories: readonly (OpenCategory | ClosedCategory)[];
  readonly sees: readonly Sight[];
  readonly clocks: readonly Clock[];
  readonly pairs: readonly CasePair[];
}

/** Two cases that are kept together: one person. */
export interface CasePair {
  readonly id: string;
  readonly aside: { readonly id: string; readonly alias: string };
  readonly kept: { readonly id: string; readonly alias: string };
  readonly pairedBy: { readonly displayName: string } | null;
  readonly pairedAt: string;
}

export interface SectionVersion {
  readonly version: number;
  readonly document: Readonly<Record<string, unknown>>;
  readonly writtenAt: string;
  readonly writtenBy: { readonly displayName: string; readonly agency: string | Named } | null;
}

export interface SectionAnswer extends SectionVersion {
  readonly category: Category;
  readonly conflicts: readonly SectionVersion[];
}

/** What goes on paper. */
export interface Paper {
  readonly whom: "work" | "person";
  readonly sections: readonly (SectionVersion & { readonly category: Category })[];
}

export interface Look {
  readonly at: string;
  readonly outcome: string;
  readonly clause: string | null;
  readonly refusal: string | null;
  readonly category: Category | null;
  readonly purpose: Purpose | null;
  /** Allowed, but not opened by the agency's key holder. */
  readonly notOpened: string | null;
  /** For whom it was put on paper; null where it was only read. */
  readonly printedFor: "work" | "person" | null;
  readonly agency: Named | null;
  readonly member: { readonly id: string; readonly displayName: string } | null;
}

/** What supervisors see of their agency's keys. */
export interface AgencyKeys {
  readonly holder: { readonly state: "open" | "closed" | "away"; readonly stateSince: string } | null;
  readonly keys: readonly {
    readonly version: number;
    readonly madeAt: string;
    readonly replacedAt: string | null;
    readonly retiredAt: string | null;
    readonly wraps: number;
  }[];
  readonly alarms: readonly {
    readonly at: string;
    readonly rule: string;
    readonly count: number;
    readonly displayName: string | null;
  }[];
}

export interface LooksPage {
  readonly looks: readonly Look[];
  readonly nextCursor: string | null;
}

/** What a person said about their own file, without the words. */
export interface Ask {
  readonly id: string;
  readonly kind: "question" | "correction" | "complaint" | "rating";
  readonly category: Category;
  readonly byGuardian: boolean;
  readonly askedAt: string;
  readonly dueAt: string;
  readonly outcome: string | null;
  readonly answeredAt: string | null;
}

export interface OpenAsk extends Ask {
  readonly text: string;
  readonly rating: {
    readonly helped?: "yes" | "partly" | "no";
    readonly treatedWell?: "yes" | "partly" | "no";
  } | null;
  readonly answer: string | null;
}
