import { fromBase32 } from "../../../../core/keys/index.ts";
import type { TestMember } from "../../../../core/testing.ts";
import { writtenForDecision } from "../../model/decision.ts";
import type * as service from "../../service/journey.ts";
import type { TestCare, TestPerson } from "../../testing.ts";
import { alarmsOf, endOfClock } from "../clocks.ts";
import { needsOf } from "../guards.ts";
import { housePack } from "../house-packs.ts";
import { takeStep } from "../journey.ts";
import type { RecordCode } from "../records.ts";
import type { Rules } from "../rules.ts";
import { type Act, isChild, type Journey } from "../shape.ts";
import { letDaysPass, moved } from "./days.ts";
import { type Draw, drawAct, drawFrom } from "./walk.ts";
import { Witness } from "./witness.ts";

/** The use cases that are walked: ours, or a mutant of them. */
export type ServiceEngine = Pick<typeof service, "takeStepAsMember" | "takeOwnStep">;

export interface ServiceWalked {
  steps: number;
  taken: number;
  refused: number;
  alarms: number;
  readonly faults: string[];
}

export interface ServiceWalkGround {
  readonly care: TestCare;
  /** What the worker does each minute; how many moments it told. */
  readonly tell: () => Promise<number>;
  readonly packs: readonly string[];
}

interface Player {
  readonly member: TestMember;
  readonly role: string;
  readonly isTrained: boolean;
  /** Whether someone of their agency takes steps in their role: at the holder, or outside with a share. */
  readonly mayStep: boolean;
}

const DAY_MS = 86_400_000;
/** What a no rests on; now and then another language is named than that of the reasons. */
const STATUS = {
  evidenceAsked: "Where the money went.",
  reasons: "The papers say otherwise.",
  reasonsIn: "ti",
} as const;
const PER_CASE = 40;
const FAULTS_MAX = 3;
/** So far the moments of a clock of days may be off where a story's days are not the calendar's (holidays, summer time). */
const SLACK_MS = 8 * DAY_MS;
const OWN: Readonly<Record<string, readonly RecordCode[]>> = {
  "leave-recovery": ["own-choice"],
  "ask-reconsideration": [],
  "come-back": ["own-choice"],
  "mark-urgent": ["urgent"],
  reopen: [],
  "answer-evidence": ["evidence-answered"],
};
const HOLDERS_ROLES = [
  ...[
    "intake-worker",
    "caseworker",
    "health-worker",
    "legal-adviser",
    "guardian",
    "child-protection-officer",
  ],
  ...["decision-maker", "supervisor", "prosecutor", "investigator", "data-protection-officer"],
] as const;

/** Whoever could try: trained or not, at the agency that holds the cases, at one with a share, at one with nothing. */
async function addPlayers(care: TestCare): Promise<Player[]> {
  const { house } = care;
  const player = async (
    agencyId: string,
    role: string,
    nth: number,
    isTrained: boolean,
    mayStep: boolean,
  ) => {
    const member = await house.addMember({ agencyId, name: `Player ${role} ${nth}`, roles: [role] });
    // A long walk outlives a session.
    await house.owner.query(
      "update identity.session set expires_at = now() + interval '9 hours' where member_id = $1",
      [member.id],
    );
    if (!isTrained)
      await house.owner.query("update identity.member set training_valid_until = null where id = $1", [
        member.id,
      ]);
    return { member, role, isTrained, mayStep };
  };
  const players: Player[] = [];
  for (const role of HOLDERS_ROLES) players.push(await player(care.ngoId, role, 1, true, true));
  for (const role of ["decision-maker", "caseworker"])
    players.push(await player(care.ngoId, role, 2, true, true));
  for (const role of ["decision-maker", "caseworker", "supervisor"])
    players.push(await player(care.ngoId, role, 3, false, true));
  players.push(await player(care.shelterId, "decision-maker", 4, true, true));
  players.push(await player(care.shelterId, "caseworker", 4, true, false));
  players.push(await player(care.policeId, "investigator", 5, true, false));
  return players;
}

const known = new WeakMap<TestCare, Promise<Player[]>>();
function playersOf(care: TestCare): Promise<Player[]> {
  const players = known.get(care) ?? addPlayers(care);
  known.set(care, players);
  return players;
}

