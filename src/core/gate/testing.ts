import { randomUUID } from "node:crypto";
import { signAct } from "../proposals/signed.ts";
import type { TestHouse, TestMember } from "../testing.ts";
import { type Assessment, actOf } from "./statement.ts";

/** For tests: an agency whose supervisor and officer assess a tool over HTTP, as browsers do. */
export interface TestAssessor {
  readonly agencyId: string;
  readonly boss: TestMember;
  readonly officer: TestMember;
}

export async function addAssessor(house: TestHouse, name: string): Promise<TestAssessor> {
  const agencyId = await house.addAgency({ name, kind: "ngo" });
  const boss = await house.addMember({ agencyId, name: `${name} boss`, roles: ["supervisor"] });
  const officer = await house.addMember({
    agencyId,
    name: `${name} officer`,
    roles: ["data-protection-officer"],
  });
  return { agencyId, boss, officer };
}

export async function send(house: TestHouse, as: TestMember, url: string, body: object) {
  const { statusCode, body: text } = await house.app.inject({
    method: "POST",
    url,
    headers: { ...as.headers(), "idempotency-key": randomUUID() },
    payload: body,
  });
  const said: { id?: string; code?: string } = text === "" || text === "null" ? {} : JSON.parse(text);
  return { status: statusCode, ...said };
}

export async function look(house: TestHouse, as: TestMember) {
  return (await house.app.inject({ method: "GET", url: "/api/tools", headers: as.headers() })).json();
}

export const dayIn = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A whole text about the version that is here. */
export async function write(
  house: TestHouse,
  tool: string,
  changed: Partial<Assessment> = {},
): Promise<Assessment> {
  const { rows } = await house.owner.query(
    "select version, encode(declaration_hash, 'hex') as declaration from gate.tool where name = $1 and is_current",
    [tool],
  );
  const text = (of: string) => `What we found about ${of}.`;
  return {
    ...{ tool, version: rows[0].version, declaration: rows[0].declaration, until: dayIn(180) },
    parts: {
      purpose: text("the purpose"),
      rights: text("the rights"),
      risks: text("the risks"),
      measures: text("the measures"),
      heard: text("whom we heard"),
    },
    advice: null,
    ...changed,
  };
}

export const signed = (by: TestMember, name: string, assessment: Assessment) =>
  signAct(
    actOf(assessment, by.agencyId),
    { memberId: by.id, name, signingKey: by.keys.signing.publicKey },
    by.keys.signing.privateKey,
  );

const nameOf = async (house: TestHouse, { id }: TestMember): Promise<string> =>
  (await house.owner.query("select display_name from identity.member where id = $1", [id])).rows[0]
    .display_name;

export async function propose(house: TestHouse, by: TestMember, assessment: Assessment) {
  const own = await signed(by, await nameOf(house, by), assessment);
  return send(house, by, "/api/tool-assessments", { assessment, signed: own });
}

export async function second(house: TestHouse, by: TestMember, id: string) {
  const { waiting } = await look(house, by);
  const one = waiting.find((w: { id: string }) => w.id === id);
  if (!one) throw new Error("nothing waits for this member");
  return send(house, by, `/api/proposals/${id}/confirm`, {
    hash: one.hash,
    signed: await signed(by, await nameOf(house, by), one.assessment),
  });
}

/** Both signatures; the number of the assessment. */
export async function assess(house: TestHouse, at: TestAssessor, assessment: Assessment): Promise<string> {
  const { id = "", status } = await propose(house, at.boss, assessment);
  if (status !== 201) throw new Error(`the proposal was answered ${status}`);
  const { status: then } = await second(house, at.officer, id);
  if (then !== 204) throw new Error(`the second signature was answered ${then}`);
  return id;
}

/** Asked by the officer; answered, where an answer is given, as recorded by the supervisor. */
export async function ask(
  house: TestHouse,
  at: TestAssessor,
  tool: string,
  stance?: "for" | "conditions" | "against",
): Promise<string> {
  const { id = "" } = await send(house, at.officer, `/api/tools/${tool}/advice`, {
    question: "What do you say to this?",
  });
  if (stance)
    await send(house, at.boss, `/api/tool-advice/${id}/answer`, {
      ...{ stance, answer: "This is what we say to it.", body: "Council of survivors" },
    });
  return id;
}
