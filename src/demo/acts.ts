import { createHash } from "node:crypto";
import type { Client } from "pg";
import { sayInPerson } from "../modules/door/in-person.ts";
import type { FilledAgency, FilledMember } from "./agencies.ts";
import type { CasesGround, DemoCase } from "./cases.ts";
import { uuidFrom } from "./uuid.ts";

const DAY_MS = 86_400_000;

/**
 * One of each that two people decide about: a yes said in person, an order of a court that keeps quiet, a wish that waits,
 * and glass that was broken. Members do it themselves, through the very functions that the desk asks, so that
 * proposals, entries and events are there as in a real house.
 */
export async function fillActs(
  owner: Client,
  { agencies, random, now }: CasesGround,
  cases: readonly DemoCase[],
): Promise<void> {
  const [harbour, legal, police] = ["harbour", "legal", "police"].map((key) => {
    const agency = agencies.find((one) => one.key === key);
    if (!agency) throw new Error(`no agency ${key}`);
    return agency;
  }) as [FilledAgency, FilledAgency, FilledAgency];
  const sheltered = cases.filter(({ holder }) => holder.key === "harbour");
  const caseIn = (state: DemoCase["state"]): string => {
    const found = sheltered.findLast((one) => one.state === state);
    if (!found) throw new Error(`no case of the shelter is in ${state}`);
    return found.id;
  };
  const [consentCase, orderCase] = [caseIn("early-support"), caseIn("reasonable-grounds")];
  const [wishCase, glassCase] = [
    caseIn("inclusion"),
    sheltered.find(({ person }) => person.documents.has("health"))?.id,
  ];
  const [ines, marta] = ["ines", "marta"].map((login) => {
    const member = harbour.members.find((one) => one.login === login);
    if (!member) throw new Error(`no member ${login}`);
    return member;
  }) as [FilledMember, FilledMember];
  const as = (member: FilledMember, question: string, given: readonly unknown[]) =>
    actAs(owner, new Uint8Array(random(32)), member, question, given);

  const until = new Date(now.getTime() + 90 * DAY_MS);
  const categories = ["identity", "account", "status"] as const;
  const statement = sayInPerson(
    {
      caseId: consentCase,
      agency: { id: harbour.id, name: harbour.name },
      recipientAgency: { id: legal.id, name: legal.name },
      ...{ categories, purpose: "support", consentUntil: until.toISOString() },
      outside: false,
      lines: [],
      only: {},
    },
    "en",
  );
  await as(
    ines,
    "access.record_consent_in_person($1, $2, $3, 'support', $4, $5, 'person', null, true, 'ar', $6)",
    [uuidFrom(random), consentCase, legal.id, categories, JSON.stringify(statement), until],
  );

  const order = uuidFrom(random);
  await as(
    ines,
    "access.propose_order($1, $2, 'Prosecutor, North', 'section 140', 'N-2041/7', 'District Court, North', $3, 'investigation', $4, $5, $6, $7)",
    [
      ...[order, orderCase, police.id, ["account", "justice"], new Date(now.getTime() - DAY_MS)],
      ...[until, new Date(now.getTime() + 30 * DAY_MS)],
    ],
  );
  await confirm(order);

  await as(ines, "care.hear_wish($1, $2, 'leave')", [uuidFrom(random), wishCase]);

  const glass = uuidFrom(random);
  await as(ines, "access.break_the_glass($1, $2, 'health', $3)", [
    ...[glass, glassCase],
    "She fainted in the kitchen, and the ambulance asks what she takes.",
  ]);
  await confirm(glass);

  async function confirm(proposal: string): Promise<void> {
    const { rows } = await owner.query("select content_hash from proposals.proposal where id = $1", [
      proposal,
    ]);
    await as(marta, "proposals.confirm($1, $2, null)", [proposal, rows[0]?.content_hash]);
  }
}

const DONE = ["recorded", "proposed", "asked", "open", "confirmed"];

/**
 * Asks one function of the database as a member: in a session that ends with the act. The function goes by the session;
 * an owner who is no superuser may not take the role as well.
 */
async function actAs(
  owner: Client,
  secret: Uint8Array,
  member: FilledMember,
  question: string,
  given: readonly unknown[],
): Promise<void> {
  const hash = createHash("sha256").update(secret).digest();
  await owner.query(
    `insert into identity.session (member_id, secret_hash, stage, created_at, expires_at)
     values ($1, $2, 'full', now(), now() + interval '1 minute')`,
    [member.id, hash],
  );
  await owner.query("select access.open_member_context($1, null)", [Buffer.from(secret)]);
  const { rows } = await owner.query(`select ${question} as outcome`, [...given]);
  await owner.query("delete from identity.session where secret_hash = $1", [hash]);
  if (!DONE.includes(rows[0]?.outcome)) throw new Error(`${question}: ${rows[0]?.outcome}`);
}
