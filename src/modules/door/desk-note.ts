import { type Bytes, CryptoError, fromUtf8 } from "../../core/keys/bytes.ts";
import { canonicalBytes } from "../../core/keys/canonical-json.ts";
import { idShape } from "./recipients.ts";

/**
 * What those who read at the desk say to each other about a conversation: a note, and the marks as they stand with it.
 * Every change is a new one after the last; none is changed or taken away.
 */
export interface DeskNote {
  /** The member who wrote it: inside, so that the server does not keep who notes what. */
  readonly memberId: string;
  /** Whole hours since 1970-01-01T00:00Z. */
  readonly hour: number;
  /** Up to 5,000 UTF-16 units; empty where only the marks changed. */
  readonly text: string;
  readonly marks: Marks;
}

export const URGENCIES = ["now", "soon", "calm"] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Codes that a program can count and sort by; their words are the desk's. */
export const DESK_TAGS = ["child", "shelter", "health", "papers", "wages", "interpreter", "images"] as const;
export type DeskTag = (typeof DESK_TAGS)[number];

export interface Marks {
  /** Null while nobody has said. */
  readonly urgency: Urgency | null;
  /** In the order of {@link DESK_TAGS}. */
  readonly tags: readonly DeskTag[];
  /** Not from a person who needs an answer: advertisements, tests, floods. It stays, apart from the others. */
  readonly spam: boolean;
  /** When someone asked to be called back; null where nobody did, or it was done. */
  readonly callBack: CallBack | null;
  /** The address of another conversation that tells of the same: both are answered, each by itself. */
  readonly sameAs: string | null;
}

/** Whole hours since 1970-01-01T00:00Z: from the first on, and until the end of the last; at most a week. */
export interface CallBack {
  readonly from: number;
  readonly until: number;
}

export const NO_MARKS: Marks = { urgency: null, tags: [], spam: false, callBack: null, sameAs: null };

/** What one worker changes; what they leave alone stays as others set it. */
export interface MarksChange {
  readonly urgency?: Urgency | null;
  readonly tags?: Readonly<Partial<Record<DeskTag, boolean>>>;
  readonly spam?: boolean;
  readonly callBack?: CallBack | null;
  readonly sameAs?: string | null;
}

/** The marks after a change. Changes of different marks come to the same in either order. */
export function changeMarks(marks: Marks, change: MarksChange): Marks {
  return {
    urgency: change.urgency === undefined ? marks.urgency : change.urgency,
    tags: DESK_TAGS.filter((tag) => change.tags?.[tag] ?? marks.tags.includes(tag)),
    spam: change.spam ?? marks.spam,
    callBack: change.callBack === undefined ? marks.callBack : change.callBack,
    sameAs: change.sameAs === undefined ? marks.sameAs : change.sameAs,
  };
}

export const noteUnitsMax = 5_000;

function asDeskNote(value: unknown): DeskNote | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { memberId, hour, text, marks, ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0) return undefined;
  if (typeof memberId !== "string" || !idShape.test(memberId)) return undefined;
  if (!Number.isSafeInteger(hour) || (hour as number) < 0) return undefined;
  if (typeof text !== "string" || !text.isWellFormed() || text.length > noteUnitsMax) return undefined;
  if (text.includes("\u0000")) return undefined;
  const known = asMarks(marks);
  return known && { memberId, hour: hour as number, text, marks: known };
}

function asMarks(value: unknown): Marks | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { urgency, tags, spam, callBack, sameAs = null, ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0 || typeof spam !== "boolean" || !Array.isArray(tags)) return undefined;
  const knownUrgency = urgency === null ? null : URGENCIES.find((one) => one === urgency);
  const knownTags = DESK_TAGS.filter((tag) => tags.includes(tag));
  if (knownUrgency === undefined || knownTags.length !== tags.length) return undefined;
  const knownCall = callBack === undefined || callBack === null ? null : asCallBack(callBack);
  if (knownCall === undefined || !(sameAs === null || isAddress(sameAs))) return undefined;
  return { urgency: knownUrgency, tags: knownTags, spam, callBack: knownCall, sameAs };
}

const isAddress = (value: unknown): value is string =>
  typeof value === "string" && /^[a-z2-7]{25}[aeimquy4]$/.test(value);

const CALL_BACK_HOURS_MAX = 7 * 24;

/** Undefined where it is no such time. */
function asCallBack(value: unknown): CallBack | undefined {
  const { from, until, ...others } = Object(value) as Record<string, unknown>;
  if (Object.keys(others).length > 0 || !Number.isSafeInteger(from) || !Number.isSafeInteger(until))
    return undefined;
  const [first, last] = [Number(from), Number(until)];
  return first >= 0 && last >= first && last - first <= CALL_BACK_HOURS_MAX
    ? { from: first, until: last }
    : undefined;
}