/**
 * Random steps through the service and the database, over every pack. A witness that shares no line with the guards judges what was let through, the
 * pure machine says what had to be let through, and what stands in the rows is held against both. Days pass by moving what is stored back.
 */
export async function walkService(
  engine: ServiceEngine,
  ground: ServiceWalkGround,
  seed: number,
  steps: number,
  faultsMax = FAULTS_MAX,
): Promise<ServiceWalked> {
  const draw = drawFrom(seed);
  const walked: ServiceWalked = { steps: 0, taken: 0, refused: 0, alarms: 0, faults: [] };
  const players = await playersOf(ground.care);
  for (let nth = 0; walked.steps < steps && walked.faults.length < faultsMax; nth++) {
    const one = new WalkedCase(engine, ground, players, draw, walked);
    await one.open(ground.packs[nth % ground.packs.length] ?? "coe", nth % 3 === 0 ? "9-17" : "25-34");
    const until = Math.min(steps, walked.steps + PER_CASE);
    while (walked.steps < until && walked.faults.length < faultsMax) {
      await one.step().catch((error: unknown) => {
        walked.faults.push(`${error instanceof Error ? error.message : error}`);
      });
    }
  }
  return walked;
}

interface Stored {
  readonly revision: number;
  readonly standing: Journey;
}

class WalkedCase {
  private offsetMs = 0;
  private id = "";
  private code = "";
  private language = "ti";
  private person!: TestPerson;
  private guardian!: TestPerson;
  private witness!: Witness;
  private consentId = "";
  private readonly engine: ServiceEngine;
  private readonly ground: ServiceWalkGround;
  private readonly players: readonly Player[];
  private readonly draw: Draw;
  private readonly walked: ServiceWalked;

  constructor(
    engine: ServiceEngine,
    ground: ServiceWalkGround,
    players: readonly Player[],
    draw: Draw,
    walked: ServiceWalked,
  ) {
    this.engine = engine;
    this.ground = ground;
    this.players = players;
    this.draw = draw;
    this.walked = walked;
  }

  private get rules(): Rules {
    const { house, clock } = this.ground.care.house;
    return housePack(this.code, clock.now, house.calendar).rules;
  }

  private ask = async (text: string, values: unknown[]) =>
    (await this.ground.care.house.owner.query(text, values)).rows;
  /** With the case as the first value. */
  private rows = (text: string, ...values: unknown[]) => this.ask(text, [this.id, ...values]);

  private fault(text: string): void {
    this.walked.faults.push(`${this.code}, step ${this.walked.steps}: ${text}`);
  }

  /** The pack that the house names now is the case's for good, whatever the house names later. */
  private nameJurisdiction(code: string): void {
    (this.ground.care.house.house.config as { jurisdiction: string }).jurisdiction = code;
  }

  async open(code: string, ageBand: string): Promise<void> {
    const { care } = this.ground;
    this.code = code;
    this.nameJurisdiction(code);
    this.setNoon();
    this.person = await care.addPerson();
    this.guardian = await care.addPerson();
    const offerId = await care.addYes(this.person, ["contact"]);
    const opened = await care.request("POST", "/api/cases", {
      ...{ as: care.intake, purpose: "support" },
      body: { offerId, gender: "woman", ageBand, language: this.language, sections: [] },
    });
    this.id = opened.body.id;
    this.consentId = await care.yesOf(this.id);
    await this.rows(
      "insert into access.guardianship (case_id, words_address, starts_at) values ($1, $2, now() - interval '1 hour')",
      Buffer.from(fromBase32(this.guardian.address, 16)),
    );
    const first: RecordCode[] = ageBand === "9-17" ? ["age-child"] : ["age-adult"];
    this.witness = new Witness(this.rules, this.language, first, this.now());
    await this.writeStatus();
  }

  /** By who decides; the intake worker who opens a case may not. */
  private async writeStatus(): Promise<void> {
    const writer = this.players.find(({ role, isTrained }) => role === "decision-maker" && isTrained)?.member;
    if (!writer) throw new Error("there are players");
    const answer = await this.ground.care.request("PUT", `/api/cases/${this.id}/sections/status`, {
      ...{ as: writer, purpose: "decision", match: '"v0"', body: { document: STATUS, resolves: [] } },
    });
    if (answer.status !== 200) this.fault(`the status was not written: ${answer.text}`);
    this.witness.seeWritten(writtenForDecision(STATUS));
  }

