import type { RecordCode } from "../records.ts";
import type { Rules } from "../rules.ts";
import type { Act, Journey } from "../shape.ts";

const DAY_MS = 86_400_000;
const AWAY = ["missing", "withdrawn", "abroad"];

/**
 * Watches a journey from outside and says what must never be. It shares no line with the guards: it keeps its own
 * notes of what was recorded, and judges each step that was let through by them.
 */
export class Witness {
  readonly faults: string[] = [];
  private readonly rules: Rules;
  private language: string | null;
  private state = "contact";
  private cameFrom: string | null = null;
  private goneByThemself = false;
  private age: "adult" | "child" | "unknown" | "doubted" = "unknown";
  /** Somebody wrote that it is another. */
  private isDisputed = false;
  /** What stands in their status. */
  private written: Pick<Journey, "evidenceWritten" | "reasonsWrittenIn"> = {
    ...{ evidenceWritten: false, reasonsWrittenIn: null },
  };
  private isUrgent = false;
  private hasGuardian = false;
  private hasLawyer = false;
  private askedAt: number | null = null;
  private isAnswered = false;
  private proposer: string | null = null;
  private wasRefused = false;
  private owedReview = false;
  /** Days of recovery that were lived through, and since when one more is. */
  private livedMs = 0;
  private livesSince: number | null = null;
  private isRecovered = false;
  private readonly clocks = new Map<string, number>();

  constructor(rules: Rules, language: string | null, recorded: readonly RecordCode[], at: number) {
    this.rules = rules;
    this.language = language;
    this.note(recorded, at);
    this.tick("open", "", at);
  }

