import { fuzzProof } from "./proof.ts";
import { caseloads, tables } from "./targets.ts";

export const proof = fuzzProof("fuzz csv", [caseloads, tables]);
