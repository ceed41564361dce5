import { Link } from "@tanstack/react-router";
import type { Clock } from "../../../web/api/answers.ts";
import type { Desk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import type { ClockGroup, ClockRow, Nearness } from "../../../web/kit/clocks.tsx";
import { sayCaseAbout } from "../../../web/texts/names.ts";
import type { CareWords } from "./care-words.ts";

const WEEK_MS = 7 * 86_400_000;

/** How near a limit is: passed, today by the reader's calendar, or later. */
export function nearnessOf(dueAt: string, desk: Pick<Desk, "now" | "when">): Nearness {
  if (Date.parse(dueAt) <= desk.now().getTime()) return "late";
  return desk.when.isToday(dueAt) ? "soon" : "later";
}

/** “2 h over”, “48 min left”, “3 days”. */
function sayLeft(dueAt: string, { say, when, now }: Pick<Desk, "say" | "when" | "now">): string {
  const leftMs = Date.parse(dueAt) - now().getTime();
  if (leftMs <= 0) return say("clocks.over", { length: when.length(leftMs) });
  return when.isToday(dueAt) ? say("clocks.left", { length: when.length(leftMs) }) : when.roughly(leftMs);
}

/** The newest moment of which someone was told, in words; null where there was none but its end. */
export function sayTold({ told }: Pick<Clock, "told">, { say, when, locale }: Desk): string | null {
  const last = told.at(-1);
  if (!last) return null;
  const day = when.day(last.at);
  if ("daysAfter" in last.when) return say("clocks.told-after", { days: last.when.daysAfter, day });
  if ("hoursBefore" in last.when) return say("clocks.told-before", { day });
  const [part, whole] = last.when.share;
  return say("clocks.told-share", {
    share: new Intl.NumberFormat(locale, { style: "percent" }).format(part / whole),
    day,
  });
}

/** Where its length is written, what we added to that, and that no lawyer has confirmed it, while none has. */
export const saySource = (
  { cited, note, isConfirmed }: Clock["source"],
  { say }: Pick<Desk, "say">,
): string =>
  [`${cited}.`, note, isConfirmed ? null : say("clocks.unconfirmed")]
    .filter((part) => part !== null)
    .join(" ");

/** It ends with its answer, in the case, and by nothing else. */
export const isOfAnAsk = ({ what }: Pick<Clock, "what">): boolean =>
  ["file-question", "file-correction", "file-complaint", "file-rating"].includes(what);

interface Given {
  readonly clocks: readonly Clock[];
  readonly desk: Desk;
  readonly words: CareWords;
  readonly ownId: string;
  readonly onDone: (clock: Clock) => void;
}

/** Limits by urgency, each group by when it falls due; empty groups are left out. */
export function groupClocks(given: Given): ClockGroup[] {
  const { desk } = given;
  const { say } = desk;
  const sorted = [...given.clocks].sort((a, b) => a.dueAt.localeCompare(b.dueAt));
  const weekEnd = desk.now().getTime() + WEEK_MS;
  const groupOf = (clock: Clock): string => {
    if (clock.standsSince !== null) return "stands";
    const nearness = nearnessOf(clock.dueAt, desk);
    if (nearness === "late") return "late";
    if (nearness === "soon") return "today";
    return Date.parse(clock.dueAt) < weekEnd ? "week" : "later";
  };
  const group = (id: string, nearness: Nearness, title: string, sentence?: string): ClockGroup => ({
    id,
    nearness,
    title,
    ...(sentence && { say: sentence }),
    rows: sorted.filter((clock) => groupOf(clock) === id).map((clock) => toRow(clock, nearness, given)),
  });
  return [
    group("late", "late", say("clocks.passed"), say("clocks.passed-say")),
    group("today", "soon", say("clocks.today")),
    group("week", "later", say("clocks.week")),
    group("later", "later", say("clocks.later")),
    group("stands", "later", say("clocks.standing"), say("clocks.standing-say")),
  ].filter(({ rows }) => rows.length > 0);
}

function toRow(clock: Clock, nearness: Nearness, { desk, words, ownId, onDone }: Given): ClockRow {
  const { say, when, locale, now } = desk;
  const started = Date.parse(clock.startedAt);
  const due = Date.parse(clock.dueAt);
  return {
    id: clock.id,
    nearness,
    due: nearness === "soon" ? when.time(clock.dueAt) : when.near(clock.dueAt),
    left: clock.standsSince
      ? say("clocks.stands", { day: when.day(clock.standsSince) })
      : sayLeft(clock.dueAt, desk),
    used: (now().getTime() - started) / (due - started),
    what: words.sayClock(clock),
    basis: [saySource(clock.source, desk), sayTold(clock, desk)].filter((part) => part !== null).join(" "),
    whom: (
      <Link className="who" to="/cases/$caseId" params={{ caseId: clock.caseId }}>
        {clock.alias}
      </Link>
    ),
    about: [
      sayCaseAbout(say, locale, clock),
      ...(clock.keptWith ? [say("cases.kept-with", { alias: clock.keptWith.alias })] : []),
    ].join(say("about.comma")),
    withWhom: !clock.member
      ? say("clocks.no-one")
      : clock.member.id === ownId
        ? say("you")
        : clock.member.displayName,
    next: "",
    action:
      clock.ofJourney || isOfAnAsk(clock) ? (
        <Link className="small" to="/cases/$caseId" params={{ caseId: clock.caseId }}>
          {say("clocks.to-case")}
        </Link>
      ) : (
        <Button
          small
          onClick={() => onDone(clock)}
          aria-label={say("clocks.done-of", { alias: clock.alias })}
        >
          {say("clocks.done")}
        </Button>
      ),
  };
}
