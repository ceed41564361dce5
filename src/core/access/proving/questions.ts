import { readFileSync } from "node:fs";
import type { Client } from "pg";
import { ROLE_COVERAGE } from "../coverage.ts";
import { type Asker, type Decision, decide, findAsker, isLiveShare } from "../rule.ts";
import { whatIsSeen } from "../sight.ts";
import type { Instant, LegalOrder, World } from "../world.ts";
import type { Drawn, Question } from "../worlds.ts";
import { dataKeyOf, sealedFor, secretOf, sectionsOf } from "./rows.ts";

const HARNESS = readFileSync(new URL("./questions.sql", import.meta.url), "utf8");

/** A question that the database answers otherwise than the twin. */
export interface Difference {
  readonly number: number;
  readonly expected: unknown;
  readonly answered: unknown;
}

/** A session that no one has: how the twin sees a member who asks as supervisor without being one. */
const NOBODY = { kind: "member", sessionId: "nobody", purpose: null } as const;

function readerOf(world: World, { reader, as }: Question): Question["reader"] {
  if (reader.kind !== "member" || as !== "leeward_supervisor") return reader;
  const session = world.sessions.find((one) => one.id === reader.sessionId);
  const member = world.members.find((one) => one.id === session?.memberId);
  return member?.roles.includes("supervisor") ? reader : NOBODY;
}

/** What the twin answers to a question. */
export const decideQuestion = (world: World, question: Question, now: Instant): Decision =>
  decide(world, readerOf(world, question), question.caseId, question.category, now);

const sorted = (list: readonly string[]): string[] | null => (list.length > 0 ? [...list].sort() : null);

/** What the database must answer, in the shape of `proving.ask`. */
function expectAnswer(drawn: Drawn, question: Question, isWide: boolean, now: Instant): object {
  const { world } = drawn;
  const reader = readerOf(world, question);
  const decision = decideQuestion(world, question, now);
  const refusal = decision.allowed ? null : (decision.refusal ?? null);
  const clause = decision.allowed ? decision.clause : null;
  const outcome = decision.allowed ? "read" : decision.party ? "refused" : "unknown";
  const key = expectKey(world, question, reader, decision, now);
  const look = outcome === "unknown" ? null : expectLook(world, question, reader, decision, now);
  return {
    decide: clause,
    refusal,
    party: decision.allowed || decision.party,
    ...(isWide ? expectRows(drawn, reader, now) : {}),
    ...{ outcome, clause, reason: refusal },
    sealed: key ? sealedFor(key.dataKeyId, key.keyAgencyId) : null,
    entries: look ? 1 : 0,
    looksWritten: look ? [look] : null,
  };
}

/** The rows that a reader sees, in the shape of `proving.rows_seen`. */
function expectRows(drawn: Drawn, reader: Question["reader"], now: Instant): object {
  const sections = sectionsOf(drawn);
  const seen = whatIsSeen(drawn.world, { sections, looks: drawn.looks }, reader, now);
  return {
    records: sorted(seen.records),
    dataKeys: sorted(seen.records.filter((id) => sections.some((one) => one.caseId === id))),
    files: sorted(seen.files),
    journeys: sorted(seen.files),
    clocks: sorted(seen.clocks),
    sections: sorted(seen.sections),
    heads: sorted(seen.sections),
    shares: sorted(seen.shares),
    consents: sorted(seen.consents),
    consentsWithCategories: sorted(seen.consents),
    legalOrders: sorted(seen.legalOrders),
    ordersWithCategories: sorted(seen.legalOrders),
    glasses: sorted(seen.glasses),
    ledgerEntries: sorted(seen.entries),
    looks: sorted(seen.looks),
  };
}

/** The wrap is handed out exactly when reading is allowed, and only of the section that was asked for. */
function expectKey(
  world: World,
  { caseId, category, keyOf }: Question,
  reader: Question["reader"],
  decision: Decision,
  now: Instant,
): { dataKeyId: string; keyAgencyId: string } | null {
  if (!decision.allowed || keyOf.caseId !== caseId || keyOf.category !== category) return null;
  const asker = findAsker(world, reader, now);
  const holder = world.cases.find((one) => one.id === caseId)?.holderAgencyId ?? "";
  // The person, and whoever broke the glass, read through the key of the agency that holds the case.
  const isOwnKey = decision.clause === "holder" || decision.clause === "share";
  return {
    dataKeyId: dataKeyOf(caseId, category),
    keyAgencyId: isOwnKey && asker?.kind === "member" ? asker.agency.id : holder,
  };
}

/** The look that is written, with its entry in the ledger. */
function expectLook(
  world: World,
  question: Question,
  reader: Question["reader"],
  decision: Decision,
  now: Instant,
): object {
  const { caseId, category } = question;
  const key = expectKey(world, question, reader, decision, now);
  const asker = findAsker(world, reader, now);
  const who =
    asker?.kind === "member"
      ? { agencyId: asker.agency.id, memberId: asker.member.id, purpose: asker.purpose }
      : { agencyId: null, memberId: null, purpose: null };
  const clause = decision.allowed ? decision.clause : null;
  const refusal = decision.allowed ? null : (decision.refusal ?? null);
  const told = Object.entries({ caseId, category, ...who, clause, refusal, reader: reader.kind, ...key });
  return {
    ...{ caseId, category, ...who, clause, refusal, outcome: decision.allowed ? "read" : "refused" },
    role: asker?.kind === "member" ? roleOfLook(asker, category) : null,
    legalOrderId:
      asker?.kind === "member" ? orderBehind(world, asker, caseId, category, decision, now) : null,
    ledger: decision.allowed ? "section.read" : "section.refused",
    told: Object.fromEntries(told.filter(([, value]) => value !== null)),
  };
}

