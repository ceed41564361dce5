import type { Client } from "pg";
import { type Assessment, actOf, statementOf } from "../core/gate/statement.ts";
import type { Random } from "../core/keys/index.ts";
import { fromBase64Url, toBase64Url } from "../core/keys/index.ts";
import { signAct } from "../core/proposals/signed.ts";
import type { FilledAgency, FilledMember } from "./agencies.ts";
import { uuidFrom } from "./uuid.ts";

const DAY_MS = 86_400_000;
const HEARD = "Survivors’ Circle of the Coast";

/** A release that may run at the shelter, with conditions that are met; and care's assessment there, which ran out. */
export async function fillTools(
  owner: Client,
  agencies: readonly FilledAgency[],
  random: Random,
  now: Date,
): Promise<void> {
  const at = (key: string) => {
    const agency = agencies.find((one) => one.key === key);
    if (!agency) throw new Error(`no agency ${key}`);
    return agency;
  };
  const advice = await fillAdvice(owner, at("harbour"), random);
  await fillAssessment(owner, at("harbour"), random, {
    ...(await versionOf(owner, "caseload-release")),
    until: dayIn(now, 150),
    parts: {
      purpose:
        "We publish once a year whom we support, so that the ministry plans enough places and nobody asks for our files.",
      rights:
        "Everyone whose case we hold, children among them, and their families. Those who never came are not in it.",
      risks: "Someone could be recognised in a small group, or a group could be blamed for its number.",
      measures:
        "Epsilon 1, once a year. Two people read the report before it leaves. We publish the words with the numbers.",
      heard: "The Survivors’ Circle of the Coast, our night staff, and counsel of the ministry.",
    },
    advice: { id: advice, reply: "The Circle reads each release a week before it leaves, and can stop it." },
  });
  await fillAssessment(owner, at("harbour"), random, {
    ...(await versionOf(owner, "care")),
    until: dayIn(now, -12),
    parts: {
      purpose: "One file for each person who lives with us, so that nobody has to tell everything twice.",
      rights: "Whoever lives with us, and the children who came with them.",
      risks: "A colleague who looks without need, a file that says too much, a clock that nobody heeds.",
      measures: "Looks are read every week. We write down what is needed and no more.",
      heard: "Four people who once lived here, and the night staff.",
    },
    advice: null,
  });
}

const dayIn = (now: Date, days: number): string =>
  new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);

async function versionOf(owner: Client, tool: string) {
  const { rows } = await owner.query<{ version: string; declaration: string }>(
    "select version, encode(declaration_hash, 'hex') as declaration from gate.tool where name = $1 and is_current",
    [tool],
  );
  const [row] = rows;
  if (!row) throw new Error(`the registry has no ${tool}`);
  return { tool, ...row };
}

function memberOf(agency: FilledAgency, role: string): FilledMember {
  const member = agency.members.find(({ roles }) => roles.includes(role));
  if (!member) throw new Error(`${agency.name} has no ${role}`);
  return member;
}

async function fillAdvice(owner: Client, agency: FilledAgency, random: Random): Promise<string> {
  const id = uuidFrom(random);
  await owner.query(
    `insert into gate.advice (id, tool, version, agency_id, question, asked_by, asked_at, stance, answer, answered_by,
       answered_body, answered_at)
     select $1, t.name, t.version, $2, $3, $4, now() - interval '40 days', 'conditions', $5, $6, $7, now() - interval '33 days'
     from gate.tool t where t.name = 'caseload-release' and t.is_current`,
    [
      ...[id, agency.id, "May we publish a synthetic copy of our caseload once a year?"],
      ...[memberOf(agency, "data-protection-officer").id, "Yes, if we read it before anyone else does."],
      ...[memberOf(agency, "supervisor").id, HEARD],
    ],
  );
  return id;
}

async function fillAssessment(
  owner: Client,
  agency: FilledAgency,
  random: Random,
  text: Assessment,
): Promise<void> {
  const id = uuidFrom(random);
  const signers = [memberOf(agency, "supervisor"), memberOf(agency, "data-protection-officer")];
  await owner.query(
    `insert into proposals.proposal (id, kind, agency_id, content, content_hash, proposed_by, proposed_at, ripe_at, expires_at,
       outcome, settled_by, settled_at)
     select $1, 'tool.assessment', $2, c, sha256(convert_to(c, 'UTF8')), $4, d, d, d + interval '30 days', 'confirmed', $5, d
     from (select $3::jsonb::text as c, now() - interval '32 days' as d) x`,
    [id, agency.id, statementOf(text), signers[0]?.id, signers[1]?.id],
  );
  const signatures: object[] = [];
  for (const { id: memberId, name, keys } of signers) {
    const { publicKey, privateKey } = keys.signing;
    const own = { memberId, name, signingKey: publicKey };
    const { signature } = await signAct(actOf(text, agency.id), own, privateKey);
    const { rows } = await owner.query(
      `insert into proposals.signature (proposal_id, member_id, name, signing_key, signature, signed_at)
       values ($1, $2, $3, $4, $5, now() - interval '32 days') returning signed_at`,
      [id, memberId, name, Buffer.from(publicKey), Buffer.from(fromBase64Url(signature, 64))],
    );
    signatures.push({
      memberId,
      name,
      signature,
      signingKey: toBase64Url(publicKey),
      signedAt: rows[0].signed_at,
    });
  }
  await owner.query(
    `insert into gate.assessment (id, tool, version, declaration_hash, agency_id, content, signatures, signed_at, expires_at)
     select $1, $2, $3, decode($4, 'hex'), $5, p.content, $7, p.settled_at, ($6::date + 1)::timestamp at time zone 'UTC'
     from proposals.proposal p where p.id = $1`,
    [id, text.tool, text.version, text.declaration, agency.id, text.until, JSON.stringify(signatures)],
  );
}
