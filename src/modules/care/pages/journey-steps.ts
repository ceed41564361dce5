import type { Case } from "../../../web/api/answers.ts";
import type { Desk } from "../../../web/desk-context.tsx";
import type { Step } from "../../../web/kit/journey.tsx";
import type { CareWords } from "./care-words.ts";

/** The usual way through protection, and what may happen beside it. */
const WAY = [
  "contact",
  "screened",
  "early-support",
  "referred",
  "reasonable-grounds",
  "recovery",
  "conclusive-grounds",
  "inclusion",
  "closed",
] as const;
const BESIDE = ["follow-up", "missing", "withdrawn", "abroad", "reopened", "reconsideration"] as const;
export const STATES = [...WAY, ...BESIDE] as const;

/** What was, where we are, what may come: a step that was passed by is left out, one beside the way stands in its place. */
export function journeySteps(
  file: Pick<Case, "state" | "stateSince" | "journey">,
  { when }: Pick<Desk, "when">,
  { sayState }: CareWords,
): Step[] {
  const past = file.journey
    .filter(({ state }) => state !== file.state)
    .filter(({ state }, index, all) => all.findLastIndex((later) => later.state === state) === index)
    .map(
      ({ state, at }): Step => ({
        id: state,
        name: sayState(state),
        standing: "past",
        notes: [when.day(at)],
      }),
    );
  const here: Step = {
    id: file.state,
    name: sayState(file.state),
    standing: "here",
    notes: [when.day(file.stateSince)],
  };
  const seen = new Set([...past.map(({ id }) => id), file.state]);
  const farthest = Math.max(-1, ...WAY.map((state, index) => (seen.has(state) ? index : -1)));
  const ahead = WAY.filter((state, index) => index > farthest && !seen.has(state)).map(
    (state): Step => ({ id: state, name: sayState(state), standing: "ahead" }),
  );
  return [...past, here, ...ahead];
}
