import { keepWayOut, leaveForGood } from "../../../web/way-out.ts";
import { forgetDraft } from "./draft.ts";

/**
 * The way out of every page that anyone can open. A plain script before the style sheet, so that it works from the first
 * moment that there is something to see; whatever else a page loads comes later.
 */
keepWayOut(() => {
  forgetDraft();
  leaveForGood();
});