  /** Judges a step that was let through. */
  see(act: Act, after: Journey): void {
    const step = this.rules.steps.get(act.step);
    const from = this.state;
    const has = (code: RecordCode) => act.recorded.includes(code);
    const hadBeenChild = this.isOfAChild();
    const hadAge = this.age;
    if (!step) return void this.faults.push(`${act.step} is no step`);
    this.must(step.from.includes(this.state as never), `${act.step} from ${from}`);
    this.must(step.by.includes(act.by.role), `${act.step} by ${act.by.role}`);
    const to = step.to === "stay" ? from : step.to === "back" ? (this.cameFrom ?? "reopened") : step.to;
    this.must(after.state === to, `${act.step} led to ${after.state}, not ${to}`);
    this.note(act.recorded, act.at);
    if (has("language")) this.language = act.language;
    this.must(after.language === this.language, "another language than the one that was named");
    this.must(!has("language") || this.language !== null, "a language without a name");
    const isChild = this.isOfAChild();
    const wasChild = hadBeenChild || isChild;
    this.must(!(act.step === "record-guardian" && has("guardian-in-conflict")), "a suspect guards a child");
    this.must(after.hasGuardian === this.hasGuardian, "another guardian than is known");
    this.must(!(has("means") && isChild), "a child was asked for means");
    this.must(
      !(["child", "doubted"].includes(hadAge) && this.age === "adult" && !has("age-established")),
      "a child was made an adult by a word",
    );
    for (const code of [
      "evidence-asked",
      "evidence-answered",
      "non-punishment-review",
      "language",
      "guardian-in-conflict",
    ] as const) {
      this.must(!has(code) || step.records.flat().includes(code), `${code} with ${act.step}`);
    }
    if (to === "referred" && from !== "referred" && step.to !== "back") {
      this.must(wasChild || has("consent"), "an adult was referred without consent");
      this.must(!wasChild || this.hasGuardian, "a child was referred without a guardian");
      this.must(!wasChild || has("assent") || has("too-young-to-assent"), "a child was not asked");
    }
    this.must(
      from !== "withdrawn" || to === from || to === "closed" || has("own-choice"),
      "who withdrew was brought back without a word of theirs",
    );
    const takesAYes = ["referred", "reasonable-grounds", "conclusive-grounds", "reconsideration"];
    if (from === "withdrawn" && act.by.role !== "person" && !hadBeenChild && takesAYes.includes(to))
      this.must(has("consent"), "an adult who withdrew was brought back into a decision without a yes");
    if (from === "withdrawn" && to !== from && to !== "closed" && to !== this.cameFrom)
      this.must(takesAYes.includes(this.cameFrom ?? ""), `${act.step} led past ${this.cameFrom}`);
    const asks = has("evidence-asked");
    this.must(!asks || this.written.evidenceWritten, "evidence was asked for and nobody wrote which");
    if (has("reasons"))
      this.must(act.language === this.language && this.language !== null, "reasons they cannot read");
    if (step.decision === "proposed-negative" || step.decision === "negative") {
      this.must(has("reasons"), "a negative without reasons");
      const { reasonsWrittenIn } = this.written;
      this.must(
        reasonsWrittenIn !== null && reasonsWrittenIn === this.language,
        "a negative whose reasons nobody wrote in their language",
      );
      this.must(this.askedAt !== null, "a negative before asking what is missing");
      const early = this.askedAt !== null && act.at - this.askedAt < 14 * DAY_MS && !this.isAnswered;
      this.must(!early, "a negative while an answer is awaited");
    }
    const isNo = step.decision === "negative" || step.decision === "proposed-negative";
    this.must(!isNo || after.reasonsIn === this.language, "nobody knows in which language the reasons are");
    if (step.decision === "negative") {
      this.must(this.proposer !== null && this.proposer !== act.by.memberId, "one alone said no");
      this.must(to === "early-support", "a negative that ends support");
    }
    if (step.decision === "negative" || step.decision === "positive") {
      const isThere = this.hasLawyer || (wasChild && this.hasGuardian);
      this.must(has("papers-to-representative") === isThere, "papers to nobody, or past who is there");
      this.must(has("papers-to-person") === (!isThere && !wasChild), "papers to the wrong hands");
      this.must(
        has("papers-wait") === (!isThere && wasChild && !isNo),
        "papers wait without need, or nobody says that they do",
      );
      this.must(isThere || !wasChild || !isNo, "a child was told no with nobody beside them");
    }
    if (step.decision && act.by.role !== "person") this.must(act.by.isTrained, "decided without training");
    const closes = to === "closed" && from !== "follow-up" && from !== "closed";
    if (closes) {
      this.must(act.by.isTrained, "closed without training");
      this.must(has("reason"), "closed without a reason");
      this.must(!this.owedReview, "closed before non-punishment was looked at");
      const place = AWAY.includes(from) && !this.goneByThemself ? this.cameFrom : from;
      const never = ["referred", "reasonable-grounds", "recovery", "conclusive-grounds", "reconsideration"];
      this.must(place === null || !never.includes(place), `closed from ${place}`);
    }
    this.must(
      to !== "reconsideration" || from === to || step.to === "back" || this.wasRefused,
      "reconsidered without a no",
    );
    this.seeRecovery(act, from, to);
    const conclusive = to === "conclusive-grounds" || (step.decision === "positive" && to === "inclusion");
    if (conclusive && step.to !== "back" && from !== to)
      this.must(this.isRecovered, "concluded before recovery ended");
    this.seeDecision(act, step.decision);
    this.goneByThemself =
      to === "withdrawn" ? (from === to ? this.goneByThemself : act.by.role === "person") : false;
    this.cameFrom = AWAY.includes(to) ? (from === to ? this.cameFrom : from) : null;
    this.state = to;
    this.tick(act.step, from, act.at, hadBeenChild, hadAge);
    this.compareClocks(after);
  }

  /** Judges what became of a journey when it was written that the age is disputed, or no longer. */
  seeDispute(isDisputed: boolean, after: Journey, at: number): void {
    this.must(after.state === this.state, "a dispute over an age moved someone");
    if (isDisputed !== this.isDisputed) {
      const before = [this.isOfAChild(), this.age, this.isDisputed] as const;
      this.isDisputed = isDisputed;
      this.tick(isDisputed ? "age-disputed" : "age-settled", this.state, at, ...before);
    }
    this.compareClocks(after);
  }

  seeWritten(written: Pick<Journey, "evidenceWritten" | "reasonsWrittenIn">): void {
    this.written = written;
  }

  private isOfAChild = (): boolean => this.isDisputed || this.age !== "adult";