  /** Noon, so that days which pass are whole ones. */
  private setNoon(): void {
    const noon = new Date();
    noon.setUTCHours(12, 0, 0, 0);
    this.ground.care.house.clock.now = noon;
  }
  private now = () => this.ground.care.house.clock.now.getTime() + this.offsetMs;

  async step(): Promise<void> {
    this.walked.steps++;
    await this.letDaysPass([0, 0, this.draw(3), this.draw(20), this.draw(80)][this.draw(5)] ?? 0);
    if (this.draw(3) === 0) await this.watchWorker();
    if (this.draw(10) === 0) await this.writeDispute(this.draw(2) === 0);
    const before = await this.stored();
    const at = this.ground.care.house.clock.now.getTime();
    const act = drawAct({ needsOf }, this.rules, before.standing, this.draw, at, before.standing.language);
    // Now and then someone else's jurisdiction is the house's meanwhile.
    this.nameJurisdiction(this.ground.packs[this.draw(this.ground.packs.length)] ?? this.code);
    const tried = act.by.role === "person" || this.draw(6) === 0 ? this.asPerson(act) : this.asMember(act);
    const outcome = await tried(before);
    await this.judge(outcome, before);
  }

  /** Someone writes in the identity that the age is disputed, or that it is not. */
  private async writeDispute(ageDisputed: boolean): Promise<void> {
    const writer = this.players.find(({ role, isTrained }) => role === "caseworker" && isTrained)?.member;
    if (!writer) throw new Error("there are players");
    const before = await this.stored();
    const answer = await this.ground.care.request("PUT", `/api/cases/${this.id}/sections/identity`, {
      ...{ as: writer, purpose: "support", match: `"v${this.identityVersion}"` },
      body: { document: { firstName: `Selam ${++this.identityVersion}`, ageDisputed }, resolves: [] },
    });
    const after = await this.stored();
    if (answer.status !== 200) this.fault(`the identity was not written: ${answer.text}`);
    const isNew = before.standing.ageDisputed !== ageDisputed;
    if (after.revision !== before.revision + (isNew ? 1 : 0)) this.fault("a dispute is not one step");
    this.witness.seeDispute(ageDisputed, this.inStory(after.standing), this.now());
    for (const fault of this.witness.faults.splice(0)) this.fault(`${fault} (disputed: ${ageDisputed})`);
  }
  private identityVersion = 0;

  private asMember(act: Act) {
    const able = this.players.filter(({ role }) => role === act.by.role);
    const player = able[this.draw(able.length)] ?? this.players[this.draw(this.players.length)];
    if (!player) throw new Error("there are players");
    const { member, role, isTrained, mayStep } = player;
    const by = { memberId: member.id, role: role as Act["by"]["role"], isTrained };
    const stale = this.draw(12) === 0;
    const consentId = this.draw(8) === 0 ? null : this.consentId;
    const says = act.recorded.includes("guardian");
    const isNamedNow = this.draw(4) > 0;
    return async (before: Stored) => {
      const { revision } = before;
      if (says && isNamedNow) await this.nameGuardian();
      const rests =
        (!says || (await this.hasNaming())) && (consentId !== null || !this.refersAdult(act, before));
      const wanted = { ...act, step: act.step, revision: stale ? revision - 1 : revision, consentId };
      const result = await this.engine
        .takeStepAsMember(this.ground.care.house.house, member.secret, this.id, wanted, (_tx, _actor, work) =>
          work(),
        )
        .catch((error: unknown) => error);
      return { act: { ...act, by }, isEntitled: mayStep && !stale && rests, result };
    };
  }

  /** As two members do: what is recorded of a guardian rests on it. */
  private async nameGuardian(): Promise<void> {
    const [first, second] = this.players;
    await this.rows(
      `insert into care.guardian_naming (id, case_id, proof, checked, starts_at, named_by, confirmed_by, ends_at, words_address, began_at)
       values (gen_random_uuid(), $1, 'in-person', '{child-asked}', now(), $2, $3, now() + interval '15 days', $4, now())
       on conflict do nothing`,
      first?.member.id,
      second?.member.id,
      Buffer.from(fromBase32(this.guardian.address, 16)),
    );
  }

