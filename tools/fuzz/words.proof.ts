import { fuzzProof } from "./proof.ts";
import { words } from "./targets.ts";

export const proof = fuzzProof("fuzz words", [words]);