/** The role that covers the look, else the member's first. */
function roleOfLook({ member, purpose }: MemberAsks, category: string): string | null {
  const roles = [...member.roles].sort();
  const covers = (role: (typeof roles)[number]) =>
    purpose !== null && (ROLE_COVERAGE[role][purpose] ?? []).some((covered) => covered === category);
  return roles.find(covers) ?? roles[0] ?? null;
}

type MemberAsks = Extract<Asker, { kind: "member" }>;

/** The order that a look rests on, or through which alone an agency is party; one that a court keeps quiet comes last. */
function orderBehind(
  world: World,
  asker: MemberAsks,
  caseId: string,
  category: string,
  decision: Decision,
  now: Instant,
): string | null {
  const isHolder = world.cases.some((one) => one.id === caseId && one.holderAgencyId === asker.agency.id);
  if (decision.allowed ? decision.clause !== "share" : isHolder) return null;
  const opens = world.shares.filter(
    (share) =>
      share.caseId === caseId &&
      share.agencyId === asker.agency.id &&
      (!decision.allowed ||
        (share.category === category && share.purpose === asker.purpose && isLiveShare(world, share, now))),
  );
  const isQuiet = (order: LegalOrder | undefined) => (order?.noticeDeferredUntil ?? 0) > now;
  const ranked = opens.map((share) => {
    const order = world.legalOrders.find((one) => one.id === share.legalOrderId);
    return { id: share.legalOrderId, rank: `${isQuiet(order) ? 1 : 0}${share.legalOrderId ?? ""}` };
  });
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return ranked[0]?.id ?? null;
}

interface QuestionRow {
  readonly place: number;
  readonly as_role: Question["as"];
  readonly secret: string;
  readonly purpose: string | null;
  readonly case_id: string;
  readonly category: string;
  readonly key_id: string;
  readonly cases: readonly string[] | null;
  readonly expected: object;
}

/**
 * Makes the harness in the database and writes the questions of the worlds into it, with the twin's answers. With one
 * question of each world goes the question which rows are seen around it. Returns how many questions there are.
 */
export async function loadQuestions(client: Client, worlds: readonly Drawn[], now: Instant): Promise<number> {
  const rows = worlds.flatMap((drawn, i) => {
    const neighbour = worlds[(i + 1) % worlds.length] ?? drawn;
    const cases = [...drawn.world.cases, ...neighbour.world.cases].map((record) => record.id);
    const asPerson = drawn.questions.findIndex((question) => question.reader.kind === "person");
    const wide = i % 2 === 0 && asPerson >= 0 ? asPerson : i % drawn.questions.length;
    return drawn.questions.map((question, k) => questionRow(drawn, question, k === wide ? cases : null, now));
  });
  const placed = rows.map((row, place): QuestionRow => ({ ...row, place }));
  // A plan that row-level security shaped is made anew for another role: one role after the other is quicker.
  placed.sort((a, b) => (a.as_role < b.as_role ? -1 : 1));
  await client.query(HARNESS);
  const slice = 10_000;
  for (let from = 0; from < placed.length; from += slice) {
    const part = placed.slice(from, from + slice).map((row, i) => ({ ...row, number: from + i + 1 }));
    await client.query(
      "insert into proving.question select * from json_populate_recordset(null::proving.question, $1)",
      [JSON.stringify(part)],
    );
  }
  await client.query("analyze proving.question");
  return rows.length;
}

function questionRow(
  drawn: Drawn,
  question: Question,
  cases: readonly string[] | null,
  now: Instant,
): Omit<QuestionRow, "place"> {
  const { reader, as, caseId, category, keyOf } = question;
  const session = reader.kind === "member" ? reader.sessionId : reader.visitId;
  return {
    as_role: as,
    secret: `\\x${secretOf(session).toString("hex")}`,
    purpose: reader.kind === "member" ? reader.purpose : null,
    ...{ case_id: caseId, category, key_id: dataKeyOf(keyOf.caseId, keyOf.category), cases },
    expected: expectAnswer(drawn, question, cases !== null, now),
  };
}

/** Puts every question to the database, each in its own transaction, and returns those answered otherwise. */
export async function findDifferences(clients: readonly Client[], count: number): Promise<Difference[]> {
  const share = Math.ceil(count / clients.length);
  await Promise.all(
    clients.map((client, i) => client.query(`call proving.ask_all(${i * share + 1}, ${(i + 1) * share})`)),
  );
  const rows = await clients[0]?.query(
    "select d.number, q.expected, d.answered from proving.difference d join proving.question q using (number) order by 1",
  );
  return rows?.rows ?? [];
}