/** @throws CryptoError `bad-value`, never with the text */
export function deskNoteBytes(note: DeskNote): Bytes {
  const checked = asDeskNote(note);
  if (!checked) throw new CryptoError("bad-value", "This note cannot be kept: it is too long or no text.");
  const { marks, ...rest } = checked;
  const { callBack, sameAs, tags, ...plain } = marks;
  return canonicalBytes({
    ...rest,
    // Left out where there is none: as notes were before these two could be said.
    marks: {
      ...plain,
      tags: [...tags],
      ...(callBack && { callBack: { ...callBack } }),
      ...(sameAs && { sameAs }),
    },
  });
}

/** The note in decrypted bytes, or undefined when they hold no valid one. */
export function deskNoteOf(bytes: Uint8Array): DeskNote | undefined {
  try {
    return asDeskNote(JSON.parse(fromUtf8(bytes)));
  } catch {
    return undefined; // no JSON: the reader is told that it does not open
  }
}

// ---------- which conversations tell of the same ----------

/**
 * All that are marked as the same report as this one, straight or through others, in either direction; without itself, in the
 * order of the addresses.
 */
export function sameReports(address: string, sameAs: ReadonlyMap<string, string>): string[] {
  const found = new Set([address]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const [one, other] of sameAs) {
      if (found.has(one)) found.add(other);
      if (found.has(other)) found.add(one);
    }
  }
  found.delete(address);
  return [...found].sort();
}

/** Conversations as the desk works on them: those that tell of the same together, each once, in the order of the first of them. */
export function mergeReports<Line extends { readonly address: string }>(
  lines: readonly Line[],
  sameAs: ReadonlyMap<string, string>,
): Line[][] {
  const taken = new Set<string>();
  return lines.flatMap((line) => {
    if (taken.has(line.address)) return [];
    const same = new Set([line.address, ...sameReports(line.address, sameAs)]);
    for (const address of same) taken.add(address);
    return [lines.filter(({ address }) => same.has(address))];
  });
}

/** What is marked of any of them: the most urgent, the first time to call back; spam only where each is. */
export function mergeMarks(all: readonly Marks[]): Marks {
  const urgencies = all.map(({ urgency }) => urgency);
  // Where nobody has looked yet, it can be soon.
  const urgency = (["now", "soon", null, "calm"] as const).find((one) => urgencies.includes(one));
  const calls = all.flatMap(({ callBack }) => callBack ?? []).sort((a, b) => a.from - b.from);
  return {
    urgency: urgency ?? null,
    tags: DESK_TAGS.filter((tag) => all.some(({ tags }) => tags.includes(tag))),
    spam: all.length > 0 && all.every(({ spam }) => spam),
    callBack: calls[0] ?? null,
    sameAs: null,
  };
}

/**
 * What has to be marked so that this conversation stands alone again, and the others that were linked through it stay
 * together: the new `sameAs` by address.
 */
export function takeOut(
  address: string,
  sameAs: ReadonlyMap<string, string>,
): ReadonlyMap<string, string | null> {
  const onward = sameAs.get(address);
  const through = [...sameAs].flatMap(([one, other]) => (other === address && one !== address ? [one] : []));
  const hub = onward !== undefined && onward !== address ? onward : through[0];
  const changes = new Map<string, string | null>();
  if (onward !== undefined) changes.set(address, null);
  for (const one of through) changes.set(one, hub === undefined || one === hub ? null : hub);
  return changes;
}

// ---------- which conversation comes first ----------

export interface Waiting {
  readonly address: string;
  /** ISO 8601, to the hour; null where no letter waits. */
  readonly waitingSince: string | null;
  readonly openedHour: string;
}

/**
 * What cannot wait comes first, and with it whoever is to be called back from this hour on; then who has no answer yet, then
 * by urgency and by how long they wait. A mark can lift someone up; only one who is answered can come to stand behind one
 * who waits. No mark counts as *soon*: nobody has looked yet.
 *
 * @param hour whole hours since 1970-01-01T00:00Z
 */
export function byUrgency<Line extends Waiting>(
  lines: readonly Line[],
  marksOf: (line: Line) => Marks,
  hour: number,
): Line[] {
  const rankOf = (line: Line): readonly (number | string)[] => {
    const { urgency: marked, callBack } = marksOf(line);
    const urgency = marked ?? "soon";
    const since = line.waitingSince ?? "";
    return [
      urgency === "now" || (callBack && callBack.from <= hour) ? 0 : 1,
      line.waitingSince ? 0 : 1,
      urgency === "calm" ? 1 : 0,
      // Of those who wait, the longest first; of the others, who came last.
      line.waitingSince ? Date.parse(since) : -Date.parse(line.openedHour),
      line.address,
    ];
  };
  const ranked = lines.map((line) => ({ line, rank: rankOf(line) }));
  ranked.sort((a, b) => compare(a.rank, b.rank));
  return ranked.map(({ line }) => line);
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index];
    if (other !== undefined && value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
