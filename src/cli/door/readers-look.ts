import { sha256 } from "@leeward/ledger/files";
import { type RecipientsList, type SignedRecipients, verifyRecipients } from "../../modules/door/index.ts";
import type { Findings } from "./findings.ts";
import type { LoggedEntry } from "./log-look.ts";
import type { Memory } from "./memory.ts";
import { attempt, type Caller, VISITORS, type Visitor } from "./visitor.ts";

export interface ReadersSeen {
  readonly agency: string;
  readonly version: number;
  readonly count: number;
  /** For the next look; null where something was not right. */
  readonly kept: Memory["readers"];
}

/** Compares who reads at the door, as every visitor is told, with the lists that the log names. */
export async function lookAtReaders(
  caller: Caller,
  entries: readonly LoggedEntry[],
  memory: Memory["readers"],
  findings: Findings,
): Promise<ReadersSeen | null> {
  let seen: ReadersSeen | null = null;
  for (const visitor of VISITORS) {
    const found = await lookAs({ caller, entries, memory, findings, visitor, what: WHAT });
    seen = seen === null || found?.kept === null ? (found ?? seen) : seen;
  }
  if (seen?.kept && memory) tellNews(memory.signed.list, seen.kept.signed.list, findings);
  return seen;
}

interface Look {
  readonly caller: Caller;
  readonly entries: readonly LoggedEntry[];
  readonly memory: Memory["readers"];
  readonly findings: Findings;
  readonly visitor: Visitor;
  /** Which list is looked at, in words. */
  readonly what: string;
}

const WHAT = "the readers’ list";
const STAND_IN = "the stand-in";
const STAND_INS_LIST = "the stand-in’s list";

async function lookAs(look: Look): Promise<ReadersSeen | null> {
  const { caller, memory, findings, visitor } = look;
  const said = await attempt(findings, "/api/door", visitor.name, () =>
    caller.get("/api/door", { ...visitor.headers, accept: "*/*" }),
  );
  if (!said) return null;
  if (said.status !== 200) {
    tellClosed(look, said.status);
    return null;
  }
  const door = parseDoor(said.bytes.toString("utf8"));
  if (!door) {
    findings.add("malformed", "/api/door", "What it says of who reads cannot be understood.", visitor.name);
    return null;
  }
  const { signed, rootKey, agency, agencyId } = door;
  const standsInRightly = await compareStandIn({ ...look, memory: null, what: STAND_INS_LIST }, door);
  if (memory && rootKey !== memory.rootKey)
    findings.add(
      "root-key-changed",
      WHAT,
      `It is signed under the root key ${rootKey}, and was under ${memory.rootKey} at the last look. Ask the agency which is its own.`,
      visitor.name,
    );
  const verdict = await verifyRecipients(signed, Buffer.from(rootKey, "base64url"), {
    agencyId,
    minVersion: 1,
  });
  if (!verdict.ok)
    findings.add("readers-signature", WHAT, `A browser would refuse it: ${verdict.reason}.`, visitor.name);
  const isLogged = await compareWithLog(look, signed, agencyId);
  const isRight = verdict.ok && isLogged && standsInRightly && (!memory || rootKey === memory.rootKey);
  const { version, recipients } = signed.list;
  return { agency, version, count: recipients.length, kept: isRight ? { rootKey, signed } : null };
}

function tellClosed({ entries, findings, visitor }: Look, status: number): void {
  if (entries.some(({ kind }) => kind === "recipients.published"))
    findings.add(
      "door-closed",
      "/api/door",
      `It answers ${status}, though the log names a list of readers: whoever comes finds the door closed.`,
      visitor.name,
    );
  else if (!findings.news.includes(CLOSED)) findings.news.push(CLOSED);
}

const CLOSED = "No list of readers was published yet: the door is closed.";

interface DoorSaid {
  readonly agency: string;
  readonly agencyId: string;
  readonly rootKey: string;
  readonly signed: SignedRecipients;
  readonly standIn: StandInSaid | null;
}

interface StandInSaid {
  readonly agencyId: string;
  readonly rootKey: string;
  readonly hours: number;
  readonly signed: SignedRecipients;
}

function parseDoor(text: string): DoorSaid | null {
  try {
    const { agency, rootKey, recipients, standIn } = JSON.parse(text);
    const isWhole =
      typeof agency.name === "string" && typeof agency.id === "string" && isList(rootKey, recipients);
    if (!isWhole) return null;
    const isOther =
      standIn === null || (isList(standIn.rootKey, standIn.recipients) && Number.isInteger(standIn.hours));
    if (!isOther) return null;
    const other = standIn && {
      ...{ agencyId: String(standIn.agency.id), rootKey: standIn.rootKey, hours: standIn.hours },
      signed: standIn.recipients,
    };
    return { agency: agency.name, agencyId: agency.id, rootKey, signed: recipients, standIn: other };
  } catch {
    return null;
  }
}

const isList = (rootKey: unknown, signed: SignedRecipients): boolean =>
  typeof rootKey === "string" &&
  Number.isInteger(signed.list.version) &&
  Array.isArray(signed.list.recipients);