  private compareClocks(after: Journey): void {
    const running = after.clocks
      .map(({ code }) => code)
      .sort()
      .join();
    const expected = [...this.clocks.keys()].sort().join();
    this.must(running === expected, `clocks ${running} instead of ${expected}`);
    for (const clock of after.clocks) {
      this.must(this.clocks.get(clock.code) === clock.startedAt, `${clock.code} began at another time`);
      const stands = clock.pauses.at(-1)?.until === null;
      const should = this.rules.clocks
        .find(({ code }) => code === clock.code)
        ?.pausesIn.includes(this.state as never);
      this.must(stands === should, `${clock.code} ${should ? "runs on" : "stands still"} in ${this.state}`);
    }
  }

  private must(holds: boolean, fault: string): void {
    if (!holds) this.faults.push(fault);
  }

  private note(recorded: readonly RecordCode[], at: number): void {
    const has = (code: RecordCode) => recorded.includes(code);
    if (has("age-child")) this.age = "child";
    else if (has("age-in-doubt")) this.age = "doubted";
    else if (has("age-adult")) this.age = "adult";
    if (has("urgent")) this.isUrgent = true;
    if (has("guardian") && has("guardian-without-conflict")) this.hasGuardian = true;
    if (has("guardian-in-conflict")) this.hasGuardian = false;
    if (has("representative")) this.hasLawyer = true;
    if (has("evidence-asked")) [this.askedAt, this.isAnswered] = [at, false];
    if (has("evidence-answered")) this.isAnswered = true;
    if (has("made-to-do")) this.owedReview = true;
    else if (has("non-punishment-review")) this.owedReview = false;
  }

  private seeRecovery(act: Act, from: string, to: string): void {
    if (to === "recovery" && from !== to) {
      if (act.step !== "come-back") [this.livedMs, this.isRecovered] = [0, false];
      this.livesSince = act.at;
      return;
    }
    if (from !== "recovery" || to === "recovery") return;
    this.livedMs += act.at - (this.livesSince ?? act.at);
    this.livesSince = null;
    if (AWAY.includes(to)) return;
    const days = this.rules.clocks.find(({ code }) => code === "recovery")?.limit.length ?? 0;
    // Days in which someone went or came count to one side or the other: an hour less for a change of clocks.
    const isWhole = this.livedMs >= days * DAY_MS - 2 * 3_600_000 - this.goings * DAY_MS;
    this.must(isWhole || act.by.role === "person", `${act.step} cut recovery short`);
    this.isRecovered = true;
    this.goings = 0;
  }
  private goings = 0;

  private seeDecision(act: Act, decision: string | undefined): void {
    if (act.step === "go-missing" || act.step === "go-abroad" || act.step === "withdraw") this.goings++;
    if (decision === "proposed-negative") this.proposer = act.by.memberId;
    else if (decision) {
      [this.proposer, this.askedAt, this.isAnswered] = [null, null, false];
      this.wasRefused = decision === "negative";
    }
  }

  private tick(
    step: string,
    from: string,
    at: number,
    wasChild = true,
    hadAge = "unknown",
    wasDisputed = this.isDisputed,
  ): void {
    const holds = (
      condition: string,
      child: boolean,
      age: string,
      disputed: boolean,
      urgent: boolean,
    ): boolean =>
      condition === "everyone" ||
      (condition === "adult" && !child) ||
      (condition === "child" && child) ||
      (condition === "known-child" && (disputed || age === "child" || age === "doubted")) ||
      (condition === "urgent" && urgent) ||
      (condition === "not-urgent" && !urgent);
    const now = (condition: string) =>
      holds(condition, this.isOfAChild(), this.age, this.isDisputed, this.isUrgent);
    const gone: string[] = [];
    for (const { code, ends, runsFor } of this.rules.clocks) {
      if (this.clocks.has(code) && (ends.includes(step) || !now(runsFor))) {
        this.clocks.delete(code);
        gone.push(code);
      }
    }
    for (const { code, starts, runsFor } of this.rules.clocks) {
      const came = (starts.entering ?? []).includes(this.state as never);
      const turned =
        came && this.state === from && !holds(runsFor, wasChild, hadAge, wasDisputed, this.wasUrgent);
      const begins =
        (starts.steps ?? []).includes(step) ||
        (came && this.state !== from) ||
        turned ||
        (starts.afterClock !== undefined && gone.includes(starts.afterClock));
      if (begins && now(runsFor) && !this.clocks.has(code)) this.clocks.set(code, at);
    }
    this.wasUrgent = this.isUrgent;
  }
  private wasUrgent = false;
}
