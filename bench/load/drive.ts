import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Act, type Bench, drawAct, makeBench } from "./acts.ts";
import { OPENED, type SignedIn, WRITTEN } from "./state.ts";

/**
 * The members, in a process of their own: each does one thing after the other, with or without a pause to think, and
 * notes how long each took. Started by `bench/load.ts` with what to do on its standard input; answers with JSON.
 */
export interface Driving {
  readonly port: number;
  readonly members: readonly SignedIn[];
  /** Mean of an exponential pause; 0 for none. */
  readonly thinkS: number;
  readonly seconds: number;
  /** At the beginning, not counted. */
  readonly warmSeconds: number;
}

const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
const driving: Driving = JSON.parse(Buffer.concat(chunks).toString());
const bench = makeBench();
const end = performance.now() + (driving.warmSeconds + driving.seconds) * 1_000;
setTimeout(() => bench.begin(), driving.warmSeconds * 1_000);
await Promise.all(driving.members.map((member) => work(member, bench)));
process.stdout.write(JSON.stringify(bench.result()));

async function work(member: SignedIn, noted: Bench): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const versions = new Map<string, number>();
  if (driving.thinkS > 0) await sleep(Math.random() * driving.thinkS * 1_000);
  while (performance.now() < end) {
    const act = drawAct(Math.random());
    const caseId = pick(member.cases);
    if (act === "save") await save(member, agent, noted, versions, caseId);
    else if (act === "find by name") await findByName(member, agent, noted);
    else await ask(member, agent, noted, act, addressOf(act, caseId));
    if (driving.thinkS > 0) await sleep(-Math.log(1 - Math.random()) * driving.thinkS * 1_000);
  }
  agent.destroy();
}

function addressOf(act: Act, caseId: string): string {
  switch (act) {
    case "open a section":
      return `/api/cases/${caseId}/sections/${pick(Object.keys(OPENED))}`;
    case "open a case":
      return `/api/cases/${caseId}`;
    case "Today":
      return "/api/today";
    case "cases":
      return "/api/cases";
    default:
      return `/api/cases?search=${pick(["heron", "wren", "swift", "jay"])}%20${Math.floor(10 + Math.random() * 90)}`;
  }
}

/** Someone whose case the member has; as often by one word of their name as by all of it. */
async function findByName(member: SignedIn, agent: Agent, noted: Bench): Promise<void> {
  const name = pick(member.names);
  const body = JSON.stringify({ name: Math.random() < 0.5 ? name : pick(name.split(" ")) });
  await ask(member, agent, noted, "find by name", "/api/cases/by-name", { method: "POST", body });
}

/** A further version of what the member has open: it was read when they opened it. */
async function save(
  member: SignedIn,
  agent: Agent,
  noted: Bench,
  versions: Map<string, number>,
  caseId: string,
): Promise<void> {
  const category = pick(WRITTEN);
  const address = `/api/cases/${caseId}/sections/${category}`;
  let version = versions.get(address);
  if (version === undefined) {
    const read = await ask(member, agent, noted, "open a section", address);
    version = JSON.parse(read.body || "{}").version ?? 0;
  }
  const body = JSON.stringify({ document: OPENED[category] });
  const answer = await ask(member, agent, noted, "save", address, {
    method: "PUT",
    body,
    match: `"v${version}"`,
  });
  if (answer.status === 200) versions.set(address, JSON.parse(answer.body).version);
  else versions.delete(address);
}

interface Sent {
  readonly method: "POST" | "PUT";
  readonly body: string;
  readonly match?: string;
}

async function ask(
  member: SignedIn,
  agent: Agent,
  noted: Bench,
  act: Act,
  path: string,
  sent?: Sent,
): Promise<{ status: number; body: string }> {
  const started = performance.now();
  const answer = await send(member, agent, path, sent).catch((error: Error) => ({
    status: 0,
    body: error.message,
  }));
  noted.note(
    act,
    performance.now() - started,
    answer.status === 200 ? null : `${answer.status} ${answer.body}`,
  );
  return answer;
}

function send(
  member: SignedIn,
  agent: Agent,
  path: string,
  sent?: Sent,
): Promise<{ status: number; body: string }> {
  const origin = `http://127.0.0.1:${driving.port}`;
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        ...{ agent, host: "127.0.0.1", port: driving.port, path, method: sent?.method ?? "GET" },
        headers: {
          cookie: `leeward_session=${member.cookie}`,
          "leeward-purpose": "support",
          ...(sent && {
            ...{ origin, "content-type": "application/json" },
            ...(sent.match && { "if-match": sent.match }),
            "content-length": Buffer.byteLength(sent.body),
          }),
        },
      },
      (answer) => {
        let body = "";
        answer.setEncoding("utf8").on("data", (part: string) => {
          body += part;
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body }));
        answer.on("error", reject);
      },
    );
    asked.on("error", reject);
    asked.end(sent?.body);
  });
}
