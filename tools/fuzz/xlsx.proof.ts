import { fuzzProof } from "./proof.ts";
import { sheets, workbooks } from "./targets.ts";

export const proof = fuzzProof("fuzz xlsx", [workbooks, sheets]);
