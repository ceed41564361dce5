/** Legal time limits: pure functions of instants and calendars. Nothing here reads a clock or closes anything. */
export { type Calendar, ensureValidCalendar, plainCalendar, type Weekday } from "./calendar.ts";
export { type Clock, dueAt, type Limit, type Pause } from "./clock.ts";
export { ClockError, type ClockErrorCode } from "./errors.ts";
export { type Escalation, type EscalationPoint, escalationsOf } from "./escalation.ts";
export { type Standing, standingAt } from "./standing.ts";
export type { Instant } from "./zone.ts";
