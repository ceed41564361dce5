import { keepWayOut, leaveForGood } from "./way-out.ts";

/** The one script of the pages that anyone can open beside the door. */
keepWayOut(leaveForGood);
