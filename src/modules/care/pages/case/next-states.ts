import type { Case } from "../../../../web/api/answers.ts";
import { JOURNEY_STATES, type JourneyState } from "../../model/journey.ts";
import { nextStates } from "../../rules.ts";

/** Where a case may go from here, by the same rules that the server holds it to. */
export function stepsFrom({ state, journey }: Pick<Case, "state" | "journey">): readonly JourneyState[] {
  const here = known(state);
  const before = journey.filter((change) => change.state !== state).at(-1);
  return here ? nextStates(here, before ? known(before.state) : null) : [];
}

const known = (state: string): JourneyState | null => JOURNEY_STATES.find((one) => one === state) ?? null;