  private hasNaming = async (): Promise<boolean> =>
    (await this.rows("select 1 from care.guardian_naming where case_id = $1 and ended_at is null")).length >
    0;

  private refersAdult(act: Act, { standing }: Stored): boolean {
    const after = takeStep(this.rules, standing, act);
    const to = this.rules.steps.get(act.step)?.to;
    const asks = to === "referred" || (to === "back" && act.recorded.includes("consent"));
    return asks && after.kind === "taken" && !isChild(after.journey);
  }

  private asPerson(act: Act) {
    const codes = Object.keys(OWN);
    const step = act.step in OWN ? act.step : (codes[this.draw(codes.length)] ?? "");
    const whose = this.draw(2);
    const words = whose === 0 ? this.guardian : this.person;
    const own: Act = {
      ...{ step, at: act.at, recorded: OWN[step] ?? [], language: null },
      by: { memberId: "", role: "person", isTrained: false },
    };
    const secret = secretOf(words);
    return async ({ revision }: Stored) => {
      const result = await this.engine
        .takeOwnStep(this.ground.care.house.house, secret, this.id, { step: step as never, revision })
        .catch((error: unknown) => error);
      return { act: own, isEntitled: words === this.person, result };
    };
  }
  private async judge(
    { act, isEntitled, result }: { act: Act; isEntitled: boolean; result: unknown },
    before: Stored,
  ): Promise<void> {
    const after = await this.stored();
    const lawful = takeStep(this.rules, before.standing, act);
    if (result instanceof Error || after.revision === before.revision) {
      this.walked.refused++;
      if (!(result instanceof Error)) this.fault(`${act.step} was said to be taken and was not`);
      if (JSON.stringify(after) !== JSON.stringify(before))
        this.fault(`${act.step} was refused and left something`);
      if (isEntitled && lawful.kind === "taken") {
        this.fault(`${act.step} by ${act.by.role} is lawful and was refused: ${String(result)}`);
      }
      return;
    }
    this.walked.taken++;
    if (!isEntitled) this.fault(`${act.step} was taken by whoever may not, or after another`);
    if (after.revision !== before.revision + 1) this.fault("more than one step was written");
    this.witness.see({ ...act, at: this.now() }, this.inStory(after.standing));
    for (const fault of this.witness.faults.splice(0)) this.fault(`${fault} (${act.step} by ${act.by.role})`);
    await this.compareRows(act, after);
  }

  /** What the rows say of the step, the state and the clocks is what the standing says. */
  private async compareRows(act: Act, { revision, standing }: Stored): Promise<void> {
    const [row] = await this.rows(
      `select s.code, s.role, s.taken_by as by, s.recorded, f.state,
         (select to_state from care.state_change c where c.case_id = f.id order by id desc limit 1) as changed
       from care.step s join care.case_file f on f.id = s.case_id where s.case_id = $1 and s.revision = $2`,
      revision,
    );
    const said = [row?.code, row?.role, row?.by ?? "", [...(row?.recorded ?? [])].sort().join()].join(" ");
    const was = [act.step, act.by.role, act.by.memberId, [...act.recorded].sort().join()].join(" ");
    if (said !== was) this.fault(`written down was “${said}”, not “${was}”`);
    if (row?.state !== standing.state || row?.changed !== standing.state)
      this.fault("the file says another state");
    const clocks = await this.runningClocks();
    const wanted = standing.clocks;
    const inRows = clocks.map(({ what }) => what).sort();
    const inStanding = wanted.map(({ code }) => code).sort();
    if (inRows.join() !== inStanding.join())
      this.fault(`clocks ${inRows.join()} instead of ${inStanding.join()}`);
    for (const clock of wanted) {
      const stands = clock.pauses.at(-1)?.until === null;
      const kept = clocks.find(({ what }) => what === clock.code);
      if (!kept) continue;
      if (stands !== kept.stands) this.fault(`${clock.code} ${stands ? "runs on" : "stands"} in the rows`);
      // Written down in this very step: to the millisecond what the machine counts.
      const counted = alarmsOf(this.rules, clock).flatMap(({ name, at }) =>
        at === null ? [] : [{ name, at }],
      );
      const at = (wantedName: string) =>
        Date.parse(kept.alarms.find(({ name }) => name === wantedName)?.at ?? "");
      const lost = counted.filter((alarm) => at(alarm.name) !== alarm.at).map(({ name }) => name);
      if (lost.length > 0) this.fault(`${clock.code} has lost ${lost.join()}`);
      const more = kept.alarms.filter(
        ({ name, toldAt }) => toldAt === null && !counted.some((alarm) => alarm.name === name),
      );
      if (more.length > 0) this.fault(`${clock.code} would tell ${more.map(({ name }) => name).join()}`);
    }
  }

