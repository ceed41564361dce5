import { keepWayOut } from "../../../web/way-out.ts";
import { leaveNow } from "./leave.ts";

/** On every page of the door: the way out. */
keepWayOut(leaveNow);
