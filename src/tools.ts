import type { Protection, Tool } from "./core/gate/index.ts";
import { careProtection, deferredCountProtection, oversightProtection } from "./modules/care/index.ts";
import { doorProtection } from "./modules/door/index.ts";
import { caseloadRelease } from "./modules/statistics/index.ts";

/** What the gate knows: what runs only through it, and what protects people and is never stopped. */
export const TOOLS: readonly (Tool | Protection)[] = [
  caseloadRelease,
  doorProtection,
  careProtection,
  oversightProtection,
  deferredCountProtection,
];