  private runningClocks = async (): Promise<
    {
      id: string;
      what: string;
      stands: boolean;
      alarms: { name: string; at: string; toldAt: string | null }[];
    }[]
  > =>
    (await this.rows(
      "select id, what, stands_since is not null as stands, alarms from care.clock where case_id = $1 and of_journey and done_at is null order by what",
    )) as never;

  /** The worker tells what is due, each once, and changes nothing else. */
  private async watchWorker(): Promise<void> {
    const frozen = async () =>
      JSON.stringify([
        await this.stored(),
        await this.rows("select state, state_since from care.case_file where id = $1"),
        await this.rows("select id, done_at, due_at from care.clock where case_id = $1 order by id"),
        await this.rows("select count(*) from care.step where case_id = $1"),
      ]);
    const entries = async () =>
      Number(
        (await this.rows("select count(*) from ledger.entry where case_id = $1 and kind = 'clock.alarm'"))[0]
          ?.count,
      );
    const untold = async () =>
      (await this.runningClocks()).flatMap(({ alarms }) => alarms.filter(({ toldAt }) => toldAt === null))
        .length;
    const [was, told, open] = [await frozen(), await entries(), await untold()];
    const house = Number(
      (
        await this.rows(
          `select count(*) from care.clock, jsonb_array_elements(alarms) a where case_id = $1 and not of_journey
           and done_at is null and a ->> 'toldAt' is null and (a ->> 'at')::timestamptz <= now()`,
        )
      )[0]?.count,
    );
    this.walked.alarms += await this.ground.tell();
    await this.ground.tell();
    if ((await frozen()) !== was) this.fault("telling moved something");
    const [toldNow, openNow] = [await entries(), await untold()];
    if (toldNow - told !== open - openNow + house)
      this.fault("a moment was told twice, or not put on record");
    const now = this.ground.care.house.clock.now.getTime();
    const { standing } = await this.stored();
    const rows = await this.runningClocks();
    for (const clock of standing.clocks) {
      const kept = rows.find(({ what }) => what === clock.code);
      for (const { name, at } of alarmsOf(this.rules, clock)) {
        if (!kept || at === null || at > now - SLACK_MS) continue;
        if (!kept.alarms.some((alarm) => alarm.name === name && alarm.toldAt !== null)) {
          this.fault(`${clock.code} ${name} has come and nobody was told`);
        }
      }
      const early = kept?.alarms.find(
        ({ at, toldAt }) => toldAt !== null && Date.parse(at) > Date.now() + 60_000,
      );
      if (early) this.fault(`${clock.code} ${early.name} was told before its time`);
      // Once it was over, the days after its end go on, wherever the person is.
      const since = endOfClock(this.rules, clock) === null ? (clock.pauses.at(-1)?.from ?? 0) : null;
      const ahead = kept?.alarms.find(
        ({ at, toldAt }) => toldAt === null && since !== null && Date.parse(at) > since + SLACK_MS,
      );
      if (ahead) this.fault(`${clock.code} stands still and would tell ${ahead.name}`);
    }
  }

  private async stored(): Promise<Stored> {
    const [row] = await this.rows("select revision, standing from care.journey where case_id = $1");
    const { revision, standing } = row as Stored;
    // With what is written in their status, which each step takes from the file.
    return { revision, standing: { ...standing, ...writtenForDecision(STATUS) } };
  }

  /** A standing in the days of the story. */
  private inStory(standing: Journey): Journey {
    return moved(standing, this.offsetMs);
  }

  private async letDaysPass(days: number): Promise<void> {
    this.setNoon();
    if (days === 0) return;
    this.offsetMs += days * DAY_MS;
    await letDaysPass((text, ...values) => this.ask(text, values), this.id, days);
  }
}

const secretOf = (person: TestPerson): Uint8Array =>
  Buffer.from((person.headers().authorization ?? "").replace("Words ", ""), "base64url");