/** Whether the agency that would open letters after some hours is the one that the log names, with its own list of readers. */
async function compareStandIn(look: Look, { agencyId, standIn }: DoorSaid): Promise<boolean> {
  if (standIn === null) return true; // nobody else opens anything
  const { entries, findings, visitor } = look;
  const newest = entries.find(
    ({ kind, content }) => /^stand-in\.(agreed|ended)$/.test(kind) && content.agencyId === agencyId,
  );
  const content: LoggedEntry["content"] = newest?.content ?? {};
  const isAgreed =
    newest?.kind === "stand-in.agreed" &&
    newest.isWitnessed &&
    content.standInAgencyId === standIn.agencyId &&
    content.hours === standIn.hours &&
    content.rootKey === Buffer.from(standIn.rootKey, "base64url").toString("hex");
  if (!isAgreed)
    findings.add(
      "stand-in-unlogged",
      STAND_IN,
      `Visitors are told that the agency ${standIn.agencyId} opens after ${standIn.hours} h, with the root key ${standIn.rootKey}; the log’s newest entry about it says otherwise, or there is none that was witnessed.`,
      visitor.name,
    );
  const expected = { agencyId: standIn.agencyId, minVersion: 1 };
  const verdict = await verifyRecipients(standIn.signed, Buffer.from(standIn.rootKey, "base64url"), expected);
  if (!verdict.ok)
    findings.add(
      "readers-signature",
      STAND_INS_LIST,
      `A browser would refuse it: ${verdict.reason}.`,
      visitor.name,
    );
  const isLogged = await compareWithLog(look, standIn.signed, standIn.agencyId);
  return isAgreed && verdict.ok && isLogged;
}

async function compareWithLog(look: Look, signed: SignedRecipients, agencyId: string): Promise<boolean> {
  const { entries, findings, visitor, what } = look;
  const logged = entries
    .filter(({ kind, content }) => kind === "recipients.published" && content.agencyId === agencyId)
    .sort((a, b) => Number(b.content.version) - Number(a.content.version));
  const [newest] = logged;
  if (!newest) {
    findings.add(
      "readers-unlogged",
      what,
      `The log names no list of readers of the agency ${agencyId}.`,
      visitor.name,
    );
    return false;
  }
  const seenBefore = look.memory?.signed.list;
  if (seenBefore?.agencyId === agencyId && seenBefore.version > Number(newest.content.version)) {
    const says = `Version ${seenBefore.version} of the readers’ list was in the log at the last look, and its entry is not shown any more.`;
    findings.add("entry-missing", what, says);
  }
  const hash = Buffer.from(sha256(Buffer.from(JSON.stringify(signed)))).toString("hex");
  if (hash === newest.content.sha256) {
    if (newest.isWitnessed) return true;
    findings.add(
      "readers-unlogged",
      what,
      `Version ${newest.content.version}, logged at ${newest.at}, has not been seen by the witnesses that you named.`,
      visitor.name,
    );
    return false;
  }
  const older = logged.find(({ content }) => content.sha256 === hash);
  if (older)
    findings.add(
      "readers-older",
      what,
      `Version ${older.content.version} is shown, and version ${newest.content.version} is in the log since ${newest.at}: who was taken off could read on.`,
      visitor.name,
    );
  else
    findings.add(
      "readers-unlogged",
      what,
      `What is shown as version ${signed.list.version} is in no entry of the log.`,
      visitor.name,
    );
  const known = await findLogged(look, String(newest.content.sha256));
  if (known) tellDifferences(known, signed.list, findings, visitor);
  return false;
}

/** The list that the log names, from the door or from memory; its hash says whether it is that one. */
async function findLogged({ caller, memory }: Look, hash: string): Promise<RecipientsList | null> {
  const given = await caller.find(`/api/door/recipients/${hash}`).catch(() => null);
  for (const text of [given, memory && Buffer.from(JSON.stringify(memory.signed))]) {
    if (text && Buffer.from(sha256(text)).toString("hex") === hash)
      return JSON.parse(text.toString("utf8")).list;
  }
  return null;
}

function tellDifferences(
  logged: RecipientsList,
  shown: RecipientsList,
  findings: Findings,
  visitor: Visitor,
): void {
  for (const { code, member, says } of differences(logged, shown)) {
    findings.add(code, `reader ${member}`, says, visitor.name);
  }
}

interface Difference {
  readonly code: "reader-added" | "reader-removed" | "reader-key-changed";
  readonly member: string;
  readonly says: string;
}

function differences(before: RecipientsList, after: RecipientsList): Difference[] {
  const known = new Map(before.recipients.map((reader) => [reader.memberId, reader]));
  const now = new Set(after.recipients.map(({ memberId }) => memberId));
  const found: Difference[] = [];
  for (const { memberId: member, readingKey, signingKey } of after.recipients) {
    const earlier = known.get(member);
    if (!earlier)
      found.push({ code: "reader-added", member, says: `Added, with the reading key ${readingKey}.` });
    else if (earlier.readingKey !== readingKey || earlier.signingKey !== signingKey) {
      const says = `Has the reading key ${readingKey} instead of ${earlier.readingKey}.`;
      found.push({ code: "reader-key-changed", member, says });
    }
  }
  for (const member of known.keys()) {
    if (!now.has(member)) found.push({ code: "reader-removed", member, says: "Taken off." });
  }
  return found;
}

/** What changed in order since the last look: a colleague may know whether it should have. */
function tellNews(before: RecipientsList, after: RecipientsList, findings: Findings): void {
  if (after.version === before.version) return;
  findings.news.push(`Version ${after.version} of the readers’ list followed ${before.version}, as logged.`);
  for (const { member, says } of differences(before, after)) findings.news.push(`reader ${member}: ${says}`);
}
